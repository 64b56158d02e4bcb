// SPDX-License-Identifier: BSD-2-Clause
#include "core_kicks.h"

#include <string.h>

#include "../host/events.h"
#include "../host/memory.h"
#include "../host/say.h"
#include "core_jobs.h"

void core_bytes_from_uart(struct link *link, const char *bytes, size_t size)
{
	struct core *core = link->owner;
	bool raise[2] = { false, false };

	for (size_t i = 0; i < size; i++) {
		if (core->state != TEEPROC_CORE_RUNNING)
			break;
		switch ((unsigned char)bytes[i]) {
		case TEEPROC_MBOX_BYTE_VQ0:
			raise[0] = true;
			break;
		case TEEPROC_MBOX_BYTE_VQ1:
			raise[1] = true;
			break;
		case TEEPROC_MBOX_BYTE_SHUTDOWN:
			mailbox_raise(&core->linux_side,
				      TEEPROC_MBOX_VEC_SHUTDOWN);
			break;
		case TEEPROC_MBOX_BYTE_CRASH:
			core_crash(core, "its firmware says so");
			break;
		case TEEPROC_MBOX_BYTE_EXIT:
			core_exit(core);
			break;
		default:
			break; /* not a message */
		}
	}
	/* a kick tells that there is work, not how much */
	for (unsigned int i = 0; i < 2; i++) {
		if (!raise[i])
			continue;
		mailbox_raise(&core->linux_side, TEEPROC_MBOX_VEC_VQ0 + i);
		if (core->kick_events)
			events_kick(core->config->id, i, true);
	}
}

#define NUDGE_FIRST_MS 2u
#define NUDGE_LAST_MS 2000u

/*
 * A UART that does not receive yet is not in what QEMU's event loop waits for,
 * and it is not told when firmware enables the receiver. Anything that wakes
 * the loop mends that, like a command: monitors have a thread, but commands are
 * carried out on the loop. A core that never reads is given up after a while,
 * until the next kick.
 */
#define NUDGE "{\"execute\":\"query-status\"}\n"

static void on_nudge(uv_timer_t *timer)
{
	struct core *core = timer->data;

	if (core->state != TEEPROC_CORE_RUNNING ||
	    !link_unread(&core->qemu.mailbox))
		return;
	link_send(&core->qemu.events, NUDGE, strlen(NUDGE));
	core->nudge_ms *= 2;
	if (core->nudge_ms <= NUDGE_LAST_MS)
		uv_timer_start(timer, on_nudge, core->nudge_ms, 0);
}

void core_nudge_open(struct core *core)
{
	uv_timer_init(core->loop, &core->nudge);
	core->nudge.data = core;
}

void core_nudge_close(struct core *core)
{
	if (core->nudge.data)
		uv_close((uv_handle_t *)&core->nudge, NULL);
}

/*
 * A byte that the core has not read yet stands for this kick too. If that was
 * the last one sent it is there as long as anything is; and a socket that is
 * full holds unread bytes of both kinds.
 */
static void kick(struct core *core, unsigned char byte)
{
	if (core->state != TEEPROC_CORE_RUNNING)
		return;
	if (core->kick_events)
		events_kick(core->config->id, byte, false);
	if (!uv_is_active((uv_handle_t *)&core->nudge)) {
		core->nudge_ms = NUDGE_FIRST_MS;
		uv_timer_start(&core->nudge, on_nudge, core->nudge_ms, 0);
	}
	if (core->last_kick == byte && link_unread(&core->qemu.mailbox))
		return;
	if (link_try_send(&core->qemu.mailbox, &byte, 1))
		core->last_kick = byte;
}

static void answer(struct core *core, uint32_t seq,
		   enum teeproc_mbox_result result)
{
	mailbox_write(&core->linux_side, TEEPROC_MBOX_REG_RESULT, result);
	mailbox_write(&core->linux_side, TEEPROC_MBOX_REG_ACK, seq);
	mailbox_raise(&core->linux_side, TEEPROC_MBOX_VEC_RESET);
}

static void direct_request(struct core *core);

static void on_direct(struct core_job *job)
{
	struct core *core = job->core;
	enum teeproc_mbox_result result = TEEPROC_MBOX_OK;

	if (job->reason)
		result = strcmp(job->reason, TEEPROC_CP_ERR_NONE) ?
				 TEEPROC_MBOX_DEAD :
				 TEEPROC_MBOX_NO_IMAGE;
	core->direct_queued = false;
	answer(core, core->direct_seq, result);
	if (core->direct_again) {
		core->direct_again = false;
		direct_request(core);
	}
}

static void direct_request(struct core *core)
{
	uint32_t seq = mailbox_read(&core->linux_side, TEEPROC_MBOX_REG_SEQ);
	uint32_t hold = mailbox_read(&core->linux_side, TEEPROC_MBOX_REG_RESET);

	if (!core->config->direct_mode) {
		answer(core, seq, TEEPROC_MBOX_DENIED);
		return;
	}
	if (core->direct_queued) {
		core->direct_again = true;
		return;
	}
	if (hold > 1) {
		answer(core, seq, TEEPROC_MBOX_INVALID);
		return;
	}
	if (!hold && core->state == TEEPROC_CORE_RUNNING) {
		answer(core, seq, TEEPROC_MBOX_OK);
		return;
	}
	core->direct_queued = true;
	core->direct_seq = seq;
	core->direct = (struct core_job){
		.kind = hold ? CORE_STOP : CORE_START,
		.done = on_direct,
	};
	core_submit(core, &core->direct);
}

/*
 * For tests that nothing of a refused image is left where Linux can not look.
 * In pieces of a page: the loop is kept for some milliseconds.
 */
static uint32_t count_private(const struct core *core)
{
	uint32_t count = 0;

	for (unsigned int i = 0; i < core->config->n_memories; i++) {
		const struct memory_config *memory = &core->config->memories[i];
		unsigned char page[4096];

		if (memory->shared)
			continue;
		for (uint32_t at = 0; at < memory->size; at += sizeof(page)) {
			if (memory_read(core->memory_fds[i], at, page,
					sizeof(page)))
				return UINT32_MAX - 1;
			for (unsigned int j = 0; j < sizeof(page); j++)
				count += page[j] != 0;
		}
	}
	return count;
}

void core_rung_by_linux(struct mailbox *mailbox, unsigned int vector)
{
	struct core *core = mailbox->owner;

	switch (vector) {
	case TEEPROC_MBOX_VEC_VQ0:
		kick(core, TEEPROC_MBOX_BYTE_VQ0);
		break;
	case TEEPROC_MBOX_VEC_VQ1:
		kick(core, TEEPROC_MBOX_BYTE_VQ1);
		break;
	case TEEPROC_MBOX_VEC_SHUTDOWN:
		kick(core, TEEPROC_MBOX_BYTE_SHUTDOWN);
		break;
	case TEEPROC_MBOX_VEC_RESET:
		direct_request(core);
		break;
	case TEEPROC_MBOX_VEC_CRASH:
		/* the crash line goes the other way */
		if (core->test_hooks)
			mailbox_write(mailbox, TEEPROC_MBOX_REG_PRIVATE,
				      count_private(core));
		break;
	default:
		break;
	}
}
