/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading an ELF file, 32 or 64 bit, little endian. Nothing in it is trusted:
 * each field is loaded once and every range checked before it is used.
 */
#ifndef TEEPROC_ELF_H
#define TEEPROC_ELF_H

#include <teeproc/image.h>
#include <teeproc/machine.h>

#define TEEPROC_PT_LOAD 1u
#define TEEPROC_SHT_NOBITS 8u

/**
 * struct teeproc_elf - an ELF file whose header has been checked
 * @is64: ELF64
 * @phnum: program headers, at least 1, all inside the file
 * @shnum: section headers, 0 if there are none, all inside the file
 */
struct teeproc_elf {
	const uint8_t *data;
	size_t size;
	bool is64;
	uint16_t machine;
	uint64_t entry;
	uint64_t phoff;
	uint64_t shoff;
	uint32_t phnum;
	uint32_t shnum;
	uint32_t shstrndx;
};

struct teeproc_phdr {
	uint32_t type;
	uint32_t flags;
	uint64_t offset;
	uint64_t vaddr;
	uint64_t paddr;
	uint64_t filesz;
	uint64_t memsz;
	uint64_t align;
};

struct teeproc_shdr {
	uint32_t name;
	uint32_t type;
	uint64_t addr;
	uint64_t offset;
	uint64_t size;
};

/**
 * teeproc_elf_open() - check an ELF header and where its tables lie
 * @data: the file
 * @size: bytes of it
 * @elf: filled on success, points to @data
 */
enum teeproc_image_error teeproc_elf_open(const uint8_t *data, size_t size,
					  struct teeproc_elf *elf);

/** teeproc_elf_phdr() - program header number @index, below elf->phnum */
void teeproc_elf_phdr(const struct teeproc_elf *elf, uint32_t index,
		      struct teeproc_phdr *phdr);

/** teeproc_elf_shdr() - section header number @index, below elf->shnum */
void teeproc_elf_shdr(const struct teeproc_elf *elf, uint32_t index,
		      struct teeproc_shdr *shdr);

/**
 * teeproc_elf_find_section() - first section of a name
 * @elf: an opened file
 * @name: of the section
 * @shdr: filled on success; its range is *not* checked, since a section of the
 *	type NOBITS has none
 *
 * Return: TEEPROC_IMAGE_END if there is no such section.
 */
enum teeproc_image_error teeproc_elf_find_section(const struct teeproc_elf *elf,
						  const char *name,
						  struct teeproc_shdr *shdr);

/**
 * teeproc_elf_find_rsc_table() - the resource table in the file
 * @elf: an opened file
 * @shdr: the section; its bytes are those that are loaded at its address
 *
 * Return: TEEPROC_IMAGE_RSC_NONE if there is none.
 */
enum teeproc_image_error
teeproc_elf_find_rsc_table(const struct teeproc_elf *elf,
			   struct teeproc_shdr *shdr);

/**
 * teeproc_elf_check_segments() - would these segments make a valid image?
 * @elf: an opened file
 * @at: number of the program header that is wrong
 *
 * Every program header must describe bytes of the file and fit the 32-bit form
 * of the hash table.
 */
enum teeproc_image_error
teeproc_elf_check_segments(const struct teeproc_elf *elf, uint32_t *at);

#endif /* TEEPROC_ELF_H */
