// SPDX-License-Identifier: BSD-2-Clause
/*
 * An image that comes in pieces, however it is cut: what is loaded is what a
 * load in one piece loads, and nothing else is.
 */
#include "client.h"
#include "cmocka_api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../optee/ta/sizes.h"

#define CORE FAKE_SMALL
#define MEASURED ((1 + 3) * TEEPROC_SHA256_SIZE)

static size_t meta_size(void)
{
	return good_image()->layout.images_offset;
}

static void check_good(void)
{
	struct image_options options;
	uint32_t i;

	image_default_options(&options, p256_key);
	for (i = 0; i < options.num_segments; i++)
		check_segment(CORE, options.segments + i);
	expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, 16);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_LOADED);
	assert_int_equal(shim.blocks, 0);
}

/* Refused, with nothing left, and the next load works. */
static void check_nothing(void)
{
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	assert_true(fake_pta_is_scrubbed(CORE));
	assert_int_equal(client_start(CORE), TEE_ERROR_BAD_STATE);
	assert_int_equal(shim.blocks, 0);
	assert_int_equal(client_load_pieces(CORE, good_image(), meta_size(),
					    1000),
			 TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_true(fake_pta_is_scrubbed(CORE));
}

static TEE_Result load_part_of(const struct test_image *image, size_t start,
			       size_t end)
{
	return client_load_piece(CORE, image->bytes + start, end - start, start,
				 image->size);
}

/* Two pieces, cut at every byte; the first has the metadata */
static void test_two_pieces(void **state)
{
	const struct test_image *good = good_image();
	size_t first;

	(void)state;
	for (first = meta_size(); first <= good->size;
	     first += client_stride()) {
		fake_pta.accept_all = first % 64; /* signatures take time */
		assert_int_equal(client_load_pieces(CORE, good, first,
						    good->size),
				 TEE_SUCCESS);
		check_good();
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
	}
}

/* Any size: segments come whole, in two parts and in many */
static void test_many_pieces(void **state)
{
	const struct test_image *good = good_image();
	size_t size;

	(void)state;
	for (size = 1; size < good->size; size += 1 + size / 16) {
		assert_int_equal(client_load_pieces(CORE, good, meta_size(),
						    size),
				 TEE_SUCCESS);
		check_good();
		assert_int_equal(client_start(CORE), TEE_SUCCESS);
		assert_int_equal(client_stop(CORE), TEE_SUCCESS);
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
	}
}

static void test_measurement(void **state)
{
	uint8_t whole[MEASURED];
	uint8_t pieces[MEASURED];
	size_t size = MEASURED;

	(void)state;
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	assert_int_equal(client_measurement(CORE, whole, &size), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_int_equal(client_load_pieces(CORE, good_image(), meta_size(),
					    333),
			 TEE_SUCCESS);
	assert_int_equal(client_measurement(CORE, pieces, &size), TEE_SUCCESS);
	assert_int_equal(size, MEASURED);
	assert_memory_equal(whole, pieces, MEASURED);
}

/* Each byte of the metadata, and some of the images: refused, none loaded */
static void test_flips(void **state)
{
	const struct test_image *good = good_image();
	struct test_image image = *good;
	size_t i;

	(void)state;
	image.bytes = malloc(good->size);
	for (i = 0; i < good->size; i += i < meta_size() ? 7 : 61) {
		memcpy(image.bytes, good->bytes, good->size);
		image.bytes[i] ^= 1u << i % 8;
		if (!client_load_pieces(CORE, &image, meta_size(), 450))
			fail_msg("byte %zu of %zu changed and loaded", i,
				 good->size);
		assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
		assert_int_equal(shim.blocks, 0);
		assert_true(fake_pta_is_scrubbed(CORE));
	}
	free(image.bytes);
	check_nothing();
}

/* A piece that does not follow, after some that did */
static void test_order(void **state)
{
	const struct test_image *good = good_image();
	const size_t first = meta_size() + 500;
	const size_t second = first + 700;
	const struct {
		size_t start;
		size_t end;
		size_t total;
	} wrong[] = {
		{ second, good->size, good->size }, /* one left out */
		{ first + 1, second, good->size }, /* a byte left out */
		{ first - 1, second, good->size }, /* a byte twice */
		{ first, second, good->size - 8 }, /* of a shorter image */
		{ first, second, good->size + 8 }, /* of a longer one */
		{ 8, second, good->size }, /* from nearly the start */
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
		assert_int_equal(load_part_of(good, 0, first), TEE_SUCCESS);
		assert_int_equal(client_load_piece(CORE,
						   good->bytes + wrong[i].start,
						   wrong[i].end -
							   wrong[i].start,
						   wrong[i].start,
						   wrong[i].total),
				 TEE_ERROR_BAD_STATE);
		/* the right one does not help any more */
		assert_int_equal(load_part_of(good, first, second),
				 TEE_ERROR_BAD_STATE);
		check_nothing();
	}
	/* nothing was begun */
	assert_int_equal(load_part_of(good, first, good->size),
			 TEE_ERROR_BAD_STATE);
	check_nothing();
	/* the same piece twice, in the place of another of its size */
	assert_int_equal(load_part_of(good, 0, first), TEE_SUCCESS);
	assert_int_equal(load_part_of(good, first, second), TEE_SUCCESS);
	assert_int_equal(load_part_of(good, first, second),
			 TEE_ERROR_BAD_STATE);
	check_nothing();
}

/* The rest of one image after the start of another, authentic as both are */
static void test_two_images_mixed(void **state)
{
	const struct test_image *good = good_image();
	const size_t cut = meta_size() + 2000;
	struct image_options options;
	struct test_image other;

	(void)state;
	image_default_options(&options, p256_key);
	options.segments[2].da += 0x10;
	image_make(&options, &other);
	assert_int_equal(other.size, good->size);
	assert_int_equal(load_part_of(good, 0, cut), TEE_SUCCESS);
	assert_int_equal(load_part_of(&other, cut, other.size),
			 TEE_ERROR_SECURITY);
	image_free(&other);
	check_nothing();
}

/* What a client must not hand over */
static void test_parameters(void **state)
{
	const struct test_image *good = good_image();
	const uint8_t *bytes = good->bytes;
	const uint32_t total = good->size;

	(void)state;
	assert_int_equal(client_load_piece(CORE, NULL, 10, 0, total),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_load_piece(CORE, bytes, 0, 0, total),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_load_piece(CORE, bytes, total, 0, total - 1),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_load_piece(CORE, bytes, total, 1, total),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_load_piece(CORE, bytes, 2, UINT32_MAX, total),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_load_piece(CORE, bytes, SIZE_MAX, 1, total),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_load_piece(CORE, bytes, 1, 0, 0),
			 TEE_ERROR_BAD_PARAMETERS);
	/* the metadata must be in the first */
	assert_int_equal(load_part_of(good, 0, meta_size() - 1),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(load_part_of(good, 0, 20), TEE_ERROR_BAD_PARAMETERS);
	/* which is too short to tell */
	assert_int_equal(load_part_of(good, 0, 3), TEE_ERROR_BAD_FORMAT);
	check_nothing();
}

/* Whatever a client does in between: what was begun ends, or goes on. */
static void test_in_between(void **state)
{
	const struct test_image *good = good_image();
	const size_t first = meta_size() + 900;
	uint8_t buffer[MEASURED];
	size_t size = MEASURED;
	uint64_t pa;
	uint64_t rsc_size;

	(void)state;
	assert_int_equal(load_part_of(good, 0, first), TEE_SUCCESS);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	assert_int_equal(client_start(CORE), TEE_ERROR_BAD_STATE);
	assert_int_equal(client_rsc_table(CORE, &pa, &rsc_size),
			 TEE_ERROR_BAD_STATE);
	assert_int_equal(client_measurement(CORE, buffer, &size),
			 TEE_ERROR_BAD_STATE);
	assert_int_equal(client_coredump(CORE, buffer, &size),
			 TEE_ERROR_BAD_STATE);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(client_open(CORE), TEE_SUCCESS);
	assert_int_equal(load_part_of(good, first, good->size), TEE_SUCCESS);
	check_good();
	/* loaded: not by pieces any more */
	assert_int_equal(load_part_of(good, 0, first), TEE_ERROR_BAD_STATE);
	assert_int_equal(load_part_of(good, first, good->size),
			 TEE_ERROR_BAD_STATE);
	check_good();
	assert_int_equal(client_release(CORE), TEE_SUCCESS);

	/* released, begun anew, loaded as a whole */
	assert_int_equal(load_part_of(good, 0, first), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_int_equal(shim.blocks, 0);
	assert_true(fake_pta_is_scrubbed(CORE));
	assert_int_equal(load_part_of(good, first, good->size),
			 TEE_ERROR_BAD_STATE);
	assert_int_equal(load_part_of(good, 0, first), TEE_SUCCESS);
	assert_int_equal(load_part_of(good, 0, first + 100), TEE_SUCCESS);
	assert_int_equal(load_part_of(good, first + 100, good->size),
			 TEE_SUCCESS);
	check_good();
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_int_equal(load_part_of(good, 0, first), TEE_SUCCESS);
	assert_int_equal(client_load(CORE, good), TEE_SUCCESS);
	check_good();
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
}

/* Two cores at the same time */
static void test_two_cores(void **state)
{
	const struct test_image *good = good_image();
	const size_t cut = meta_size() + 600;

	(void)state;
	assert_int_equal(client_open(FAKE_OTHER), TEE_SUCCESS);
	assert_int_equal(load_part_of(good, 0, cut), TEE_SUCCESS);
	assert_int_equal(client_load_piece(FAKE_OTHER, good->bytes, cut, 0,
					   good->size),
			 TEE_SUCCESS);
	assert_int_equal(load_part_of(good, cut, good->size), TEE_SUCCESS);
	assert_int_equal(client_ta_state(FAKE_OTHER), TEEPROC_TA_OFF);
	assert_int_equal(client_load_piece(FAKE_OTHER, good->bytes + cut,
					   good->size - cut, cut, good->size),
			 TEE_SUCCESS);
	check_good();
	assert_int_equal(client_start(FAKE_OTHER), TEE_SUCCESS);
}

/* There is no room for two images of the largest metadata: the first goes on. */
static void test_two_heaps(void **state)
{
	struct image_options options;
	struct test_image image;
	size_t cut;

	(void)state;
	image_default_options(&options, p256_key);
	options.platform_size = META_SIZE_MAX - 1024;
	image_make(&options, &image);
	cut = image.layout.images_offset + 600;
	assert_int_equal(client_open(FAKE_OTHER), TEE_SUCCESS);
	shim.heap_max = HEAP_SIZE + META_SIZE_MAX;
	assert_int_equal(load_part_of(&image, 0, cut), TEE_SUCCESS);
	assert_int_equal(client_load_piece(FAKE_OTHER, image.bytes, cut, 0,
					   image.size),
			 TEE_ERROR_OUT_OF_MEMORY);
	assert_true(fake_pta_is_scrubbed(FAKE_OTHER));
	/* one of the usual size has room beside it */
	assert_int_equal(client_load(FAKE_OTHER, good_image()), TEE_SUCCESS);
	assert_int_equal(load_part_of(&image, cut, image.size), TEE_SUCCESS);
	check_good();
	assert_int_equal(client_start(FAKE_OTHER), TEE_SUCCESS);
	image_free(&image);
}

/* What only ELF and section headers tell can not be told in pieces. */
static void test_needs_whole(void **state)
{
	struct image_options options;
	struct test_image image;

	(void)state;
	image_default_options(&options, p256_key);
	options.upstream = true;
	fake_pta.cores[CORE].untargeted = true;
	options.rsc_table = RSC_SECTION;
	image_make(&options, &image);
	assert_int_equal(client_load_pieces(CORE, &image,
					    image.layout.images_offset, 1000),
			 TEE_ERROR_NOT_SUPPORTED);
	assert_int_equal(client_load_pieces(CORE, &image, image.size, 0),
			 TEE_SUCCESS);
	expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, 16);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	image_free(&image);
	check_nothing();
}

/* Of several images only ELF headers tell whose segments end where. */
static void test_needs_entries(void **state)
{
	struct image_options options;
	struct test_image image;
	uint32_t num;

	(void)state;
	for (num = 1; num <= 2; num++) {
		image_default_options(&options, p256_key);
		options.no_entries = true;
		options.num_images = num;
		options.num_segments = num == 1 ? 3 : 1;
		options.rsc_table = RSC_NONE;
		image_make(&options, &image);
		fake_pta.loads = 0;
		assert_int_equal(client_load_pieces(CORE, &image,
						    image.layout.images_offset,
						    1000),
				 num == 1 ? TEE_SUCCESS :
					    TEE_ERROR_NOT_SUPPORTED);
		assert_int_equal(!fake_pta.loads, num == 2);
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
		assert_int_equal(client_load(CORE, &image), TEE_SUCCESS);
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
		image_free(&image);
	}
}

/* The need does not grow with the image, and fits with the largest metadata. */
static void test_heap(void **state)
{
	struct image_options options;
	struct test_image image;
	size_t peak[2];
	int i;

	(void)state;
	assert_int_equal(client_open(FAKE_BIG), TEE_SUCCESS);
	for (i = 0; i < 2; i++) {
		image_default_options(&options, p256_key);
		options.platform_size = META_SIZE_MAX - 1024;
		options.segments[2].file_size = i ? 8 << 20 : 0x1000;
		options.segments[2].mem_size = i ? 8 << 20 : 0x1000;
		image_make(&options, &image);
		shim.heap_peak = 0;
		assert_int_equal(client_load_pieces(FAKE_BIG, &image,
						    TEEPROC_TA_PIECE_MIN,
						    0x10000),
				 TEE_SUCCESS);
		peak[i] = shim.heap_peak;
		assert_int_equal(client_release(FAKE_BIG), TEE_SUCCESS);
		image_free(&image);
	}
	assert_int_equal(peak[0], peak[1]);
	assert_in_range(peak[1], 1, HEAP_SIZE + META_SIZE_MAX);
	printf("# heap peak %zu bytes, %zu beside the metadata\n", peak[1],
	       peak[1] - META_SIZE_MAX);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_two_pieces),	  TEST(test_many_pieces),
		TEST(test_measurement),	  TEST(test_flips),
		TEST(test_order),	  TEST(test_two_images_mixed),
		TEST(test_parameters),	  TEST(test_in_between),
		TEST(test_two_cores),	  TEST(test_needs_whole),
		TEST(test_needs_entries), TEST(test_two_heaps),
		TEST(test_heap),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta pieces", tests, client_setup,
					   client_teardown);
}
