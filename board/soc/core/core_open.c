// SPDX-License-Identifier: BSD-2-Clause
#include "core_open.h"

#include <string.h>
#include <unistd.h>

#include "../host/memory.h"
#include "../host/say.h"
#include "core_jobs.h"
#include "core_kicks.h"
#include "core_qemu.h"

static void on_reset(struct core_job *job)
{
	job->core->reset_queued = false;
	job->core->regs_valid = false;
}

void core_system_reset(struct core *core)
{
	static const unsigned int cleared[] = {
		TEEPROC_MBOX_REG_RESET,		TEEPROC_MBOX_REG_SEQ,
		TEEPROC_MBOX_REG_ACK,		TEEPROC_MBOX_REG_RESULT,
		TEEPROC_MBOX_REG_INJECT_NTH,	TEEPROC_MBOX_REG_INJECT_VERB,
		TEEPROC_MBOX_REG_INJECT_REASON,
	};

	for (unsigned int i = 0; i < sizeof(cleared) / sizeof(*cleared); i++)
		mailbox_write(&core->linux_side, cleared[i], 0);
	if (core->reset_queued)
		return;
	core->reset_queued = true;
	core->reset = (struct core_job){ .kind = CORE_STOP, .done = on_reset };
	core_submit(core, &core->reset);
}

static void let_go(struct core *core)
{
	core_qemu_end(core);
	gdb_port_close(&core->gdb);
	core_nudge_close(core);
	mailbox_close(&core->linux_side);
	for (unsigned int i = 0; i < core->config->n_memories; i++)
		if (core->memory_fds[i] > 0)
			close(core->memory_fds[i]);
}

static const struct core_calls calls = {
	.from_uart = core_bytes_from_uart,
	.crashed = core_crash,
	.ended = core_qemu_ended,
	.let_go = let_go,
};

int core_open(struct core *core)
{
	const struct core_config *config = core->config;
	int ret = 0;

	core->calls = &calls;
	STAILQ_INIT(&core->jobs);
	core_nudge_open(core);
	for (unsigned int i = 0; !ret && i < config->n_memories; i++) {
		const struct memory_config *memory = &config->memories[i];

		core->memory_fds[i] = memory_create(memory->name, memory->size);
		if (core->memory_fds[i] < 0)
			ret = core->memory_fds[i];
	}
	core->linux_side.rung = core_rung_by_linux;
	core->linux_side.owner = core;
	if (!ret)
		ret = mailbox_open(&core->linux_side, core->loop, config->id);
	if (ret) {
		say("core %u: %s", config->id, strerror(-ret));
		return -1;
	}
	return core_qemu_start(core);
}

void core_close(struct core *core)
{
	core->closing = true;
	child_kill(&core->qemu.child);
	/* it may never have been opened */
	if (!core->busy)
		let_go(core);
}
