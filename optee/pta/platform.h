/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a SoC brings: one table of operations.
 *
 * This room, optee/pta, knows sessions, parameters, memory ranges and the
 * choice of a key, and no register. A platform, a folder in this one, knows
 * registers, and no session: who asks has been let in, and what is asked has
 * been checked, as far as it says below.
 */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <compiler.h>
#include <stdbool.h>
#include <stdint.h>
#include <tee_api_types.h>
#include <teeproc/core_state.h>
#include <teeproc/machine.h>
#include <teeproc/pta.h>
#include <types_ext.h>
#include <utee_defines.h>

struct core_map;
struct ta_memory;

/**
 * struct rproc_key_slot - what one-time-programmable memory says of a key
 * @programmed: there is one; without it nothing else counts
 * @revoked: it verifies nothing any more
 * @cores: bit n is set if it is a key for core n
 * @size: bytes of @blob
 * @blob: struct teeproc_key_blob, not checked: that is done here
 *
 * All zeros is an empty slot.
 */
struct rproc_key_slot {
	bool programmed;
	bool revoked;
	uint32_t cores;
	size_t size;
	uint8_t blob[TEEPROC_KEY_BLOB_MAX];
};

/**
 * struct rproc_platform - the operations of a SoC
 *
 * Who calls, when: all of them are there. @describe is called once, when OP-TEE
 * initialises and before Linux runs, by one CPU. The others are called by the
 * thread of a TA's command, which may sleep and has the TA's address space
 * mapped; one at a time, since OP-TEE lets one command at a time into a
 * pseudo-TA that is not TA_FLAG_CONCURRENT. What an operation has begun is over
 * when it returns.
 *
 * What is given: core is a number of the map and in the charge of the secure
 * world. [da, da + size), in bytes, lies in one memory of that core's, and size
 * is not 0; neither need be aligned. Pointers are the caller's, never NULL, and
 * not kept. Not checked, for only the hardware can tell: whether the core is in
 * reset.
 *
 * What is given back: TEE_SUCCESS says that all of it was done, and that the
 * hardware has said so; only then is looked at what pointers were given for. Any
 * other answer goes to the TA as it is, and to Linux as an errno
 * (docs/porting.md):
 *
 * - TEE_ERROR_NOT_IMPLEMENTED: the SoC does not have it, and never had
 * - TEE_ERROR_BAD_STATE: the core runs, or does not
 * - TEE_ERROR_ACCESS_DENIED: the hardware does not let the secure world there
 * - TEE_ERROR_NO_DATA: there is nothing to read
 * - TEE_ERROR_COMMUNICATION: the hardware does not answer, or not in time
 * - TEE_ERROR_GENERIC: the hardware says that it has failed
 *
 * No state of a core is kept if the hardware can be asked: two opinions can
 * differ. Caches: docs/porting.md, once for @load, @zero and @read.
 *
 * @describe: Fill the map, which is all zeros: cores, memories, names. From where
 *	nobody but the boot chain writes: constants, an embedded device tree, or
 *	the external one, which is as it was then (tree.h reads both). A board
 *	without remote cores is a success. After an error there is no core, and
 *	each session and command is answered so.
 * @load: Copy all of @from to the core's memory at @da, then hash the bytes *there*,
 *	as the core will see them, and compare with @hash, TEE_SHA256_HASH_SIZE
 *	bytes. @from is the normal world's, which may change it at any moment:
 *	it is read once, never hashed, never believed. Another hash: the range
 *	is zeroed, and TEE_ERROR_SECURITY. After other errors it may hold
 *	anything; the TA has all of the core's memories zeroed then.
 *	TEE_ERROR_BAD_STATE, and nothing written, if the core is not in reset.
 *	TEE_ERROR_EXCESS_DATA if it is more than can be moved at once.
 * @zero: Write zeros. TEE_ERROR_BAD_STATE, and nothing written, if the core is not
 *	in reset.
 * @read: Copy the core's memory at @da to all of @to, which the normal world reads:
 *	the TA asks for debuggable images only.
 * @start: Release the core from its reset, at the entry that the hardware takes.
 *	TEE_ERROR_BAD_STATE if it is released already.
 * @stop: Hold the core in reset, and poll until the hardware says that it is, with
 *	an end: TEE_ERROR_COMMUNICATION after it. One that is held already is a
 *	success. Its memories stay readable, and its registers where they can
 *	be, until the next @load, @zero or @start.
 * @get_state: What the hardware says, enum teeproc_core_state, not what the last
 *	operation was: a TA that starts anew takes a running core over by it.
 * @get_machine: What the core's firmware is built for: e_machine of its ELF files, and
 *	their class, 32 or 64. TEE_ERROR_NOT_IMPLEMENTED is the same as Arm and 32.
 * @read_registers: Those of a core that has stopped, as numbers of this CPU, in the
 *	order of teeproc/machine.h (of Arm r0 to r12, sp, lr, pc and xpsr), and
 *	their number. TEE_ERROR_NO_DATA if they are lost: a core dump goes without.
 * @read_key: Slot @number, below TEEPROC_KEY_SLOTS, into @slot, which is all zeros.
 *	Read anew each time: a revocation counts from when it is burnt.
 *	TEE_ERROR_NO_DATA: there is no such slot, or nothing in it. A slot that
 *	can't be read is another error, since it may be the copy that is revoked.
 * @has_counter: The SoC has a rollback counter for each core. false: @read_counter
 *	and @raise_counter are not called, and the TA takes every index.
 * @read_counter: Its value. With @has_counter, "not there" is no answer: it is made
 *	TEE_ERROR_COMMUNICATION.
 * @raise_counter: To @value, and return when that survives a power cut. Nothing
 *	lowers it: TEE_ERROR_ACCESS_DENIED for what is below it.
 */
struct rproc_platform {
	TEE_Result (*describe)(struct core_map *map);

	TEE_Result (*load)(uint32_t core, uint64_t da,
			   const struct ta_memory *from, const uint8_t *hash);
	TEE_Result (*zero)(uint32_t core, uint64_t da, uint64_t size);
	TEE_Result (*read)(uint32_t core, uint64_t da,
			   const struct ta_memory *to);

	TEE_Result (*start)(uint32_t core);
	TEE_Result (*stop)(uint32_t core);
	TEE_Result (*get_state)(uint32_t core, uint32_t *state);
	TEE_Result (*get_machine)(uint32_t core, uint32_t *machine,
				  uint32_t *bits);
	TEE_Result (*read_registers)(uint32_t core,
				     uint64_t regs[TEEPROC_PTA_REGS_MAX],
				     size_t *num);

	TEE_Result (*read_key)(unsigned int number,
			       struct rproc_key_slot *slot);

	bool has_counter;
	TEE_Result (*read_counter)(uint32_t core, uint32_t *value);
	TEE_Result (*raise_counter)(uint32_t core, uint32_t value);
};

/*
 * The platform's, bound when OP-TEE is linked: exactly one folder brings it.
 * Neither a TA nor Linux has a say in which, and it is defined as below, so that
 * it lies where OP-TEE maps nothing for writing:
 *
 *	const struct rproc_platform rproc_platform RPROC_PLATFORM = { ... };
 */
#define RPROC_PLATFORM __relrodata_unpaged("rproc_platform")
extern const struct rproc_platform rproc_platform;

#endif /* PLATFORM_H */
