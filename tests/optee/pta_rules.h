/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a pseudo-TA answers to requests that it can judge by itself: one table, for
 * the board's own and for the double that the Trusted Application is tested with.
 */
#ifndef PTA_RULES_H
#define PTA_RULES_H

#include <stddef.h>
#include <stdint.h>
#include <tee_internal_api.h>

/** struct pta_command - a command that is implemented, and the types that it takes */
struct pta_command {
	uint32_t id;
	uint32_t types;
};

/* All of them */
extern const struct pta_command pta_commands[];
extern const size_t pta_command_count;

/**
 * struct pta_under_rules
 * @invoke: one of its commands
 * @core: with memories of the board's sizes, in reset
 * @unknown: there is none of that number
 * @sram_pa: where the normal world sees its third memory
 * @bytes: of the normal world, PTA_RULES_BYTES of them, zero
 */
struct pta_under_rules {
	TEE_Result (*invoke)(uint32_t command, uint32_t types,
			     TEE_Param params[TEE_NUM_PARAMS]);
	uint32_t core;
	uint32_t unknown;
	uint64_t sram_pa;
	uint8_t *bytes;
};

#define PTA_RULES_BYTES (3 * 8192)

/* Goes through the table; a cmocka assertion fails where it is not kept. */
void pta_rules_check(const struct pta_under_rules *pta);

#endif /* PTA_RULES_H */
