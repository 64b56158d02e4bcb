// SPDX-License-Identifier: BSD-2-Clause
/* The TLVs of signed images, as a TEE reads them. */
#include "fixture.h"

#include <ctype.h>
#include <stdlib.h>

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
	add(f, TEEPROC_TLV_TARGET, "m4-0@virt", 9);
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
	assert_memory_equal(image->target, "m4-0@virt", 9);
	assert_int_equal(image->target_size, 9);
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
	assert_null(f->image.target);
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
	struct fixture *f = fixture_new();
	void *state = f;

	add_simple(f);
	add(f, type, value, size);
	assert_error(parse(f), error);
	if (error != TEEPROC_IMAGE_NUM_IMAGES)
		assert_int_equal(f->image.at, error ? 6 : 0);
	fixture_teardown(&state);
}

/* Letters, digits and four others are a target's, each other byte is not. */
static void test_target_letters(void **state)
{
	unsigned int c;

	(void)state;
	for (c = 0; c <= UINT8_MAX; c++) {
		const char text[2] = { 'm', (char)c };
		bool good = c && (strchr("-_.,", (int)c) ||
				  (c < 0x80 && isalnum((int)c)));

		expect_tlv(TEEPROC_TLV_TARGET, text, 2,
			   good ? TEEPROC_IMAGE_OK : TEEPROC_IMAGE_TLV_TARGET);
	}
}

static void test_values(void **state)
{
	static const char text[65] =
		"1234567890123456789012345678901234567890123456789012345678901234";
	static const char many[TEEPROC_KEY_INFO_MAX + 1];

	(void)state;
	expect_tlv(TEEPROC_TLV_RSC_TABLE, text, 7, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_RSC_TABLE, text, 9, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_ROLLBACK, text, 8, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_NAME, text, 64, TEEPROC_IMAGE_OK);
	expect_tlv(TEEPROC_TLV_NAME, text, 65, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_NAME, text, 0, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_NAME, "a\x1f", 2, TEEPROC_IMAGE_TLV_TEXT);
	expect_tlv(TEEPROC_TLV_VERSION, "\x7f", 1, TEEPROC_IMAGE_TLV_TEXT);
	expect_tlv(TEEPROC_TLV_NAME, "\xc2\x9b", 2, TEEPROC_IMAGE_TLV_TEXT);
	expect_tlv(TEEPROC_TLV_NAME, "\xe2\x80\xae", 3, TEEPROC_IMAGE_TLV_TEXT);
	expect_tlv(TEEPROC_TLV_VERSION, "\xff", 1, TEEPROC_IMAGE_TLV_TEXT);
	expect_tlv(TEEPROC_TLV_TARGET, text, 64, TEEPROC_IMAGE_OK);
	expect_tlv(TEEPROC_TLV_TARGET, text, 65, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_TARGET, text, 0, TEEPROC_IMAGE_TLV_LENGTH);
	expect_tlv(TEEPROC_TLV_TARGET, "m4@", 3, TEEPROC_IMAGE_TLV_TARGET);
	expect_tlv(TEEPROC_TLV_KEY_INFO, many, TEEPROC_KEY_INFO_MAX,
		   TEEPROC_IMAGE_OK);
	expect_tlv(TEEPROC_TLV_KEY_INFO, many, TEEPROC_KEY_INFO_MAX + 1,
		   TEEPROC_IMAGE_TLV_LENGTH);
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
	struct fixture *f = fixture_new();
	void *state = f;

	add_simple(f);
	poke32(f->tlvs + at, value);
	assert_error(parse(f), error);
	fixture_teardown(&state);
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

#define OPTIONAL UINT32_MAX
#define UNLIMITED UINT32_MAX

/*
 * Each TLV that a reader knows, for the table in docs/testing.md: the least and most
 * bytes of its value, where add_simple() has it, and a value that is refused, or one
 * that is not because each is taken.
 */
static const struct {
	uint32_t type;
	uint32_t min;
	uint32_t max;
	uint32_t at;
	uint32_t bad;
	enum teeproc_image_error error;
} malformed[] = {
	{ TEEPROC_TLV_SIGN_TYPE, 1, 1, 0, 3, TEEPROC_IMAGE_SIGN_TYPE },
	{ TEEPROC_TLV_HASH_TYPE, 1, 1, 16, 2, TEEPROC_IMAGE_HASH_TYPE },
	{ TEEPROC_TLV_NUM_IMAGES, 1, 1, 32, 0, TEEPROC_IMAGE_NUM_IMAGES },
	{ TEEPROC_TLV_IMAGE_TYPE, 1, 8, 48, 2, TEEPROC_IMAGE_IMAGE_TYPE },
	{ TEEPROC_TLV_IMAGE_SIZE, 4, 32, 64, 0x7ff, TEEPROC_IMAGE_IMAGE_SIZE },
	{ TEEPROC_TLV_HASH_TABLE, 64, UNLIMITED, 80, 3, TEEPROC_IMAGE_OK },
	{ TEEPROC_TLV_KEY_INFO, 0, 4096, OPTIONAL, 1, TEEPROC_IMAGE_OK },
	{ TEEPROC_TLV_RSC_TABLE, 8, 8, OPTIONAL, 1, TEEPROC_IMAGE_OK },
	{ TEEPROC_TLV_ROLLBACK, 4, 4, OPTIONAL, ~0u, TEEPROC_IMAGE_OK },
	{ TEEPROC_TLV_NAME, 1, 64, OPTIONAL, 0x1f, TEEPROC_IMAGE_TLV_TEXT },
	{ TEEPROC_TLV_VERSION, 1, 64, OPTIONAL, 0x7f, TEEPROC_IMAGE_TLV_TEXT },
	{ TEEPROC_TLV_DEBUG, 1, 1, OPTIONAL, 2, TEEPROC_IMAGE_TLV_VALUE },
	{ TEEPROC_TLV_ENTRIES, 4, 32, OPTIONAL, ~0u, TEEPROC_IMAGE_OK },
	{ TEEPROC_TLV_REST_HASH, 32, 32, OPTIONAL, 1, TEEPROC_IMAGE_OK },
	{ TEEPROC_TLV_TARGET, 1, 64, OPTIONAL, '@', TEEPROC_IMAGE_TLV_TARGET },
};

/* A type that is there @times times more, with the value, of @size bytes */
static void expect_more(uint32_t type, uint32_t value, uint32_t size, int times,
			enum teeproc_image_error error)
{
	static uint8_t bytes[TEEPROC_KEY_INFO_MAX + 1];
	struct fixture *f = fixture_new();
	void *state = f;

	poke32(bytes, value);
	add_simple(f);
	while (times--)
		add(f, type, bytes, size);
	assert_error(parse(f), error);
	fixture_teardown(&state);
}

static void expect_required(size_t i)
{
	const uint32_t at = malformed[i].at;

	expect_change(at, TEEPROC_TLV_PLATFORM_MIN, TEEPROC_IMAGE_TLV_MISSING);
	expect_change(at + 4, malformed[i].min - 1, TEEPROC_IMAGE_TLV_LENGTH);
	if (malformed[i].max != UNLIMITED)
		expect_change(at + 4, malformed[i].max + 1,
			      TEEPROC_IMAGE_TLV_LENGTH);
	expect_change(at + 8, malformed[i].bad, malformed[i].error);
	expect_more(malformed[i].type, 1, malformed[i].min, 1,
		    TEEPROC_IMAGE_TLV_DUPLICATE);
}

static void expect_optional(size_t i)
{
	const uint32_t type = malformed[i].type;
	const uint32_t min = malformed[i].min;
	/* a letter is a text and a target, 1 a flag */
	const uint32_t good =
		malformed[i].error == TEEPROC_IMAGE_TLV_VALUE ? 1 : 'a';

	expect_more(type, good, min, 0, TEEPROC_IMAGE_OK);
	expect_more(type, good, min, 1, TEEPROC_IMAGE_OK);
	expect_more(type, good, min, 2, TEEPROC_IMAGE_TLV_DUPLICATE);
	if (min)
		expect_more(type, good, min - 1, 1, TEEPROC_IMAGE_TLV_LENGTH);
	expect_more(type, good, malformed[i].max + 1, 1,
		    TEEPROC_IMAGE_TLV_LENGTH);
	expect_more(type, malformed[i].bad, min ? min : 4, 1,
		    malformed[i].error);
}

static void test_malformed(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(malformed) / sizeof(*malformed); i++)
		if (malformed[i].at == OPTIONAL)
			expect_optional(i);
		else
			expect_required(i);
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
	uint32_t pos = 0, next = 0, num = 0;

	add_simple(f);
	memset(f->tlvs + f->build.used, 0, 16);
	f->build.used += 8;
	assert_ok(parse(f));
	while (!teeproc_image_next_tlv(&f->image, &pos, &tlv)) {
		assert_int_equal(tlv.offset, next);
		next = pos;
		num++;
	}
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
	struct teeproc_tlv tlv;
	uint32_t pos = 0;

	add_simple(f);
	add(f, 0x10000, "abc", 3);
	assert_ok(parse(f));
	/* the padding of the last TLV is not counted, but is there */
	memcpy(meta, f->meta, f->layout.images_offset);
	poke32(meta + 8, (uint32_t)f->build.used - 5);
	assert_ok(teeproc_image_parse(meta, f->layout.images_offset, f->size,
				      &f->image));
	assert_int_equal(layout->signed_size, f->layout.signed_size);
	while (!teeproc_image_next_tlv(&f->image, &pos, &tlv))
		;
	assert_int_equal(pos, layout->tlv_size);
	poke32(meta + 8, (uint32_t)f->build.used - 6);
	assert_error(teeproc_image_parse(meta, f->layout.images_offset, f->size,
					 &f->image),
		     TEEPROC_IMAGE_TLV_TRUNCATED);
	/* a TLV of type 0, or nothing */
	memset(f->tlvs + f->build.used, 0, 16);
	f->build.used += 16;
	assert_error(parse(f), TEEPROC_IMAGE_TLV_UNKNOWN);
	memcpy(meta, f->meta, f->layout.images_offset);
	poke32(meta + 8, (uint32_t)f->build.used - 1);
	assert_ok(teeproc_image_parse(meta, f->layout.images_offset, f->size,
				      &f->image));
	f->build.used -= 16;
	assert_ok(parse(f));
	memcpy(meta, f->meta, f->layout.images_offset);
	/* a rest too short for a TLV's header */
	poke32(meta + 8, (uint32_t)f->build.used - 12);
	poke32(meta + 16, f->images_size + 8);
	assert_error(teeproc_image_parse(meta, f->layout.images_offset, f->size,
					 &f->image),
		     TEEPROC_IMAGE_TLV_TRUNCATED);
}

/* What is read twice is compared as a whole: each field counts. */
static void test_difference(void **state)
{
	struct fixture *f = *state;
	struct teeproc_segment segment = { .da = 4 }, other = segment;
	struct teeproc_image again;

	add_simple(f);
	assert_ok(parse(f));
	again = f->image;
	assert_false(teeproc_image_difference(&f->image, &again));
	again.debuggable = !again.debuggable;
	assert_true(teeproc_image_difference(&f->image, &again));
	again = f->image;
	again.target = "0";
	assert_true(teeproc_image_difference(&f->image, &again));
	again = f->image;
	again.entries[TEEPROC_IMAGES_MAX - 1] ^= 1u << 31;
	assert_true(teeproc_image_difference(&f->image, &again));
	again = f->image;
	again.rest_hash = f->file;
	assert_true(teeproc_image_difference(&f->image, &again));

	assert_false(teeproc_segment_difference(&segment, &other));
	other.hash = f->file;
	assert_true(teeproc_segment_difference(&segment, &other));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_all_tlvs),
		FIXTURE_TEST(test_absent),
		cmocka_unit_test(test_target_letters),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_malformed),
		FIXTURE_TEST(test_rsa_sizes),
		FIXTURE_TEST(test_duplicate_platform),
		FIXTURE_TEST(test_many),
		FIXTURE_TEST(test_padding),
		FIXTURE_TEST(test_unaligned_area),
		FIXTURE_TEST(test_difference),
	};

	return RUN_TESTS("TLVs", tests);
}
