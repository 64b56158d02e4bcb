// SPDX-License-Identifier: BSD-2-Clause
/* What is loaded, where to, and what is refused. */
#define _GNU_SOURCE
#include "client.h"
#include "cmocka_api.h"

#include <stdlib.h>
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

static void test_keys(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, rsa_key);
	expect_loads(CORE, &options);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);

	/* without key information: slot 0, which is the other one */
	options.no_key_info = true;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	image_default_options(&options, p256_key);
	options.no_key_info = true;
	expect_loads(CORE, &options);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.no_key_info = false;
	options.wrong_key_info = true;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);

	image_default_options(&options, p256_key);
	fake_pta.slots[0].revoked = true;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.no_key_info = true;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
}

static void test_unknown_key(void **state)
{
	struct test_key *key = key_make(TEEPROC_SIGN_ECDSA_P256);
	struct image_options options;
	struct test_image image;

	(void)state;
	image_default_options(&options, key);
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	/* names a good key, is signed by another */
	image_default_options(&options, p256_key);
	image_make(&options, &image);
	image_sign(&image, key);
	expect_refused(CORE, &image, TEE_ERROR_SIGNATURE_INVALID);
	image_free(&image);
	key_free(key);
}

/* Each byte of the metadata, and some of the images: refused, none loaded */
static void test_flips(void **state)
{
	const struct test_image *good = good_image();
	struct test_image image = *good;
	size_t i;

	(void)state;
	image.bytes = malloc(good->size);
	for (i = 0; i < good->size;
	     i += i < good->layout.images_offset ? 1 : 61) {
		memcpy(image.bytes, good->bytes, good->size);
		image.bytes[i] ^= 1u << i % 8;
		if (!client_load(CORE, &image))
			fail_msg("byte %zu of %zu changed and loaded", i,
				 good->size);
		assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	}
	assert_true(fake_pta_is_scrubbed(CORE));
	free(image.bytes);
	assert_int_equal(client_load(CORE, good), TEE_SUCCESS);
}

/* Exactly as large as it is: one byte further would be caught by ASan. */
static void test_truncated(void **state)
{
	const struct test_image *good = good_image();
	size_t size;

	(void)state;
	for (size = 1; size < good->size; size += size < 400 ? 1 : 97) {
		struct test_image image = { .size = size };

		image.bytes = malloc(size);
		memcpy(image.bytes, good->bytes, size);
		expect_refused(CORE, &image, TEE_ERROR_BAD_FORMAT);
		image_free(&image);
	}
}

static void test_sizes(void **state)
{
	struct test_image image = *good_image();

	(void)state;
	image.size = 0;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_PARAMETERS);
	image.size = (size_t)UINT32_MAX + 1;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_PARAMETERS);
	image.size = SIZE_MAX;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_PARAMETERS);
	image.size = UINT32_MAX;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_FORMAT);
	image.size = good_image()->size;
	image.bytes = NULL;
	assert_int_equal(client_load(CORE, &image), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
}

/* Signed by the right key, and still no: the place */
static void test_places(void **state)
{
	static const struct test_segment bad[] = {
		{ 0x0000fff0, 0x20, 0x20 }, /* over the end */
		{ 0x0000fff0, 0x10, 0x11 }, /* its bss */
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
		fake_pta.loads = 0;
		expect_options_refused(CORE, &options, TEE_ERROR_ACCESS_DENIED);
		/* all places are checked before anything is written */
		assert_int_equal(fake_pta.loads, 0);
	}
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
	expect_loads(CORE, &options);
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
	expect_options_refused(CORE, &options, TEE_ERROR_ACCESS_DENIED);
	/* outside what is loaded */
	options.rsc_da = FAKE_SRAM_DA + 0x1234 - 15;
	expect_options_refused(CORE, &options, TEE_ERROR_BAD_FORMAT);
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

static void test_rollback(void **state)
{
	uint32_t *counter = &fake_pta.cores[CORE].counter;
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.rollback = 5;
	expect_loads(CORE, &options);
	/* loading raises nothing */
	assert_int_equal(*counter, 0);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_int_equal(*counter, 0);
	/* a start that fails neither */
	expect_loads(CORE, &options);
	fake_pta.cores[CORE].state = TEEPROC_CORE_RUNNING;
	assert_int_equal(client_start(CORE), TEE_ERROR_BAD_STATE);
	assert_int_equal(*counter, 0);
	expect_loads(CORE, &options);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(*counter, 5);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	fake_pta.cores[CORE].starts = 0;

	options.rollback = 4;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	/* leaving the index out is no way around */
	options.rollback = -1;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.rollback = 0xffffffff;
	expect_loads(CORE, &options);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.rollback = 5;
	expect_loads(CORE, &options);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(*counter, 5);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	*counter = 0x80000000;
	fake_pta.cores[CORE].starts = 0;
	options.rollback = 0x7fffffff;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.rollback = 0x80000000;
	expect_loads(CORE, &options);
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

/* A segment that is only zeroed has the hash of no bytes, or it is refused. */
static void test_empty_hash(void **state)
{
	struct image_options options;
	struct test_image image;
	uint8_t *entry;

	(void)state;
	image_default_options(&options, p256_key);
	options.segments[0].file_size = 0;
	image_make(&options, &image);
	assert_int_equal(client_load(CORE, &image), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	entry = memmem(image.bytes, image.layout.signed_size,
		       "\xe3\xb0\xc4\x42\x98\xfc\x1c\x14", 8);
	assert_non_null(entry);
	entry[31] ^= 1;
	image_sign(&image, p256_key);
	expect_refused(CORE, &image, TEE_ERROR_BAD_FORMAT);
	image_free(&image);
}

/* The n-th call from now on fails; late: it is carried out first. */
static void plan_failure(unsigned int n, TEE_Result result, bool late)
{
	shim.fail_at = shim.calls + n;
	shim.fail_result = result;
	shim.fail_late = late;
}

static void load_index(int64_t index)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.rollback = index;
	expect_loads(CORE, &options);
}

/* Calls of START_FW: start, get counter, raise, get counter */
#define RAISE_CALLS 4

/* The counter can't be raised, or nobody knows: it does not run on. */
static void test_rollback_not_raised(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;
	unsigned int n;
	int late;

	(void)state;
	for (n = 2; n <= RAISE_CALLS; n++) {
		for (late = 0; late < 2; late++) {
			core->counter = 0;
			core->starts = 0;
			load_index(1);
			plan_failure(n, TEE_ERROR_COMMUNICATION, late);
			assert_int_equal(client_start(CORE),
					 TEE_ERROR_COMMUNICATION);
			assert_int_equal(core->starts, 1);
			assert_int_equal(core->state, TEEPROC_CORE_RESET);
			assert_true(fake_pta_is_scrubbed(CORE));
			assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
			assert_int_equal(core->counter,
					 n == 4 || (n == 3 && late));
		}
	}
}

/* It says that it has raised it, and has not. */
static void test_rollback_lies(void **state)
{
	(void)state;
	load_index(1);
	fake_pta.cores[CORE].raises_nothing = true;
	assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	assert_int_equal(fake_pta.cores[CORE].state, TEEPROC_CORE_RESET);
}

/* Not raised, and not to be stopped either: START_FW and STOP_FW try again. */
static void test_rollback_raised_later(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;
	int by_stop;

	(void)state;
	for (by_stop = 0; by_stop < 2; by_stop++) {
		core->counter = 0;
		core->starts = 0;
		load_index(1);
		core->raises_nothing = true;
		core->stuck = true;
		assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
		assert_int_equal(client_ta_state(CORE), TEEPROC_TA_STARTED);
		/* as long as it can't be raised it is not said to run */
		assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
		assert_int_equal(core->counter, 0);
		core->raises_nothing = false;
		if (!by_stop) {
			assert_int_equal(client_start(CORE), TEE_SUCCESS);
			assert_int_equal(core->counter, 1);
		}
		core->stuck = false;
		assert_int_equal(client_stop(CORE), TEE_SUCCESS);
		assert_int_equal(core->counter, 1);
		assert_int_equal(core->starts, 1);
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
	}
}

/* The answer to the start is lost, and the stop fails: it may run. */
static void test_rollback_start_lost(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;

	(void)state;
	load_index(3);
	core->stuck = true;
	plan_failure(1, TEE_ERROR_COMMUNICATION, true);
	assert_int_equal(client_start(CORE), TEE_ERROR_COMMUNICATION);
	assert_int_equal(core->state, TEEPROC_CORE_RUNNING);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_STARTED);
	assert_int_equal(core->counter, 3);
	core->stuck = false;
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
}

/* A counter that was there is not gone because somebody says so. */
static void test_rollback_counter_gone(void **state)
{
	struct fake_core *core = fake_pta.cores + CORE;
	struct image_options options;

	(void)state;
	load_index(5);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	core->no_counter = true;
	core->starts = 0;
	image_default_options(&options, p256_key);
	options.rollback = 4;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.rollback = -1;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	options.rollback = 6;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	core->no_counter = false;
	load_index(6);
	/* nor between load and start */
	core->no_counter = true;
	assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
	assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
	assert_int_equal(core->counter, 5);
}

/* A name, a class, a number, with the SoC and without it */
static void test_target(void **state)
{
	static const struct {
		const char *target;
		bool loads;
		bool loads_nameless;
	} cases[] = {
		{ "core-1", true, false },
		{ FAKE_CLASS, true, false },
		{ "1", true, true },
		{ "core-1@" FAKE_SOC, true, false },
		{ FAKE_CLASS "@" FAKE_SOC, true, false },
		{ "1@" FAKE_SOC, true, false },
		{ "core-2", false, false },
		{ "core-11", false, false },
		{ "core-", false, false },
		{ "2", false, false },
		{ "01", false, false },
		{ "Core-1", false, false },
		{ FAKE_CLASS "-m", false, false },
		{ FAKE_SOC, false, false },
		{ "core-1@other", false, false },
		{ "core-1@" FAKE_CLASS, false, false },
		{ "1@other", false, false },
		{ NULL, false, false },
	};
	bool *nameless = &fake_pta.cores[CORE].nameless;
	struct image_options options;
	size_t i;

	(void)state;
	image_default_options(&options, p256_key);
	for (i = 0; i < 2 * sizeof(cases) / sizeof(*cases); i++) {
		*nameless = i % 2;
		options.target = cases[i / 2].target;
		if (*nameless ? cases[i / 2].loads_nameless :
				cases[i / 2].loads) {
			expect_loads(CORE, &options);
			assert_int_equal(client_release(CORE), TEE_SUCCESS);
			continue;
		}
		expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	}
	*nameless = false;
	options.target = NULL;
	fake_pta.cores[CORE].untargeted = true;
	expect_loads(CORE, &options);
	/* what says which core it is for is for no other here either */
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.target = "core-2";
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
}

/* Burned on one core, no other one's counter is touched. */
static void test_target_counter(void **state)
{
	struct image_options options;

	(void)state;
	image_default_options(&options, p256_key);
	options.target = "core-4";
	options.rollback = 9;
	expect_options_refused(CORE, &options, TEE_ERROR_SECURITY);
	assert_int_equal(fake_pta.cores[CORE].counter, 0);
}

/* A platform with nothing but OP-TEE's own commands */
static void test_upstream_platform(void **state)
{
	struct image_options options;
	uint8_t buffer[4096];
	size_t size = sizeof(buffer);
	uint32_t ta_state;
	uint32_t soc;

	(void)state;
	assert_int_equal(client_open(FAKE_UPSTREAM), TEE_SUCCESS);
	image_default_options(&options, p256_key);
	/* its cores have no names */
	expect_options_refused(FAKE_UPSTREAM, &options, TEE_ERROR_SECURITY);
	options.target = "2";
	options.rollback = 7;
	expect_loads(FAKE_UPSTREAM, &options);
	assert_int_equal(client_release(FAKE_UPSTREAM), TEE_SUCCESS);
	options.rsc_table = RSC_NONE;
	expect_loads(FAKE_UPSTREAM, &options);
	assert_non_null(strstr(shim.message, "not enforced"));
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

static int setup(void **state)
{
	if (client_reset(state))
		return -1;
	return client_open(CORE) ? -1 : 0;
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_memories),
		TEST(test_keys),
		TEST(test_unknown_key),
		TEST(test_flips),
		TEST(test_truncated),
		TEST(test_sizes),
		TEST(test_places),
		TEST(test_overlap),
		TEST(test_segment_count),
		TEST(test_two_images),
		TEST(test_rsc_table),
		TEST(test_unsigned_rsc_table),
		TEST(test_rollback),
		TEST(test_reload),
		TEST(test_empty_hash),
		TEST(test_rollback_not_raised),
		TEST(test_rollback_lies),
		TEST(test_rollback_raised_later),
		TEST(test_rollback_start_lost),
		TEST(test_rollback_counter_gone),
		TEST(test_target),
		TEST(test_target_counter),
		TEST(test_upstream_platform),
		TEST(test_metadata_size),
		TEST(test_heap),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta load", tests, client_setup,
					   client_teardown);
}
