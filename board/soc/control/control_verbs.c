// SPDX-License-Identifier: BSD-2-Clause
#include "control_verbs.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../../../tools/common/hex.h"
#include "../core/core_jobs.h"

/* Arguments behind the door: the core found, the numbers read */
struct arguments_of {
	struct core *core;
	uint64_t numbers[CONTROL_ARGS_MAX];
	uint8_t hash[DMA_HASH_SIZE];
};

struct verb {
	const char *name;
	/* one letter an argument: c core, n number, h hash */
	const char *form;
	bool charge; /* not for a core in direct mode */
	void (*carry_out)(struct control *control,
			  const struct arguments_of *arguments);
};

static void on_job(struct core_job *job)
{
	struct control *control = job->owner;
	char values[CORE_REGS_MAX * 17 + 1];
	size_t used = 0;

	if (job->reason) {
		control_refuse(control, job->reason);
		return;
	}
	if (job->kind != CORE_REGS) {
		control_ok(control, NULL);
		return;
	}
	for (unsigned int i = 0; i < core_machine(job->core->config)->num_regs;
	     i++)
		used += snprintf(values + used, sizeof(values) - used,
				 "%s%" PRIx64, i ? " " : "",
				 job->core->regs[i]);
	control_ok(control, values);
}

static void submit(struct control *control, struct core *core,
		   enum core_job_kind kind)
{
	control->job.kind = kind;
	control->job.done = on_job;
	control->job.owner = control;
	core_submit(core, &control->job);
}

/* DA and LEN: numbers 1 and 2 of load, fill and dump */
static bool take_range(struct control *control,
		       const struct arguments_of *arguments)
{
	uint64_t da = arguments->numbers[1];
	uint64_t size = arguments->numbers[2];

	if (da > UINT32_MAX || size > UINT32_MAX ||
	    !core_config_find(arguments->core->config, da, size)) {
		control_refuse(control, TEEPROC_CP_ERR_RANGE);
		return false;
	}
	control->job.da = da;
	control->job.size = size;
	return true;
}

static bool take_pages(struct control *control, uint64_t list_pa,
		       uint64_t offset)
{
	if (offset >= TEEPROC_CP_PAGE_SIZE) {
		control_refuse(control, TEEPROC_CP_ERR_RANGE);
		return false;
	}
	control->job.pages.list_pa = list_pa;
	control->job.pages.offset = offset;
	return true;
}

static void carry_out_otp(struct control *control,
			  const struct arguments_of *arguments)
{
	char values[2 * TEEPROC_KEY_BLOB_MAX + 24];
	const struct otp_slot *slot;
	unsigned int flags;
	size_t used;

	if (arguments->numbers[0] >= TEEPROC_KEY_SLOTS) {
		control_refuse(control, TEEPROC_CP_ERR_RANGE);
		return;
	}
	slot = &control->otp->content.slots[arguments->numbers[0]];
	if (!slot->blob_size) {
		control_refuse(control, TEEPROC_CP_ERR_NONE);
		return;
	}
	flags = TEEPROC_OTP_PROGRAMMED |
		(slot->revoked ? TEEPROC_OTP_REVOKED : 0);
	used = snprintf(values, sizeof(values), "%x %x ", flags, slot->cores);
	hex_text(slot->blob, slot->blob_size, values + used);
	control_ok(control, values);
}

static void answer_counter(struct control *control, unsigned int core)
{
	char value[16];

	snprintf(value, sizeof(value), "%x",
		 control->otp->content.counters[core]);
	control_ok(control, value);
}

static void carry_out_counter(struct control *control,
			      const struct arguments_of *arguments)
{
	answer_counter(control, arguments->core->config->id);
}

static void on_raise(uv_work_t *work)
{
	struct control *control = work->data;

	control->raise_result = otp_raise(control->otp, control->raise_core,
					  control->raise_value);
}

static void on_raised(uv_work_t *work, int status)
{
	struct control *control = work->data;

	if (status ||
	    (control->raise_result && control->raise_result != -ERANGE))
		control_refuse(control, TEEPROC_CP_ERR_IO);
	else if (control->raise_result)
		control_refuse(control, TEEPROC_CP_ERR_RANGE);
	else
		answer_counter(control, control->raise_core);
}

static void carry_out_raise(struct control *control,
			    const struct arguments_of *arguments)
{
	if (arguments->numbers[1] > UINT32_MAX) {
		control_refuse(control, TEEPROC_CP_ERR_RANGE);
		return;
	}
	control->raise_core = arguments->core->config->id;
	control->raise_value = arguments->numbers[1];
	control->raise_work.data = control;
	uv_queue_work(control->loop, &control->raise_work, on_raise, on_raised);
}

static void carry_out_load(struct control *control,
			   const struct arguments_of *arguments)
{
	if (!take_range(control, arguments) ||
	    !take_pages(control, arguments->numbers[4], arguments->numbers[5]))
		return;
	memcpy(control->job.hash, arguments->hash, DMA_HASH_SIZE);
	submit(control, arguments->core, CORE_LOAD);
}

static void carry_out_fill(struct control *control,
			   const struct arguments_of *arguments)
{
	if (!take_range(control, arguments))
		return;
	if (arguments->numbers[3] > UINT8_MAX) {
		control_refuse(control, TEEPROC_CP_ERR_RANGE);
		return;
	}
	control->job.byte = arguments->numbers[3];
	submit(control, arguments->core, CORE_FILL);
}

static void carry_out_dump(struct control *control,
			   const struct arguments_of *arguments)
{
	if (take_range(control, arguments) &&
	    take_pages(control, arguments->numbers[3], arguments->numbers[4]))
		submit(control, arguments->core, CORE_DUMP);
}

static void carry_out_regs(struct control *control,
			   const struct arguments_of *arguments)
{
	submit(control, arguments->core, CORE_REGS);
}

static void carry_out_start(struct control *control,
			    const struct arguments_of *arguments)
{
	submit(control, arguments->core, CORE_START);
}

static void carry_out_stop(struct control *control,
			   const struct arguments_of *arguments)
{
	submit(control, arguments->core, CORE_STOP);
}

static void carry_out_state(struct control *control,
			    const struct arguments_of *arguments)
{
	char value[16];

	snprintf(value, sizeof(value), "%x", arguments->core->state);
	control_ok(control, value);
}

static void carry_out_machine(struct control *control,
			      const struct arguments_of *arguments)
{
	const struct core_kind *kind = arguments->core->config->kind;
	char values[16];

	snprintf(values, sizeof(values), "%x %x", kind->elf_machine,
		 kind->is64 ? 64 : 32);
	control_ok(control, values);
}

/* in the order of the contract's list */
static const struct verb verbs[] = {
	{ TEEPROC_CP_VERB_OTP, "n", false, carry_out_otp },
	{ TEEPROC_CP_VERB_COUNTER, "c", false, carry_out_counter },
	{ TEEPROC_CP_VERB_RAISE, "cn", false, carry_out_raise },
	{ TEEPROC_CP_VERB_LOAD, "cnnhnn", true, carry_out_load },
	{ TEEPROC_CP_VERB_FILL, "cnnn", true, carry_out_fill },
	{ TEEPROC_CP_VERB_DUMP, "cnnnn", false, carry_out_dump },
	{ TEEPROC_CP_VERB_REGS, "c", false, carry_out_regs },
	{ TEEPROC_CP_VERB_START, "c", true, carry_out_start },
	{ TEEPROC_CP_VERB_STOP, "c", true, carry_out_stop },
	{ TEEPROC_CP_VERB_STATE, "c", false, carry_out_state },
	{ TEEPROC_CP_VERB_MACHINE, "c", false, carry_out_machine },
};

#define N_VERBS (sizeof(verbs) / sizeof(*verbs))

static uint32_t verb_index(const char *verb)
{
	for (unsigned int i = 0; i < N_VERBS; i++)
		if (!strcmp(verb, verbs[i].name))
			return i;
	return CONTROL_VERB_ANY;
}

static struct core *find_core(struct control *control, uint64_t id)
{
	for (unsigned int i = 0; i < control->n_cores; i++)
		if (control->cores[i].config->id == id)
			return &control->cores[i];
	return NULL;
}

/* NULL, or why the words do not have the verb's form */
static const char *take_arguments(struct control *control,
				  const struct verb *verb,
				  const struct control_request *request,
				  struct arguments_of *arguments)
{
	size_t size;

	memset(arguments, 0, sizeof(*arguments));
	if (request->more || request->argc != strlen(verb->form))
		return TEEPROC_CP_ERR_ARGS;
	for (unsigned int i = 0; i < request->argc; i++) {
		const char *word = request->argv[i];

		if (verb->form[i] == 'h' ?
			    !hex_bytes(word, arguments->hash, DMA_HASH_SIZE,
				       &size) ||
				    size != DMA_HASH_SIZE :
			    !hex_number(word, &arguments->numbers[i]))
			return TEEPROC_CP_ERR_ARGS;
	}
	if (verb->form[0] != 'c')
		return NULL;
	arguments->core = find_core(control, arguments->numbers[0]);
	if (!arguments->core)
		return TEEPROC_CP_ERR_CORE;
	if (verb->charge && arguments->core->config->direct_mode)
		return TEEPROC_CP_ERR_MODE;
	return NULL;
}

static void carry_out(struct control *control,
		      const struct control_request *request)
{
	uint32_t index = verb_index(request->verb);
	struct arguments_of arguments;
	const char *reason;

	if (index == CONTROL_VERB_ANY) {
		control_refuse(control, TEEPROC_CP_ERR_VERB);
		return;
	}
	reason = take_arguments(control, &verbs[index], request, &arguments);
	control->verb = verbs[index].name;
	if (arguments.core)
		control->core = (int)arguments.core->config->id;
	if (reason)
		control_refuse(control, reason);
	else
		verbs[index].carry_out(control, &arguments);
}

const struct control_verbs control_verbs = {
	.index = verb_index,
	.carry_out = carry_out,
};
