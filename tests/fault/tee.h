/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is around the Trusted Application: OP-TEE's core, which enters it and
 * serves its system calls, and behind it the double of the pseudo-TA and the SoC
 * (tests/optee/fake_pta.c).
 */
#ifndef TEE_H
#define TEE_H

#include "machine.h"

#include "fake_pta.h"

#include <openssl/sha.h>

#define TEE_OPERATIONS 16
#define TEE_LOG_SIZE 256

/**
 * struct tee_state - what OP-TEE's core keeps for a TA; plain, to be copied
 * @operations: digests under way; handle n + 1
 * @tmp_used: bytes of REGION_TMP that are mapped
 */
struct tee_state {
	struct {
		bool used;
		SHA256_CTX sha256;
	} operations[TEE_OPERATIONS];
	uint64_t tmp_used;
};

/**
 * struct tee
 * @state: what it keeps
 * @machine: that the TA runs on
 * @on_start: called when the SoC has started a core, or NULL
 * @on_call: called before a system call is served, or NULL; true: not to serve
 *	it, since the run need not go on
 * @on_block: called before a block of instructions, or NULL; the same
 * @on_arg: for them
 * @log: the TA's last line, for those who look for a reason
 */
struct tee {
	struct tee_state state;
	struct machine machine;
	void (*on_start)(uint32_t core);
	bool (*on_call)(struct tee *tee, void *arg);
	bool (*on_block)(struct tee *tee, uint64_t pc, void *arg);
	void *on_arg;
	char log[TEE_LOG_SIZE];
};

/* @step: as for machine_open(), with this struct tee's machine */
void tee_open(struct tee *tee, const struct ta_file *ta, machine_step_fn *step);
void tee_close(struct tee *tee);
/* A TA that has not run. */
void tee_reset(struct tee *tee);

enum tee_entry {
	TEE_OPEN_SESSION = 0,
	TEE_INVOKE = 2
};

/* struct utee_params of OP-TEE's utee_types.h */
struct utee_params {
	uint64_t types;
	uint64_t values[TEE_NUM_PARAMS * 2];
};

/**
 * struct tee_call - how a client's call enters the TA
 * @types: of the parameters
 * @params: memory references are to REGION_IN and REGION_OUT
 */
struct tee_call {
	enum tee_entry entry;
	uint32_t command;
	uint32_t types;
	struct {
		uint64_t a;
		uint64_t b;
	} params[TEE_NUM_PARAMS];
};

/*
 * Enters the TA. @blocks: how many it may run. The result: what it returns, or
 * TEE_ERROR_TARGET_DEAD if it did not.
 */
TEE_Result tee_enter(struct tee *tee, const struct tee_call *call,
		     unsigned long blocks);
/* Goes on from there instead. */
TEE_Result tee_resume(struct tee *tee, const struct registers *registers,
		      unsigned long blocks);

#define TEE_ERROR_TARGET_DEAD 0xFFFF3024u

#endif /* TEE_H */
