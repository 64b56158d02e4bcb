// SPDX-License-Identifier: BSD-2-Clause
/*
 * Prints, as numbers, all that the reader says about a signed image and about
 * one built anew. It runs on the host (read-image IMAGE) and, with BARE, on a
 * big-endian core without anything below it, where QEMU has put the image: both
 * must say the same.
 */
#include "teeproc/image_build.h"
#include "teeproc/key.h"
#include "teeproc/rsc_table.h"

static void put_char(char c);

static void put(const char *what, uint64_t value)
{
	int shift;

	while (*what)
		put_char(*what++);
	put_char(' ');
	for (shift = 60; shift >= 0; shift -= 4)
		put_char("0123456789abcdef"[value >> shift & 15]);
	put_char('\n');
}

static void put_bytes(const char *what, const uint8_t *bytes, uint32_t size)
{
	uint64_t sum = size;

	while (bytes && size--)
		sum = sum * 31 + *bytes++;
	put(what, sum);
}

static void show_table(const uint8_t *table, uint32_t size)
{
	struct teeproc_rsc_entry entry;
	uint32_t num, i, j;

	put("table", teeproc_rsc_check(table, size, &num));
	for (i = 0; !teeproc_rsc_entry(table, size, i, &entry); i++) {
		put("entry", entry.type);
		put(" da", entry.da);
		put(" len", entry.len);
		put(" features", entry.dfeatures);
		for (j = 0; j < entry.num_vrings; j++) {
			put(" vring", entry.vring[j].da);
			put("  num", entry.vring[j].num);
			put("  size", entry.vring[j].size);
		}
	}
}

static void show_segments(const struct teeproc_image *image,
			  const uint8_t *images, uint32_t table,
			  uint32_t table_size)
{
	struct teeproc_segment segment;
	struct teeproc_range range;
	uint32_t pos = 0;

	while (teeproc_image_next_segment(image, &pos, &segment)) {
		put("segment", segment.da);
		put(" file_size", segment.file_size);
		put(" mem_size", segment.mem_size);
		put(" offset", segment.offset);
		put(" flags", segment.flags);
		put_bytes(" hash", segment.hash, TEEPROC_SHA256_SIZE);
		if (table_size && table >= segment.da &&
		    table - segment.da < segment.file_size)
			show_table(images + segment.offset +
					   (table - segment.da),
				   table_size);
	}
	for (pos = 0; teeproc_image_next_rest(image, &pos, &range);) {
		put("rest", range.offset);
		put(" size", range.size);
	}
}

static void show_image(const uint8_t *data, size_t size)
{
	uint32_t pos = 0, da = 0, table_size = 0, i;
	struct teeproc_image image;
	const uint8_t *images;
	struct teeproc_tlv tlv;

	put("parse", teeproc_image_parse(data, size, size, &image));
	put("images_offset", image.layout.images_offset);
	put("sign_type", image.sign_type);
	put("rollback", image.rollback);
	put("key_info_size", image.key_info_size);
	while (!teeproc_image_next_tlv(&image, &pos, &tlv)) {
		put("tlv", tlv.type);
		put_bytes(" value", tlv.value, tlv.size);
	}
	images = data + image.layout.images_offset;
	put("open", teeproc_image_open(&image, images));
	for (i = 0; i < image.num_images; i++) {
		struct teeproc_elf elf = { 0 };
		struct teeproc_shdr shdr = { 0 };

		put("elf", teeproc_elf_open(images + image.image_offset[i],
					    image.image_size[i], &elf));
		put(" entries", image.entries[i]);
		put(" machine", elf.machine);
		put(" entry", elf.entry);
		put(" check", teeproc_elf_check_segments(&elf, &pos));
		put(" table", teeproc_elf_find_rsc_table(&elf, &shdr));
		put(" at", shdr.addr);
	}
	put("find",
	    teeproc_image_find_rsc_table(&image, images, &da, &table_size));
	put(" da", da);
	put(" size", table_size);
	show_segments(&image, images, da, table_size);
}

static void show_built(void)
{
	const struct teeproc_phdr phdr = { .type = 1,
					   .flags = 5,
					   .offset = 0x1234,
					   .paddr = 0x89abcdef,
					   .filesz = 0x10203,
					   .memsz = 0x40506 };
	static uint8_t bytes[1024];
	struct teeproc_build build = { .data = bytes, .room = sizeof(bytes) };
	const uint32_t words[] = { 0x01020304, 0x90abcdef };
	const uint8_t hash[TEEPROC_SHA256_SIZE] = { 1, 2, 3 };
	struct teeproc_key key;
	size_t size = 0;

	put("words", teeproc_build_tlv_u32(&build, 0x10000, words, 2));
	put("text", teeproc_build_tlv(&build, 0x10001, "abc", 3, NULL));
	put_bytes(" tlvs", bytes, (uint32_t)build.used);
	teeproc_build_header(bytes, 0x1020304, 0x5060708, 0x90a0b0c);
	put_bytes("header", bytes, TEEPROC_IMAGE_HDR_SIZE);
	put("hash", teeproc_build_hash_entry(bytes, &phdr, hash));
	put_bytes(" entry", bytes, TEEPROC_HASH_ENTRY_SIZE);
	put("key", teeproc_key_build(bytes, TEEPROC_SIGN_ECDSA_P256, 256, &key,
				     &size));
	put_bytes(" blob", bytes, (uint32_t)size);
	put(" parse", teeproc_key_parse(bytes, size, &key));
	put(" bits", key.bits);
}

#ifdef BARE

/* QEMU's virt machine: the UART, and where the test has put the image */
#define UART_DATA ((volatile uint8_t *)0x09000000)
#define IMAGE_SIZE ((volatile uint64_t *)0x47fffff8)
#define IMAGE ((const uint8_t *)0x48000000)

/* a stack; then PSCI's SYSTEM_OFF */
__asm__(".globl start\n"
	"start:	ldr x0, =0x47000000\n"
	"	mov sp, x0\n"
	"	bl run\n"
	"	ldr w0, =0x84000008\n"
	"	hvc #0\n"
	"	b .\n");

void run(void);
void *memset(void *to, int value, size_t size);
void *memcpy(void *to, const void *from, size_t size);

/* what compilers call; volatile, so that these do not become calls of theirs */
void *memset(void *to, int value, size_t size)
{
	volatile uint8_t *bytes = to;

	while (size--)
		bytes[size] = (uint8_t)value;
	return to;
}

void *memcpy(void *to, const void *from, size_t size)
{
	const uint8_t *source = from;
	volatile uint8_t *bytes = to;

	while (size--)
		bytes[size] = source[size];
	return to;
}

static void put_char(char c)
{
	*UART_DATA = (uint8_t)c;
}

void run(void)
{
	static const uint16_t one = 0x0001;

	/* this is what the test is about, so it is told too */
	put("low byte first", *(const volatile uint8_t *)&one);
	show_image(IMAGE, (size_t)*IMAGE_SIZE);
	show_built();
}

#else

#include <stdio.h>
#include <stdlib.h>

static void put_char(char c)
{
	putchar(c);
}

int main(int argc, char **argv)
{
	FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
	static uint8_t bytes[1 << 20];
	static const uint16_t one = 0x0001;
	size_t size;

	if (!file)
		return 2;
	size = fread(bytes, 1, sizeof(bytes), file);
	fclose(file);
	put("low byte first", *(const volatile uint8_t *)&one);
	show_image(bytes, size);
	show_built();
	return 0;
}

#endif
