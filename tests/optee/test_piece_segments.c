// SPDX-License-Identifier: BSD-2-Clause
/* Segments that a cut goes through: of several images, many, of the same bytes. */
#include "client.h"
#include "cmocka_api.h"

#include <string.h>

#define CORE FAKE_SMALL

static void test_several_images(void **state)
{
	struct image_options options;
	struct test_image image;
	uint32_t i;

	(void)state;
	image_default_options(&options, rsa_key);
	options.num_images = 3;
	options.num_segments = 1;
	image_make(&options, &image);
	assert_int_equal(client_load_pieces(CORE, &image,
					    image.layout.images_offset, 700),
			 TEE_SUCCESS);
	for (i = 0; i < 3; i++)
		check_segment(CORE, options.segments + i);
	image_free(&image);
}

/* Segments without file bytes, and as many as there can be */
static void test_many_segments(void **state)
{
	struct image_options options;
	struct test_image image;
	uint32_t i;

	(void)state;
	image_default_options(&options, p256_key);
	options.rsc_table = RSC_NONE;
	options.num_segments = TEEPROC_SEGMENTS_MAX;
	for (i = 0; i < options.num_segments; i++) {
		options.segments[i].da = i * 0x40;
		options.segments[i].file_size = i % 3 ? 0x30 : 0;
		options.segments[i].mem_size = 0x40;
	}
	image_make(&options, &image);
	/* something must be zeroed */
	memset(fake_pta_at(CORE, FAKE_CODE_DA, 0x1000), 0xaa, 0x1000);
	fake_pta.cores[CORE].dirty = true;
	assert_int_equal(client_load_pieces(CORE, &image,
					    image.layout.images_offset, 0x50),
			 TEE_SUCCESS);
	for (i = 0; i < options.num_segments; i++)
		check_segment(CORE, options.segments + i);
	expect_rsc_table(CORE, 0, 0);
	image_free(&image);
}

/* All of them have the same file bytes: a cut goes through each. */
static void test_shared_bytes(void **state)
{
	struct image_options options;
	struct test_image image;
	uint32_t i;
	uint32_t k;

	(void)state;
	image_default_options(&options, p256_key);
	options.rsc_table = RSC_NONE;
	options.share_bytes = true;
	for (i = 0; i < options.num_segments; i++)
		options.segments[i].file_size = 0x200;
	image_make(&options, &image);
	assert_int_equal(client_load_pieces(CORE, &image,
					    image.layout.images_offset, 0x170),
			 TEE_SUCCESS);
	for (i = 0; i < options.num_segments; i++) {
		const uint8_t *at =
			fake_pta_at(CORE, options.segments[i].da, 0x200);

		for (k = 0; k < 0x200; k++)
			assert_int_equal(at[k],
					 image_pattern(options.segments[0].da,
						       k));
	}
	image_free(&image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_several_images),
		TEST(test_many_segments),
		TEST(test_shared_bytes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta piece segments", tests,
					   client_setup, client_teardown);
}
