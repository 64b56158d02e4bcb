// SPDX-License-Identifier: BSD-2-Clause
/*
 * Time of check, time of use: another CPU changes the image while LOAD_FW runs.
 * tests/optee/broken shows that these tests see what they look for.
 */
#include "client.h"
#include "cmocka_api.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORE FAKE_SMALL

/*
 * The caller changes his buffer between the calls to the pseudo-TA: whatever he
 * does, what gets loaded is what was signed, or nothing is.
 */
struct rewrite {
	struct test_image *image;
	size_t at;
	size_t size;
	unsigned int skip;
};

static void rewrite(void *arg)
{
	struct rewrite *r = arg;
	size_t i;

	if (r->skip) {
		r->skip--;
		return;
	}
	for (i = 0; i < r->size; i++)
		r->image->bytes[r->at + i] ^= 0x5a;
}

static void test_rewritten(void **state)
{
	const struct test_image *good = good_image();
	struct test_image image = *good;
	struct rewrite r = { .image = &image, .size = 8 };
	unsigned int loaded = 0;
	unsigned int refused = 0;
	struct image_options options;
	uint32_t i;

	(void)state;
	image_default_options(&options, p256_key);
	image.bytes = malloc(good->size);
	for (r.at = 0; r.at + r.size < good->size; r.at += 13) {
		unsigned int when = r.at % 3;

		r.skip = when;
		memcpy(image.bytes, good->bytes, good->size);
		fake_pta.before_load = rewrite;
		fake_pta.before_load_arg = &r;
		if (client_load(CORE, &image)) {
			refused++;
			assert_true(fake_pta_is_scrubbed(CORE));
			assert_int_equal(client_start(CORE),
					 TEE_ERROR_BAD_STATE);
			continue;
		}
		loaded++;
		/* header, TLVs and signature were copied long before */
		for (i = 0; i < options.num_segments; i++)
			check_segment(CORE, options.segments + i);
		expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, 16);
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
	}
	free(image.bytes);
	assert_in_range(loaded, good->layout.images_offset / 13, 1000000);
	assert_in_range(refused, 1, 1000000);
}

/*
 * Another CPU that puts an image which nobody has signed in the place of the
 * authentic one, or back, before two of the TA's calls and reads: for every two, and from
 * either side. The unsigned one has the other's signature and layout.
 */
static struct {
	uint8_t *bytes;
	const uint8_t *images[2];
	size_t size;
	unsigned int at[2];
	unsigned int now;
} other_cpu;

static void swap_image(void)
{
	if (shim.events != other_cpu.at[0] && shim.events != other_cpu.at[1])
		return;
	other_cpu.now ^= 1;
	memcpy(other_cpu.bytes, other_cpu.images[other_cpu.now],
	       other_cpu.size);
}

static void make_evil(const struct test_image *good, struct test_image *evil)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.segments[0].da += 0x40;
	image_make(&options, evil);
	assert_memory_equal(&evil->layout, &good->layout, sizeof(good->layout));
	memcpy(evil->bytes + good->layout.signed_size,
	       good->bytes + good->layout.signed_size,
	       good->layout.images_offset - good->layout.signed_size);
}

/* The image in one piece, and in several that cut the first segment twice */
static TEE_Result load_whole(const struct test_image *image)
{
	return client_load(CORE, image);
}

static TEE_Result load_in_pieces(const struct test_image *image)
{
	size_t size = image->layout.images_offset + 400;
	size_t offset = 0;
	TEE_Result res = TEE_SUCCESS;

	while (!res && offset < image->size) {
		res = client_load_piece(CORE, image->bytes + offset, size,
					offset, image->size);
		offset += size;
		size = image->size - offset < 600 ? image->size - offset : 600;
	}
	return res;
}

/* Returns whether it was loaded. */
static bool load_swapped(TEE_Result (*load)(const struct test_image *image),
			 struct test_image *image, unsigned int first)
{
	struct image_options options;
	TEE_Result res;
	uint32_t i;

	image_default_options(&options, p256_key);
	other_cpu.now = first;
	memcpy(image->bytes, other_cpu.images[first], image->size);
	shim.events = 0;
	shim.before_event = swap_image;
	res = load(image);
	shim.before_event = NULL;
	if (res) {
		assert_true(fake_pta_is_scrubbed(CORE));
		assert_int_equal(client_start(CORE), TEE_ERROR_BAD_STATE);
		return false;
	}
	for (i = 0; i < options.num_segments; i++)
		check_segment(CORE, options.segments + i);
	expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, 16);
	return true;
}

static void swap_each(TEE_Result (*load)(const struct test_image *image))
{
	const unsigned int step = client_stride();
	struct test_image good;
	struct test_image image;
	struct test_image evil;
	struct image_options options;
	unsigned int loaded = 0;
	unsigned int refused = 0;
	unsigned int events;
	unsigned int from;

	image_default_options(&options, p256_key);
	image_make(&options, &good);
	make_evil(&good, &evil);
	image = good;
	image.bytes = malloc(good.size);
	other_cpu.bytes = image.bytes;
	other_cpu.size = good.size;
	other_cpu.images[0] = good.bytes;
	other_cpu.images[1] = evil.bytes;
	other_cpu.at[0] = 0;
	other_cpu.at[1] = 0;
	assert_true(load_swapped(load, &image, 0));
	events = shim.events;
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	for (from = 0; from < 2; from++) {
		unsigned int *at = other_cpu.at;

		for (at[0] = 1; at[0] <= events; at[0]++) {
			for (at[1] = at[0] + 1; at[1] <= events + 1;
			     at[1] += step) {
				if (load_swapped(load, &image, from))
					loaded++;
				else
					refused++;
				client_release(CORE);
			}
		}
	}
	printf("# %u events, %u loaded, %u refused\n", events, loaded, refused);
	assert_in_range(events, 10, 1000);
	assert_in_range(loaded, 10, 1000000);
	assert_in_range(refused, 10, 1000000);
	free(image.bytes);
	image_free(&evil);
	image_free(&good);
}

static void test_swapped(void **state)
{
	(void)state;
	swap_each(load_whole);
}

static void test_swapped_pieces(void **state)
{
	(void)state;
	swap_each(load_in_pieces);
}

/*
 * Section headers are not signed: nothing else says where the table of an image of
 * OP-TEE's script is. From event @at on they give another size.
 */
static struct {
	struct test_image image;
	unsigned int at;
	uint64_t pa_step;
} table_moves;

#define TABLE_SIZE 16
#define OTHER_TABLE_SIZE 12

static uint8_t *table_size_field(void)
{
	uint8_t *elf = table_moves.image.bytes +
		       table_moves.image.layout.images_offset;
	uint32_t shoff;

	memcpy(&shoff, elf + 32, sizeof(shoff));
	/* of 40 bytes each, the last of three */
	return elf + shoff + 2 * 40 + 20;
}

static void put_table_size(uint32_t size)
{
	memcpy(table_size_field(), &size, sizeof(size));
}

static void change_table_size(void)
{
	if (shim.events == table_moves.at)
		put_table_size(OTHER_TABLE_SIZE);
}

static void change_pa(void)
{
	if (shim.events == table_moves.at)
		fake_pta.cores[CORE].memories[2].pa += table_moves.pa_step;
}

/* Refused if the two looks differ, and for that; returns whether it was. */
static bool load_moving(void (*move)(void))
{
	TEE_Result res;

	shim.events = 0;
	shim.before_event = move;
	fake_pta.loads = 0;
	res = client_load(CORE, &table_moves.image);
	shim.before_event = NULL;
	if (!res)
		return false;
	assert_int_equal(res, TEE_ERROR_SECURITY);
	assert_non_null(strstr(shim.message, "section headers change"));
	assert_int_equal(fake_pta.loads, 0);
	assert_true(fake_pta_is_scrubbed(CORE));
	return true;
}

static void make_table_image(void)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.upstream = true;
	options.rsc_table = RSC_SECTION;
	fake_pta.cores[CORE].untargeted = true;
	image_make(&options, &table_moves.image);
	table_moves.at = 0;
	assert_false(load_moving(change_table_size));
	expect_rsc_table(CORE, FAKE_SRAM_PA + RSC_OFFSET, TABLE_SIZE);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
}

static void test_table_changes(void **state)
{
	unsigned int refused = 0;
	unsigned int told[2] = { 0 };

	(void)state;
	make_table_image();
	do {
		uint64_t pa = 0;
		uint64_t size = 0;

		table_moves.at++;
		put_table_size(TABLE_SIZE);
		if (load_moving(change_table_size)) {
			refused++;
			continue;
		}
		assert_int_equal(client_rsc_table(CORE, &pa, &size),
				 TEE_SUCCESS);
		assert_true(pa == FAKE_SRAM_PA + RSC_OFFSET);
		assert_true(size == TABLE_SIZE || size == OTHER_TABLE_SIZE);
		told[size == TABLE_SIZE]++;
		assert_int_equal(client_release(CORE), TEE_SUCCESS);
	} while (table_moves.at <= shim.events);
	assert_in_range(refused, 1, 3);
	assert_in_range(told[0], 1, 1000);
	assert_in_range(told[1], 1, 1000);
	fake_pta.cores[CORE].untargeted = false;
	image_free(&table_moves.image);
}

/* The pseudo-TA's answer counts only if it is the same both times. */
static void test_table_pa_changes(void **state)
{
	static const uint64_t steps[] = { 0x1000, -UINT64_C(0x1000) };
	uint64_t *pa = &fake_pta.cores[CORE].memories[2].pa;
	const uint64_t right = *pa;
	unsigned int n;

	(void)state;
	make_table_image();
	for (n = 0; n < 2; n++) {
		unsigned int refused = 0;

		table_moves.pa_step = steps[n];
		table_moves.at = 0;
		do {
			table_moves.at++;
			if (load_moving(change_pa))
				refused++;
			else
				client_release(CORE);
			*pa = right;
		} while (table_moves.at <= shim.events);
		assert_in_range(refused, 1, 3);
	}
	fake_pta.cores[CORE].untargeted = false;
	image_free(&table_moves.image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_rewritten),	     TEST(test_swapped),
		TEST(test_swapped_pieces),   TEST(test_table_changes),
		TEST(test_table_pa_changes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta race", tests, client_setup,
					   client_teardown);
}
