/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Remote processors: what the TA knows of each. The state belongs to them and
 * not to the sessions of the clients, which may come and go.
 */
#ifndef CORE_H
#define CORE_H

#include "sizes.h"
#include "verdict.h"

#include <stdbool.h>
#include <stdint.h>
#include <tee_internal_api.h>
#include <teeproc/image.h>
#include <teeproc/machine.h>

/* Values that no flipped bit turns into each other; OFF is all bits 0 too. */
enum core_state {
	CORE_OFF = 0,
	CORE_LOADED = 0x5a3c96a5,
	CORE_STARTED = 0x2565c31b,
};

/* No values that a flipped bit makes of others */
#define DEBUGGABLE 0x6a95c35bu
#define DEBUGGABLE_AGAIN 0x956a3ca4u
#define SCRUBBED 0x3c9a65d3u
#define COUNTER_SEEN 0x9a5c36e5u
#define RECEIPTS_GIVEN 0x59c6a33au
#define RECEIPTS_LACKING 0xa6395cc5u

struct loading;

struct memory {
	uint64_t da;
	uint64_t size; /* bytes */
};

/**
 * struct core - a remote processor
 * @id: its number
 * @pta: session with the pseudo-TA, as long as the TA lives
 * @done: the last command that the pseudo-TA has carried out for it; 0: none since
 *	that was written here
 * @state: the left column of the state table
 * @verdict: on what is loaded; START_FW asks it again
 * @memories: of the SoC, as the pseudo-TA tells; where it does not, the
 *	places of the loaded segments, for the core dump
 * @has_memories: they are the SoC's
 * @receipts: does the platform give one for what it loads? 0: not asked yet
 * @segments: number of loaded segments
 * @digest: SHA-256 of the metadata of what is loaded
 * @measurement: SHA-256 of each
 * @measurement_all: SHA-256 over all of them, see teeproc/ta.h
 * @rsc_table_pa: address of the resource table in the normal world's map
 * @rsc_table_size: bytes; 0: the firmware has none
 * @has_firmware: what was loaded is known; false for a core that was found
 *	running
 * @has_dump: stopped, and its memories are still as they were
 * @regs_known: whether there are registers to dump has been asked since
 * @has_regs: there are
 * @machine: what its core dump is of, once that has been asked
 * @debuggable: DEBUGGABLE if the image allows core dumps
 * @debuggable_again: DEBUGGABLE_AGAIN if it does, from another look
 * @has_rollback: the image has a @rollback index
 * @raise_due: it runs, or may, and its counter is not known to be raised
 * @counter: COUNTER_SEEN once the platform has told the core's counter: it can't
 *	be without one any more
 * @scrubbed: SCRUBBED if its memories are, and nothing was loaded since
 * @loading: the image that comes in pieces, while the state is OFF; or NULL
 */
struct core {
	uint32_t id;
	TEE_TASessionHandle pta;
	volatile uint32_t done;
	enum core_state state;
	struct verdict verdict;
	struct memory memories[CORE_MEMORIES_MAX];
	size_t num_memories;
	bool has_memories;
	volatile uint32_t receipts;
	uint32_t segments;
	uint8_t digest[TEEPROC_SHA256_SIZE];
	uint8_t measurement[TEEPROC_SEGMENTS_MAX][TEEPROC_SHA256_SIZE];
	uint8_t measurement_all[TEEPROC_SHA256_SIZE];
	uint64_t rsc_table_pa;
	uint32_t rsc_table_size;
	bool has_firmware;
	bool has_dump;
	bool regs_known;
	bool has_regs;
	const struct teeproc_machine *machine;
	volatile uint32_t debuggable;
	volatile uint32_t debuggable_again;
	bool has_rollback;
	uint32_t rollback;
	bool raise_due;
	volatile uint32_t counter;
	volatile uint32_t scrubbed;
	struct loading *loading;
};

/**
 * core_get() - the remote processor of that number
 * @id: number, from a client
 * @core: filled on success
 *
 * The first time, the pseudo-TA is asked whether the SoC has it. One that runs
 * already, because the TA was started anew, counts as started.
 *
 * Return: TEE_SUCCESS, TEE_ERROR_ITEM_NOT_FOUND, or why it cannot be told.
 */
TEE_Result core_get(uint32_t id, struct core **core);

/* The TA ends: its sessions with the pseudo-TA do, and what runs goes on. */
void core_close_all(void);

/* Nothing is loaded any more, or nothing that may start. */
void core_forget_firmware(struct core *core);

/* 0 if the image that has run allows core dumps; volatile: asked each time */
static inline uint32_t core_is_closed(const struct core *core)
{
	return (core->debuggable ^ DEBUGGABLE) |
	       (core->debuggable_again ^ DEBUGGABLE_AGAIN);
}

/* There is nothing to dump, or nothing that may be. */
void core_forbid_dump(struct core *core);

/* Fills all memories with 0, or says why not. */
TEE_Result core_scrub(struct core *core);

/* Lies [@da, @da + @size) in one memory of the core? */
TEE_Result core_check_place(const struct core *core, uint64_t da,
			    uint64_t size);

#endif /* CORE_H */
