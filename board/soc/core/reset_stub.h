/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A Cortex-M reads its vector table at one address. Firmware whose table lies
 * elsewhere (at the device tree's boot address) is started by a stub there, in the
 * code TCM: a table of two words, and code that sets VTOR and jumps to the entry.
 * It is there only while the core runs.
 */
#ifndef SOC_RESET_STUB_H
#define SOC_RESET_STUB_H

#include <stdbool.h>
#include <stdint.h>

#define RESET_STUB_SIZE 32u

struct reset_stub {
	bool placed;
	uint8_t code[RESET_STUB_SIZE];
	uint8_t saved[RESET_STUB_SIZE]; /* what was in its place */
};

/* The stub at @da for the vector table @table, with the table's first two words. */
void reset_stub_make(uint8_t code[RESET_STUB_SIZE], uint32_t da, uint32_t table,
		     uint32_t initial_sp, uint32_t entry);

#endif /* SOC_RESET_STUB_H */
