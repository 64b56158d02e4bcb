/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A remote core as its SoC sees it: memories, reset, crash line, mailbox.
 *
 * The core itself is a QEMU. Its private memories (TCM) belong to the SoC: they
 * are copied into a fresh QEMU when the core is released and back out when it
 * is held, over the debug port. So they survive whatever happens to the QEMU,
 * and code that was translated before a load never runs after it: QEMU can not
 * see another process write into its shared memory.
 *
 * What happens to a core goes through jobs, carried out one after the other on
 * a worker thread. All other functions are for the loop. Fields below "worker"
 * belong to the job under way; the loop touches them only between jobs.
 */
#ifndef SOC_CORE_H
#define SOC_CORE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/queue.h>
#include <uv.h>

#include <teeproc/control_port.h>
#include <teeproc/core_state.h>

#include "../config/board_config.h"
#include "../device/dma.h"
#include "../device/mailbox.h"
#include "../qemu/child.h"
#include "../qemu/link.h"
#include "../qemu/qmp.h"
#include "core_arch.h"
#include "exception_frame.h"
#include "gdb_port.h"

enum core_job_kind {
	CORE_LOAD,
	CORE_DUMP,
	CORE_FILL,
	CORE_START,
	CORE_STOP,
	CORE_REGS, /* the registers that the core had */
	CORE_HALT, /* after a crash: stand still, keep memories and registers */
};

struct core_job {
	enum core_job_kind kind;
	struct dma_pages pages; /* load, dump */
	uint32_t da;
	uint32_t size;
	uint8_t hash[DMA_HASH_SIZE]; /* load */
	uint8_t byte; /* fill */
	/* On the loop, once; the job is the owner's again. */
	void (*done)(struct core_job *job);
	void *owner;
	/* NULL, or a reason of the control port */
	const char *reason;

	struct core *core;
	uv_work_t work;
	STAILQ_ENTRY(core_job) next;
};

/* The QEMU that is the core now */
struct core_qemu {
	struct child child;
	struct link console;
	struct link mailbox;
	struct link events;
	struct link errors; /* its stderr */
	char said[8192]; /* on stderr: the end of it */
	size_t said_size;
	struct qmp_events event_lines;
	/* worker: */
	struct qmp qmp;
	int qtest_fd; /* 0: no QEMU */
	bool released; /* runs, or has run */
	bool stands; /* released, but gdb has it run */
};

struct core;

/* What core_qemu.c and core_jobs.c call in those above them; core_open.c's. */
struct core_calls {
	/* the QEMU's: bytes of the core's mailbox, a crash, its own end */
	void (*from_uart)(struct link *link, const char *bytes, size_t size);
	void (*crashed)(struct core *core, const char *why);
	void (*ended)(struct core *core);
	/* it is closing, and no job is under way any more */
	void (*let_go)(struct core *core);
};

struct core {
	const struct core_config *config;
	const struct core_calls *calls;
	uv_loop_t *loop;
	const char *const *qemu_paths; /* by architecture: options.h */
	const struct dma_ram *ram;
	int memory_fds[MEMORIES_MAX];
	enum teeproc_core_state state;
	struct mailbox linux_side;
	unsigned char last_kick; /* byte last sent to the core's UART */
	uv_timer_t nudge; /* runs while a kick has not been read */
	unsigned int nudge_ms;
	int log_fd; /* of its console; -1: none */
	const char *files_dir; /* for what a crash leaves; NULL: nowhere */
	bool kick_events;
	bool test_hooks;
	struct gdb_port gdb;

	STAILQ_HEAD(, core_job) jobs; /* the first one is under way if busy */
	bool busy;
	bool closing; /* what is left is let go after the job under way */
	bool ended; /* the QEMU has; cleaned up once no job uses it */
	struct core_job halt;
	bool halt_queued;
	struct core_job reset; /* of the application cores */
	bool reset_queued;
	struct core_job direct; /* what Linux asks for in direct mode */
	bool direct_queued;
	bool direct_again;
	uint32_t direct_seq;

	struct core_qemu qemu;
	/* worker: */
	bool regs_valid;
	uint64_t regs[CORE_REGS_MAX]; /* as many as its machine has */
	bool frame_valid; /* of the exception whose handler it has stopped in */
	uint64_t frame[EXCEPTION_FRAME_WORDS];
	struct reset_stub stub;
};

#endif /* SOC_CORE_H */
