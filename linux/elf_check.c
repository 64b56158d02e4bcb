// SPDX-License-Identifier: GPL-2.0-only
/*
 * Check of an ELF file. The core's ELF loader checks some of its bounds only
 * (section headers and their names it takes on trust), so that a truncated
 * file can make it read behind the end. Here every table and every range that
 * it is going to read is held against the size of the file.
 */
#include "elf_check.h"

#include <linux/device.h>
#include <linux/elf.h>
#include <linux/errno.h>
#include <linux/overflow.h>
#include <linux/string.h>

/* What the check needs of the file header, of either class */
struct elf_tables {
	const u8 *data;
	size_t size;
	bool is64;
	u64 phoff;
	u64 shoff;
	u16 phnum;
	u16 shnum;
	u16 shstrndx;
};

struct elf_range {
	u64 offset;
	u64 size;
};

static bool range_in_file(const struct elf_tables *elf, u64 offset, u64 size)
{
	u64 end;

	return !check_add_overflow(offset, size, &end) && end <= elf->size;
}

static size_t phdr_size(const struct elf_tables *elf)
{
	return elf->is64 ? sizeof(struct elf64_phdr) :
			   sizeof(struct elf32_phdr);
}

static size_t shdr_size(const struct elf_tables *elf)
{
	return elf->is64 ? sizeof(struct elf64_shdr) :
			   sizeof(struct elf32_shdr);
}

static bool read_header(struct elf_tables *elf, struct elf_check *found)
{
	const struct elf32_hdr *hdr32 = (const void *)elf->data;
	const struct elf64_hdr *hdr64 = (const void *)elf->data;
	u16 phentsize;
	u16 shentsize;

	if (elf->size < sizeof(*hdr32) ||
	    memcmp(hdr32->e_ident, ELFMAG, SELFMAG) ||
	    hdr32->e_ident[EI_DATA] != ELFDATA2LSB)
		return false;

	found->elf_class = hdr32->e_ident[EI_CLASS];
	found->machine = hdr32->e_machine;
	elf->is64 = found->elf_class == ELFCLASS64;
	if (elf->is64) {
		if (elf->size < sizeof(*hdr64))
			return false;
		elf->phoff = hdr64->e_phoff;
		elf->shoff = hdr64->e_shoff;
		elf->phnum = hdr64->e_phnum;
		elf->shnum = hdr64->e_shnum;
		elf->shstrndx = hdr64->e_shstrndx;
		phentsize = hdr64->e_phentsize;
		shentsize = hdr64->e_shentsize;
	} else {
		if (found->elf_class != ELFCLASS32)
			return false;
		elf->phoff = hdr32->e_phoff;
		elf->shoff = hdr32->e_shoff;
		elf->phnum = hdr32->e_phnum;
		elf->shnum = hdr32->e_shnum;
		elf->shstrndx = hdr32->e_shstrndx;
		phentsize = hdr32->e_phentsize;
		shentsize = hdr32->e_shentsize;
	}

	return phentsize == phdr_size(elf) &&
	       (!elf->shnum || shentsize == shdr_size(elf));
}

static bool segment_in_file(const struct elf_tables *elf, unsigned int index)
{
	const void *phdr = elf->data + elf->phoff + index * phdr_size(elf);
	const struct elf32_phdr *phdr32 = phdr;
	const struct elf64_phdr *phdr64 = phdr;

	if (elf->is64)
		return phdr64->p_type != PT_LOAD ||
		       range_in_file(elf, phdr64->p_offset, phdr64->p_filesz);

	return phdr32->p_type != PT_LOAD ||
	       range_in_file(elf, phdr32->p_offset, phdr32->p_filesz);
}

static struct elf_range section_range(const struct elf_tables *elf,
				      unsigned int index)
{
	const void *shdr = elf->data + elf->shoff + index * shdr_size(elf);
	const struct elf32_shdr *shdr32 = shdr;
	const struct elf64_shdr *shdr64 = shdr;

	if (elf->is64)
		return (struct elf_range){ shdr64->sh_offset, shdr64->sh_size };

	return (struct elf_range){ shdr32->sh_offset, shdr32->sh_size };
}

/* sh_name is the first word of either class. */
static u32 section_name(const struct elf_tables *elf, unsigned int index)
{
	const struct elf32_shdr *shdr =
		(const void *)(elf->data + elf->shoff + index * shdr_size(elf));

	return shdr->sh_name;
}

static bool check_sections(const struct elf_tables *elf,
			   struct elf_check *found)
{
	struct elf_range names;
	const char *strings;
	unsigned int i;
	u32 name;

	if (!elf->shnum)
		return true;
	if (!range_in_file(elf, elf->shoff, (u64)elf->shnum * shdr_size(elf)) ||
	    elf->shstrndx >= elf->shnum)
		return false;

	names = section_range(elf, elf->shstrndx);
	if (!names.size || !range_in_file(elf, names.offset, names.size))
		return false;
	strings = (const char *)elf->data + names.offset;
	if (strings[names.size - 1])
		return false;

	for (i = 0; i < elf->shnum; i++) {
		name = section_name(elf, i);
		if (name >= names.size)
			return false;
		if (!strcmp(strings + name, ".resource_table"))
			found->has_rsc_table = true;
	}

	return true;
}

/**
 * elf_check() - check all that the core's ELF loader reads of a file
 * @dev: for messages
 * @data: the file
 * @size: its size in bytes
 * @found: filled in on success
 *
 * The addresses of the segments are not checked here: the loader does, with
 * the carveouts.
 *
 * Return: 0 or -ENOEXEC; the reason is logged.
 */
int elf_check(struct device *dev, const void *data, size_t size,
	      struct elf_check *found)
{
	struct elf_tables elf = { .data = data, .size = size };
	unsigned int i;

	*found = (struct elf_check){};
	if (!read_header(&elf, found)) {
		dev_err(dev, "firmware is not a little-endian ELF file\n");
		return -ENOEXEC;
	}

	if (!elf.phnum ||
	    !range_in_file(&elf, elf.phoff, (u64)elf.phnum * phdr_size(&elf))) {
		dev_err(dev,
			"firmware has no program headers, or is truncated\n");
		return -ENOEXEC;
	}

	for (i = 0; i < elf.phnum; i++) {
		if (!segment_in_file(&elf, i)) {
			dev_err(dev, "firmware is truncated in segment %u\n",
				i);
			return -ENOEXEC;
		}
	}

	if (!check_sections(&elf, found)) {
		dev_err(dev,
			"firmware has damaged or truncated section headers\n");
		return -ENOEXEC;
	}

	return 0;
}
