// SPDX-License-Identifier: BSD-2-Clause
/*
 * What the TA keeps of an image while its client pauses between two pieces, with
 * one bit of it flipped: nothing that decides lies there unprotected.
 */
#include "client.h"
#include "cmocka_api.h"

#include <string.h>

#include "../../optee/ta/core.h"
#include "../../optee/ta/format.h"

#define CORE FAKE_SMALL

/* Closed, with a rollback index, and its second half */
static struct test_image closed;
static size_t cut;

static void load_first_half(void)
{
	assert_int_equal(client_load_piece(CORE, closed.bytes, cut, 0,
					   closed.size),
			 TEE_SUCCESS);
}

static TEE_Result load_second_half(void)
{
	return client_load_piece(CORE, closed.bytes + cut, closed.size - cut,
				 cut, closed.size);
}

/* What struct loading begins with */
static struct firmware *firmware(void)
{
	struct core *core = NULL;

	assert_int_equal(core_get(CORE, &core), TEE_SUCCESS);
	assert_non_null(core->loading);
	return (struct firmware *)core->loading;
}

/* Loaded as it was signed, and closed, or not at all */
static void check_rest(const char *what, size_t bit)
{
	static uint8_t dump[256 << 10];
	struct fake_core *core = fake_pta.cores + CORE;
	size_t size = sizeof(dump);
	struct image_options options;
	uint32_t i;

	if (load_second_half()) {
		assert_int_equal(client_ta_state(CORE), TEEPROC_TA_OFF);
		assert_true(fake_pta_is_scrubbed(CORE));
		return;
	}
	image_default_options(&options, p256_key);
	for (i = 0; i < options.num_segments; i++)
		check_segment(CORE, options.segments + i);
	expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, 16);
	core->counter = 0;
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	if (core->counter != 3)
		fail_msg("%s, bit %zu: the counter is %u", what, bit,
			 core->counter);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	if (client_coredump(CORE, dump, &size) != TEE_ERROR_ACCESS_DENIED)
		fail_msg("%s, bit %zu: it is dumped", what, bit);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
}

/* Each of @bits bits at @offset of struct firmware */
static void flip_field(const char *what, size_t offset, size_t bits)
{
	size_t bit;

	for (bit = 0; bit < bits; bit += client_stride()) {
		fake_pta.cores[CORE].counter = 0;
		load_first_half();
		((uint8_t *)firmware())[offset + bit / 8] ^= 1u << bit % 8;
		check_rest(what, bit);
	}
}

#define FLIP(field)                                          \
	flip_field(#field, offsetof(struct firmware, field), \
		   8 * sizeof(((struct firmware *)NULL)->field))
/* Others of its bits are no value in C; and no pointers, wild ones end the test */
#define FLIP_BOOL(field) flip_field(#field, offsetof(struct firmware, field), 1)

static void test_fields(void **state)
{
	(void)state;
	FLIP_BOOL(image.debuggable);
	FLIP_BOOL(again.debuggable);
	FLIP_BOOL(image.has_rollback);
	FLIP_BOOL(again.has_rollback);
	FLIP(image.rollback);
	FLIP(again.rollback);
	FLIP(image.rsc_table_da);
	FLIP(again.rsc_table_da);
	FLIP(digest);
}

/* The copy of header, TLVs and signature */
static void test_metadata(void **state)
{
	const size_t bits = 8 * closed.layout.images_offset;
	size_t bit;

	(void)state;
	for (bit = 0; bit < bits; bit += client_stride()) {
		fake_pta.cores[CORE].counter = 0;
		load_first_half();
		firmware()->meta[bit / 8] ^= 1u << bit % 8;
		check_rest("metadata", bit);
	}
}

/* Of what is kept of it once it has run, the words on which a dump rests */
static void test_closed(void **state)
{
	static const size_t words[] = {
		offsetof(struct core, state),
		offsetof(struct core, debuggable),
		offsetof(struct core, debuggable_again),
		offsetof(struct core, scrubbed),
	};
	static uint8_t dump[256 << 10];
	struct core *core = NULL;
	struct core before;
	size_t size;
	size_t bit;

	(void)state;
	assert_int_equal(client_load(CORE, &closed), TEE_SUCCESS);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(core_get(CORE, &core), TEE_SUCCESS);
	before = *core;
	for (bit = 0; bit < 32 * sizeof(words) / sizeof(*words); bit++) {
		uint8_t *word = (uint8_t *)core + words[bit / 32];

		word[bit % 32 / 8] ^= 1u << bit % 8;
		size = sizeof(dump);
		if (!client_coredump(CORE, dump, &size))
			fail_msg("bit %zu: it is dumped", bit);
		*core = before;
	}
}

static int setup(void **state)
{
	struct image_options options;

	if (client_setup(state))
		return -1;
	image_default_options(&options, p256_key);
	options.debuggable = false;
	options.rollback = 3;
	image_make(&options, &closed);
	cut = closed.layout.images_offset + 600;
	return 0;
}

static int teardown(void **state)
{
	image_free(&closed);
	return client_teardown(state);
}

/* What fails first is what the client is told, not that the verdict lacks it. */
static void test_told(void **state)
{
	(void)state;
	load_first_half();
	firmware()->meta[0] ^= 1;
	assert_int_equal(load_second_half(), TEE_ERROR_BAD_FORMAT);
	assert_true(fake_pta_is_scrubbed(CORE));
}

static void expect_no_verdict(const struct core *core)
{
	assert_int_equal(core->verdict.sum, 0);
	assert_int_equal(core->verdict.mirror, 0);
}

/* LOADED, and one bit of the verdict that START_FW asks: it does not start. */
static void test_verdict(void **state)
{
	struct core *core = NULL;
	unsigned int bit;

	(void)state;
	assert_int_equal(core_get(CORE, &core), TEE_SUCCESS);
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	for (bit = 0; bit < 64; bit++) {
		volatile uint32_t *word = bit < 32 ? &core->verdict.sum :
						     &core->verdict.mirror;

		*word ^= 1u << bit % 32;
		assert_int_equal(client_start(CORE), TEE_ERROR_SECURITY);
		assert_int_equal(fake_pta.cores[CORE].starts, 0);
		*word ^= 1u << bit % 32;
	}
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	/* nor is one left for a state that is none of those that may start */
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	expect_no_verdict(core);
	assert_int_equal(client_load(CORE, good_image()), TEE_SUCCESS);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	expect_no_verdict(core);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_fields), TEST(test_metadata), TEST(test_told),
		TEST(test_closed), TEST(test_verdict),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta pause", tests, setup, teardown);
}
