// SPDX-License-Identifier: BSD-2-Clause
/*
 * Each field counts: of an entry of a resource table, what is read of it; of images
 * and segments that are read twice, each difference; of several images, each size.
 */
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

static uint8_t table[1024];

/* The entry of a table that has exactly this size; what was there is gone */
static enum teeproc_image_error read_entry(uint32_t size, uint32_t index,
					   struct teeproc_rsc_entry *entry)
{
	uint8_t *copy = malloc(size);
	enum teeproc_image_error error;

	memcpy(copy, table, size);
	memset(entry, 0xff, sizeof(*entry));
	error = teeproc_rsc_entry(copy, size, index, entry);
	free(copy);
	return error;
}

static void test_memory(void **state)
{
	struct teeproc_rsc_entry entry;
	struct rsc_maker rsc;
	uint32_t at, n;

	(void)state;
	rsc_begin(&rsc, table, 1);
	at = rsc_memory(&rsc, TEEPROC_RSC_DEVMEM, DA, 0x1000, "my mem");
	poke32(table + at + 8, 0x12345000);
	poke32(table + at + 16, 0x01020304);
	assert_ok(read_entry(rsc.size, 0, &entry));
	assert_int_equal(entry.type, TEEPROC_RSC_DEVMEM);
	assert_int_equal(entry.offset, at);
	assert_int_equal(entry.size, 56);
	assert_int_equal(entry.da, DA);
	assert_int_equal(entry.pa, 0x12345000);
	assert_int_equal(entry.len, 0x1000);
	assert_int_equal(entry.flags, 0x01020304);
	assert_string_equal(entry.name, "my mem");
	assert_int_equal(entry.num_vrings, 0);
	for (n = 4; n < 56; n++)
		assert_error(read_entry(at + n, 0, &entry),
			     TEEPROC_RSC_ENTRY_TRUNCATED);
	assert_error(read_entry(at + 3, 0, &entry), TEEPROC_RSC_OFFSET);
}

static void test_trace(void **state)
{
	struct teeproc_rsc_entry entry;
	struct rsc_maker rsc;
	uint32_t at, n;

	(void)state;
	rsc_begin(&rsc, table, 1);
	/* above 2 GiB, to the last byte, of size 1 */
	at = rsc_trace(&rsc, 0xffffffff, 1, "1234567890123456789012345678901");
	assert_ok(read_entry(rsc.size, 0, &entry));
	assert_int_equal(entry.size, 48);
	assert_int_equal(entry.da, 0xffffffff);
	assert_int_equal(entry.len, 1);
	assert_int_equal(entry.pa, 0);
	assert_string_equal(entry.name, "1234567890123456789012345678901");
	for (n = 4; n < 48; n++)
		assert_error(read_entry(at + n, 0, &entry),
			     TEEPROC_RSC_ENTRY_TRUNCATED);
	poke32(table + at + 4, 0x80000000);
	poke32(table + at + 8, 0x80000000);
	assert_ok(read_entry(rsc.size, 0, &entry));
	poke32(table + at + 8, 0x80000001);
	assert_error(read_entry(rsc.size, 0, &entry), TEEPROC_RSC_ADDRESS);
}

static void test_vdev(void **state)
{
	struct teeproc_rsc_entry entry;
	struct rsc_maker rsc;
	uint32_t at, n, size;

	(void)state;
	rsc_begin(&rsc, table, 1);
	at = rsc_vdev(&rsc, 2, DA, 16, 16, 12);
	for (n = 0; n < 5; n++)
		poke32(table + at + 4 + 4 * n, 0xa1b2c300 + n);
	poke32(table + at + 20, 12);
	for (n = 0; n < 2; n++) {
		poke32(table + at + 28 + 20 * n + 12, 0xd4e5f600 + n);
		poke32(table + at + 28 + 20 * n + 16, 0x77000000 + n);
	}
	assert_ok(read_entry(rsc.size, 0, &entry));
	size = 28 + 2 * 20 + 12;
	assert_int_equal(entry.size, size);
	assert_int_equal(entry.id, 0xa1b2c300);
	assert_int_equal(entry.notifyid, 0xa1b2c301);
	assert_int_equal(entry.dfeatures, 0xa1b2c302);
	assert_int_equal(entry.gfeatures, 0xa1b2c303);
	assert_int_equal(entry.config_len, 12);
	assert_int_equal(entry.num_vrings, 2);
	assert_int_equal(entry.da, 0);
	for (n = 0; n < 2; n++) {
		assert_int_equal(entry.vring[n].da, DA + n * 0x8000);
		assert_int_equal(entry.vring[n].num, 16);
		assert_int_equal(entry.vring[n].align, 16);
		assert_int_equal(entry.vring[n].notifyid, 0xd4e5f600 + n);
		assert_int_equal(entry.vring[n].pa, 0x77000000 + n);
	}
	for (n = 4; n < size; n++)
		assert_error(read_entry(at + n, 0, &entry),
			     n < size - 12 ? TEEPROC_RSC_ENTRY_TRUNCATED :
					     TEEPROC_RSC_CONFIG);
	/* none at all behind the rings */
	poke32(table + at + 20, 0);
	assert_ok(read_entry(at + size - 12, 0, &entry));
	for (n = 26; n < 28; n++) {
		table[at + n] = 0x80;
		assert_error(read_entry(rsc.size, 0, &entry),
			     TEEPROC_RSC_ENTRY_RESERVED);
		table[at + n] = 0;
	}
}

/* As Linux's vring_size() has it, worked out by hand */
static void test_vring_sizes(void **state)
{
	static const uint32_t sizes[][3] = {
		/* buffers, alignment, bytes */
		{ 1, 1, 24 + 14 },    { 1, 8, 24 + 14 },
		{ 1, 16, 32 + 14 },   { 2, 1, 42 + 22 },
		{ 2, 2, 42 + 22 },    { 2, 4, 44 + 22 },
		{ 16, 4, 296 + 134 }, { 16, 4096, 4096 + 134 },
		{ 4, 1, 78 + 38 },    { 32768, 4096, 593920 + 262150 },
	};
	struct teeproc_rsc_entry entry;
	struct rsc_maker rsc;
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(sizes) / sizeof(*sizes); n++) {
		rsc_begin(&rsc, table, 1);
		rsc_vdev(&rsc, 1, DA, sizes[n][0], sizes[n][1], 0);
		assert_ok(read_entry(rsc.size, 0, &entry));
		assert_int_equal(entry.vring[0].size, sizes[n][2]);
		/* to the last byte of the address space, and no further */
		rsc_begin(&rsc, table, 1);
		rsc_vdev(&rsc, 1, -sizes[n][2] & -sizes[n][1], sizes[n][0],
			 sizes[n][1], 0);
		assert_ok(read_entry(rsc.size, 0, &entry));
		rsc_begin(&rsc, table, 1);
		rsc_vdev(&rsc, 1, (-sizes[n][2] & -sizes[n][1]) + sizes[n][1],
			 sizes[n][0], sizes[n][1], 0);
		assert_error(read_entry(rsc.size, 0, &entry),
			     TEEPROC_RSC_ADDRESS);
	}
}

/* Two entries, the second at @offset of the first: whichever comes first */
static void expect_overlap(uint32_t offset, enum teeproc_image_error error)
{
	struct rsc_maker rsc;
	uint32_t at, swap, num;

	for (swap = 0; swap < 2; swap++) {
		rsc_begin(&rsc, table, 2);
		at = rsc_trace(&rsc, DA, 16, "t");
		rsc_vendor(&rsc, TEEPROC_RSC_VENDOR_START);
		memset(table + at, 0, 48);
		poke32(table + at, TEEPROC_RSC_TRACE);
		poke32(table + at + 4, DA);
		poke32(table + at + 8, 16);
		poke32(table + at + offset,
		       offset ? TEEPROC_RSC_VENDOR_START : TEEPROC_RSC_TRACE);
		poke32(table + 16 + 4 * swap, at);
		poke32(table + 16 + 4 * !swap, at + offset);
		assert_error(teeproc_rsc_check(table, rsc.size, &num), error);
	}
}

static void test_overlaps(void **state)
{
	struct rsc_maker rsc;
	uint32_t at, num;

	(void)state;
	expect_overlap(0, TEEPROC_RSC_OVERLAP);
	expect_overlap(44, TEEPROC_RSC_OVERLAP);
	expect_overlap(48, TEEPROC_IMAGE_OK);
	/* entries of vendors: of them the type is known to be theirs, no more */
	rsc_begin(&rsc, table, 2);
	at = rsc_vendor(&rsc, TEEPROC_RSC_VENDOR_START);
	rsc_vendor(&rsc, TEEPROC_RSC_VENDOR_END);
	poke32(table + 20, at);
	assert_error(teeproc_rsc_check(table, rsc.size, &num),
		     TEEPROC_RSC_OVERLAP);
	poke32(table + at + 4, TEEPROC_RSC_VENDOR_END);
	poke32(table + 20, at + 4);
	assert_ok(teeproc_rsc_check(table, rsc.size, &num));
}

/* Of what has nothing in its fields, and of what has something in each */
#define DIFFERS(type, difference, field)                             \
	do {                                                         \
		struct type a, b;                                    \
		size_t byte;                                         \
                                                                     \
		for (byte = 0; byte < 2 * sizeof(a.field); byte++) { \
			memset(&a, (int)(byte % 2), sizeof(a));      \
			memset(&b, (int)(byte % 2), sizeof(b));      \
			assert_int_equal(difference(&a, &b), 0);     \
			((uint8_t *)&b.field)[byte / 2] ^= 1;        \
			assert_int_not_equal(difference(&a, &b), 0); \
			assert_int_not_equal(difference(&b, &a), 0); \
		}                                                    \
	} while (0)
#define IMAGE_DIFFERS(field) \
	DIFFERS(teeproc_image, teeproc_image_difference, field)
#define SEGMENT_DIFFERS(field) \
	DIFFERS(teeproc_segment, teeproc_segment_difference, field)

static void test_image_difference(void **state)
{
	(void)state;
	IMAGE_DIFFERS(layout.tlv_size);
	IMAGE_DIFFERS(layout.sign_size);
	IMAGE_DIFFERS(layout.images_size);
	IMAGE_DIFFERS(layout.signed_size);
	IMAGE_DIFFERS(layout.images_offset);
	IMAGE_DIFFERS(layout.total_size);
	IMAGE_DIFFERS(num_images);
	IMAGE_DIFFERS(image_offset);
	IMAGE_DIFFERS(image_size);
	IMAGE_DIFFERS(entries);
	IMAGE_DIFFERS(entries_tlv);
	IMAGE_DIFFERS(name);
	IMAGE_DIFFERS(name_size);
	IMAGE_DIFFERS(version);
	IMAGE_DIFFERS(version_size);
	IMAGE_DIFFERS(target);
	IMAGE_DIFFERS(target_size);
	IMAGE_DIFFERS(hash_table);
	IMAGE_DIFFERS(hash_count);
	IMAGE_DIFFERS(rest_hash);
	IMAGE_DIFFERS(meta);
	IMAGE_DIFFERS(signature);
	IMAGE_DIFFERS(sign_type);
	IMAGE_DIFFERS(key_info);
	IMAGE_DIFFERS(key_info_size);
	IMAGE_DIFFERS(has_rsc_table);
	IMAGE_DIFFERS(has_rollback);
	IMAGE_DIFFERS(debuggable);
	IMAGE_DIFFERS(rsc_table_da);
	IMAGE_DIFFERS(rsc_table_size);
	IMAGE_DIFFERS(rollback);
}

static void test_segment_difference(void **state)
{
	(void)state;
	SEGMENT_DIFFERS(da);
	SEGMENT_DIFFERS(file_size);
	SEGMENT_DIFFERS(mem_size);
	SEGMENT_DIFFERS(flags);
	SEGMENT_DIFFERS(offset);
	SEGMENT_DIFFERS(image);
	SEGMENT_DIFFERS(entry);
	SEGMENT_DIFFERS(hash);
}

/* Of three images, one of another size than the bytes that there are */
static void expect_sizes(uint32_t first, uint32_t second, uint32_t third,
			 enum teeproc_image_error error, uint32_t at)
{
	const uint32_t sizes[] = { first, second, third };
	struct fixture *f = fixture_new();
	void *state = f;
	uint8_t hashes[64] = { 0 };

	add_required(f, 3, sizes);
	add(f, TEEPROC_TLV_HASH_TABLE, hashes, sizeof(hashes));
	f->images_size = 0x300;
	assert_error(parse(f), error);
	assert_int_equal(f->image.at, at);
	fixture_teardown(&state);
}

static void test_several(void **state)
{
	(void)state;
	expect_sizes(0x100, 0x100, 0x100, TEEPROC_IMAGE_OK, 0);
	expect_sizes(0x2f0, 8, 8, TEEPROC_IMAGE_OK, 0);
	expect_sizes(0x100, 0, 0x200, TEEPROC_IMAGE_IMAGE_SIZE, 1);
	expect_sizes(0x180, 0x180, 0, TEEPROC_IMAGE_IMAGE_SIZE, 2);
	expect_sizes(0, 0x100, 0x200, TEEPROC_IMAGE_IMAGE_SIZE, 0);
	expect_sizes(0xfc, 0x104, 0x100, TEEPROC_IMAGE_IMAGE_SIZE, 0);
	expect_sizes(0x100, 0xff, 0x101, TEEPROC_IMAGE_IMAGE_SIZE, 1);
	expect_sizes(0x100, 0x100, 0xf8, TEEPROC_IMAGE_IMAGE_SIZE, 0);
	expect_sizes(0x100, 0x100, 0x108, TEEPROC_IMAGE_IMAGE_SIZE, 2);
	expect_sizes(0x100, 0xffffff00, 0x300, TEEPROC_IMAGE_IMAGE_SIZE, 1);
}

/* As many types and sizes as images, neither more nor fewer */
static void test_counts(void **state)
{
	static const uint32_t sizes[] = { 0x100, 0x100, 0x100 };
	uint32_t types, num;

	(void)state;
	for (types = 1; types <= 3; types++) {
		for (num = 1; num <= 3; num++) {
			struct fixture *f = fixture_new();
			void *fixture = f;
			uint8_t hashes[64] = { 0 };
			uint8_t ones[] = { 1, 1, 1 };

			add_u8(f, TEEPROC_TLV_SIGN_TYPE,
			       TEEPROC_SIGN_ECDSA_P256);
			add_u8(f, TEEPROC_TLV_HASH_TYPE, 1);
			add_u8(f, TEEPROC_TLV_NUM_IMAGES, 2);
			add(f, TEEPROC_TLV_IMAGE_TYPE, ones, types);
			assert_ok(teeproc_build_tlv_u32(&f->build,
							TEEPROC_TLV_IMAGE_SIZE,
							sizes, num));
			add(f, TEEPROC_TLV_HASH_TABLE, hashes, sizeof(hashes));
			f->images_size = 0x200;
			assert_error(parse(f),
				     types == 2 && num == 2 ?
					     TEEPROC_IMAGE_OK :
					     TEEPROC_IMAGE_NUM_IMAGES);
			/* of none of them in particular */
			assert_int_equal(f->image.at, 0);
			fixture_teardown(&fixture);
		}
	}
}

/* In the other order than usual, and as many images as there can be */
static void test_order(void **state)
{
	struct fixture *f = *state;
	uint32_t sizes[TEEPROC_IMAGES_MAX], entries[TEEPROC_IMAGES_MAX], i;
	uint8_t hashes[64] = { 0 };
	uint8_t types[TEEPROC_IMAGES_MAX];

	for (i = 0; i < TEEPROC_IMAGES_MAX; i++) {
		types[i] = TEEPROC_IMAGE_ELF;
		sizes[i] = 8 * (i + 1);
		f->images_size += sizes[i];
		entries[i] = i;
	}
	assert_ok(teeproc_build_tlv_u32(&f->build, TEEPROC_TLV_ENTRIES, entries,
					TEEPROC_IMAGES_MAX));
	add(f, TEEPROC_TLV_HASH_TABLE, hashes, sizeof(hashes));
	assert_ok(teeproc_build_tlv_u32(&f->build, TEEPROC_TLV_IMAGE_SIZE,
					sizes, TEEPROC_IMAGES_MAX));
	add(f, TEEPROC_TLV_IMAGE_TYPE, types, sizeof(types));
	add_u8(f, TEEPROC_TLV_NUM_IMAGES, TEEPROC_IMAGES_MAX);
	add_u8(f, TEEPROC_TLV_HASH_TYPE, TEEPROC_HASH_SHA256);
	add_u8(f, TEEPROC_TLV_SIGN_TYPE, TEEPROC_SIGN_ECDSA_P256);
	assert_ok(parse(f));
	assert_int_equal(f->image.num_images, TEEPROC_IMAGES_MAX);
	for (i = 0; i < TEEPROC_IMAGES_MAX; i++)
		assert_int_equal(f->image.image_size[i], sizes[i]);
	assert_int_equal(f->image.hash_count, 1);
	assert_null(f->image.rest_hash);
	assert_null(f->image.key_info);
}

/* For each image a number of entries, neither more nor fewer */
static void test_entries(void **state)
{
	static const uint32_t sizes[] = { 0x100, 0x100 };
	static const uint32_t entries[] = { 1, 1, 1 };
	uint8_t hashes[2 * 64] = { 0 };
	uint32_t num;

	(void)state;
	for (num = 1; num <= 3; num++) {
		struct fixture *f = fixture_new();
		void *fixture = f;

		add_required(f, 2, sizes);
		add(f, TEEPROC_TLV_HASH_TABLE, hashes, sizeof(hashes));
		assert_ok(teeproc_build_tlv_u32(&f->build, TEEPROC_TLV_ENTRIES,
						entries, num));
		f->images_size = 0x200;
		assert_error(parse(f), num == 2 ? TEEPROC_IMAGE_OK :
						  TEEPROC_IMAGE_NUM_IMAGES);
		fixture_teardown(&fixture);
	}
}

static void test_sign_sizes(void **state)
{
	struct fixture *f = *state;
	uint32_t size;

	add_simple(f);
	for (size = 8; size <= 520; size += 8) {
		f->sign_size = size;
		f->tlvs[8] = TEEPROC_SIGN_ECDSA_P256;
		assert_error(parse(f), size == 64 ? TEEPROC_IMAGE_OK :
						    TEEPROC_IMAGE_SIGN_LENGTH);
		f->tlvs[8] = TEEPROC_SIGN_RSA;
		assert_error(parse(f),
			     size == 256 || size == 384 || size == 512 ?
				     TEEPROC_IMAGE_OK :
				     TEEPROC_IMAGE_SIGN_LENGTH);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memory),
		cmocka_unit_test(test_trace),
		cmocka_unit_test(test_vdev),
		cmocka_unit_test(test_vring_sizes),
		cmocka_unit_test(test_overlaps),
		cmocka_unit_test(test_image_difference),
		cmocka_unit_test(test_segment_difference),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_counts),
		FIXTURE_TEST(test_order),
		cmocka_unit_test(test_entries),
		FIXTURE_TEST(test_sign_sizes),
	};

	return RUN_TESTS("fields", tests);
}
