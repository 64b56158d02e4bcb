/* SPDX-License-Identifier: BSD-2-Clause */
/* What an ELF file must fulfil to be made into a signed image. */
#include "teeproc/elf.h"

#include "bytes.h"
#include "teeproc/rsc_table.h"

static bool fits_32(const struct teeproc_phdr *phdr)
{
	return !((phdr->offset | phdr->vaddr | phdr->paddr | phdr->filesz |
		  phdr->memsz | phdr->align) >>
		 32);
}

static bool is_segment(const struct teeproc_phdr *phdr)
{
	return phdr->type == TEEPROC_PT_LOAD && (phdr->memsz || phdr->filesz);
}

static enum teeproc_image_error check_phdr(const struct teeproc_elf *elf,
					   const struct teeproc_phdr *phdr)
{
	if (!fits_32(phdr))
		return TEEPROC_ELF_NOT_32BIT;
	if (phdr->filesz &&
	    !range_inside(phdr->offset, phdr->filesz, elf->size))
		return TEEPROC_ELF_SEG_OUTSIDE;
	if (!is_segment(phdr))
		return TEEPROC_IMAGE_OK;
	if (phdr->filesz > phdr->memsz)
		return TEEPROC_IMAGE_SEG_SIZE;
	if (!range_inside(phdr->paddr, phdr->memsz, UINT64_C(1) << 32))
		return TEEPROC_IMAGE_SEG_ADDRESS;
	return TEEPROC_IMAGE_OK;
}

static bool overlaps_earlier(const struct teeproc_elf *elf, uint32_t index,
			     const struct teeproc_phdr *phdr)
{
	struct teeproc_phdr other;
	uint32_t i;

	for (i = 0; i < index; i++) {
		teeproc_elf_phdr(elf, i, &other);
		if (is_segment(&other) &&
		    phdr->paddr < other.paddr + other.memsz &&
		    other.paddr < phdr->paddr + phdr->memsz)
			return true;
	}
	return false;
}

enum teeproc_image_error
teeproc_elf_check_segments(const struct teeproc_elf *elf, uint32_t *at)
{
	enum teeproc_image_error error;
	struct teeproc_phdr phdr;
	uint32_t num = 0, i;

	for (i = 0; i < elf->phnum; i++) {
		*at = i;
		teeproc_elf_phdr(elf, i, &phdr);
		error = check_phdr(elf, &phdr);
		if (error)
			return error;
		if (!is_segment(&phdr))
			continue;
		if (num++ == TEEPROC_SEGMENTS_MAX)
			return TEEPROC_IMAGE_SEG_TOO_MANY;
		if (overlaps_earlier(elf, i, &phdr))
			return TEEPROC_IMAGE_SEG_OVERLAP;
	}
	return num ? TEEPROC_IMAGE_OK : TEEPROC_IMAGE_SEG_NONE;
}

/* The section's bytes must be those that a segment puts at its address. */
static enum teeproc_image_error check_loaded(const struct teeproc_elf *elf,
					     const struct teeproc_shdr *shdr)
{
	struct teeproc_phdr phdr;
	uint32_t i;

	for (i = 0; i < elf->phnum; i++) {
		teeproc_elf_phdr(elf, i, &phdr);
		if (!is_segment(&phdr) || shdr->addr < phdr.paddr ||
		    !range_inside(shdr->addr - phdr.paddr, shdr->size,
				  phdr.filesz))
			continue;
		return shdr->addr - phdr.paddr == shdr->offset - phdr.offset ?
			       TEEPROC_IMAGE_OK :
			       TEEPROC_IMAGE_RSC_MOVED;
	}
	return TEEPROC_IMAGE_RSC_OUTSIDE;
}

enum teeproc_image_error
teeproc_elf_find_rsc_table(const struct teeproc_elf *elf,
			   struct teeproc_shdr *shdr)
{
	enum teeproc_image_error error;

	error = teeproc_elf_find_section(elf, ".resource_table", shdr);
	if (error == TEEPROC_IMAGE_END)
		return TEEPROC_IMAGE_RSC_NONE;
	if (error)
		return error;
	if (!shdr->size)
		return TEEPROC_IMAGE_RSC_NONE;
	if (shdr->type == TEEPROC_SHT_NOBITS ||
	    !range_inside(shdr->offset, shdr->size, elf->size))
		return TEEPROC_ELF_SECTION_OUTSIDE;
	if (shdr->addr > UINT32_MAX || shdr->size > UINT32_MAX)
		return TEEPROC_ELF_NOT_32BIT;
	return check_loaded(elf, shdr);
}
