/* SPDX-License-Identifier: BSD-2-Clause */
/* The list of machines: what is known of each, and nowhere else. */
#ifndef TEEPROC_MACHINE_H
#define TEEPROC_MACHINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEEPROC_EM_ARM 40u
#define TEEPROC_EM_AARCH64 183u
#define TEEPROC_EM_RISCV 243u

/* that of a platform which does not say what its cores are, and its bits */
#define TEEPROC_MACHINE_UNTOLD TEEPROC_EM_ARM
#define TEEPROC_MACHINE_UNTOLD_BITS 32u

/* of any machine below, registers and their bytes */
#define TEEPROC_MACHINE_REGS_MAX 34u
#define TEEPROC_MACHINE_STATUS_MAX 392u

/**
 * struct teeproc_machine - a machine that firmware is for
 * @machine: e_machine of its ELF files
 * @is64: and their class
 * @name: in a message
 * @num_regs: registers in a core file, in the order of Linux' struct elf_prstatus; each
 *	has the width of the class
 * @status_size: bytes of struct elf_prstatus
 * @status_regs: where in it the registers begin
 */
struct teeproc_machine {
	uint16_t machine;
	bool is64;
	const char *name;
	uint16_t num_regs;
	uint16_t status_size;
	uint16_t status_regs;
};

/* NULL if it is none of them */
const struct teeproc_machine *teeproc_machine_find(uint32_t machine, bool is64);

/* of either class; NULL if it is none of them */
const char *teeproc_machine_name(uint32_t machine);

#endif /* TEEPROC_MACHINE_H */
