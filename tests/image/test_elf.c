// SPDX-License-Identifier: BSD-2-Clause
/* ELF files: right ones of both classes, and everything that can be wrong. */
#include "unit.h"

#include <stdlib.h>

#include "maker.h"

#define ROOM 0x8000u
#define DA 0x21000000u

/* The file has exactly its size on the heap, so a read beyond it is seen. */
struct file {
	uint8_t *data;
	size_t size;
	struct teeproc_elf elf;
	size_t phnum_at, phentsize_at, shentsize_at, shnum_at, shstrndx_at;
	size_t phdr_size, shdr_size, sections_at;
};

static uint8_t table[512];

static void make(struct file *file, bool is64)
{
	struct maker maker = {
		.is64 = is64,
		.machine = is64 ? TEEPROC_EM_AARCH64 : TEEPROC_EM_ARM,
		.num = 3,
		.segments = { { 1, 5, DA, table, 0x200, 0x200 },
			      { 1, 6, DA + 0x1000, NULL, 0x103, 0x400 },
			      { 0x6474e551, 6, 0, NULL, 0, 0 } },
		.section = ".resource_table",
		.section_address = DA + 8,
	};
	size_t tail = is64 ? 64 - 12 : 52 - 12;

	maker.section_size = rsc_good(table + 8, DA);
	file->data = malloc(ROOM);
	file->size = maker_elf(&maker, file->data, ROOM);
	assert_true(file->size);
	file->data = realloc(file->data, file->size);
	file->phentsize_at = tail + 2;
	file->phnum_at = tail + 4;
	file->shentsize_at = tail + 6;
	file->shnum_at = tail + 8;
	file->shstrndx_at = tail + 10;
	file->phdr_size = is64 ? 56 : 32;
	file->shdr_size = is64 ? 64 : 40;
	file->sections_at = file->size - 3 * file->shdr_size;
}

static enum teeproc_image_error open_file(struct file *file)
{
	return teeproc_elf_open(file->data, file->size, &file->elf);
}

static void drop(struct file *file)
{
	free(file->data);
}

static void check_good(bool is64)
{
	struct teeproc_phdr phdr;
	struct teeproc_shdr shdr;
	struct file file;
	uint32_t at;

	make(&file, is64);
	assert_ok(open_file(&file));
	assert_int_equal(file.elf.is64, is64);
	assert_int_equal(file.elf.phnum, 3);
	assert_int_equal(file.elf.shnum, 3);
	assert_int_equal(file.elf.entry, DA);
	teeproc_elf_phdr(&file.elf, 1, &phdr);
	assert_int_equal(phdr.type, TEEPROC_PT_LOAD);
	assert_int_equal(phdr.flags, 6);
	assert_int_equal(phdr.paddr, DA + 0x1000);
	assert_int_equal(phdr.vaddr, DA + 0x1000);
	assert_int_equal(phdr.filesz, 0x103);
	assert_int_equal(phdr.memsz, 0x400);
	assert_int_equal(phdr.align, 8);
	assert_ok(teeproc_elf_check_segments(&file.elf, &at));
	assert_ok(teeproc_elf_find_rsc_table(&file.elf, &shdr));
	assert_int_equal(shdr.addr, DA + 8);
	assert_memory_equal(file.data + shdr.offset, table + 8, shdr.size);
	drop(&file);
}

static void test_good(void **state)
{
	(void)state;
	check_good(false);
	check_good(true);
}

/* A change of the file, and the error that it must lead to */
static void expect_open(size_t at, uint32_t value, bool is64,
			enum teeproc_image_error error)
{
	struct file file;

	make(&file, is64);
	poke16(file.data + at, value);
	assert_error(open_file(&file), error);
	drop(&file);
}

static void test_ident(void **state)
{
	struct file file;

	(void)state;
	expect_open(0, 0x467f, false, TEEPROC_ELF_BAD_MAGIC);
	expect_open(4, 0x0103, false, TEEPROC_ELF_BAD_CLASS);
	expect_open(4, 0x0100, false, TEEPROC_ELF_BAD_CLASS);
	expect_open(5, 0x0102, false, TEEPROC_ELF_BAD_ENDIAN);
	expect_open(6, 2, false, TEEPROC_ELF_BAD_VERSION);
	expect_open(20, 2, false, TEEPROC_ELF_BAD_VERSION);
	expect_open(18, 62, false, TEEPROC_ELF_BAD_MACHINE);
	make(&file, false);
	poke16(file.data + 18, TEEPROC_EM_RISCV);
	assert_ok(open_file(&file));
	/* whose ABI it has is nobody's business here */
	file.data[7] = 3;
	assert_ok(open_file(&file));
	/* no byte more than what tells what it is */
	poke16(file.data + 18, 62);
	assert_error(teeproc_elf_open(file.data, 24, &file.elf),
		     TEEPROC_ELF_BAD_MACHINE);
	assert_error(teeproc_elf_open(file.data, 23, &file.elf),
		     TEEPROC_ELF_TRUNCATED);
	drop(&file);
}

static void check_tables(bool is64)
{
	size_t phoff_at = is64 ? 32 : 28, shoff_at = is64 ? 40 : 32;
	struct file file;

	make(&file, is64);
	drop(&file);
	expect_open(file.phnum_at, 0, is64, TEEPROC_ELF_PHDR_NONE);
	expect_open(file.phnum_at, 0xffff, is64, TEEPROC_ELF_PHDR_TOO_MANY);
	expect_open(file.phnum_at, 0xfffe, is64, TEEPROC_ELF_PHDR_OUTSIDE);
	/* one more than there are bytes for */
	expect_open(file.phnum_at,
		    (uint32_t)((file.size - (is64 ? 64 : 52)) / file.phdr_size +
			       1),
		    is64, TEEPROC_ELF_PHDR_OUTSIDE);
	expect_open(file.phentsize_at, file.phdr_size + 1, is64,
		    TEEPROC_ELF_PHDR_SIZE);
	expect_open(file.phentsize_at, file.phdr_size - 1, is64,
		    TEEPROC_ELF_PHDR_SIZE);
	expect_open(phoff_at + 2, 0xffff, is64, TEEPROC_ELF_PHDR_OUTSIDE);
	expect_open(file.shentsize_at, 0, is64, TEEPROC_ELF_SHDR_SIZE);
	expect_open(file.shentsize_at, file.shdr_size + 1, is64,
		    TEEPROC_ELF_SHDR_SIZE);
	expect_open(file.shnum_at, 4, is64, TEEPROC_ELF_SHDR_OUTSIDE);
	expect_open(file.shnum_at, 0, is64, TEEPROC_ELF_SHDR_OUTSIDE);
	expect_open(shoff_at + 2, 0xffff, is64, TEEPROC_ELF_SHDR_OUTSIDE);
	if (is64)
		expect_open(phoff_at + 6, 0xffff, is64,
			    TEEPROC_ELF_PHDR_OUTSIDE);
}

static void test_tables(void **state)
{
	(void)state;
	check_tables(false);
	check_tables(true);
}

/* Cut at any byte: an error, and no read beyond the end */
static void check_truncated(bool is64)
{
	struct teeproc_shdr shdr;
	struct file file;
	size_t size;
	uint8_t *cut;

	make(&file, is64);
	for (size = 0; size < file.size; size++) {
		cut = malloc(size ? size : 1);
		memcpy(cut, file.data, size);
		assert_int_not_equal(teeproc_elf_open(cut, size, &file.elf),
				     TEEPROC_IMAGE_OK);
		/* its header is there as soon as its bytes are */
		assert_int_equal(teeproc_elf_open(cut, size, &file.elf) ==
					 TEEPROC_ELF_TRUNCATED,
				 size < (is64 ? 64u : 52u));
		free(cut);
	}
	/* without section headers it is still a valid file */
	memset(file.data + (is64 ? 40 : 32), 0, is64 ? 8 : 4);
	poke16(file.data + file.shnum_at, 0);
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
		     TEEPROC_IMAGE_RSC_NONE);
	drop(&file);
}

static void test_truncated(void **state)
{
	(void)state;
	check_truncated(false);
	check_truncated(true);
}

/* A change of word `field` of program header `index` (ELF32) */
static void expect_segments(uint32_t index, uint32_t field, uint32_t value,
			    enum teeproc_image_error error, uint32_t where)
{
	struct file file;
	uint32_t at = 99;

	make(&file, false);
	poke32(file.data + 52 + 32 * index + 4 * field, value);
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_check_segments(&file.elf, &at), error);
	assert_int_equal(at, where);
	drop(&file);
}

static void test_segments(void **state)
{
	struct file file;
	uint32_t at, field;

	(void)state;
	expect_segments(0, 1, 0xffffffff, TEEPROC_ELF_SEG_OUTSIDE, 0);
	expect_segments(1, 4, 0xffffffff, TEEPROC_ELF_SEG_OUTSIDE, 1);
	/* also of a segment that is not loaded */
	expect_segments(2, 4, 0xffffffff, TEEPROC_ELF_SEG_OUTSIDE, 2);
	expect_segments(1, 5, 0x102, TEEPROC_IMAGE_SEG_SIZE, 1);
	expect_segments(1, 5, 0, TEEPROC_IMAGE_SEG_SIZE, 1);
	expect_segments(1, 3, 0xffffff00, TEEPROC_IMAGE_SEG_ADDRESS, 1);
	expect_segments(1, 5, 0xffffffff, TEEPROC_IMAGE_SEG_ADDRESS, 1);
	expect_segments(1, 3, DA + 0x1ff, TEEPROC_IMAGE_SEG_OVERLAP, 1);
	expect_segments(1, 3, DA, TEEPROC_IMAGE_SEG_OVERLAP, 1);
	expect_segments(1, 3, DA - 1, TEEPROC_IMAGE_SEG_OVERLAP, 1);
	expect_segments(1, 3, DA - 0x3ff, TEEPROC_IMAGE_SEG_OVERLAP, 1);

	/* right before the other one, and right behind it */
	make(&file, false);
	assert_ok(open_file(&file));
	poke32(file.data + 52 + 32 + 12, DA - 0x400);
	assert_ok(teeproc_elf_check_segments(&file.elf, &at));
	poke32(file.data + 52 + 32 + 12, DA + 0x200);
	assert_ok(teeproc_elf_check_segments(&file.elf, &at));
	drop(&file);

	/* the last byte of the address space may be used */
	make(&file, false);
	poke32(file.data + 52 + 32 + 12, 0xfffffc00);
	assert_ok(open_file(&file));
	assert_ok(teeproc_elf_check_segments(&file.elf, &at));
	/* of what is not loaded the sizes are nobody's business */
	poke32(file.data + 52 + 2 * 32 + 4 * 4, 0x10);
	assert_ok(teeproc_elf_check_segments(&file.elf, &at));
	poke32(file.data + 52 + 2 * 32 + 4 * 3, 0xffffffff);
	poke32(file.data + 52 + 2 * 32 + 4 * 5, 0x20);
	assert_ok(teeproc_elf_check_segments(&file.elf, &at));
	/* nothing left to load */
	poke32(file.data + 52, 4);
	poke32(file.data + 52 + 32, 4);
	assert_error(teeproc_elf_check_segments(&file.elf, &at),
		     TEEPROC_IMAGE_SEG_NONE);
	drop(&file);

	/* each number of 64 bits by itself: offset, addresses, sizes, alignment */
	for (field = 8; field < 56; field += 8) {
		make(&file, true);
		poke32(file.data + 64 + field + 4, 1);
		assert_ok(open_file(&file));
		assert_error(teeproc_elf_check_segments(&file.elf, &at),
			     TEEPROC_ELF_NOT_32BIT);
		drop(&file);
	}
}

static void test_many_segments(void **state)
{
	struct maker maker = { .machine = TEEPROC_EM_ARM };
	static uint8_t data[ROOM];
	struct teeproc_elf elf;
	uint32_t at, i;
	size_t size;

	(void)state;
	for (i = 0; i < TEEPROC_SEGMENTS_MAX + 1; i++)
		maker.segments[i] = (struct maker_segment){ 1,		 7,
							    DA + 16 * i, NULL,
							    16,		 16 };
	maker.num = TEEPROC_SEGMENTS_MAX;
	size = maker_elf(&maker, data, sizeof(data));
	assert_ok(teeproc_elf_open(data, size, &elf));
	assert_ok(teeproc_elf_check_segments(&elf, &at));
	maker.num++;
	size = maker_elf(&maker, data, sizeof(data));
	assert_ok(teeproc_elf_open(data, size, &elf));
	assert_error(teeproc_elf_check_segments(&elf, &at),
		     TEEPROC_IMAGE_SEG_TOO_MANY);
}

/* A change of word `field` of section header `index` (ELF32) */
static void expect_rsc(uint32_t index, uint32_t field, uint32_t value,
		       enum teeproc_image_error error)
{
	struct teeproc_shdr shdr;
	struct file file;

	make(&file, false);
	poke32(file.data + file.sections_at + 40 * index + 4 * field, value);
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr), error);
	drop(&file);
}

/* A name with one other letter, before or behind it in the alphabet, is another */
static void test_rsc_section_name(void **state)
{
	const size_t length = strlen(".resource_table");
	struct teeproc_shdr shdr;
	struct file file;
	uint8_t *name;
	size_t i;

	(void)state;
	make(&file, false);
	name = file.data +
	       peek32(file.data + file.sections_at + 2 * 40 + 4 * 4) +
	       peek32(file.data + file.sections_at + 40);
	assert_string_equal((const char *)name, ".resource_table");
	assert_ok(open_file(&file));
	for (i = 0; i <= length; i++) {
		name[i]++;
		assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
			     TEEPROC_IMAGE_RSC_NONE);
		name[i] -= 2;
		assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
			     TEEPROC_IMAGE_RSC_NONE);
		name[i]++;
	}
	assert_ok(teeproc_elf_find_rsc_table(&file.elf, &shdr));
	drop(&file);
}

static void test_rsc_section(void **state)
{
	struct teeproc_shdr shdr;
	struct file file;

	(void)state;
	expect_rsc(1, 0, 0xffffffff, TEEPROC_ELF_NAMES);
	expect_rsc(1, 0, 2, TEEPROC_IMAGE_RSC_NONE); /* "resource_table" */
	/* a type of its own behind that of sections without bytes */
	expect_rsc(1, 1, TEEPROC_SHT_NOBITS + 1, TEEPROC_IMAGE_OK);
	expect_rsc(1, 1, TEEPROC_SHT_NOBITS, TEEPROC_ELF_SECTION_OUTSIDE);
	expect_rsc(1, 3, DA + 9, TEEPROC_IMAGE_RSC_MOVED);
	expect_rsc(1, 3, DA + 7, TEEPROC_IMAGE_RSC_MOVED);
	/* the first section counts like all others */
	expect_rsc(0, 0, 0xffffffff, TEEPROC_ELF_NAMES);
	expect_rsc(1, 3, DA - 1, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_rsc(1, 3, DA + 0x1ff, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_rsc(1, 3, 0xffffffff, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_rsc(1, 4, 0xfffffff0, TEEPROC_ELF_SECTION_OUTSIDE);
	expect_rsc(1, 5, 0xffffffff, TEEPROC_ELF_SECTION_OUTSIDE);
	expect_rsc(1, 5, 0, TEEPROC_IMAGE_RSC_NONE);
	expect_rsc(2, 4, 0xffffffff, TEEPROC_ELF_NAMES);
	expect_rsc(2, 5, 0xffffffff, TEEPROC_ELF_NAMES);
	expect_rsc(2, 5, 0, TEEPROC_ELF_NAMES);
	/* the names end in the middle of the one that is looked for */
	expect_rsc(2, 5, 10, TEEPROC_ELF_NAMES);

	/* a name that begins where the names end */
	make(&file, false);
	poke32(file.data + file.sections_at + 40,
	       peek32(file.data + file.sections_at + 2 * 40 + 4 * 5));
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
		     TEEPROC_ELF_NAMES);
	drop(&file);

	/* names that end with the file, in the middle of the one looked for */
	make(&file, false);
	memcpy(file.data + file.size - 4, ".res", 4);
	poke32(file.data + file.sections_at + 40, 0);
	poke32(file.data + file.sections_at + 2 * 40, 0);
	poke32(file.data + file.sections_at + 2 * 40 + 4 * 4,
	       (uint32_t)file.size - 4);
	poke32(file.data + file.sections_at + 2 * 40 + 4 * 5, 4);
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
		     TEEPROC_IMAGE_RSC_NONE);
	drop(&file);

	/* a table that is the first thing in its segment */
	make(&file, false);
	poke32(file.data + file.sections_at + 40 + 4 * 3, DA);
	poke32(file.data + file.sections_at + 40 + 4 * 4,
	       peek32(file.data + 52 + 4));
	assert_ok(open_file(&file));
	assert_ok(teeproc_elf_find_rsc_table(&file.elf, &shdr));
	drop(&file);

	/* in a segment behind the last one that there is */
	make(&file, false);
	memmove(file.data + 52 + 2 * 32, file.data + 52, 32);
	poke32(file.data + 52, 4);
	poke16(file.data + file.phnum_at, 2);
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
		     TEEPROC_IMAGE_RSC_OUTSIDE);
	drop(&file);

	/* what is around it is not loaded */
	make(&file, false);
	poke32(file.data + 52, 4);
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
		     TEEPROC_IMAGE_RSC_OUTSIDE);
	drop(&file);

	make(&file, false);
	poke16(file.data + file.shstrndx_at, 3);
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
		     TEEPROC_ELF_NAMES);
	drop(&file);

	make(&file, true);
	poke32(file.data + file.sections_at + 64 + 16 + 4, 1);
	assert_ok(open_file(&file));
	assert_error(teeproc_elf_find_rsc_table(&file.elf, &shdr),
		     TEEPROC_ELF_NOT_32BIT);
	drop(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_ident),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_segments),
		cmocka_unit_test(test_many_segments),
		cmocka_unit_test(test_rsc_section),
		cmocka_unit_test(test_rsc_section_name),
	};

	return RUN_TESTS("elf", tests);
}
