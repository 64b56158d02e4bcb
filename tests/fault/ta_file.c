// SPDX-License-Identifier: BSD-2-Clause
#include "ta_file.h"

#include "bail_out.h"

#include <elf.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* struct ta_head of OP-TEE's user_ta_header.h: behind a UUID */
#define TA_HEAD_STACK_SIZE 16

static uint64_t page_up(uint64_t value)
{
	return (value + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
}

static const void *at(const struct ta_file *ta, uint64_t offset, uint64_t size)
{
	if (offset > ta->file_size || size > ta->file_size - offset)
		bail_out("%s: shorter than it says", ta->path);
	return (const uint8_t *)ta->file + offset;
}

static void map_file(struct ta_file *ta)
{
	int fd = open(ta->path, O_RDONLY | O_CLOEXEC);
	struct stat stat;

	if (fd < 0 || fstat(fd, &stat))
		bail_out("%s: can not be read", ta->path);
	ta->file_size = (size_t)stat.st_size;
	ta->file = mmap(NULL, ta->file_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (ta->file == MAP_FAILED)
		bail_out("%s: can not be mapped", ta->path);
	close(fd);
}

static const Elf64_Ehdr *ehdr_of(const struct ta_file *ta)
{
	const Elf64_Ehdr *ehdr = at(ta, 0, sizeof(*ehdr));

	if (memcmp(ehdr->e_ident, ELFMAG, SELFMAG) ||
	    ehdr->e_ident[EI_CLASS] != ELFCLASS64 ||
	    ehdr->e_machine != EM_AARCH64 || ehdr->e_type != ET_DYN)
		bail_out("%s: no Trusted Application for aarch64", ta->path);
	return ehdr;
}

static const Elf64_Shdr *shdrs_of(const struct ta_file *ta, size_t *num)
{
	const Elf64_Ehdr *ehdr = ehdr_of(ta);

	*num = ehdr->e_shnum;
	return at(ta, ehdr->e_shoff, *num * sizeof(Elf64_Shdr));
}

/* Code comes first, and the data behind it has pages of its own. */
static void load_segments(struct ta_file *ta)
{
	const Elf64_Ehdr *ehdr = ehdr_of(ta);
	const Elf64_Phdr *phdr =
		at(ta, ehdr->e_phoff, ehdr->e_phnum * sizeof(*phdr));
	size_t n;

	for (n = 0; n < ehdr->e_phnum; n++)
		if (phdr[n].p_type == PT_LOAD)
			ta->size = page_up(phdr[n].p_vaddr + phdr[n].p_memsz);
	ta->bytes = aligned_alloc(PAGE_SIZE, ta->size);
	if (!ta->bytes)
		bail_out("no memory");
	memset(ta->bytes, 0, ta->size);
	for (n = 0; n < ehdr->e_phnum; n++) {
		if (phdr[n].p_type != PT_LOAD)
			continue;
		if (phdr[n].p_vaddr + phdr[n].p_memsz > ta->size ||
		    phdr[n].p_filesz > phdr[n].p_memsz)
			bail_out("%s: segments out of order", ta->path);
		memcpy(ta->bytes + phdr[n].p_vaddr,
		       at(ta, phdr[n].p_offset, phdr[n].p_filesz),
		       phdr[n].p_filesz);
		if (!(phdr[n].p_flags & PF_W))
			ta->text_size =
				page_up(phdr[n].p_vaddr + phdr[n].p_memsz);
	}
	ta->entry = TA_BASE + ehdr->e_entry;
}

static void relocate(struct ta_file *ta, const Elf64_Rela *rela)
{
	const uint64_t value = TA_BASE + (uint64_t)rela->r_addend;

	if (ELF64_R_TYPE(rela->r_info) != R_AARCH64_RELATIVE ||
	    rela->r_offset > ta->size - sizeof(value))
		bail_out("%s: unknown relocation", ta->path);
	memcpy(ta->bytes + rela->r_offset, &value, sizeof(value));
}

static void read_sections(struct ta_file *ta)
{
	size_t num = 0;
	const Elf64_Shdr *shdr = shdrs_of(ta, &num);
	const char *names = at(ta, shdr[ehdr_of(ta)->e_shstrndx].sh_offset, 1);
	uint32_t stack_size = 0;
	size_t n;
	size_t k;

	for (n = 0; n < num; n++) {
		const Elf64_Rela *rela =
			shdr[n].sh_type == SHT_RELA ?
				at(ta, shdr[n].sh_offset, shdr[n].sh_size) :
				NULL;

		for (k = 0; rela && k < shdr[n].sh_size / sizeof(*rela); k++)
			relocate(ta, rela + k);
		if (!strcmp(names + shdr[n].sh_name, ".ta_head"))
			memcpy(&stack_size,
			       at(ta, shdr[n].sh_offset + TA_HEAD_STACK_SIZE,
				  sizeof(stack_size)),
			       sizeof(stack_size));
	}
	if (!stack_size)
		bail_out("%s: no header of a Trusted Application", ta->path);
	ta->stack_size = page_up(stack_size);
}

void ta_file_open(struct ta_file *ta, const char *path)
{
	memset(ta, 0, sizeof(*ta));
	ta->path = path;
	map_file(ta);
	load_segments(ta);
	read_sections(ta);
}

void ta_file_close(struct ta_file *ta)
{
	munmap((void *)(uintptr_t)ta->file, ta->file_size);
	free(ta->bytes);
}

const char *ta_file_function(const struct ta_file *ta, uint64_t address,
			     uint64_t *offset)
{
	size_t num = 0;
	const Elf64_Shdr *shdr = shdrs_of(ta, &num);
	size_t n;
	size_t k;

	for (n = 0; n < num; n++) {
		const Elf64_Sym *sym;
		const char *names;

		if (shdr[n].sh_type != SHT_SYMTAB)
			continue;
		sym = at(ta, shdr[n].sh_offset, shdr[n].sh_size);
		names = at(ta, shdr[shdr[n].sh_link].sh_offset, 1);
		for (k = 0; k < shdr[n].sh_size / sizeof(*sym); k++) {
			*offset = address - TA_BASE - sym[k].st_value;
			if (ELF64_ST_TYPE(sym[k].st_info) == STT_FUNC &&
			    *offset < sym[k].st_size)
				return names + sym[k].st_name;
		}
	}
	*offset = address - TA_BASE;
	return "?";
}
