// SPDX-License-Identifier: BSD-2-Clause
#include "core_jobs.h"

#include <stdio.h>
#include <string.h>

#include "../host/events.h"
#include "../host/say.h"
#include "core_control.h"
#include "core_qemu.h"

static void set_state(struct core *core, enum teeproc_core_state state)
{
	if (core->state != state)
		events_state(core->config->id, state);
	core->state = state;
	mailbox_write(&core->linux_side, TEEPROC_MBOX_REG_STATE, state);
}

static void on_halted(struct core_job *job)
{
	struct core *core = job->core;

	core->halt_queued = false;
	if (core->regs_valid)
		events_registers(core->config->id,
				 (struct events_words){
					 core->regs,
					 core_machine(core->config)->num_regs },
				 (struct events_words){
					 core->frame,
					 core->frame_valid ?
						 EXCEPTION_FRAME_WORDS :
						 0 });
}

static void halt(struct core *core, enum teeproc_core_state state)
{
	set_state(core, state);
	if (core->halt_queued)
		return;
	core->halt_queued = true;
	core->halt = (struct core_job){ .kind = CORE_HALT, .done = on_halted };
	core_submit(core, &core->halt);
}

void core_crash(struct core *core, const char *why)
{
	if (core->state != TEEPROC_CORE_RUNNING)
		return;
	say("core %u: crashed: %s", core->config->id, why);
	events_crash(core->config->id, why);
	halt(core, TEEPROC_CORE_CRASHED);
	mailbox_raise(&core->linux_side, TEEPROC_MBOX_VEC_CRASH);
}

void core_exit(struct core *core)
{
	if (core->state == TEEPROC_CORE_RUNNING)
		halt(core, TEEPROC_CORE_EXITED);
}

/* Whether @job may be carried out now; what it changes at once. */
static const char *begin(struct core *core, struct core_job *job)
{
	switch (job->kind) {
	case CORE_LOAD:
	case CORE_FILL:
		if (core->state != TEEPROC_CORE_RESET)
			return TEEPROC_CP_ERR_BUSY;
		core->regs_valid = false;
		return NULL;
	case CORE_DUMP:
	case CORE_REGS:
		return core->state == TEEPROC_CORE_RUNNING ?
			       TEEPROC_CP_ERR_BUSY :
			       NULL;
	case CORE_START:
		if (core->state != TEEPROC_CORE_RESET)
			return TEEPROC_CP_ERR_BUSY;
		if (!core->qemu.child.pid && core_qemu_start(core))
			return TEEPROC_CP_ERR_DEAD;
		core->regs_valid = false;
		core->qemu.stands = gdb_port_releasing(&core->gdb);
		/* before it runs: its first bytes may be here before the job */
		set_state(core, TEEPROC_CORE_RUNNING);
		return NULL;
	case CORE_STOP:
	case CORE_HALT:
		gdb_port_holding(&core->gdb);
		return NULL;
	}
	return TEEPROC_CP_ERR_VERB;
}

static void lock_up_registers(struct core *core)
{
	core->qemu.said[core->qemu.said_size] = '\0';
	if (core_arch_of(core->config)
		    ->parse_registers(core->qemu.said, core->regs))
		core->regs_valid = true;
}

/* The QEMU has ended by itself, and no job uses it. */
static void clean_up_ended(struct core *core)
{
	struct core_qemu *qemu = &core->qemu;
	bool was_released = qemu->released;
	char why[96];

	core->ended = false;
	link_drain(&qemu->console);
	link_drain(&qemu->mailbox);
	link_drain(&qemu->errors);
	qemu->said[qemu->said_size] = '\0';
	if (strstr(qemu->said, "Lockup"))
		snprintf(why, sizeof(why), "lock-up");
	else
		snprintf(why, sizeof(why), "its QEMU ended (%s)",
			 child_how_ended(&qemu->child));
	if (was_released && !core->regs_valid)
		lock_up_registers(core);
	core_qemu_end(core);
	if (core->state == TEEPROC_CORE_RUNNING)
		core_crash(core, why);
	else
		say("core %u: %s", core->config->id, why);
	/* one that ends before it is released would do so again at once */
	if (was_released)
		core_qemu_start(core);
}

void core_qemu_ended(struct core *core)
{
	core->ended = true;
	if (!core->busy)
		clean_up_ended(core);
}

static void finish(struct core *core, struct core_job *job)
{
	struct core_qemu *qemu = &core->qemu;
	bool failed_start = job->kind == CORE_START && job->reason;

	if (failed_start && core->state == TEEPROC_CORE_RUNNING)
		set_state(core, TEEPROC_CORE_RESET);
	if (job->kind == CORE_STOP)
		set_state(core, TEEPROC_CORE_RESET);
	if (job->kind == CORE_START && !job->reason)
		gdb_port_released(&core->gdb);
	if (core->ended) {
		clean_up_ended(core);
	} else if (qemu->released && (failed_start || job->kind == CORE_STOP ||
				      job->kind == CORE_HALT)) {
		/* used up: the next release gets a fresh one */
		core_qemu_end(core);
		core_qemu_start(core);
	}
}

static void run_next(struct core *core);

static void complete(struct core *core, struct core_job *job)
{
	STAILQ_REMOVE_HEAD(&core->jobs, next);
	job->done(job);
	run_next(core);
}

static void on_work(uv_work_t *work)
{
	struct core_job *job = work->data;

	job->reason = core_control_run(job->core, job);
}

static void on_worked(uv_work_t *work, int status)
{
	struct core_job *job = work->data;
	struct core *core = job->core;

	if (status)
		job->reason = TEEPROC_CP_ERR_IO;
	core->busy = false;
	if (!core->closing)
		finish(core, job);
	complete(core, job);
	if (core->closing)
		core->calls->let_go(core);
}

static void run_next(struct core *core)
{
	struct core_job *job = STAILQ_FIRST(&core->jobs);

	if (!job || core->busy)
		return;
	job->reason = core->closing ? TEEPROC_CP_ERR_DEAD : begin(core, job);
	if (job->reason) {
		complete(core, job);
		return;
	}
	job->work.data = job;
	core->busy = true;
	uv_queue_work(core->loop, &job->work, on_work, on_worked);
}

void core_submit(struct core *core, struct core_job *job)
{
	job->core = core;
	job->reason = NULL;
	STAILQ_INSERT_TAIL(&core->jobs, job, next);
	if (STAILQ_FIRST(&core->jobs) == job)
		run_next(core);
}
