/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A CPU of unicorn with the Trusted Application in it: its code, its memory, and
 * the normal world's buffers that it gets to see.
 *
 * All memory is the host's, so that what one machine has at a moment can be
 * given to another one.
 */
#ifndef MACHINE_H
#define MACHINE_H

#include "ta_file.h"

#include <stdbool.h>
#include <unicorn/unicorn.h>

enum machine_region {
	REGION_DATA, /* the TA's data, with its heap */
	REGION_STACK,
	REGION_TMP, /* what libutee maps to hand memory over to a pseudo-TA */
	REGION_IN, /* the normal world's buffer with an image */
	REGION_OUT, /* and those for core dumps */
	REGIONS
};

#define STACK_TOP UINT64_C(0x50000000)
#define TMP_BASE UINT64_C(0x58000000)
#define TMP_SIZE UINT64_C(0x4000)
#define IN_BASE UINT64_C(0x60000000)
#define IN_SIZE UINT64_C(0x4000)
#define OUT_BASE UINT64_C(0x68000000)
#define OUT_SIZE UINT64_C(0x80000)

struct region {
	uint64_t base;
	uint64_t size;
	uint8_t *bytes;
};

struct registers {
	uint64_t x[31];
	uint64_t sp;
	uint64_t pc;
	uint64_t nzcv; /* in bits 31 to 28 */
	uint64_t q[32][2];
};

enum machine_end {
	END_RETURNED,
	END_PANICKED, /* the TA's doing, or what it called */
	END_CRASHED, /* an access or instruction that the CPU refuses */
	END_LOOPED, /* more blocks than the budget has */
	END_KNOWN, /* what comes now has been seen */
};

struct machine;

typedef void machine_step_fn(struct machine *machine, uint64_t pc, void *arg);
typedef void machine_svc_fn(struct machine *machine, void *arg);

/**
 * struct machine
 * @regions: writable memory
 * @svc: serves system calls
 * @step: called before each instruction, or NULL; for a machine that runs at
 *	full speed
 * @block: called before each block of instructions
 * @blocks: that are left of the budget
 * @end: why it has stopped
 */
struct machine {
	const struct ta_file *ta;
	uc_engine *uc;
	struct region regions[REGIONS];
	machine_svc_fn *svc;
	machine_step_fn *step;
	machine_step_fn *block;
	void *arg;
	unsigned long blocks;
	enum machine_end end;
};

/* @step: NULL for full speed. @arg: for these functions */
void machine_open(struct machine *machine, const struct ta_file *ta,
		  machine_svc_fn *svc, machine_step_fn *step,
		  machine_step_fn *block, void *arg);
void machine_close(struct machine *machine);

/* Memory as it is before the TA has run. */
void machine_reset(struct machine *machine);

/* Runs to the end of what the TA was entered for. */
void machine_run(struct machine *machine, const struct registers *start,
		 unsigned long blocks);
/* For system calls: that was the end. */
void machine_stop(struct machine *machine, enum machine_end end);

void machine_registers(struct machine *machine, struct registers *registers);
uint64_t machine_x(struct machine *machine, unsigned int n);
void machine_set_x0(struct machine *machine, uint64_t value);

/* The host's bytes of the TA's memory; NULL if it may not access all of them. */
void *machine_at(struct machine *machine, uint64_t address, uint64_t size,
		 bool write);
/* Stores a word there; false if the TA may not. */
bool machine_put32(struct machine *machine, uint64_t address, uint32_t value);
/* Is that the TA's own memory, not a client's? */
bool machine_is_private(const struct machine *machine, uint64_t address);

/* @to gets @from's memory of a region. */
void machine_copy(struct machine *to, const struct machine *from,
		  enum machine_region region);

#endif /* MACHINE_H */
