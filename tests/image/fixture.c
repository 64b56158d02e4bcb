// SPDX-License-Identifier: BSD-2-Clause
#include "fixture.h"

#include <stdlib.h>

struct fixture *fixture_new(void)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->build.data = f->tlvs;
	f->build.room = sizeof(f->tlvs);
	f->sign_size = TEEPROC_ECDSA_P256_SIZE;
	return f;
}

int fixture_setup(void **state)
{
	*state = fixture_new();
	return 0;
}

int fixture_teardown(void **state)
{
	struct fixture *f = *state;

	free(f->file);
	free(f->meta);
	free(f);
	return 0;
}

void add(struct fixture *f, uint32_t type, const void *value, uint32_t size)
{
	assert_ok(teeproc_build_tlv(&f->build, type, value, size, NULL));
}

void add_u8(struct fixture *f, uint32_t type, uint8_t value)
{
	add(f, type, &value, 1);
}

/* All that must be there but the hash table, for `num` images in f->images */
void add_required(struct fixture *f, uint32_t num, const uint32_t *sizes)
{
	uint8_t types[TEEPROC_IMAGES_MAX + 1];

	memset(types, TEEPROC_IMAGE_ELF, sizeof(types));
	add_u8(f, TEEPROC_TLV_SIGN_TYPE, TEEPROC_SIGN_ECDSA_P256);
	add_u8(f, TEEPROC_TLV_HASH_TYPE, TEEPROC_HASH_SHA256);
	add_u8(f, TEEPROC_TLV_NUM_IMAGES, (uint8_t)num);
	add(f, TEEPROC_TLV_IMAGE_TYPE, types, num);
	assert_ok(teeproc_build_tlv_u32(&f->build, TEEPROC_TLV_IMAGE_SIZE,
					sizes, num));
}

static const uint8_t hash_of_nothing[] = {
	0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4,
	0xc8, 0x99, 0x6f, 0xb9, 0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b,
	0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
};

void put_entry(uint8_t *entry, uint32_t type, uint32_t offset, uint32_t da,
	       uint32_t file_size, uint32_t memory_size)
{
	const struct teeproc_phdr phdr = {
		.type = type,
		.offset = offset,
		.vaddr = ~da,
		.paddr = da,
		.filesz = file_size,
		.memsz = memory_size,
		.flags = 5,
		.align = 8,
	};
	uint8_t hash[TEEPROC_SHA256_SIZE];

	memset(hash, (int)(offset & 0xff), sizeof(hash));
	assert_ok(teeproc_build_hash_entry(entry, &phdr, hash));
	/* that of no bytes; all else is for who cares for the bytes */
	if (!file_size)
		memcpy(entry + TEEPROC_PHDR_SIZE, hash_of_nothing,
		       TEEPROC_SHA256_SIZE);
}

/* Two segments of one image of 0x800 bytes, and what is not to be loaded */
static uint8_t *add_simple_table(struct fixture *f)
{
	uint8_t table[4 * TEEPROC_HASH_ENTRY_SIZE], *room;

	put_entry(table, 6, 0, 0, 52, 52);
	put_entry(table + 64, 1, 0x100, DA, 0x200, 0x200);
	put_entry(table + 128, 1, 0x400, DA + 0x1000, 0x80, 0x1000);
	put_entry(table + 192, 1, 0, DA, 0, 0);
	assert_ok(teeproc_build_tlv(&f->build, TEEPROC_TLV_HASH_TABLE, table,
				    sizeof(table), &room));
	return room;
}

uint8_t *add_simple(struct fixture *f)
{
	const uint32_t size = 0x800;

	f->images_size = size;
	add_required(f, 1, &size);
	return add_simple_table(f);
}

/* Puts the file together and reads it as far as the TLVs. */
enum teeproc_image_error parse(struct fixture *f)
{
	uint32_t tlv_size = (uint32_t)f->build.used;
	enum teeproc_image_error error;
	uint8_t *at;

	free(f->file);
	free(f->meta);
	f->meta = NULL;
	f->size = 20 + tlv_size + f->sign_size + f->images_size;
	f->file = at = malloc(f->size);
	teeproc_build_header(at, tlv_size, f->sign_size, f->images_size);
	memcpy(at + 20, f->tlvs, tlv_size);
	memset(at + 20 + tlv_size, 0x55, f->sign_size);
	memcpy(at + 20 + tlv_size + f->sign_size, f->images, f->images_size);

	error = teeproc_image_check_header(f->file, f->size, &f->layout);
	if (error)
		return error;
	f->meta = malloc(f->layout.images_offset);
	memcpy(f->meta, f->file, f->layout.images_offset);
	return teeproc_image_parse(f->meta, f->layout.images_offset, f->size,
				   &f->image);
}
