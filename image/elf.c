/* SPDX-License-Identifier: BSD-2-Clause */
/* ELF files, of both classes with one code path: a table says what lies where. */
#include "teeproc/elf.h"

#include "bytes.h"

#define EI_CLASS 4
#define EI_DATA 5
#define EI_VERSION 6
#define CLASS_32 1
#define CLASS_64 2
#define DATA_LSB 1
#define VERSION_CURRENT 1
#define PHNUM_EXTENDED 0xffffu /* the number is elsewhere */
/* the same in both classes */
#define E_MACHINE 18
#define E_VERSION 20
#define EHDR_COMMON 24u

struct field {
	uint8_t offset;
	uint8_t size;
};

struct elf_class {
	uint8_t ehdr_size, phdr_size, shdr_size;
	struct field e_entry, e_phoff, e_shoff;
	struct field e_phentsize, e_phnum, e_shentsize, e_shnum, e_shstrndx;
	struct field p_flags, p_offset, p_vaddr, p_paddr;
	struct field p_filesz, p_memsz, p_align;
	struct field sh_addr, sh_offset, sh_size;
};

static const struct elf_class elf32 = {
	.ehdr_size = 52,
	.phdr_size = 32,
	.shdr_size = 40,
	.e_entry = { 24, 4 },
	.e_phoff = { 28, 4 },
	.e_shoff = { 32, 4 },
	.e_phentsize = { 42, 2 },
	.e_phnum = { 44, 2 },
	.e_shentsize = { 46, 2 },
	.e_shnum = { 48, 2 },
	.e_shstrndx = { 50, 2 },
	.p_offset = { 4, 4 },
	.p_vaddr = { 8, 4 },
	.p_paddr = { 12, 4 },
	.p_filesz = { 16, 4 },
	.p_memsz = { 20, 4 },
	.p_flags = { 24, 4 },
	.p_align = { 28, 4 },
	.sh_addr = { 12, 4 },
	.sh_offset = { 16, 4 },
	.sh_size = { 20, 4 },
};

static const struct elf_class elf64 = {
	.ehdr_size = 64,
	.phdr_size = 56,
	.shdr_size = 64,
	.e_entry = { 24, 8 },
	.e_phoff = { 32, 8 },
	.e_shoff = { 40, 8 },
	.e_phentsize = { 54, 2 },
	.e_phnum = { 56, 2 },
	.e_shentsize = { 58, 2 },
	.e_shnum = { 60, 2 },
	.e_shstrndx = { 62, 2 },
	.p_flags = { 4, 4 },
	.p_offset = { 8, 8 },
	.p_vaddr = { 16, 8 },
	.p_paddr = { 24, 8 },
	.p_filesz = { 32, 8 },
	.p_memsz = { 40, 8 },
	.p_align = { 48, 8 },
	.sh_addr = { 16, 8 },
	.sh_offset = { 24, 8 },
	.sh_size = { 32, 8 },
};

static uint64_t get(const uint8_t *base, struct field field)
{
	return get_le(base + field.offset, field.size);
}

static const struct elf_class *class_of(const struct teeproc_elf *elf)
{
	return elf->is64 ? &elf64 : &elf32;
}

static enum teeproc_image_error check_ident(const uint8_t *data, size_t size,
					    struct teeproc_elf *elf)
{
	uint8_t ident_class;

	if (size < EHDR_COMMON)
		return TEEPROC_ELF_TRUNCATED;
	if (get_le32(data) != 0x464c457f) /* 7f E L F */
		return TEEPROC_ELF_BAD_MAGIC;
	ident_class = (uint8_t)get_le(data + EI_CLASS, 1);
	if (ident_class != CLASS_32 && ident_class != CLASS_64)
		return TEEPROC_ELF_BAD_CLASS;
	if (get_le(data + EI_DATA, 1) != DATA_LSB)
		return TEEPROC_ELF_BAD_ENDIAN;
	if (get_le(data + EI_VERSION, 1) != VERSION_CURRENT ||
	    get_le32(data + E_VERSION) != VERSION_CURRENT)
		return TEEPROC_ELF_BAD_VERSION;

	elf->is64 = ident_class == CLASS_64;
	elf->machine = (uint16_t)get_le(data + E_MACHINE, 2);
	if (!teeproc_machine_name(elf->machine))
		return TEEPROC_ELF_BAD_MACHINE;
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error check_phdrs(struct teeproc_elf *elf)
{
	const struct elf_class *class = class_of(elf);

	elf->phoff = get(elf->data, class->e_phoff);
	elf->phnum = (uint32_t)get(elf->data, class->e_phnum);
	if (!elf->phnum)
		return TEEPROC_ELF_PHDR_NONE;
	if (elf->phnum == PHNUM_EXTENDED)
		return TEEPROC_ELF_PHDR_TOO_MANY;
	if (get(elf->data, class->e_phentsize) != class->phdr_size)
		return TEEPROC_ELF_PHDR_SIZE;
	if (!range_inside(elf->phoff, (uint64_t)elf->phnum * class->phdr_size,
			  elf->size))
		return TEEPROC_ELF_PHDR_OUTSIDE;
	return TEEPROC_IMAGE_OK;
}

static enum teeproc_image_error check_shdrs(struct teeproc_elf *elf)
{
	const struct elf_class *class = class_of(elf);

	elf->shoff = get(elf->data, class->e_shoff);
	elf->shnum = (uint32_t)get(elf->data, class->e_shnum);
	elf->shstrndx = (uint32_t)get(elf->data, class->e_shstrndx);
	if (!elf->shnum && !elf->shoff)
		return TEEPROC_IMAGE_OK;
	if (get(elf->data, class->e_shentsize) != class->shdr_size)
		return TEEPROC_ELF_SHDR_SIZE;
	/* number 0 with a place means more than 0xff00 of them */
	if (!elf->shnum ||
	    !range_inside(elf->shoff, (uint64_t)elf->shnum * class->shdr_size,
			  elf->size))
		return TEEPROC_ELF_SHDR_OUTSIDE;
	return TEEPROC_IMAGE_OK;
}

enum teeproc_image_error teeproc_elf_open(const uint8_t *data, size_t size,
					  struct teeproc_elf *elf)
{
	enum teeproc_image_error error;

	*elf = (struct teeproc_elf){ .data = data, .size = size };
	error = check_ident(data, size, elf);
	if (error)
		return error;
	if (size < class_of(elf)->ehdr_size)
		return TEEPROC_ELF_TRUNCATED;
	elf->entry = get(data, class_of(elf)->e_entry);
	error = check_phdrs(elf);
	if (!error)
		error = check_shdrs(elf);
	return error;
}

void teeproc_elf_phdr(const struct teeproc_elf *elf, uint32_t index,
		      struct teeproc_phdr *phdr)
{
	const struct elf_class *class = class_of(elf);
	const uint8_t *at = elf->data + (size_t)elf->phoff +
			    (size_t)index * class->phdr_size;

	phdr->type = get_le32(at);
	phdr->flags = (uint32_t)get(at, class->p_flags);
	phdr->offset = get(at, class->p_offset);
	phdr->vaddr = get(at, class->p_vaddr);
	phdr->paddr = get(at, class->p_paddr);
	phdr->filesz = get(at, class->p_filesz);
	phdr->memsz = get(at, class->p_memsz);
	phdr->align = get(at, class->p_align);
}

void teeproc_elf_shdr(const struct teeproc_elf *elf, uint32_t index,
		      struct teeproc_shdr *shdr)
{
	const struct elf_class *class = class_of(elf);
	const uint8_t *at = elf->data + (size_t)elf->shoff +
			    (size_t)index * class->shdr_size;

	shdr->name = get_le32(at);
	shdr->type = get_le32(at + 4);
	shdr->addr = get(at, class->sh_addr);
	shdr->offset = get(at, class->sh_offset);
	shdr->size = get(at, class->sh_size);
}

/* Is the string at names + at, which must end inside the names, this one? */
static bool same_name(const uint8_t *names, uint64_t size, uint32_t at,
		      const char *name)
{
	const volatile uint8_t *from = names;
	uint64_t i = at;

	for (; i < size && *name; i++, name++)
		if (from[i] != (uint8_t)*name)
			return false;
	return i < size && !from[i];
}

enum teeproc_image_error teeproc_elf_find_section(const struct teeproc_elf *elf,
						  const char *name,
						  struct teeproc_shdr *shdr)
{
	struct teeproc_shdr names;
	uint32_t i;

	if (!elf->shnum)
		return TEEPROC_IMAGE_END;
	if (elf->shstrndx >= elf->shnum)
		return TEEPROC_ELF_NAMES;
	teeproc_elf_shdr(elf, elf->shstrndx, &names);
	if (!range_inside(names.offset, names.size, elf->size))
		return TEEPROC_ELF_NAMES;

	for (i = 0; i < elf->shnum; i++) {
		teeproc_elf_shdr(elf, i, shdr);
		if (shdr->name >= names.size)
			return TEEPROC_ELF_NAMES;
		if (same_name(elf->data + names.offset, names.size, shdr->name,
			      name))
			return TEEPROC_IMAGE_OK;
	}
	return TEEPROC_IMAGE_END;
}
