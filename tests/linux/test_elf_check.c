// SPDX-License-Identifier: BSD-2-Clause
/*
 * linux/elf_check.c against files that are cut off or changed: it does not read
 * outside of the file, and what it accepts, the core's ELF loader can read.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <linux/device.h>
#include <linux/elf.h>
#include <linux/errno.h>

#include "../../linux/elf_check.h"

#define SEGMENT_SIZE 40
#define STRINGS "\0.resource_table\0.shstrtab"

/* Exactly as long as its contents, so that the sanitizer sees every overrun */
struct file {
	uint8_t *data;
	size_t size;
};

static void put(struct file *file, const void *bytes, size_t size)
{
	file->data = realloc(file->data, file->size + size);
	assert_non_null(file->data);
	memcpy(file->data + file->size, bytes, size);
	file->size += size;
}

/* header, program header, segment, names, section headers */
#define MAKE_ELF(bits)                                                     \
	static struct file make_elf##bits(void)                            \
	{                                                                  \
		struct elf##bits##_hdr hdr = {                             \
			.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS##bits,  \
				     ELFDATA2LSB, EV_CURRENT },            \
			.e_machine = EM_ARM,                               \
			.e_phoff = sizeof(hdr),                            \
			.e_phentsize = sizeof(struct elf##bits##_phdr),    \
			.e_phnum = 1,                                      \
			.e_shentsize = sizeof(struct elf##bits##_shdr),    \
			.e_shnum = 3,                                      \
			.e_shstrndx = 2,                                   \
		};                                                         \
		struct elf##bits##_phdr phdr = {                           \
			.p_type = PT_LOAD,                                 \
			.p_offset = sizeof(hdr) + sizeof(phdr),            \
			.p_filesz = SEGMENT_SIZE,                          \
			.p_memsz = SEGMENT_SIZE,                           \
		};                                                         \
		struct elf##bits##_shdr shdr[3] = {                        \
			[1] = { .sh_name = 1,                              \
				.sh_offset = phdr.p_offset,                \
				.sh_size = SEGMENT_SIZE },                 \
			[2] = { .sh_name = 17,                             \
				.sh_offset = phdr.p_offset + SEGMENT_SIZE, \
				.sh_size = sizeof(STRINGS) },              \
		};                                                         \
		struct file file = {};                                     \
                                                                           \
		hdr.e_shoff = shdr[2].sh_offset + sizeof(STRINGS);         \
		put(&file, &hdr, sizeof(hdr));                             \
		put(&file, &phdr, sizeof(phdr));                           \
		put(&file, (uint8_t[SEGMENT_SIZE]){}, SEGMENT_SIZE);       \
		put(&file, STRINGS, sizeof(STRINGS));                      \
		put(&file, shdr, sizeof(shdr));                            \
		return file;                                               \
	}
MAKE_ELF(32)
MAKE_ELF(64)

static int check(const struct file *file, struct elf_check *found)
{
	struct device dev = {};
	int ret = elf_check(&dev, file->data, file->size, found);

	/* an error says why, and success says nothing */
	assert_int_equal(!ret, !dev.message[0]);
	return ret;
}

static void check_good(struct file file, uint8_t elf_class)
{
	struct elf_check found;

	assert_int_equal(check(&file, &found), 0);
	assert_int_equal(found.elf_class, elf_class);
	assert_int_equal(found.machine, EM_ARM);
	assert_true(found.has_rsc_table);
	free(file.data);
}

static void test_good(void **state)
{
	(void)state;
	check_good(make_elf32(), ELFCLASS32);
	check_good(make_elf64(), ELFCLASS64);
}

static void test_without_table(void **state)
{
	struct file file = make_elf32();
	struct elf_check found;
	char *name = memmem(file.data, file.size, ".resource_table", 15);

	(void)state;
	name[1] = 'X';
	assert_int_equal(check(&file, &found), 0);
	assert_false(found.has_rsc_table);
	free(file.data);
}

static void test_without_sections(void **state)
{
	struct file file = make_elf32();
	struct elf32_hdr hdr;
	struct elf_check found;

	(void)state;
	memcpy(&hdr, file.data, sizeof(hdr));
	hdr.e_shnum = 0;
	hdr.e_shoff = 0;
	memcpy(file.data, &hdr, sizeof(hdr));
	assert_int_equal(check(&file, &found), 0);
	assert_false(found.has_rsc_table);
	free(file.data);
}

static void truncate_everywhere(struct file file)
{
	struct elf_check found;
	struct file cut;

	for (cut.size = 0; cut.size < file.size; cut.size++) {
		cut.data = malloc(cut.size ? cut.size : 1);
		assert_non_null(cut.data);
		memcpy(cut.data, file.data, cut.size);
		assert_int_equal(check(&cut, &found), -ENOEXEC);
		free(cut.data);
	}
	free(file.data);
}

static void test_truncated(void **state)
{
	(void)state;
	truncate_everywhere(make_elf32());
	truncate_everywhere(make_elf64());
}

/* What the core's loader reads, by the class of the file */
static uint64_t read_all32(const struct file *file)
{
	const struct elf32_hdr *hdr = (const void *)file->data;
	struct elf32_shdr shdr;
	uint64_t sum = 0;
	unsigned int i;

	for (i = 0; i < hdr->e_shnum; i++) {
		struct elf32_shdr names;

		memcpy(&names,
		       file->data + hdr->e_shoff +
			       hdr->e_shstrndx * sizeof(names),
		       sizeof(names));
		memcpy(&shdr, file->data + hdr->e_shoff + i * sizeof(shdr),
		       sizeof(shdr));
		sum += strlen((char *)file->data + names.sh_offset +
			      shdr.sh_name);
	}
	for (i = 0; i < hdr->e_phnum; i++) {
		struct elf32_phdr phdr;
		uint32_t n;

		memcpy(&phdr, file->data + hdr->e_phoff + i * sizeof(phdr),
		       sizeof(phdr));
		for (n = 0; phdr.p_type == PT_LOAD && n < phdr.p_filesz; n++)
			sum += file->data[phdr.p_offset + n];
	}
	return sum;
}

/* Every value of every byte of the file, one at a time */
static void test_every_byte(void **state)
{
	struct file file = make_elf32();
	struct elf_check found;
	volatile uint64_t sum = 0;
	unsigned int accepted = 0;
	unsigned int refused = 0;
	size_t at;
	int value;
	uint8_t old;

	(void)state;
	for (at = 0; at < file.size; at++) {
		old = file.data[at];
		for (value = 0; value < 256; value++) {
			file.data[at] = value;
			if (check(&file, &found)) {
				refused++;
				continue;
			}
			accepted++;
			if (found.elf_class == ELFCLASS32)
				sum += read_all32(&file);
		}
		file.data[at] = old;
	}
	assert_true(accepted > 0);
	assert_true(refused > 0);
	free(file.data);
}

static void refuse32(size_t offset, uint32_t value, size_t size)
{
	struct file file = make_elf32();
	struct elf_check found;

	memcpy(file.data + offset, &value, size);
	assert_int_equal(check(&file, &found), -ENOEXEC);
	free(file.data);
}

static void test_refused(void **state)
{
	const size_t phdr = sizeof(struct elf32_hdr);
	(void)state;

	refuse32(EI_CLASS, 3, 1);
	refuse32(EI_DATA, ELFDATA2MSB, 1);
	refuse32(offsetof(struct elf32_hdr, e_phnum), 0, 2);
	refuse32(offsetof(struct elf32_hdr, e_phnum), 0xffff, 2);
	refuse32(offsetof(struct elf32_hdr, e_phentsize), 8, 2);
	refuse32(offsetof(struct elf32_hdr, e_phoff), 0xfffffff0, 4);
	refuse32(offsetof(struct elf32_hdr, e_shnum), 0xffff, 2);
	refuse32(offsetof(struct elf32_hdr, e_shentsize), 8, 2);
	refuse32(offsetof(struct elf32_hdr, e_shoff), 0xffffffff, 4);
	refuse32(offsetof(struct elf32_hdr, e_shstrndx), 3, 2);
	refuse32(phdr + offsetof(struct elf32_phdr, p_offset), 0xffffffff, 4);
	refuse32(phdr + offsetof(struct elf32_phdr, p_filesz), 0xffffffff, 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_without_table),
		cmocka_unit_test(test_without_sections),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_every_byte),
		cmocka_unit_test(test_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("elf_check", tests, NULL, NULL);
}
