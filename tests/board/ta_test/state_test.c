// SPDX-License-Identifier: GPL-2.0-only
/*
 * Every command in every state: the contract's table. For OP-TEE's own TA with
 * the differences that it has, each with its reason.
 */
#include "core.h"
#include "report.h"
#include "tests.h"

#include <linux/kernel.h>

#define ANY_STATE STATE_TABLE_STATES

static const struct {
	u32 command;
	enum state_table_state state;
	u32 result;
	const char *reason;
} differences[] = {
	{ TEEPROC_TA_CMD_GET_COREDUMP, ANY_STATE, TEE_ERROR_NOT_IMPLEMENTED,
	  "OP-TEE's TA has reserved the command's number only" },
	{ TEEPROC_TA_CMD_GET_STATE, ANY_STATE, TEE_ERROR_BAD_PARAMETERS,
	  "a command of teeproc's own" },
	{ TEEPROC_TA_CMD_GET_MEASUREMENT, ANY_STATE, TEE_ERROR_BAD_PARAMETERS,
	  "a command of teeproc's own" },
	{ TEEPROC_TA_CMD_LOAD_FW_PIECE, ANY_STATE, TEE_ERROR_BAD_PARAMETERS,
	  "a command of teeproc's own" },
	{ TEEPROC_TA_CMD_GET_COREDUMP_PIECE, ANY_STATE,
	  TEE_ERROR_BAD_PARAMETERS, "a command of teeproc's own" },
};

static u32 expected(const struct core *core, const struct state_table_row *row,
		    enum state_table_state state, const char **reason)
{
	size_t i;

	*reason = NULL;
	for (i = 0; core->upstream && i < ARRAY_SIZE(differences); i++) {
		if (differences[i].command == row->command &&
		    (differences[i].state == state ||
		     differences[i].state == ANY_STATE)) {
			*reason = differences[i].reason;
			return differences[i].result;
		}
	}
	return row->result[state];
}

/* What GET_STATE must say; the SoC's view follows the TA's */
static bool agrees(struct core *core, enum state_table_state state)
{
	static const u32 ta_states[] = {
		TEEPROC_TA_OFF,
		TEEPROC_TA_LOADED,
		TEEPROC_TA_STARTED,
		TEEPROC_TA_OFF,
	};
	u32 ta_state = 0, soc_state = 0, runs = state == STATE_TABLE_STARTED;
	u32 result = core_get_state(core, &ta_state, &soc_state);

	if (!result && ta_state == ta_states[state] && soc_state == runs)
		return true;
	diag("GET_STATE: %#x, state %u, the SoC's %u", result, ta_state,
	     soc_state);
	return false;
}

static void check(struct core *core, const struct state_table_row *row,
		  enum state_table_state state)
{
	enum state_table_state next = row->next[state];
	enum state_table_state found;
	const char *reason;
	u32 want = expected(core, row, state, &reason);
	bool agreed;
	u32 got;

	if (!core_bring_to(core, state)) {
		report(false, "%s: reached", state_table_names[state]);
		return;
	}
	got = core_run(core, row->command);
	agreed = core->upstream || agrees(core, next);
	found = core_find_state(core);
	if (reason)
		next = state; /* it has not got that command */
	if (core->upstream && next == STATE_TABLE_STOPPED)
		next = STATE_TABLE_OFF; /* it has no dump to keep */
	report(got == want && found == next && agreed, "%s in %s: %#x, then %s",
	       row->name, state_table_names[state], want,
	       state_table_names[next]);
	if (got != want)
		diag("got %#x", got);
	if (found != next)
		diag("then %s", found < STATE_TABLE_STATES ?
					state_table_names[found] :
					"no state at all");
	if (reason)
		diag("difference: %s", reason);
}

/* OP-TEE's TA knows of a core from its first LOAD_FW on. */
static void check_before_load(struct core *core)
{
	report_result(core_call(core, TEEPROC_TA_CMD_START_FW),
		      TEE_ERROR_BAD_PARAMETERS, "START_FW before any LOAD_FW");
	diag("difference: OP-TEE's TA knows a core from its first LOAD_FW on");
	report_result(core_load(core, &core->image), TEE_SUCCESS,
		      "the first LOAD_FW");
}

void test_state_table(char **args)
{
	enum state_table_state state;
	struct core core;
	size_t row;

	if (core_open(&core, 0, is_upstream(args[0]), args[1]))
		return;
	if (core.upstream)
		check_before_load(&core);
	for (state = STATE_TABLE_OFF; state < STATE_TABLE_STATES; state++)
		for (row = 0; row < STATE_TABLE_ROWS; row++)
			check(&core, state_table + row, state);
	report(core_bring_to(&core, STATE_TABLE_OFF), "OFF at the end");
	core_close(&core);
}
