// SPDX-License-Identifier: BSD-2-Clause
/* Resource tables: each field wrong in turn. */
#include "unit.h"

#include <stdlib.h>

#include "maker.h"

#define DA 0x21000000u

static uint8_t table[8192];

/* On the heap with its exact size, so that a read beyond it is seen */
static enum teeproc_image_error check(uint32_t size, uint32_t *num)
{
	uint8_t *copy = malloc(size ? size : 1);
	enum teeproc_image_error error;

	memcpy(copy, table, size);
	error = teeproc_rsc_check(copy, size, num);
	free(copy);
	return error;
}

static void expect(uint32_t size, enum teeproc_image_error error,
		   uint32_t number)
{
	uint32_t num = 999;

	assert_error(check(size, &num), error);
	assert_int_equal(num, number);
}

static void test_good(void **state)
{
	struct teeproc_rsc_entry entry;
	uint32_t size = rsc_good(table, DA);

	(void)state;
	expect(size, TEEPROC_IMAGE_OK, 4);
	/* a table may have room behind it */
	expect(size + 64, TEEPROC_IMAGE_OK, 4);

	assert_ok(teeproc_rsc_entry(table, size, 0, &entry));
	assert_int_equal(entry.type, TEEPROC_RSC_TRACE);
	assert_int_equal(entry.da, DA + 0x10000);
	assert_int_equal(entry.len, 0x1000);
	assert_string_equal(entry.name, "trace");
	assert_ok(teeproc_rsc_entry(table, size, 1, &entry));
	assert_int_equal(entry.num_vrings, 2);
	assert_int_equal(entry.vring[1].da, DA + 0xc08000);
	assert_int_equal(entry.vring[1].num, 256);
	assert_int_equal(entry.vring[1].align, 4096);
	/* 16 * 256 + 2 * 259 up to 8192, then 6 + 8 * 256 */
	assert_int_equal(entry.vring[0].size, 8192 + 6 + 2048);
	poke32(table + peek32(table + 16) + 16, 0x7e203f7e);
	assert_ok(teeproc_rsc_entry(table, size, 0, &entry));
	assert_string_equal(entry.name, "~? ~e");
	assert_ok(teeproc_rsc_entry(table, size, 2, &entry));
	assert_int_equal(entry.pa, TEEPROC_RSC_ADDR_ANY);
	assert_string_equal(entry.name, "vdev0buffer");
	assert_ok(teeproc_rsc_entry(table, size, 3, &entry));
	assert_int_equal(entry.type, TEEPROC_RSC_VENDOR_START);
	assert_error(teeproc_rsc_entry(table, size, 4, &entry),
		     TEEPROC_IMAGE_END);
}

static void test_empty(void **state)
{
	struct rsc_maker rsc;

	(void)state;
	rsc_begin(&rsc, table, 0);
	expect(16, TEEPROC_IMAGE_OK, 0);
}

/* A vendor's entry has no length, so cutting behind its type is not seen. */
static void test_truncated(void **state)
{
	uint32_t size = rsc_good(table, DA) - 8, cut, num;

	(void)state;
	assert_ok(check(size, &num));
	for (cut = 0; cut < size; cut++)
		assert_int_not_equal(check(cut, &num), TEEPROC_IMAGE_OK);
}

static void test_header(void **state)
{
	uint32_t size = rsc_good(table, DA);

	(void)state;
	poke32(table, 2);
	expect(size, TEEPROC_RSC_BAD_VERSION, 0);
	rsc_good(table, DA);
	poke32(table + 8, 1);
	expect(size, TEEPROC_RSC_RESERVED, 0);
	rsc_good(table, DA);
	poke32(table + 12, 1);
	expect(size, TEEPROC_RSC_RESERVED, 0);
	rsc_good(table, DA);
	poke32(table + 4, TEEPROC_RSC_ENTRIES_MAX);
	expect(size, TEEPROC_RSC_TRUNCATED, 0);
	poke32(table + 4, TEEPROC_RSC_ENTRIES_MAX + 1);
	expect(size, TEEPROC_RSC_TOO_MANY, 0);
	/* a place for the number, and none for the entry */
	poke32(table + 4, 1);
	poke32(table + 16, 20);
	expect(20, TEEPROC_RSC_OFFSET, 0);
	/* 4 * num overflows */
	poke32(table + 4, 0x40000001);
	expect(size, TEEPROC_RSC_TOO_MANY, 0);
}

/* The offset of entry 1 */
static void expect_offset(uint32_t offset, enum teeproc_image_error error)
{
	uint32_t size = rsc_good(table, DA);

	poke32(table + 20, offset);
	expect(size, error, 1);
}

static void test_offsets(void **state)
{
	uint32_t size = rsc_good(table, DA);

	(void)state;
	expect_offset(0, TEEPROC_RSC_OFFSET);
	expect_offset(28, TEEPROC_RSC_OFFSET); /* in the offsets */
	expect_offset(size, TEEPROC_RSC_OFFSET);
	expect_offset(size - 3, TEEPROC_RSC_OFFSET);
	expect_offset(0xfffffffc, TEEPROC_RSC_OFFSET);
	expect_offset(33, TEEPROC_RSC_UNALIGNED);
	expect_offset(peek32(table + 16), TEEPROC_RSC_OVERLAP);
	/* a carveout that starts four bytes into the vdev's room */
	rsc_good(table, DA);
	poke32(table + 24, peek32(table + 24) - 4);
	poke32(table + peek32(table + 24), TEEPROC_RSC_VENDOR_END);
	expect(size, TEEPROC_RSC_OVERLAP, 2);
}

/* The one entry of a table, wrong */
static void expect_one(struct rsc_maker *rsc, enum teeproc_image_error error)
{
	expect(rsc->size, error, 0);
}

/* Word `field` of a carveout and of a devmem */
static void expect_mem(uint32_t field, uint32_t value,
		       enum teeproc_image_error error)
{
	struct rsc_maker rsc;
	uint32_t type, at;

	for (type = TEEPROC_RSC_CARVEOUT; type <= TEEPROC_RSC_DEVMEM; type++) {
		rsc_begin(&rsc, table, 1);
		at = rsc_memory(&rsc, type, DA, 0x1000, "mem");
		poke32(table + at + 4 * field, value);
		if (error)
			expect_one(&rsc, error);
		else
			expect(rsc.size, error, 1);
	}
}

static void test_memory(void **state)
{
	(void)state;
	expect_mem(1, TEEPROC_RSC_ADDR_ANY, TEEPROC_IMAGE_OK);
	expect_mem(1, 0xfffff000, TEEPROC_IMAGE_OK);
	expect_mem(1, 0xfffff001, TEEPROC_RSC_ADDRESS);
	expect_mem(2, 0xfffff001, TEEPROC_RSC_ADDRESS);
	expect_mem(3, 0, TEEPROC_RSC_LENGTH);
	expect_mem(3, 0xffffffff, TEEPROC_RSC_ADDRESS);
	expect_mem(5, 1, TEEPROC_RSC_ENTRY_RESERVED);
}

static void expect_trace(uint32_t da, uint32_t len, const char *name,
			 uint32_t reserved, enum teeproc_image_error error)
{
	struct rsc_maker rsc;
	uint32_t at;

	rsc_begin(&rsc, table, 1);
	at = rsc_trace(&rsc, da, len, name);
	poke32(table + at + 12, reserved);
	expect_one(&rsc, error);
}

static void test_trace(void **state)
{
	(void)state;
	expect_trace(DA, 0, "t", 0, TEEPROC_RSC_LENGTH);
	expect_trace(DA, 16, "t", 1, TEEPROC_RSC_ENTRY_RESERVED);
	/* a trace has a place: "any" is an address like others */
	expect_trace(TEEPROC_RSC_ADDR_ANY, 16, "t", 0, TEEPROC_RSC_ADDRESS);
	expect_trace(0xfffffff8, 9, "t", 0, TEEPROC_RSC_ADDRESS);
	expect_trace(DA, 16, "12345678901234567890123456789012", 0,
		     TEEPROC_RSC_NAME);
	expect_trace(DA, 16, "%s", 0, TEEPROC_RSC_NAME);
	expect_trace(DA, 16, "a\nb", 0, TEEPROC_RSC_NAME);
	expect_trace(DA, 16, "a\x7f", 0, TEEPROC_RSC_NAME);
	expect_trace(DA, 16, "\xc3\xa4", 0, TEEPROC_RSC_NAME);
}

static void expect_vdev(uint32_t vrings, uint32_t da, uint32_t num,
			uint32_t align, enum teeproc_image_error error)
{
	struct rsc_maker rsc;

	rsc_begin(&rsc, table, 1);
	rsc_vdev(&rsc, vrings, da, num, align, 8);
	if (error)
		expect_one(&rsc, error);
	else
		expect(rsc.size, error, 1);
}

static void test_vdev(void **state)
{
	struct rsc_maker rsc;
	uint32_t at;

	(void)state;
	expect_vdev(1, DA, 16, 4096, TEEPROC_IMAGE_OK);
	expect_vdev(2, TEEPROC_RSC_ADDR_ANY, 32768, 16, TEEPROC_IMAGE_OK);
	expect_vdev(0, DA, 16, 4096, TEEPROC_RSC_VRINGS);
	expect_vdev(3, DA, 16, 4096, TEEPROC_RSC_VRINGS);
	expect_vdev(255, DA, 16, 4096, TEEPROC_RSC_VRINGS);
	expect_vdev(2, DA, 0, 4096, TEEPROC_RSC_VRING_NUM);
	expect_vdev(2, DA, 17, 4096, TEEPROC_RSC_VRING_NUM);
	expect_vdev(2, DA, 65536, 4096, TEEPROC_RSC_VRING_NUM);
	expect_vdev(2, DA, 0x80000000, 4096, TEEPROC_RSC_VRING_NUM);
	expect_vdev(2, DA, 16, 0, TEEPROC_RSC_VRING_ALIGN);
	expect_vdev(2, DA, 16, 4095, TEEPROC_RSC_VRING_ALIGN);
	expect_vdev(2, DA + 8, 16, 4096, TEEPROC_RSC_VRING_ALIGN);
	expect_vdev(1, 0xfffff000, 256, 4096, TEEPROC_RSC_ADDRESS);
	expect_vdev(1, 0, 32768, 0x80000000, TEEPROC_IMAGE_OK);
	expect_vdev(1, 0x80000000, 32768, 0x80000000, TEEPROC_RSC_ADDRESS);

	/* no byte more than that of a device without vrings */
	rsc_begin(&rsc, table, 1);
	rsc_vdev(&rsc, 0, DA, 16, 4096, 0);
	expect_one(&rsc, TEEPROC_RSC_VRINGS);

	rsc_begin(&rsc, table, 1);
	at = rsc_vdev(&rsc, 2, DA, 16, 4096, 8);
	poke32(table + at + 20, 9);
	expect_one(&rsc, TEEPROC_RSC_CONFIG);
	poke32(table + at + 20, 0xffffffff);
	expect_one(&rsc, TEEPROC_RSC_CONFIG);
	poke32(table + at + 20, 8);
	table[at + 26] = 1;
	expect_one(&rsc, TEEPROC_RSC_ENTRY_RESERVED);
}

static void expect_type(uint32_t type, enum teeproc_image_error error)
{
	struct rsc_maker rsc;

	rsc_begin(&rsc, table, 1);
	rsc_vendor(&rsc, type);
	expect(rsc.size, error, error ? 0 : 1);
}

static void test_types(void **state)
{
	(void)state;
	expect_type(4, TEEPROC_RSC_BAD_TYPE);
	expect_type(127, TEEPROC_RSC_BAD_TYPE);
	expect_type(128, TEEPROC_IMAGE_OK);
	expect_type(512, TEEPROC_IMAGE_OK);
	expect_type(513, TEEPROC_RSC_BAD_TYPE);
	expect_type(0xffffffff, TEEPROC_RSC_BAD_TYPE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),	  cmocka_unit_test(test_empty),
		cmocka_unit_test(test_truncated), cmocka_unit_test(test_header),
		cmocka_unit_test(test_offsets),	  cmocka_unit_test(test_memory),
		cmocka_unit_test(test_trace),	  cmocka_unit_test(test_vdev),
		cmocka_unit_test(test_types),
	};

	return RUN_TESTS("resource table", tests);
}
