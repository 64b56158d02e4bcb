/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kinds of cores that the virtual board can have: one table. The `compatible` of
 * a core's node chooses a row; whoever wants to know something of a core asks it.
 */
#ifndef TEEPROC_CORE_KIND_H
#define TEEPROC_CORE_KIND_H

#include <stdbool.h>
#include <stdint.h>

/* What differs in what is done to a core, and not only in numbers */
enum core_kind_arch {
	CORE_ARM_M,
	CORE_RISCV,
};

/* What can be a core */
enum core_kind_qemu {
	CORE_QEMU_ARM, /* qemu-system-arm */
	CORE_QEMU_RISCV64,
	CORE_QEMUS
};

struct core_kind_write {
	uint32_t address; /* 0 ends an array of them */
	uint32_t value;
};

/**
 * struct core_kind - cores that are alike
 * @compatible: of a core's node, in front of "teeproc,board-core"
 * @title: what people call it
 * @compiler: makes firmware for it
 * @arch: how it begins, and what a crash leaves
 * @elf_machine: e_machine of its firmware and of its core dumps
 * @is64: so is its ELF class
 * @reset_da: where it looks first when it leaves its reset
 * @exceptions: their numbers are below it
 * @qemu: the QEMU that it is
 * @machine: and of that the machine, with what follows it in -M
 * @options: further ones, NULL at the end; or NULL. The shared memory is the
 *	memory backend "shared", the console the character device "console"
 * @uarts: how many -serial has
 * @after_reset: words that are written to its bus after each reset; or NULL
 */
struct core_kind {
	const char *compatible;
	const char *title;
	const char *compiler;
	enum core_kind_arch arch;
	uint16_t elf_machine;
	bool is64;
	uint32_t reset_da;
	uint32_t exceptions;
	enum core_kind_qemu qemu;
	const char *machine;
	const char *const *options;
	unsigned int uarts;
	const struct core_kind_write *after_reset;
};

/* By the first string of @compatible, which is no longer than it; NULL: no such kind */
const struct core_kind *core_kind_find(const char *compatible);

#endif /* TEEPROC_CORE_KIND_H */
