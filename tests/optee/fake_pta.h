/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Pseudo-TA and SoC in one, for the host: memories are arrays, keys are real.
 */
#ifndef FAKE_PTA_H
#define FAKE_PTA_H

#include <openssl/evp.h>
#include <tee_internal_api.h>
#include <teeproc/core_state.h>
#include <teeproc/pta.h>

#define FAKE_MEMORIES 3
#define FAKE_CODE_DA 0x00000000u
#define FAKE_DATA_DA 0x20000000u
#define FAKE_SRAM_DA 0x21000000u
#define FAKE_SRAM_PA UINT64_C(0x160000000)

/* The cores differ in what the platform can do with them. */
enum fake_core_id {
	FAKE_BIG = 0, /* memories as large as the board's */
	FAKE_SMALL = 1, /* 64 KiB each */
	FAKE_UPSTREAM = 2, /* none of teeproc's own commands */
	FAKE_RUNNING = 3, /* found running */
	FAKE_OTHER = 4, /* small, for tests that want a second one */
	FAKE_NO_ELF = 5, /* its platform loads another format */
	FAKE_NEW = 6, /* small; nobody opens it but one test */
	FAKE_MANY = 7, /* more memories than the TA has room for */
	FAKE_HIGH = 8, /* small; one test gives it a memory above 4 GiB */
	FAKE_CORES = 16, /* the others are small */
	FAKE_UNKNOWN = 99,
};

/* What the cores are called: core-0 and so on, of one class */
#define FAKE_CLASS "fake-class"
#define FAKE_SOC "fake,soc-1"

struct fake_memory {
	uint64_t da;
	uint32_t size;
	uint64_t pa; /* 0: none */
	uint8_t *bytes;
};

/**
 * struct fake_core
 * @dirty: something has been written since the last release
 * @starts: how often it was started
 * @stuck: a stop changes nothing, and says that it does not run
 * @untargeted: takes images that do not say which core they are for
 * @nameless: the platform has no GET_IDENTITY
 * @no_counter: and no GET_COUNTER
 * @silent_counter: GET_COUNTER tells nothing, and says that it has
 * @raises_nothing: RAISE_COUNTER says that it has, and has not
 * @receipt_flip: bits that are wrong in the receipts it gives
 * @no_receipts: it has no LOAD_RECEIPT
 * @no_release: and no RELEASE
 * @is_rv64: it is a RISC-V of 64 bits, and not an Arm of 32
 * @machineless: the platform has no GET_MACHINE
 * @hashless: its platform checks no hashes of what it loads
 * @odd_bits: it tells of a machine of so many, if not 0
 * @size_step: what it says how large registers and identity are is off by that
 * @fail_next_load: LOAD_RECEIPT gives TEE_ERROR_COMMUNICATION once
 */
struct fake_core {
	struct fake_memory memories[FAKE_MEMORIES];
	enum teeproc_core_state state;
	uint32_t counter;
	bool has_regs;
	bool dirty;
	unsigned int starts;
	bool stuck;
	bool untargeted;
	bool nameless;
	bool no_counter;
	bool silent_counter;
	bool raises_nothing;
	uint64_t receipt_flip;
	bool no_receipts;
	bool no_release;
	bool is_rv64;
	bool machineless;
	bool hashless;
	uint32_t odd_bits;
	int size_step;
	bool fail_next_load;
};

struct fake_slot {
	bool programmed;
	bool revoked;
	EVP_PKEY *key;
	uint32_t type;
	uint8_t hash[32];
};

/**
 * struct fake_pta
 * @accept_all: every signature is good (for fuzzing behind it)
 * @verify: says whether a signature is good, in place of OpenSSL; NULL: OpenSSL
 * @before_load: called before a segment is copied, for tests that change the
 *	caller's buffer in between
 * @loads: how often bytes were copied
 * @session_core, @session_kind: what the last session was asked for
 * @table_size: what a physical address was asked for last
 * @many: how many memories FAKE_MANY tells; 0: there is no end to them
 */
struct fake_pta {
	struct fake_core cores[FAKE_CORES];
	struct fake_slot slots[TEEPROC_KEY_SLOTS];
	bool accept_all;
	bool (*verify)(const struct fake_slot *slot, const uint8_t *digest,
		       const uint8_t *sig, size_t sig_size);
	void (*before_load)(void *arg);
	void *before_load_arg;
	unsigned int loads;
	uint32_t session_core;
	uint32_t session_kind;
	uint64_t table_size;
	uint32_t many;
};

extern struct fake_pta fake_pta;

/* Cores in reset, memories zero, counters 0. Keys stay. */
void fake_pta_reset(void);
void fake_pta_free(void);

/* Puts a public key into a slot, by way of its blob as the SoC has it. */
void fake_pta_program(unsigned int slot, const uint8_t *blob, size_t size);

/* The bytes behind [da, da + size) of a core, NULL if it is no memory. */
uint8_t *fake_pta_at(uint32_t core, uint64_t da, uint64_t size);

/* Are all memories of the core zero? */
bool fake_pta_is_scrubbed(uint32_t core);

#endif /* FAKE_PTA_H */
