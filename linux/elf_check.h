/* SPDX-License-Identifier: GPL-2.0-only */
/* Check of an ELF file before the remoteproc core's ELF loader reads it. */
#ifndef ELF_CHECK_H
#define ELF_CHECK_H

#include <linux/types.h>

struct device;

/**
 * struct elf_check - what the check found
 * @elf_class: ELFCLASS32 or ELFCLASS64
 * @machine: e_machine
 * @has_rsc_table: there is a section .resource_table
 */
struct elf_check {
	u8 elf_class;
	u16 machine;
	bool has_rsc_table;
};

int elf_check(struct device *dev, const void *data, size_t size,
	      struct elf_check *found);

#endif /* ELF_CHECK_H */
