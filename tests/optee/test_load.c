// SPDX-License-Identifier: BSD-2-Clause
/* What is loaded, where to, what does not fit, and the measurement of it. */
#include "client.h"
#include "cmocka_api.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>

#include "../../optee/ta/sizes.h"

#define CORE FAKE_SMALL

static void test_memories(void **state)
{
	struct image_options options;
	uint32_t i;

	(void)state;
	image_default_options(&options, p256_key);
	/* bss must be zeroed: let something lie there */
	memset(fake_pta_at(CORE, FAKE_DATA_DA, 0x1000), 0xaa, 0x1000);
	fake_pta.cores[CORE].dirty = true;
	expect_loads(CORE, &options);
	for (i = 0; i < options.num_segments; i++)
		check_segment(CORE, options.segments + i);
}

/* Signed by the right key, and still no: the place */
static void test_places(void **state)
{
	static const struct test_segment bad[] = {
		{ 0x0000fff0, 0x20, 0x20 }, /* over the end */
		{ 0x0000fff0, 0x10, 0x11 }, /* its bss */
		{ 0x20000000, 0x10010, 0x10010 }, /* more than all of it */
		{ 0x10000000, 0x10, 0x10 }, /* between memories */
		{ 0x21010000, 0, 1 }, /* just behind */
		{ 0x1ffffff0, 0x20, 0x20 }, /* into the start of one */
		{ 0xfffffff0, 0x10, 0x10 }, /* the last address */
	};
	struct image_options options;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		image_default_options(&options, p256_key);
		options.rsc_table = RSC_NONE;
		options.segments[1] = bad[i];
		/* all places are checked before anything is written */
		expect_options_unwanted(CORE, &options,
					TEE_ERROR_ACCESS_DENIED);
	}
}

/* All of one memory, to its last byte */
static void test_whole_memory(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.segments[0] = (struct test_segment){ 0, 0x10000, 0x10000 };
	expect_loads(CORE, &options);
	check_segment(CORE, options.segments);
}

static void test_overlap(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.segments[1].da = 0x3ff;
	expect_options_refused(CORE, &options, TEE_ERROR_BAD_FORMAT);
	options.segments[1].da = 0x400;
	expect_loads(CORE, &options);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	/* two images of one file */
	image_default_options(&options, p256_key);
	options.num_images = 2;
	options.num_segments = 1;
	options.rsc_table = RSC_NONE;
	options.segments[1].da = 0x3ff;
	expect_options_refused(CORE, &options, TEE_ERROR_BAD_FORMAT);
}

static void test_segment_count(void **state)
{
	struct image_options options;
	uint32_t i;

	(void)state;
	image_default_options(&options, p256_key);
	options.rsc_table = RSC_NONE;
	options.num_segments = TEEPROC_SEGMENTS_MAX + 1;
	for (i = 0; i < options.num_segments; i++) {
		options.segments[i].da = i * 0x20;
		options.segments[i].file_size = 0x10;
		options.segments[i].mem_size = 0x20;
	}
	expect_options_refused(CORE, &options, TEE_ERROR_BAD_FORMAT);
	options.num_segments = TEEPROC_SEGMENTS_MAX;
	expect_loads(CORE, &options);
	for (i = 0; i < options.num_segments; i++)
		check_segment(CORE, options.segments + i);
	/* nothing but bss is a firmware, too */
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	for (i = 0; i < options.num_segments; i++)
		options.segments[i].file_size = 0;
	expect_loads(CORE, &options);
}

static void test_two_images(void **state)
{
	struct image_options options;
	uint32_t i;

	(void)state;
	image_default_options(&options, rsa_key);
	options.num_images = 3;
	options.num_segments = 1;
	expect_loads(CORE, &options);
	for (i = 0; i < 3; i++)
		check_segment(CORE, options.segments + i);
	/* as OP-TEE's script makes it */
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.upstream = true;
	fake_pta.cores[CORE].untargeted = true;
	options.rsc_table = RSC_NONE;
	expect_loads(CORE, &options);
	for (i = 0; i < 3; i++)
		check_segment(CORE, options.segments + i);
}

static void test_rsc_table(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	shim.message[0] = '\0';
	expect_loads(CORE, &options);
	assert_null(strstr(shim.message, "refused"));
	/* all of it is asked for */
	assert_int_equal(fake_pta.table_size, 16);
	expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, 16);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, 16);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	fake_pta.cores[CORE].starts = 0;

	options.rsc_table = RSC_NONE;
	expect_loads(CORE, &options);
	expect_rsc_table(CORE, 0, 0);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);

	/* where the normal world does not reach it */
	options.rsc_table = RSC_SIGNED;
	options.rsc_da = FAKE_DATA_DA;
	expect_options_unwanted(CORE, &options, TEE_ERROR_ACCESS_DENIED);
	assert_non_null(
		strstr(shim.message, "does not reach its resource table"));
	/* outside what is loaded */
	options.rsc_da = FAKE_SRAM_DA + 0x1234 - 15;
	expect_options_unwanted(CORE, &options, TEE_ERROR_BAD_FORMAT);
}

static void test_unsigned_rsc_table(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.upstream = true;
	fake_pta.cores[CORE].untargeted = true;
	options.rsc_table = RSC_SECTION;
	expect_loads(CORE, &options);
	expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, 16);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.rsc_da = FAKE_SRAM_DA + 0x8000;
	expect_options_refused(CORE, &options, TEE_ERROR_BAD_FORMAT);
	/* an image of ours says that it has none: sections are not asked */
	options.upstream = false;
	options.rsc_da = FAKE_SRAM_DA + RSC_OFFSET;
	expect_loads(CORE, &options);
	expect_rsc_table(CORE, 0, 0);
}

/* Another image in LOADED takes the place of the first; the same one does not. */
static void test_reload(void **state)
{
	struct image_options options;
	struct test_image other;
	struct test_image bad;
	unsigned int loads;
	size_t i;

	(void)state;
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	loads = fake_pta.loads;
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	assert_int_equal(fake_pta.loads, loads);
	image_default_options(&options, p256_key);
	options.segments[0].da = 0x800;
	options.segments[0].file_size = 0x80;
	options.segments[0].mem_size = 0x80;
	image_make(&options, &other);
	assert_int_equal(client_load(CORE, &other), TEE_SUCCESS);
	assert_int_equal(fake_pta.loads, loads + 3);
	check_segment(CORE, options.segments);
	/* nothing of the first is left where the second has nothing */
	for (i = 0; i < 0x400; i++)
		assert_int_equal(*fake_pta_at(CORE, i, 1), 0);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(client_load(CORE, &other), TEE_ERROR_BAD_STATE);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);

	/* one that is refused leaves nothing, neither of it nor of the first */
	assert_int_equal(client_load(CORE, &other), TEE_SUCCESS);
	bad = other;
	bad.bytes[bad.layout.signed_size - 1] ^= 1;
	fake_pta.cores[CORE].starts = 0;
	assert_int_not_equal(client_load(CORE, &bad), TEE_SUCCESS);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	assert_true(fake_pta_is_scrubbed(CORE));
	assert_int_equal(client_start(CORE), TEE_ERROR_BAD_STATE);
	/* nothing at all is no image: then nothing happens */
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	bad.size = 0;
	assert_int_equal(client_load(CORE, &bad), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_LOADED);
	image_free(&other);
}

/* A platform with nothing but OP-TEE's own commands */
static void test_upstream_platform(void **state)
{
	struct image_options options;
	uint8_t buffer[4096];
	size_t size = sizeof(buffer);
	uint32_t ta_state;
	uint32_t soc;
	uint32_t i;

	(void)state;
	assert_int_equal(client_open(FAKE_UPSTREAM), TEE_SUCCESS);
	/* its cores' state is the TA's word alone */
	assert_int_equal(client_state(FAKE_UPSTREAM, &ta_state, &soc), 0);
	assert_int_equal(ta_state, TEEPROC_TA_OFF);
	assert_int_equal(soc, TEEPROC_CORE_RESET);
	image_default_options(&options, p256_key);
	/* its cores have no names */
	expect_options_refused(FAKE_UPSTREAM, &options, TEE_ERROR_SECURITY);
	options.target = "2";
	options.rollback = 7;
	expect_loads(FAKE_UPSTREAM, &options);
	for (i = 0; i < options.num_segments; i++)
		check_segment(FAKE_UPSTREAM, options.segments + i);
	assert_int_equal(client_release(FAKE_UPSTREAM), TEE_SUCCESS);
	options.rsc_table = RSC_NONE;
	expect_loads(FAKE_UPSTREAM, &options);
	assert_non_null(strstr(shim.message, "not enforced"));
	assert_int_equal(client_release(FAKE_UPSTREAM), TEE_SUCCESS);
	/* there is nothing to say of an image without one */
	options.rollback = -1;
	shim.message[0] = '\0';
	expect_loads(FAKE_UPSTREAM, &options);
	assert_string_equal(shim.message, "");
	assert_int_equal(client_start(FAKE_UPSTREAM), TEE_SUCCESS);
	assert_int_equal(client_state(FAKE_UPSTREAM, &ta_state, &soc), 0);
	assert_int_equal(ta_state, TEEPROC_TA_STARTED);
	assert_int_equal(soc, TEEPROC_CORE_RUNNING);
	assert_int_equal(client_stop(FAKE_UPSTREAM), TEE_SUCCESS);
	/* what would be in it is known, but the platform can not read it */
	assert_int_equal(client_coredump(FAKE_UPSTREAM, buffer, &size),
			 TEE_ERROR_SHORT_BUFFER);
	/* the platform checks places for itself */
	options.segments[1].da = 0x10000000;
	fake_pta.cores[FAKE_UPSTREAM].starts = 0;
	expect_options_refused(FAKE_UPSTREAM, &options,
			       TEE_ERROR_ACCESS_DENIED);
}

/* In the place of a loaded one: a wrong one leaves neither of them, nor a block */
static void test_wrong_after_good(void **state)
{
	struct image_options options;
	struct test_image image;

	(void)state;
	image_default_options(&options, p256_key);
	image_make(&options, &image);
	image.bytes[TEEPROC_IMAGE_HDR_SIZE] ^= 0xff; /* a TLV's type */
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	expect_refused(CORE, &image, TEE_ERROR_BAD_FORMAT);
	/* nor is one that can't be read the one that is there */
	image.bytes[0] ^= 0xff;
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	expect_refused(CORE, &image, TEE_ERROR_BAD_FORMAT);
	image_free(&image);
}

static void test_metadata_size(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.platform_size = META_SIZE_MAX;
	expect_options_refused(CORE, &options, TEE_ERROR_BAD_FORMAT);
	options.platform_size = META_SIZE_MAX - 1024;
	expect_loads(CORE, &options);
}

/* Whatever the image's size, the heap need is that of its metadata. */
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
		options.segments[2].file_size = i ? 8 << 20 : 0x1000;
		options.segments[2].mem_size = i ? 8 << 20 : 0x1000;
		image_make(&options, &image);
		shim.heap_peak = 0;
		assert_int_equal(client_load(FAKE_BIG, &image), TEE_SUCCESS);
		peak[i] = shim.heap_peak;
		assert_int_equal(client_release(FAKE_BIG), TEE_SUCCESS);
		image_free(&image);
	}
	assert_int_equal(peak[0], peak[1]);
	assert_in_range(peak[1], 1, HEAP_SIZE + image.layout.images_offset);
	printf("# heap peak %zu bytes\n", peak[1]);
}

static void test_measurement(void **state)
{
	struct image_options options;
	uint8_t told[4 * 32];
	uint8_t list[3 * 44];
	uint8_t hash[32];
	size_t size = sizeof(told);
	uint32_t n;

	(void)state;
	/* each byte of addresses and sizes counts */
	assert_int_equal(client_open(FAKE_BIG), TEE_SUCCESS);
	image_default_options(&options, p256_key);
	options.segments[1] = (struct test_segment){ FAKE_DATA_DA + 0x123458,
						     0x11224, 0x21436 };
	expect_loads(FAKE_BIG, &options);
	assert_int_equal(client_measurement(FAKE_BIG, told, &size),
			 TEE_SUCCESS);
	assert_int_equal(size, sizeof(told));
	for (n = 0; n < 3; n++) {
		const struct test_segment *segment = options.segments + n;
		const uint32_t place[] = { segment->da, segment->file_size,
					   segment->mem_size };

		SHA256(fake_pta_at(FAKE_BIG, segment->da, segment->file_size),
		       segment->file_size, hash);
		assert_memory_equal(told + 32 + 32 * n, hash, 32);
		memcpy(list + 44 * n, place, 12);
		memcpy(list + 44 * n + 12, hash, 32);
	}
	SHA256(list, sizeof(list), hash);
	assert_memory_equal(told, hash, 32);

	size = sizeof(told) - 1;
	assert_int_equal(client_measurement(FAKE_BIG, told, &size),
			 TEE_ERROR_SHORT_BUFFER);
	assert_int_equal(size, sizeof(told));
	size = 0;
	assert_int_equal(client_measurement(FAKE_BIG, NULL, &size),
			 TEE_ERROR_SHORT_BUFFER);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_memories),	  TEST(test_places),
		TEST(test_whole_memory),  TEST(test_overlap),
		TEST(test_segment_count), TEST(test_two_images),
		TEST(test_rsc_table),	  TEST(test_unsigned_rsc_table),
		TEST(test_reload),	  TEST(test_upstream_platform),
		TEST(test_metadata_size), TEST(test_heap),
		TEST(test_measurement),	  TEST(test_wrong_after_good),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta load", tests, client_setup,
					   client_teardown);
}
