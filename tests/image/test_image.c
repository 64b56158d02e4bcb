// SPDX-License-Identifier: BSD-2-Clause
/* Signed images: header, TLVs, segments and resource table, as a TEE reads. */
#include "unit.h"

#include <stdlib.h>

#include "maker.h"

#define DA 0x21000000u
#define ROOM 0x10000u
#define TLV_ROOM 0x4000u

/*
 * An image in the making. The signature is not one: nothing here looks at it.
 */
struct fixture {
	uint8_t tlvs[TLV_ROOM];
	struct teeproc_build build;
	uint8_t images[ROOM];
	uint32_t images_size;
	uint32_t sign_size;
	uint8_t *file; /* exactly as long as the image */
	size_t size;
	uint8_t *meta; /* the reader's copy, exactly as long as it asked for */
	struct teeproc_layout layout;
	struct teeproc_image image;
};

static struct fixture *new_fixture(void)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->build.data = f->tlvs;
	f->build.room = sizeof(f->tlvs);
	f->sign_size = TEEPROC_ECDSA_P256_SIZE;
	return f;
}

static int setup(void **state)
{
	*state = new_fixture();
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	free(f->file);
	free(f->meta);
	free(f);
	return 0;
}

static void add(struct fixture *f, uint32_t type, const void *value,
		uint32_t size)
{
	assert_ok(teeproc_build_tlv(&f->build, type, value, size, NULL));
}

static void add_u8(struct fixture *f, uint32_t type, uint8_t value)
{
	add(f, type, &value, 1);
}

/* All that must be there but the hash table, for `num` images in f->images */
static void add_required(struct fixture *f, uint32_t num, const uint32_t *sizes)
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

static void put_entry(uint8_t *entry, uint32_t type, uint32_t offset,
		      uint32_t da, uint32_t file_size, uint32_t memory_size)
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

static uint8_t *add_simple(struct fixture *f)
{
	const uint32_t size = 0x800;

	f->images_size = size;
	add_required(f, 1, &size);
	return add_simple_table(f);
}

/* Puts the file together and reads it as far as the TLVs. */
static enum teeproc_image_error parse(struct fixture *f)
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

static void test_header(void **state)
{
	struct fixture *f = *state;
	uint8_t header[20];
	size_t size;

	add_simple(f);
	assert_ok(parse(f));
	assert_int_equal(f->layout.tlv_size, f->build.used);
	assert_int_equal(f->layout.signed_size, 20 + f->build.used);
	assert_int_equal(f->layout.images_offset, 20 + f->build.used + 64);
	assert_int_equal(f->layout.total_size, f->size);

	for (size = 0; size < f->size; size++)
		assert_error(teeproc_image_check_header(f->file, size,
							&f->layout),
			     TEEPROC_IMAGE_TRUNCATED);
	assert_error(teeproc_image_check_header(f->file, f->size + 1,
						&f->layout),
		     TEEPROC_IMAGE_BAD_LENGTH);

	teeproc_build_header(header, 8, 8, 8);
	header[0] ^= 1;
	assert_error(teeproc_image_check_header(header, 44, &f->layout),
		     TEEPROC_IMAGE_BAD_MAGIC);
	header[0] ^= 1;
	header[4] = 2;
	assert_error(teeproc_image_check_header(header, 44, &f->layout),
		     TEEPROC_IMAGE_BAD_FORMAT);
}

static void expect_lengths(uint32_t tlv, uint32_t sign, uint32_t images,
			   size_t total, enum teeproc_image_error error)
{
	struct teeproc_layout layout;
	uint8_t header[20];

	teeproc_build_header(header, tlv, sign, images);
	assert_error(teeproc_image_check_header(header, total, &layout), error);
}

static void test_lengths(void **state)
{
	const uint32_t max = 0xffffffff;

	(void)state;
	expect_lengths(8, 8, 8, 44, TEEPROC_IMAGE_OK);
	expect_lengths(1, 1, 1, 44, TEEPROC_IMAGE_OK);
	expect_lengths(0, 8, 8, 36, TEEPROC_IMAGE_BAD_LENGTH);
	expect_lengths(8, 0, 8, 36, TEEPROC_IMAGE_BAD_LENGTH);
	expect_lengths(8, 8, 0, 36, TEEPROC_IMAGE_BAD_LENGTH);
	expect_lengths(max, 8, 8, 44, TEEPROC_IMAGE_TOO_BIG);
	expect_lengths(8, max, 8, 44, TEEPROC_IMAGE_TOO_BIG);
	expect_lengths(8, 8, max, 44, TEEPROC_IMAGE_TOO_BIG);
	expect_lengths(max, max, max, 44, TEEPROC_IMAGE_TOO_BIG);
	/* 32-bit sums of these are small */
	expect_lengths(0x80000000, 0x80000000, 8, 44, TEEPROC_IMAGE_TOO_BIG);
	expect_lengths(0xfffffff0, 16, 24, 60, TEEPROC_IMAGE_TOO_BIG);
	expect_lengths(0x7ffffff8, 8, 8, 44, TEEPROC_IMAGE_TRUNCATED);
}

static void test_all_tlvs(void **state)
{
	const uint32_t rollback = 7, rsc_table[] = { DA + 0x10, 0x40 };
	const uint8_t rest[TEEPROC_SHA256_SIZE] = { 1 };
	struct fixture *f = *state;
	struct teeproc_image *image = &f->image;
	uint32_t entries = 4;

	/* in an order of its own */
	add(f, 0x10000, "platform", 8);
	assert_ok(teeproc_build_tlv_u32(&f->build, TEEPROC_TLV_ROLLBACK,
					&rollback, 1));
	add(f, TEEPROC_TLV_VERSION, "1.2", 3);
	add(f, TEEPROC_TLV_KEY_INFO, rest, sizeof(rest));
	add_simple(f);
	add(f, TEEPROC_TLV_NAME, "blink", 5);
	add_u8(f, TEEPROC_TLV_DEBUG, 1);
	add(f, 0x1ffff, "", 0);
	assert_ok(teeproc_build_tlv_u32(&f->build, TEEPROC_TLV_RSC_TABLE,
					rsc_table, 2));
	assert_ok(teeproc_build_tlv_u32(&f->build, TEEPROC_TLV_ENTRIES,
					&entries, 1));
	add(f, TEEPROC_TLV_REST_HASH, rest, sizeof(rest));
	assert_ok(parse(f));

	assert_int_equal(image->sign_type, TEEPROC_SIGN_ECDSA_P256);
	assert_int_equal(image->num_images, 1);
	assert_int_equal(image->image_size[0], 0x800);
	assert_int_equal(image->hash_count, 4);
	assert_memory_equal(image->key_info, rest, sizeof(rest));
	assert_int_equal(image->key_info_size, 32);
	assert_true(image->has_rollback);
	assert_int_equal(image->rollback, 7);
	assert_memory_equal(image->name, "blink", 5);
	assert_int_equal(image->name_size, 5);
	assert_memory_equal(image->version, "1.2", 3);
	assert_true(image->debuggable);
	assert_true(image->has_rsc_table);
	assert_memory_equal(image->rest_hash, rest, sizeof(rest));
	assert_ptr_equal(image->signature, f->meta + f->layout.signed_size);
	assert_ok(teeproc_image_open(image, NULL));
	assert_int_equal(image->entries[0], 4);
}

static void test_absent(void **state)
{
	struct fixture *f = *state;
	uint32_t da, size;

	add_simple(f);
	/* present and empty is as good as absent */
	add(f, TEEPROC_TLV_KEY_INFO, "", 0);
	add_u8(f, TEEPROC_TLV_DEBUG, 0);
	assert_ok(parse(f));
	assert_null(f->image.key_info);
	assert_null(f->image.name);
	assert_null(f->image.rest_hash);
	assert_false(f->image.has_rollback);
	assert_false(f->image.debuggable);
	assert_false(f->image.has_rsc_table);
	assert_ok(teeproc_image_open(&f->image, NULL));
	assert_error(teeproc_image_find_rsc_table(&f->image, NULL, &da, &size),
		     TEEPROC_IMAGE_RSC_NONE);
}

/* One TLV more than needed, and what the reader says to it */
static void expect_tlv(uint32_t type, const void *value, uint32_t size,
		       enum teeproc_image_error error)
{
	struct fixture *f = new_fixture();
	void *state = f;

	add_simple(f);
	add(f, type, value, size);
	assert_error(parse(f), error);
	if (error != TEEPROC_IMAGE_NUM_IMAGES)
		assert_int_equal(f->image.at, error ? 6 : 0);
	teardown(&state);
}

static void test_values(void **state)
{
	static const char text[65] =
		"1234567890123456789012345678901234567890123456789012345678901234";

	(void)state;
	expect_tlv(TEEPROC_TLV_RSC_TABLE, text, 7, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_RSC_TABLE, text, 9, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_ROLLBACK, text, 8, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_NAME, text, 64, TEEPROC_IMAGE_OK);
	expect_tlv(TEEPROC_TLV_NAME, text, 65, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_NAME, text, 0, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_NAME, "a\x1f", 2, TEEPROC_IMAGE_TLV_VALUE);
	expect_tlv(TEEPROC_TLV_VERSION, "\x7f", 1, TEEPROC_IMAGE_TLV_VALUE);
	expect_tlv(TEEPROC_TLV_DEBUG, "\2", 1, TEEPROC_IMAGE_TLV_VALUE);
	expect_tlv(TEEPROC_TLV_REST_HASH, text, 31, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_ENTRIES, text, 8, TEEPROC_IMAGE_NUM_IMAGES);
	expect_tlv(TEEPROC_TLV_SIGN_TYPE, "\2", 1, TEEPROC_IMAGE_TLV_DUPLICATE);
	expect_tlv(0x12, text, 4, TEEPROC_IMAGE_TLV_UNKNOWN);
	expect_tlv(0x20000, text, 4, TEEPROC_IMAGE_TLV_UNKNOWN);
	expect_tlv(0xffffffff, text, 4, TEEPROC_IMAGE_TLV_UNKNOWN);
	/* teeproc's own block has no place for what is not known */
	expect_tlv(TEEPROC_TLV_OWN_MAX, text, 4, TEEPROC_IMAGE_TLV_UNKNOWN);
	expect_tlv(0x10000, text, 64, TEEPROC_IMAGE_OK);
	expect_tlv(0x1ffff, text, 0, TEEPROC_IMAGE_OK);
}

/* The required TLVs, of which `at` is changed: offset in the TLV area */
static void expect_change(size_t at, uint32_t value,
			  enum teeproc_image_error error)
{
	struct fixture *f = new_fixture();
	void *state = f;

	add_simple(f);
	poke32(f->tlvs + at, value);
	assert_error(parse(f), error);
	teardown(&state);
}

static void test_changes(void **state)
{
	(void)state;
	/* SIGNTYPE at 0, HASHTYPE at 16, NUM_IMG 32, IMGTYPE 48, IMGSIZE 64 */
	expect_change(0, 0x10001, TEEPROC_IMAGE_TLV_MISSING);
	expect_change(64, 0x10001, TEEPROC_IMAGE_TLV_MISSING);
	expect_change(80, 0x10001, TEEPROC_IMAGE_TLV_MISSING);
	expect_change(4, 0, TEEPROC_IMAGE_TLV_LENGTH);
	expect_change(4, 0xffffffff, TEEPROC_IMAGE_TLV_TRUNCATED);
	expect_change(4, 0xfffffff8, TEEPROC_IMAGE_TLV_TRUNCATED);
	expect_change(8, 0, TEEPROC_IMAGE_SIGN_TYPE);
	expect_change(8, 3, TEEPROC_IMAGE_SIGN_TYPE);
	expect_change(8, TEEPROC_SIGN_RSA, TEEPROC_IMAGE_SIGN_LENGTH);
	expect_change(24, 2, TEEPROC_IMAGE_HASH_TYPE);
	expect_change(40, 0, TEEPROC_IMAGE_NUM_IMAGES);
	expect_change(40, 2, TEEPROC_IMAGE_NUM_IMAGES);
	expect_change(40, 9, TEEPROC_IMAGE_NUM_IMAGES);
	expect_change(56, 2, TEEPROC_IMAGE_IMAGE_TYPE);
	expect_change(72, 0x7f8, TEEPROC_IMAGE_IMAGE_SIZE);
	expect_change(72, 0x7ff, TEEPROC_IMAGE_IMAGE_SIZE);
	expect_change(72, 0x808, TEEPROC_IMAGE_IMAGE_SIZE);
	expect_change(72, 0, TEEPROC_IMAGE_IMAGE_SIZE);
	expect_change(84, 255, TEEPROC_IMAGE_HASH_TABLE);
	expect_change(84, 0, TEEPROC_IMAGE_TLV_LENGTH);
}

static void test_rsa_sizes(void **state)
{
	struct fixture *f = *state;
	const uint32_t good[] = { 256, 384, 512 };
	uint32_t i;

	add_simple(f);
	f->tlvs[8] = TEEPROC_SIGN_RSA;
	for (i = 0; i < 3; i++) {
		f->sign_size = good[i];
		assert_ok(parse(f));
	}
	f->sign_size = 64;
	assert_error(parse(f), TEEPROC_IMAGE_SIGN_LENGTH);
}

static void test_duplicate_platform(void **state)
{
	struct fixture *f = *state;

	add_simple(f);
	add(f, 0x10000, "a", 1);
	add(f, 0x10001, "a", 1);
	assert_ok(parse(f));
	add(f, 0x10000, "b", 1);
	assert_error(parse(f), TEEPROC_IMAGE_TLV_DUPLICATE);
	assert_int_equal(f->image.at, 8);
}

static void test_many(void **state)
{
	struct fixture *f = *state;
	uint32_t i;

	add_simple(f);
	for (i = 6; i < TEEPROC_TLVS_MAX; i++)
		add(f, 0x10000 + i, "", 0);
	assert_ok(parse(f));
	add(f, 0x10000 + i, "", 0);
	assert_error(parse(f), TEEPROC_IMAGE_TLV_TOO_MANY);
}

/* OP-TEE's script pads the area; some versions 8 bytes too many. */
static void test_padding(void **state)
{
	struct fixture *f = *state;
	struct teeproc_tlv tlv;
	uint32_t pos = 0, num = 0;

	add_simple(f);
	memset(f->tlvs + f->build.used, 0, 16);
	f->build.used += 8;
	assert_ok(parse(f));
	while (!teeproc_image_next_tlv(&f->image, &pos, &tlv))
		num++;
	assert_int_equal(num, 6);
	f->tlvs[f->build.used - 1] = 1;
	assert_error(parse(f), TEEPROC_IMAGE_TLV_TRUNCATED);
	f->tlvs[f->build.used - 1] = 0;
	f->build.used += 8; /* this is a TLV of type 0 */
	assert_error(parse(f), TEEPROC_IMAGE_TLV_UNKNOWN);
}

static void test_unaligned_area(void **state)
{
	struct fixture *f = *state;
	uint8_t meta[0x1000];
	struct teeproc_layout *layout = &f->image.layout;

	add_simple(f);
	add(f, 0x10000, "abc", 3);
	assert_ok(parse(f));
	/* the padding of the last TLV is not counted, but is there */
	memcpy(meta, f->meta, f->layout.images_offset);
	poke32(meta + 8, (uint32_t)f->build.used - 5);
	assert_ok(teeproc_image_parse(meta, f->layout.images_offset, f->size,
				      &f->image));
	assert_int_equal(layout->signed_size, f->layout.signed_size);
	poke32(meta + 8, (uint32_t)f->build.used - 6);
	assert_error(teeproc_image_parse(meta, f->layout.images_offset, f->size,
					 &f->image),
		     TEEPROC_IMAGE_TLV_TRUNCATED);
	/* a rest too short for a TLV's header */
	poke32(meta + 8, (uint32_t)f->build.used - 12);
	poke32(meta + 16, f->images_size + 8);
	assert_error(teeproc_image_parse(meta, f->layout.images_offset, f->size,
					 &f->image),
		     TEEPROC_IMAGE_TLV_TRUNCATED);
}

static void test_short_copy(void **state)
{
	struct fixture *f = *state;
	uint32_t size;

	add_simple(f);
	assert_ok(parse(f));
	for (size = 0; size < f->layout.images_offset; size++) {
		uint8_t *copy = malloc(size ? size : 1);

		memcpy(copy, f->meta, size);
		assert_error(teeproc_image_parse(copy, size, f->size,
						 &f->image),
			     TEEPROC_IMAGE_TRUNCATED);
		free(copy);
	}
	f->meta[16] ^= 8;
	assert_error(teeproc_image_parse(f->meta, f->layout.images_offset,
					 f->size, &f->image),
		     TEEPROC_IMAGE_TRUNCATED);
}

static void test_segments(void **state)
{
	struct fixture *f = *state;
	struct teeproc_segment segment;
	struct teeproc_range range;
	uint32_t pos = 0;

	add_simple(f);
	assert_ok(parse(f));
	assert_ok(teeproc_image_open(&f->image, NULL));
	assert_true(teeproc_image_next_segment(&f->image, &pos, &segment));
	assert_int_equal(segment.da, DA);
	assert_int_equal(segment.file_size, 0x200);
	assert_int_equal(segment.mem_size, 0x200);
	assert_int_equal(segment.flags, 5);
	assert_int_equal(segment.offset, 0x100);
	assert_int_equal(segment.entry, 1);
	assert_ptr_equal(segment.hash, f->image.hash_table + 64 + 32);
	assert_true(teeproc_image_next_segment(&f->image, &pos, &segment));
	assert_int_equal(segment.da, DA + 0x1000);
	assert_int_equal(segment.mem_size, 0x1000);
	assert_false(teeproc_image_next_segment(&f->image, &pos, &segment));

	pos = 0;
	assert_true(teeproc_image_next_rest(&f->image, &pos, &range));
	assert_int_equal(range.offset, 0);
	assert_int_equal(range.size, 0x100);
	assert_true(teeproc_image_next_rest(&f->image, &pos, &range));
	assert_int_equal(range.offset, 0x300);
	assert_int_equal(range.size, 0x100);
	assert_true(teeproc_image_next_rest(&f->image, &pos, &range));
	assert_int_equal(range.offset, 0x480);
	assert_int_equal(range.size, 0x380);
	assert_false(teeproc_image_next_rest(&f->image, &pos, &range));
}

/* Word `field` of the hash table's entry number 2 */
static void expect_segment(uint32_t field, uint32_t value,
			   enum teeproc_image_error error)
{
	struct fixture *f = new_fixture();
	void *state = f;

	poke32(add_simple(f) + 128 + 4 * field, value);
	assert_ok(parse(f));
	assert_error(teeproc_image_open(&f->image, NULL), error);
	assert_int_equal(f->image.at, error ? 2 : 0);
	teardown(&state);
}

static void test_bad_segments(void **state)
{
	(void)state;
	expect_segment(1, 0x780, TEEPROC_IMAGE_OK);
	expect_segment(1, 0x781, TEEPROC_IMAGE_SEG_OUTSIDE);
	expect_segment(1, 0xffffffff, TEEPROC_IMAGE_SEG_OUTSIDE);
	expect_segment(4, 0x1001, TEEPROC_IMAGE_SEG_SIZE);
	expect_segment(5, 0, TEEPROC_IMAGE_SEG_SIZE);
	expect_segment(5, 0xffffffff, TEEPROC_IMAGE_SEG_ADDRESS);
	expect_segment(3, 0xfffff000, TEEPROC_IMAGE_OK);
	expect_segment(3, 0xfffff001, TEEPROC_IMAGE_SEG_ADDRESS);
	expect_segment(3, DA, TEEPROC_IMAGE_SEG_OVERLAP);
	expect_segment(3, DA + 0x1ff, TEEPROC_IMAGE_SEG_OVERLAP);
	expect_segment(3, DA - 0xfff, TEEPROC_IMAGE_SEG_OVERLAP);
	expect_segment(3, DA + 0x200, TEEPROC_IMAGE_OK);
	expect_segment(3, DA - 0x1000, TEEPROC_IMAGE_OK);
}

static void test_no_segment(void **state)
{
	struct fixture *f = *state;
	uint8_t *table = add_simple(f);

	poke32(table + 64, 4);
	poke32(table + 128, 4);
	assert_ok(parse(f));
	assert_error(teeproc_image_open(&f->image, NULL),
		     TEEPROC_IMAGE_SEG_NONE);
}

static void test_many_segments(void **state)
{
	static uint8_t table[(TEEPROC_SEGMENTS_MAX + 1) * 64];
	const uint32_t size = 0x800;
	struct fixture *f = *state;
	uint32_t i;

	for (i = 0; i <= TEEPROC_SEGMENTS_MAX; i++)
		put_entry(table + (size_t)i * 64, 1, 0, DA + 16 * i, 16, 16);
	f->images_size = size;
	add_required(f, 1, &size);
	add(f, TEEPROC_TLV_HASH_TABLE, table, sizeof(table));
	assert_ok(parse(f));
	assert_error(teeproc_image_open(&f->image, NULL),
		     TEEPROC_IMAGE_SEG_TOO_MANY);
	f->image.hash_count--;
	assert_ok(teeproc_image_open(&f->image, NULL));
}

/* Two ELF files of their own, each with one segment and a note */
static void make_two(struct fixture *f, uint32_t *sizes)
{
	struct maker maker = {
		.machine = TEEPROC_EM_ARM,
		.num = 2,
		.segments = { { 1, 5, DA, NULL, 0x40, 0x40 },
			      { 4, 4, 0, NULL, 8, 8 } },
		.section = ".resource_table",
		.section_address = DA + 8,
		.section_size = 0x20,
	};
	uint32_t i;

	for (i = 0; i < 2; i++) {
		sizes[i] = (uint32_t)maker_elf(&maker,
					       f->images + f->images_size,
					       ROOM - f->images_size);
		sizes[i] = (sizes[i] + 7) & ~7u;
		f->images_size += sizes[i];
		maker.segments[0].address = DA + 0x1000;
		maker.section_address = DA + 0x1008;
		maker.section = ".something_else";
	}
}

static void add_two(struct fixture *f)
{
	uint8_t table[4 * 64];
	uint32_t sizes[2];

	make_two(f, sizes);
	put_entry(table, 1, 120, DA, 0x40, 0x40);
	put_entry(table + 64, 4, 184, 0, 8, 8);
	put_entry(table + 128, 1, 120, DA + 0x1000, 0x40, 0x40);
	put_entry(table + 192, 4, 184, 0, 8, 8);
	add_required(f, 2, sizes);
	add(f, TEEPROC_TLV_HASH_TABLE, table, sizeof(table));
}

static void check_two(struct fixture *f)
{
	struct teeproc_segment segment;
	uint32_t pos = 0;

	assert_true(teeproc_image_next_segment(&f->image, &pos, &segment));
	assert_int_equal(segment.image, 0);
	assert_int_equal(segment.offset, 120);
	assert_true(teeproc_image_next_segment(&f->image, &pos, &segment));
	assert_int_equal(segment.image, 1);
	assert_int_equal(segment.entry, 2);
	assert_int_equal(segment.offset, f->image.image_offset[1] + 120);
	assert_false(teeproc_image_next_segment(&f->image, &pos, &segment));
}

/* As OP-TEE's script makes them: which entry is whose, tell the ELF headers. */
static void test_two_images(void **state)
{
	struct fixture *f = *state;
	uint8_t *second;
	uint32_t da, size;

	add_two(f);
	assert_ok(parse(f));
	assert_error(teeproc_image_open(&f->image, NULL),
		     TEEPROC_IMAGE_ENTRIES);
	assert_ok(teeproc_image_open(&f->image, f->images));
	check_two(f);
	assert_ok(
		teeproc_image_find_rsc_table(&f->image, f->images, &da, &size));
	assert_int_equal(da, DA + 8);
	assert_int_equal(size, 0x20);

	second = f->images + f->image.image_offset[1];
	poke16(second + 44, 1);
	assert_error(teeproc_image_open(&f->image, f->images),
		     TEEPROC_IMAGE_ENTRIES);
	assert_int_equal(f->image.at, 1);
	poke16(second + 44, 3);
	assert_error(teeproc_image_open(&f->image, f->images),
		     TEEPROC_IMAGE_ENTRIES);
	poke16(second + 44, 2);
	second[0] = 0;
	assert_error(teeproc_image_open(&f->image, f->images),
		     TEEPROC_ELF_BAD_MAGIC);
	assert_int_equal(f->image.at, 1);
}

static void test_two_entries_tlv(void **state)
{
	struct fixture *f = *state;
	uint32_t entries[] = { 2, 2 };
	uint8_t *room;

	add_two(f);
	assert_ok(teeproc_build_tlv(&f->build, TEEPROC_TLV_ENTRIES, NULL, 8,
				    &room));
	poke32(room, entries[0]);
	poke32(room + 4, entries[1]);
	assert_ok(parse(f));
	assert_ok(teeproc_image_open(&f->image, NULL));
	check_two(f);
	/* the second image has no place for the first one's segment */
	poke32(room + 4, 3);
	assert_ok(parse(f));
	assert_error(teeproc_image_open(&f->image, NULL),
		     TEEPROC_IMAGE_ENTRIES);
	poke32(room, 0xffffffff);
	poke32(room + 4, 5);
	assert_ok(parse(f));
	assert_error(teeproc_image_open(&f->image, NULL),
		     TEEPROC_IMAGE_ENTRIES);
}

static void test_two_rsc_tables(void **state)
{
	static const char name[] = ".something_else";
	struct fixture *f = *state;
	uint32_t da = 1, size = 1, i;

	add_two(f);
	assert_ok(parse(f));
	assert_ok(teeproc_image_open(&f->image, f->images));
	for (i = 0; i + sizeof(name) < f->images_size; i++)
		if (!memcmp(f->images + i, name, sizeof(name)))
			memcpy(f->images + i, ".resource_table", sizeof(name));
	assert_error(teeproc_image_find_rsc_table(&f->image, f->images, &da,
						  &size),
		     TEEPROC_IMAGE_RSC_TWICE);
	assert_int_equal(da, 0);
	assert_int_equal(size, 0);
}

/* The unsigned section headers, changed: word `field` of that section */
static void expect_unsigned(uint32_t field, uint32_t value,
			    enum teeproc_image_error error)
{
	struct fixture *f = new_fixture();
	void *state = f;
	uint32_t da, size;

	add_two(f);
	assert_ok(parse(f));
	assert_ok(teeproc_image_open(&f->image, f->images));
	poke32(f->images + peek32(f->images + 32) + 40 + 4 * field, value);
	assert_error(teeproc_image_find_rsc_table(&f->image, f->images, &da,
						  &size),
		     error);
	if (error) {
		assert_int_equal(da, 0);
		assert_int_equal(size, 0);
	}
	teardown(&state);
}

static void test_unsigned_rsc_table(void **state)
{
	(void)state;
	expect_unsigned(3, DA, TEEPROC_IMAGE_OK);
	expect_unsigned(3, DA + 0x1000, TEEPROC_IMAGE_OK); /* also signed */
	expect_unsigned(3, DA - 1, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_unsigned(3, DA + 0x21, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_unsigned(3, 0, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_unsigned(5, 0xffffffff, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_unsigned(5, 0, TEEPROC_IMAGE_RSC_NONE);
	expect_unsigned(0, 0xffffffff, TEEPROC_ELF_NAMES);
}

static void test_unreadable_elf(void **state)
{
	struct fixture *f = *state;
	uint32_t da, size;

	add_simple(f); /* its image is all zero */
	assert_ok(parse(f));
	assert_ok(teeproc_image_open(&f->image, f->images));
	assert_error(teeproc_image_find_rsc_table(&f->image, f->images, &da,
						  &size),
		     TEEPROC_ELF_BAD_MAGIC);
}

static void expect_signed(uint32_t da, uint32_t size,
			  enum teeproc_image_error error)
{
	const uint32_t rsc_table[] = { da, size };
	struct fixture *f = new_fixture();
	void *state = f;
	uint32_t found_da, found_size;

	add_simple(f);
	assert_ok(teeproc_build_tlv_u32(&f->build, TEEPROC_TLV_RSC_TABLE,
					rsc_table, 2));
	assert_ok(parse(f));
	assert_error(teeproc_image_open(&f->image, NULL), error);
	if (!error) {
		assert_error(teeproc_image_find_rsc_table(&f->image, f->images,
							  &found_da,
							  &found_size),
			     size ? TEEPROC_IMAGE_OK : TEEPROC_IMAGE_RSC_NONE);
		assert_int_equal(found_da, da);
		assert_int_equal(found_size, size);
	}
	teardown(&state);
}

static void test_signed_rsc_table(void **state)
{
	(void)state;
	expect_signed(DA, 0x200, TEEPROC_IMAGE_OK);
	expect_signed(DA + 0x1ff, 1, TEEPROC_IMAGE_OK);
	expect_signed(0, 0, TEEPROC_IMAGE_OK);
	expect_signed(DA, 0x201, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_signed(DA - 1, 16, TEEPROC_IMAGE_RSC_OUTSIDE);
	expect_signed(DA + 0x1f8, 0xfffffff8, TEEPROC_IMAGE_RSC_OUTSIDE);
	/* in memory of the second segment, but not loaded there */
	expect_signed(DA + 0x1080, 16, TEEPROC_IMAGE_RSC_OUTSIDE);
}

/* Segments that share bytes, touch, and one that has none */
static void test_rest(void **state)
{
	uint8_t table[5 * 64];
	const uint32_t size = 0x800;
	struct fixture *f = *state;
	struct teeproc_range range;
	uint32_t pos = 0;

	put_entry(table, 1, 0x400, DA, 0x200, 0x200);
	put_entry(table + 64, 1, 0x500, DA + 0x1000, 0x200, 0x200);
	put_entry(table + 128, 1, 0, DA + 0x2000, 0x80, 0x80);
	put_entry(table + 192, 1, 0x80, DA + 0x3000, 0x80, 0x80);
	put_entry(table + 256, 1, 0x200, DA + 0x4000, 0, 0x80);
	f->images_size = size;
	add_required(f, 1, &size);
	add(f, TEEPROC_TLV_HASH_TABLE, table, sizeof(table));
	assert_ok(parse(f));
	assert_ok(teeproc_image_open(&f->image, NULL));
	assert_true(teeproc_image_next_rest(&f->image, &pos, &range));
	assert_int_equal(range.offset, 0x100);
	assert_int_equal(range.size, 0x300);
	assert_true(teeproc_image_next_rest(&f->image, &pos, &range));
	assert_int_equal(range.offset, 0x700);
	assert_int_equal(range.size, 0x100);
	assert_false(teeproc_image_next_rest(&f->image, &pos, &range));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_header),
		cmocka_unit_test(test_lengths),
		TEST(test_all_tlvs),
		TEST(test_absent),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_changes),
		TEST(test_rsa_sizes),
		TEST(test_duplicate_platform),
		TEST(test_many),
		TEST(test_padding),
		TEST(test_unaligned_area),
		TEST(test_short_copy),
		TEST(test_segments),
		cmocka_unit_test(test_bad_segments),
		TEST(test_no_segment),
		TEST(test_many_segments),
		TEST(test_two_images),
		TEST(test_two_entries_tlv),
		TEST(test_two_rsc_tables),
		cmocka_unit_test(test_unsigned_rsc_table),
		TEST(test_unreadable_elf),
		cmocka_unit_test(test_signed_rsc_table),
		TEST(test_rest),
	};

	return RUN_TESTS("signed image", tests);
}
