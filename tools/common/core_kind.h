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
enum core_arch {
	CORE_ARM_M,
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
 * @qemu: architecture of the QEMU that it is: qemu-system-...
 * @machine: and of that the machine
 */
struct core_kind {
	const char *compatible;
	const char *title;
	const char *compiler;
	enum core_arch arch;
	uint16_t elf_machine;
	bool is64;
	uint32_t reset_da;
	uint32_t exceptions;
	const char *qemu;
	const char *machine;
};

/* By the first string of @compatible, which is no longer than it; NULL: no such kind */
const struct core_kind *core_kind_find(const char *compatible);

#endif /* TEEPROC_CORE_KIND_H */
