/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the SoC does to cores of one architecture, and how it reads what is left of
 * them. All that is only another number is in the table of kinds.
 */
#ifndef SOC_CORE_ARCH_H
#define SOC_CORE_ARCH_H

#include <stdbool.h>
#include <stdint.h>

#include <teeproc/machine.h>

#include "../config/board_config.h"

#define CORE_REGS_MAX TEEPROC_MACHINE_REGS_MAX

/* What a core begins with: two words of code, or of a vector table */
struct core_entry {
	uint32_t address;
	uint32_t words[2];
};

/*
 * A core begins at one address. Firmware that begins elsewhere (at the device tree's
 * boot address) is started by a stub there, in the private code memory. It is there
 * only while the core runs.
 */
#define RESET_STUB_SIZE 32u

struct reset_stub {
	bool placed;
	uint8_t code[RESET_STUB_SIZE];
	uint8_t saved[RESET_STUB_SIZE]; /* what was in its place */
};

/**
 * struct core_arch - an architecture
 * @is_usable: can a core begin with that?
 * @make_stub: which lies at @da, and begins what @entry is
 * @parse_registers: as the core file has them, out of `info registers` or of the dump
 *	that QEMU leaves on stderr when it ends on a lock-up; the last dump of @text
 *	counts
 * @is_in_handler: does what has been interrupted lie on the stack, as
 *	exception_frame.h has it? NULL: never
 */
struct core_arch {
	bool (*is_usable)(const struct core_config *config,
			  const struct core_entry *entry);
	void (*make_stub)(uint8_t code[RESET_STUB_SIZE], uint32_t da,
			  const struct core_entry *entry);
	bool (*parse_registers)(const char *text, uint64_t *regs);
	bool (*is_in_handler)(const uint64_t *regs);
};

extern const struct core_arch core_arch_arm_m;
extern const struct core_arch core_arch_riscv;

const struct core_arch *core_arch_of(const struct core_config *config);
/* Its core files: always there for a kind */
const struct teeproc_machine *core_machine(const struct core_config *config);

/*
 * The number behind the first @name of @text, in hexadecimal; *@end: what is behind it.
 * 0 and NULL if @text is NULL, or has no such name or no number there.
 */
uint64_t core_arch_register(const char *text, const char *name,
			    const char **end);

#endif /* SOC_CORE_ARCH_H */
