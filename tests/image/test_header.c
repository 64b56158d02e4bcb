// SPDX-License-Identifier: BSD-2-Clause
/* The header of signed images, and the copy that is parsed, as a TEE reads them. */
#include "fixture.h"

#include <stdlib.h>

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
	expect_lengths(8, 8, 0x7ffffff8, 44, TEEPROC_IMAGE_TRUNCATED);
	/* what has no room for a header is not looked at */
	assert_error(teeproc_image_check_header(NULL, 0, NULL),
		     TEEPROC_IMAGE_TRUNCATED);
	assert_error(teeproc_image_check_header(NULL, 19, NULL),
		     TEEPROC_IMAGE_TRUNCATED);
	expect_lengths(0, 8, 8, 20, TEEPROC_IMAGE_BAD_LENGTH);
	/* 32 KiB of header, TLVs and signature; the eighth byte too many */
	expect_lengths(0x8000 - 20 - 64, 64, 8, 44, TEEPROC_IMAGE_META_TOO_BIG);
	expect_lengths(0x8000 - 24 - 64, 64, 8, 44, TEEPROC_IMAGE_TRUNCATED);
	expect_lengths(0x8000 - 24 - 64, 65, 8, 44, TEEPROC_IMAGE_META_TOO_BIG);
	expect_lengths(0x7ffffff8, 8, 8, 44, TEEPROC_IMAGE_META_TOO_BIG);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		FIXTURE_TEST(test_header),
		cmocka_unit_test(test_lengths),
		FIXTURE_TEST(test_short_copy),
	};

	return RUN_TESTS("header", tests);
}
