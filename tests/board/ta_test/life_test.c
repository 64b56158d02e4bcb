// SPDX-License-Identifier: GPL-2.0-only
/*
 * Sessions and cores: whose is the state, and who may come in.
 */
#include "core.h"
#include "report.h"
#include "tests.h"

#include <linux/kernel.h>
#include <linux/tee.h>
#include <teeproc/core_state.h>

static bool states_are(struct core *core, u32 ta_want, u32 soc_want)
{
	u32 ta_state = ~0, soc_state = ~0;
	u32 result = core_get_state(core, &ta_state, &soc_state);

	if (!result && ta_state == ta_want && soc_state == soc_want)
		return true;
	diag("%#x: state %u, the SoC's %u", result, ta_state, soc_state);
	return false;
}

/* Several sessions of one core, opened and closed at all times */
void test_sessions(char **args)
{
	struct core first, second, third;

	if (core_open(&first, 0, false, args[0]))
		return;
	if (core_open(&second, 0, false, args[0]))
		goto out;
	report(core_bring_to(&first, STATE_TABLE_LOADED), "one session loads");
	report(states_are(&second, TEEPROC_TA_LOADED, TEEPROC_CORE_RESET),
	       "another one sees it LOADED");
	core_close(&first);
	report(states_are(&second, TEEPROC_TA_LOADED, TEEPROC_CORE_RESET),
	       "the end of the first releases nothing");
	report_result(core_call(&second, TEEPROC_TA_CMD_START_FW), TEE_SUCCESS,
		      "the other one starts it");
	report(core_trace_has(&second, "is up"), "it runs");
	core_close(&second);

	/* no session is open now */
	if (core_open(&third, 0, false, args[0]))
		return;
	report(states_are(&third, TEEPROC_TA_STARTED, TEEPROC_CORE_RUNNING),
	       "it runs on without any session");
	report_result(core_load(&third, &third.image), TEE_ERROR_BAD_STATE,
		      "a third one can not load over it");
	report_result(core_call(&third, TEEPROC_TA_CMD_RELEASE_FW),
		      TEE_ERROR_BAD_STATE, "and not release it");
	if (!core_open(&first, 0, false, NULL)) {
		report_result(core_call(&first, TEEPROC_TA_CMD_STOP_FW),
			      TEE_SUCCESS, "a fourth one stops it");
		core_close(&first);
	}
	report(states_are(&third, TEEPROC_TA_OFF, TEEPROC_CORE_RESET),
	       "the third sees it OFF");
	report(core_bring_to(&third, STATE_TABLE_OFF), "OFF at the end");
	core_close(&third);
	return;
out:
	core_close(&first);
}

/* The two cores of the board, at once */
void test_cores(char **args)
{
	struct core one, other;

	if (core_open(&one, 0, false, args[0]))
		return;
	if (core_open(&other, 1, false, args[0]))
		goto close_one;
	report(core_bring_to(&one, STATE_TABLE_STARTED), "core 0 starts");
	report(states_are(&other, TEEPROC_TA_OFF, TEEPROC_CORE_RESET),
	       "core 1 is OFF");
	report(core_bring_to(&other, STATE_TABLE_LOADED), "core 1 loads");
	report(core_trace_has(&one, "is up"), "core 0 runs");
	/* any session may name any core: the state is the core's */
	report_result(client_call(&one.client, TEEPROC_TA_CMD_START_FW, 1),
		      TEE_SUCCESS, "core 1 starts, in core 0's session");
	report(core_trace_has(&other, "is up"), "core 1 runs");
	report(core_bring_to(&one, STATE_TABLE_OFF), "core 0 stops");
	report(states_are(&other, TEEPROC_TA_STARTED, TEEPROC_CORE_RUNNING),
	       "core 1 runs on");
	report(!core_sram_is_zero(&other) && core_sram_is_zero(&one),
	       "only core 0's memory is scrubbed");
	report(core_bring_to(&other, STATE_TABLE_OFF), "core 1 stops");
	core_close(&other);
close_one:
	core_close(&one);
}

static u32 try_open(const uuid_t *uuid, u32 login)
{
	struct client client;
	u32 result = client_open(&client, uuid, login, 0);

	client_close(&client);
	return result;
}

/* Who may open the TA and the pseudo-TA, from the kernel */
void test_logins(char **args)
{
	static const struct {
		u32 login;
		const char *name;
	} logins[] = {
		{ TEE_IOCTL_LOGIN_PUBLIC, "public" },
		{ TEE_IOCTL_LOGIN_USER, "user" },
		{ TEE_IOCTL_LOGIN_GROUP, "group" },
		{ TEE_IOCTL_LOGIN_APPLICATION, "application" },
	};
	bool upstream = is_upstream(args[0]);
	u32 result;
	size_t i;

	for (i = 0; i < ARRAY_SIZE(logins); i++) {
		result = try_open(&ta_uuid, logins[i].login);
		if (upstream && !result) {
			report(true, "TA, %s login: a session", logins[i].name);
			diag("difference: OP-TEE's TA does not ask who comes");
			continue;
		}
		/* Linux or OP-TEE themselves refuse some for a kernel client */
		report(result && result != TEE_ERROR_TARGET_DEAD,
		       "TA, %s login: no session (%#x)", logins[i].name,
		       result);
	}
	if (!upstream)
		report_result(try_open(&ta_uuid, TEE_IOCTL_LOGIN_PUBLIC),
			      TEE_ERROR_ACCESS_DENIED, "TA, public login");
	report_result(try_open(&ta_uuid, TEE_IOCTL_LOGIN_REE_KERNEL),
		      TEE_SUCCESS, "TA, kernel login");
	report_result(try_open(&pta_uuid, TEE_IOCTL_LOGIN_REE_KERNEL),
		      TEE_ERROR_ACCESS_DENIED, "pseudo-TA, kernel login");
	report_result(try_open(&pta_uuid, TEE_IOCTL_LOGIN_PUBLIC),
		      TEE_ERROR_ACCESS_DENIED, "pseudo-TA, public login");
}
