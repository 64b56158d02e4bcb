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

/* header, two program headers, segment, names, section headers */
#define MAKE_ELF(bits)                                                     \
	static struct file make_elf##bits(void)                            \
	{                                                                  \
		struct elf##bits##_hdr hdr = {                             \
			.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS##bits,  \
				     ELFDATA2LSB, EV_CURRENT },            \
			.e_machine = EM_ARM,                               \
			.e_phoff = sizeof(hdr),                            \
			.e_phentsize = sizeof(struct elf##bits##_phdr),    \
			.e_phnum = 2,                                      \
			.e_shentsize = sizeof(struct elf##bits##_shdr),    \
			.e_shnum = 3,                                      \
			.e_shstrndx = 2,                                   \
		};                                                         \
		struct elf##bits##_phdr phdr = {                           \
			.p_type = PT_LOAD,                                 \
			.p_offset = sizeof(hdr) + 2 * sizeof(phdr),        \
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
		put(&file, &phdr, sizeof(phdr));                           \
		put(&file, (uint8_t[SEGMENT_SIZE]){}, SEGMENT_SIZE);       \
		put(&file, STRINGS, sizeof(STRINGS));                      \
		put(&file, shdr, sizeof(shdr));                            \
		return file;                                               \
	}
MAKE_ELF(32)
MAKE_ELF(64)

static struct device dev;

static int check(const struct file *file, struct elf_check *found)
{
	int ret;

	dev.message[0] = '\0';
	/* what was found before does not stay */
	memset(found, 1, sizeof(*found));
	ret = elf_check(&dev, file->data, file->size, found);

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

#define WITHOUT_SECTIONS(bits)                                   \
	static void without_sections##bits(void **state)         \
	{                                                        \
		struct file file = make_elf##bits();             \
		struct elf##bits##_hdr *hdr = (void *)file.data; \
		struct elf_check found;                          \
                                                                 \
		(void)state;                                     \
		hdr->e_shnum = 0;                                \
		hdr->e_shoff = 0;                                \
		hdr->e_shentsize = 0;                            \
		assert_int_equal(check(&file, &found), 0);       \
		assert_false(found.has_rsc_table);               \
		free(file.data);                                 \
	}
WITHOUT_SECTIONS(32)
WITHOUT_SECTIONS(64)

/* Without all of its header it is no ELF file; with it, one that is cut off. */
static void truncate_everywhere(struct file file, size_t header_size)
{
	struct elf_check found;
	struct file cut;

	for (cut.size = 0; cut.size < file.size; cut.size++) {
		cut.data = malloc(cut.size ? cut.size : 1);
		assert_non_null(cut.data);
		memcpy(cut.data, file.data, cut.size);
		assert_int_equal(check(&cut, &found), -ENOEXEC);
		assert_int_equal(!!strstr(dev.message, "is not a little"),
				 cut.size < header_size);
		free(cut.data);
	}
	free(file.data);
}

static void test_truncated(void **state)
{
	(void)state;
	truncate_everywhere(make_elf32(), sizeof(struct elf32_hdr));
	truncate_everywhere(make_elf64(), sizeof(struct elf64_hdr));
}

/* What the core's loader reads, by the class of the file */
#define READ_ALL(bits)                                                         \
	static uint64_t read_all##bits(const struct file *file)                \
	{                                                                      \
		const uint8_t *data = file->data;                              \
		struct elf##bits##_hdr hdr;                                    \
		struct elf##bits##_shdr names, shdr;                           \
		struct elf##bits##_phdr phdr;                                  \
		uint64_t sum = 0, i, n;                                        \
                                                                               \
		memcpy(&hdr, data, sizeof(hdr));                               \
		for (i = 0; i < hdr.e_shnum; i++) {                            \
			memcpy(&names,                                         \
			       data + hdr.e_shoff +                            \
				       hdr.e_shstrndx * sizeof(names),         \
			       sizeof(names));                                 \
			memcpy(&shdr, data + hdr.e_shoff + i * sizeof(shdr),   \
			       sizeof(shdr));                                  \
			/* no name goes beyond the names */                    \
			sum += strlen((char *)data + names.sh_offset +         \
				      shdr.sh_name);                           \
			assert_true(shdr.sh_name < names.sh_size);             \
			assert_int_equal(data[names.sh_offset +                \
					      names.sh_size - 1],              \
					 0);                                   \
		}                                                              \
		for (i = 0; i < hdr.e_phnum; i++) {                            \
			memcpy(&phdr, data + hdr.e_phoff + i * sizeof(phdr),   \
			       sizeof(phdr));                                  \
			for (n = 0;                                            \
			     phdr.p_type == PT_LOAD && n < phdr.p_filesz; n++) \
				sum += data[phdr.p_offset + n];                \
		}                                                              \
		return sum;                                                    \
	}
READ_ALL(32)
READ_ALL(64)

/* Every value of every byte of the file, one at a time */
static void every_byte(struct file file)
{
	struct elf_check found;
	volatile uint64_t sum = 0;
	unsigned int accepted = 0;
	unsigned int refused = 0;
	size_t at;
	int value;
	uint8_t old;

	for (at = 0; at < file.size; at++) {
		old = file.data[at];
		for (value = 0; value < 256; value++) {
			file.data[at] = value;
			if (check(&file, &found)) {
				refused++;
				continue;
			}
			accepted++;
			sum += found.elf_class == ELFCLASS32 ?
				       read_all32(&file) :
				       read_all64(&file);
		}
		file.data[at] = old;
	}
	assert_true(accepted > 0);
	assert_true(refused > 0);
	free(file.data);
}

static void test_every_byte(void **state)
{
	(void)state;
	every_byte(make_elf32());
	every_byte(make_elf64());
}

struct change {
	size_t at;
	size_t size;
	uint64_t value;
};

static void refuse(struct file file, const struct change *change)
{
	struct elf_check found;

	memcpy(file.data + change->at, &change->value, change->size);
	assert_int_equal(check(&file, &found), -ENOEXEC);
	free(file.data);
}

#define FIELD(type, base, field, value)                          \
	{                                                        \
		(base) + offsetof(struct type, field),           \
			sizeof(((struct type *)0)->field), value \
	}

#define REFUSED(bits)                                                                      \
	static void refused##bits(void **state)                                            \
	{                                                                                  \
		const size_t ph = sizeof(struct elf##bits##_phdr);                         \
		const size_t sh = sizeof(struct elf##bits##_shdr);                         \
		const size_t ph0 = sizeof(struct elf##bits##_hdr);                         \
		const size_t sh0 =                                                         \
			ph0 + 2 * ph + SEGMENT_SIZE + sizeof(STRINGS);                     \
		const struct change changes[] = {                                          \
			{ EI_CLASS, 1, 3 },                                                \
			{ EI_DATA, 1, ELFDATA2MSB },                                       \
			FIELD(elf##bits##_hdr, 0, e_phnum, 0),                             \
			FIELD(elf##bits##_hdr, 0, e_phnum, 0xffff),                        \
			FIELD(elf##bits##_hdr, 0, e_phentsize, 8),                         \
			FIELD(elf##bits##_hdr, 0, e_phentsize, ph - 1),                    \
			FIELD(elf##bits##_hdr, 0, e_phentsize, ph + 1),                    \
			FIELD(elf##bits##_hdr, 0, e_phoff, -16),                           \
			FIELD(elf##bits##_hdr, 0, e_shnum, 0xffff),                        \
			FIELD(elf##bits##_hdr, 0, e_shentsize, 8),                         \
			FIELD(elf##bits##_hdr, 0, e_shentsize, sh - 1),                    \
			FIELD(elf##bits##_hdr, 0, e_shentsize, sh + 1),                    \
			FIELD(elf##bits##_hdr, 0, e_shoff, -1),                            \
			FIELD(elf##bits##_hdr, 0, e_shstrndx, 3),                          \
			FIELD(elf##bits##_phdr, ph0, p_offset, -1),                        \
			FIELD(elf##bits##_phdr, ph0, p_filesz, -1),                        \
			FIELD(elf##bits##_phdr, ph0 + ph, p_offset, -1),                   \
			FIELD(elf##bits##_phdr, ph0 + ph, p_filesz,                        \
			      4096), /* names: without their end, of no size, beyond it */ \
			FIELD(elf##bits##_shdr, sh0 + 2 * sh, sh_size,                     \
			      sizeof(STRINGS) - 1),                                        \
			FIELD(elf##bits##_shdr, sh0 + 2 * sh, sh_size, 0),                 \
			FIELD(elf##bits##_shdr, sh0 + 2 * sh, sh_size, 4096),              \
			FIELD(elf##bits##_shdr, sh0 + sh, sh_name,                         \
			      sizeof(STRINGS)),                                            \
		};                                                                         \
		size_t n;                                                                  \
                                                                                           \
		(void)state;                                                               \
		for (n = 0; n < sizeof(changes) / sizeof(*changes); n++)                   \
			refuse(make_elf##bits(), changes + n);                             \
	}
REFUSED(32)
REFUSED(64)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_without_table),
		cmocka_unit_test(without_sections32),
		cmocka_unit_test(without_sections64),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_every_byte),
		cmocka_unit_test(refused32),
		cmocka_unit_test(refused64),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("elf_check", tests, NULL, NULL);
}
