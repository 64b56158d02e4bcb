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

struct elf_section {
	u32 name;
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

/* e_ident, e_type and e_machine are the same in both classes. */
static bool read_ident(struct elf_tables *elf, struct elf_check *found)
{
	struct elf32_hdr hdr;

	if (elf->size < sizeof(hdr))
		return false;
	memcpy(&hdr, elf->data, sizeof(hdr));
	if (memcmp(hdr.e_ident, ELFMAG, SELFMAG) ||
	    hdr.e_ident[EI_DATA] != ELFDATA2LSB)
		return false;

	found->elf_class = hdr.e_ident[EI_CLASS];
	found->machine = hdr.e_machine;
	elf->is64 = found->elf_class == ELFCLASS64;

	return elf->is64 || found->elf_class == ELFCLASS32;
}

/* A file may put its tables at any address: they are copied, not pointed to. */
static bool read_header32(struct elf_tables *elf)
{
	struct elf32_hdr hdr;

	if (elf->size < sizeof(hdr))
		return false;
	memcpy(&hdr, elf->data, sizeof(hdr));
	elf->phoff = hdr.e_phoff;
	elf->shoff = hdr.e_shoff;
	elf->phnum = hdr.e_phnum;
	elf->shnum = hdr.e_shnum;
	elf->shstrndx = hdr.e_shstrndx;

	return hdr.e_phentsize == phdr_size(elf) &&
	       (!hdr.e_shnum || hdr.e_shentsize == shdr_size(elf));
}

static bool read_header64(struct elf_tables *elf)
{
	struct elf64_hdr hdr;

	if (elf->size < sizeof(hdr))
		return false;
	memcpy(&hdr, elf->data, sizeof(hdr));
	elf->phoff = hdr.e_phoff;
	elf->shoff = hdr.e_shoff;
	elf->phnum = hdr.e_phnum;
	elf->shnum = hdr.e_shnum;
	elf->shstrndx = hdr.e_shstrndx;

	return hdr.e_phentsize == phdr_size(elf) &&
	       (!hdr.e_shnum || hdr.e_shentsize == shdr_size(elf));
}

static bool read_header(struct elf_tables *elf, struct elf_check *found)
{
	if (!read_ident(elf, found))
		return false;

	return elf->is64 ? read_header64(elf) : read_header32(elf);
}

static bool segment_in_file(const struct elf_tables *elf, unsigned int index)
{
	const u8 *at = elf->data + elf->phoff + index * phdr_size(elf);
	struct elf32_phdr phdr32;
	struct elf64_phdr phdr64;

	if (elf->is64) {
		memcpy(&phdr64, at, sizeof(phdr64));
		return phdr64.p_type != PT_LOAD ||
		       range_in_file(elf, phdr64.p_offset, phdr64.p_filesz);
	}

	memcpy(&phdr32, at, sizeof(phdr32));
	return phdr32.p_type != PT_LOAD ||
	       range_in_file(elf, phdr32.p_offset, phdr32.p_filesz);
}

static struct elf_section read_section(const struct elf_tables *elf,
				       unsigned int index)
{
	const u8 *at = elf->data + elf->shoff + index * shdr_size(elf);
	struct elf32_shdr shdr32;
	struct elf64_shdr shdr64;

	if (elf->is64) {
		memcpy(&shdr64, at, sizeof(shdr64));
		return (struct elf_section){ shdr64.sh_name, shdr64.sh_offset,
					     shdr64.sh_size };
	}

	memcpy(&shdr32, at, sizeof(shdr32));
	return (struct elf_section){ shdr32.sh_name, shdr32.sh_offset,
				     shdr32.sh_size };
}

static bool check_sections(const struct elf_tables *elf,
			   struct elf_check *found)
{
	struct elf_section names;
	const char *strings;
	unsigned int i;
	u32 name;

	if (!elf->shnum)
		return true;
	if (!range_in_file(elf, elf->shoff, (u64)elf->shnum * shdr_size(elf)) ||
	    elf->shstrndx >= elf->shnum)
		return false;

	names = read_section(elf, elf->shstrndx);
	if (!names.size || !range_in_file(elf, names.offset, names.size))
		return false;
	strings = (const char *)elf->data + names.offset;
	if (strings[names.size - 1])
		return false;

	for (i = 0; i < elf->shnum; i++) {
		name = read_section(elf, i).name;
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
