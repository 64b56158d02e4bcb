// SPDX-License-Identifier: BSD-2-Clause
/* Any bytes as an ELF file that is to be signed. */
#include "fuzz.h"

#include "teeproc/image_build.h"
#include "teeproc/rsc_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	uint8_t entry[TEEPROC_HASH_ENTRY_SIZE];
	const uint8_t hash[TEEPROC_SHA256_SIZE] = { 0 };
	struct teeproc_elf elf;
	struct teeproc_phdr phdr;
	struct teeproc_shdr shdr;
	uint32_t at = 0, num = 0, i;

	if (teeproc_elf_open(data, size, &elf))
		return 0;
	must(elf.phnum);
	for (i = 0; i < elf.shnum; i++)
		teeproc_elf_shdr(&elf, i, &shdr);
	if (!teeproc_elf_find_rsc_table(&elf, &shdr)) {
		must(shdr.size && shdr.offset + shdr.size <= size);
		teeproc_rsc_check(data + shdr.offset, (uint32_t)shdr.size,
				  &num);
	}
	if (teeproc_elf_check_segments(&elf, &at)) {
		must(at < elf.phnum);
		return 0;
	}
	/* what is good enough to be signed can be signed */
	for (i = 0; i < elf.phnum; i++) {
		teeproc_elf_phdr(&elf, i, &phdr);
		must(!phdr.filesz || phdr.offset + phdr.filesz <= size);
		must(!teeproc_build_hash_entry(entry, &phdr, hash));
	}
	return 0;
}
