// SPDX-License-Identifier: BSD-2-Clause
/* Segments and resource table of signed images, as a TEE reads them. */
#include "fixture.h"

#include <stdlib.h>

#include "maker.h"

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
	struct fixture *f = fixture_new();
	void *state = f;

	poke32(add_simple(f) + 128 + 4 * field, value);
	assert_ok(parse(f));
	assert_error(teeproc_image_open(&f->image, NULL), error);
	assert_int_equal(f->image.at, error ? 2 : 0);
	fixture_teardown(&state);
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

/* A segment that is only zeroed: each bit of its hash is that of no bytes. */
static void test_empty_hash(void **state)
{
	static const uint8_t nothing[] = {
		0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14,
		0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
		0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c,
		0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
	};
	struct fixture *f = *state;
	uint8_t *entry = add_simple(f) + 128;
	unsigned int bit;

	poke32(entry + 16, 0);
	memcpy(entry + 32, nothing, sizeof(nothing));
	assert_ok(parse(f));
	/* the table is copied: this is the one that is read */
	entry = (uint8_t *)(uintptr_t)f->image.hash_table + 128;
	assert_ok(teeproc_image_open(&f->image, NULL));
	for (bit = 0; bit < 256; bit++) {
		entry[32 + bit / 8] ^= 1u << bit % 8;
		assert_error(teeproc_image_open(&f->image, NULL),
			     TEEPROC_IMAGE_SEG_HASH);
		entry[32 + bit / 8] ^= 1u << bit % 8;
	}
	assert_ok(teeproc_image_open(&f->image, NULL));
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
	struct teeproc_segment segment;
	uint32_t pos = 0, i;

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
	/* behind the last entry there is none, whatever it looks like */
	for (i = 0; teeproc_image_next_segment(&f->image, &pos, &segment); i++)
		;
	assert_int_equal(i, TEEPROC_SEGMENTS_MAX);
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
	f->image.at = 0;
	assert_error(teeproc_image_open(&f->image, f->images),
		     TEEPROC_IMAGE_ENTRIES);
	assert_int_equal(f->image.at, 1);
	poke16(second + 44, 3);
	assert_error(teeproc_image_open(&f->image, f->images),
		     TEEPROC_IMAGE_ENTRIES);
	poke16(second + 44, 2);
	second[0] = 0;
	f->image.at = 0;
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
	assert_null(f->image.rest_hash);
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
	f->image.at = 0;
	assert_error(teeproc_image_find_rsc_table(&f->image, f->images, &da,
						  &size),
		     TEEPROC_IMAGE_RSC_TWICE);
	assert_int_equal(f->image.at, 1);
	assert_int_equal(da, 0);
	assert_int_equal(size, 0);
}

/* The unsigned section headers, changed: word `field` of that section */
static void expect_unsigned(uint32_t field, uint32_t value,
			    enum teeproc_image_error error)
{
	struct fixture *f = fixture_new();
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
	fixture_teardown(&state);
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
	struct fixture *f = fixture_new();
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
	fixture_teardown(&state);
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

/*
 * A segment that was not checked, because a bit has changed since: what is left of
 * the images ends where they do.
 */
static void test_rest_of_flipped(void **state)
{
	struct fixture *f = *state;
	struct teeproc_range range;
	uint8_t *entry;
	uint32_t pos = 0;

	add_simple(f);
	assert_ok(parse(f));
	assert_ok(teeproc_image_open(&f->image, NULL));
	entry = (uint8_t *)(uintptr_t)f->image.hash_table + 128;
	poke32(entry + 16, 0x80000080);
	while (teeproc_image_next_rest(&f->image, &pos, &range))
		assert_true(range.offset + range.size <= f->images_size);
	assert_int_equal(pos, f->images_size);
}

/* Segments that share bytes, touch, in any order, and one that has none */
static void test_rest(void **state)
{
	uint8_t table[5 * 64];
	const uint32_t size = 0x800;
	struct fixture *f = *state;
	struct teeproc_range range;
	uint32_t pos = 0;

	put_entry(table, 1, 0x400, DA, 0x200, 0x200);
	put_entry(table + 64, 1, 0x500, DA + 0x1000, 0x200, 0x200);
	put_entry(table + 128, 1, 0x80, DA + 0x3000, 0x80, 0x80);
	put_entry(table + 192, 1, 0, DA + 0x2000, 0x80, 0x80);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_segments),
		cmocka_unit_test(test_bad_segments),
		FIXTURE_TEST(test_empty_hash),
		FIXTURE_TEST(test_no_segment),
		FIXTURE_TEST(test_many_segments),
		FIXTURE_TEST(test_two_images),
		FIXTURE_TEST(test_two_entries_tlv),
		FIXTURE_TEST(test_two_rsc_tables),
		cmocka_unit_test(test_unsigned_rsc_table),
		FIXTURE_TEST(test_unreadable_elf),
		cmocka_unit_test(test_signed_rsc_table),
		FIXTURE_TEST(test_rest),
		FIXTURE_TEST(test_rest_of_flipped),
	};

	return RUN_TESTS("segments", tests);
}
