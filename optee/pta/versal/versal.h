/* SPDX-License-Identifier: BSD-2-Clause */
/* What its files have for each other: operations, as ../platform.h says, and parts. */
#ifndef VERSAL_H
#define VERSAL_H

#include "../platform.h"

/* What the reset register says (platform.c) */
bool core_is_held(void);

/* The core's memories (memory.c) */
TEE_Result memory_describe(struct core_map *map);
/* After any error the range, which is as long as @from, holds zeros only. */
TEE_Result memory_load(uint32_t core, uint64_t da, const struct ta_memory *from,
		       const uint8_t *hash);
TEE_Result memory_zero(uint32_t core, uint64_t da, uint64_t size);
TEE_Result memory_read(uint32_t core, uint64_t da, const struct ta_memory *to);
bool memory_has_entry(void);
/* At the end of its data, or NULL */
struct teeproc_crash_record *memory_crash_record(void);

/* Rows of 32 fuses, the user's (fuses.c) */
TEE_Result fuses_read(unsigned int row, uint32_t *value);
/* A counter is the number of its highest bit that is burnt, of so many */
#define FUSES_COUNTER_MAX 1024u
/* One bit is burnt, so a power cut leaves the old value or the new one. */
TEE_Result fuses_read_counter(uint32_t core, uint32_t *value);
TEE_Result fuses_raise_counter(uint32_t core, uint32_t value);

/*
 * Root public keys (keys.c). Copies the blobs: teeproc,key-0 to teeproc,key-3 of the
 * node that is compatible with teeproc,versal-keys.
 */
void keys_take_blobs(void);
TEE_Result keys_read_slot(unsigned int number, struct rproc_key_slot *slot);

#endif /* VERSAL_H */
