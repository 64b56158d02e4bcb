// SPDX-License-Identifier: BSD-2-Clause
/*
 * The fuses of Versal, behind a controller that the test plays: keys and the counter
 * that are burnt there, and all that the controller may do to them.
 */
#include "../../optee/pta/memories.h"
#include "../../optee/pta/platform.h"
#include "../../optee/pta/versal/versal.h"
#include "cmocka_api.h"
#include "pta_calls.h"
#include "versal_soc.h"

#include <libfdt.h>
#include <openssl/sha.h>
#include <string.h>
#include <teeproc/pta.h>

static const struct rproc_platform *const platform = &rproc_platform;

static void test_counter(void **state)
{
	static const uint32_t values[] = { 1, 2, 31, 32, 33, 1023, 1024 };
	uint32_t value = 5;
	size_t n;

	(void)state;
	assert_true(platform->has_counter);
	assert_int_equal(platform->read_counter(0, &value), TEE_SUCCESS);
	assert_int_equal(value, 0);
	for (n = 0; n < sizeof(values) / sizeof(values[0]); n++) {
		assert_int_equal(platform->raise_counter(0, values[n]),
				 TEE_SUCCESS);
		/* one fuse: there is no half of it */
		assert_int_equal(soc.burnt, n + 1);
		assert_int_equal(platform->read_counter(0, &value),
				 TEE_SUCCESS);
		assert_int_equal(value, values[n]);
		assert_int_equal(platform->raise_counter(0, values[n]),
				 TEE_SUCCESS);
		assert_int_equal(platform->raise_counter(0, values[n] - 1),
				 TEE_ERROR_ACCESS_DENIED);
		assert_int_equal(soc.burnt, n + 1);
		assert_true(soc.locked);
		assert_int_equal(soc.cfg, 0);
	}
	assert_int_equal(platform->raise_counter(0, 1025), TEE_ERROR_GENERIC);
	assert_int_equal(platform->raise_counter(0, UINT32_MAX),
			 TEE_ERROR_GENERIC);
	assert_int_equal(soc.burnt, n);
}

/* It is waited for, up to the controller's limit */
static void test_fuses_are_slow(void **state)
{
	uint32_t value = 5;

	(void)state;
	soc.busy = 50;
	assert_int_equal(platform->raise_counter(0, 1), TEE_SUCCESS);
	assert_int_equal(platform->read_counter(0, &value), TEE_SUCCESS);
	assert_int_equal(value, 1);
	soc.busy = 200;
	assert_int_equal(platform->read_counter(0, &value),
			 TEE_ERROR_COMMUNICATION);
}

static void test_fuses_fail(void **state)
{
	static struct rproc_key_slot slot;
	uint32_t value = 5;

	(void)state;
	soc.silent = true;
	assert_int_equal(platform->read_counter(0, &value),
			 TEE_ERROR_COMMUNICATION);
	assert_int_equal(platform->read_key(0, &slot), TEE_ERROR_COMMUNICATION);
	assert_int_equal(platform->raise_counter(0, 1),
			 TEE_ERROR_COMMUNICATION);
	assert_true(soc.locked);
	soc.silent = false;
	soc.fails = true;
	assert_int_equal(platform->read_counter(0, &value), TEE_ERROR_GENERIC);
	assert_int_equal(platform->read_key(0, &slot), TEE_ERROR_GENERIC);
	/* and what was asked for is as it was */
	assert_int_equal(fuses_read(64, &value), TEE_ERROR_GENERIC);
	assert_int_equal(value, 5);
	soc.fails = false;
	/* what the last one has left is not the answer to the next */
	soc.isr = ~0u;
	assert_int_equal(platform->read_counter(0, &value), TEE_SUCCESS);
	soc.breaks = true;
	assert_int_equal(platform->raise_counter(0, 3), TEE_ERROR_GENERIC);
	soc.breaks = false;
	soc.burns_more = true;
	assert_int_equal(platform->raise_counter(0, 3), TEE_ERROR_GENERIC);
	soc.no_io = true;
	assert_int_equal(platform->read_counter(0, &value), TEE_ERROR_GENERIC);
}

static void counter_is(uint32_t value)
{
	memset(soc.rows, 0, sizeof(soc.rows));
	assert_int_equal(platform->raise_counter(0, value), TEE_SUCCESS);
	soc.operations = 0;
	soc.burnt = 0;
}

/* One trouble in a raise: what is burnt is the old value or the new one */
static void raise_in_trouble(uint32_t from, uint32_t to, unsigned int at)
{
	uint32_t value = 0;
	TEE_Result res = TEE_SUCCESS;

	counter_is(from);
	soc.trouble_at = at;
	res = platform->raise_counter(0, to);
	soc.trouble_at = 0;
	assert_true(soc.locked);
	assert_int_equal(soc.cfg, 0);
	assert_true(soc.burnt <= 1);
	assert_int_equal(platform->read_counter(0, &value), TEE_SUCCESS);
	assert_true(value == from || value == to);
	/* success is said of the new value only, and never when something failed */
	assert_int_not_equal(res, TEE_SUCCESS);
	/* the next one makes up for it, and burns no second fuse */
	assert_int_equal(platform->raise_counter(0, to), TEE_SUCCESS);
	assert_int_equal(platform->read_counter(0, &value), TEE_SUCCESS);
	assert_int_equal(value, to);
	assert_int_equal(soc.burnt, 1);
}

/* Each operation of a raise, reads before and after the fuse is burnt, in each way */
static void test_counter_in_trouble(void **state)
{
	static const struct {
		uint32_t from, to;
	} raises[] = { { 0, 1 }, { 0, 1024 }, { 5, 40 }, { 992, 1000 } };
	unsigned int operations, at;
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(raises) / sizeof(raises[0]); n++) {
		counter_is(raises[n].from);
		assert_int_equal(platform->raise_counter(0, raises[n].to),
				 TEE_SUCCESS);
		operations = soc.operations;
		assert_true(operations >= 3); /* a read, the fuse, a read */
		for (soc.trouble = 0; soc.trouble < FUSES_TROUBLES;
		     soc.trouble++)
			for (at = 1; at <= operations; at++)
				raise_in_trouble(raises[n].from, raises[n].to,
						 at);
	}
}

/* A tree with these blobs in its first slots: in the node of this name, or the root */
static void make_tree_of(const char *node_name, const void *const *blobs,
			 const size_t *sizes, size_t n)
{
	static char tree[8192];
	char name[] = "teeproc,key-0";
	size_t slot;
	int node = 0;

	assert_int_equal(fdt_create_empty_tree(tree, sizeof(tree)), 0);
	if (node_name)
		node = fdt_add_subnode(tree, 0, node_name);
	assert_true(node >= 0);
	assert_int_equal(fdt_setprop_string(tree, node, "compatible",
					    "teeproc,versal-keys"),
			 0);
	for (slot = 0; slot < n; slot++) {
		name[sizeof(name) - 2] = (char)('0' + slot);
		assert_int_equal(fdt_setprop(tree, node, name, blobs[slot],
					     (int)sizes[slot]),
				 0);
	}
	core_shim.fdt = tree;
}

static void make_tree(const void *const *blobs, const size_t *sizes, size_t n)
{
	make_tree_of("versal-keys", blobs, sizes, n);
}

static void burn_key(unsigned int slot, const void *blob, size_t size,
		     uint32_t flags)
{
	uint8_t hash[32];

	SHA256(blob, size, hash);
	memcpy(&soc.rows[1 + 9 * slot], hash, sizeof(hash));
	soc.rows[1 + 9 * slot + 8] = flags;
}

static void test_keys(void **state)
{
	static const char first[] = "the first key";
	static const char second[] = "the second one";
	static const char large[TEEPROC_KEY_BLOB_MAX + 1] = "too large";
	const void *const blobs[] = { first, second, large };
	const size_t sizes[] = { sizeof(first), sizeof(second), sizeof(large) };
	static struct core_map map;
	static struct rproc_key_slot slot;

	(void)state;
	make_tree(blobs, sizes, 3);
	assert_int_equal(platform->describe(&map), TEE_SUCCESS);
	/* what is not burnt is no key, whatever the tree has */
	assert_int_equal(platform->read_key(0, &slot), TEE_ERROR_NO_DATA);
	burn_key(0, first, sizeof(first), 0x0201);
	burn_key(1, second, sizeof(second), 0xff03);
	burn_key(2, large, sizeof(large), 0xff01);
	burn_key(3, first, sizeof(first), 0xff01);
	assert_int_equal(platform->read_key(0, &slot), TEE_SUCCESS);
	assert_true(slot.programmed);
	assert_false(slot.revoked);
	assert_int_equal(slot.cores, 2);
	assert_int_equal(slot.size, sizeof(first));
	assert_memory_equal(slot.blob, first, sizeof(first));
	assert_int_equal(platform->read_key(1, &slot), TEE_SUCCESS);
	assert_true(slot.revoked);
	assert_int_equal(slot.cores, 0xff);
	/* one that has no blob, or not the one that was burnt */
	assert_int_equal(platform->read_key(2, &slot), TEE_ERROR_SECURITY);
	assert_int_equal(platform->read_key(3, &slot), TEE_ERROR_SECURITY);
	soc.rows[1] ^= 0x80000000u;
	assert_int_equal(platform->read_key(0, &slot), TEE_ERROR_SECURITY);
	soc.rows[1] ^= 0x80000000u;
	/* it is asked for anew each time */
	soc.rows[9] |= 2;
	assert_int_equal(platform->read_key(0, &slot), TEE_SUCCESS);
	assert_true(slot.revoked);
	/* a change of the tree after the boot is none */
	memset(core_shim.fdt, 0, 64);
	assert_int_equal(platform->read_key(1, &slot), TEE_SUCCESS);
	core_shim.fdt = NULL;
	assert_int_equal(platform->describe(&map), TEE_SUCCESS);
	assert_int_equal(platform->read_key(0, &slot), TEE_ERROR_SECURITY);
}

/* There is no room for a key of a slot that the fuses do not have. */
static void test_too_many_keys(void **state)
{
	static const char key[] = "a key";
	const void *blobs[TEEPROC_KEY_SLOTS + 1];
	size_t sizes[TEEPROC_KEY_SLOTS + 1];
	static struct core_map map;
	static struct rproc_key_slot slot;
	unsigned int n;

	(void)state;
	for (n = 0; n <= TEEPROC_KEY_SLOTS; n++) {
		blobs[n] = key;
		sizes[n] = sizeof(key);
	}
	make_tree(blobs, sizes, n);
	assert_int_equal(platform->describe(&map), TEE_SUCCESS);
	for (n = 0; n < TEEPROC_KEY_SLOTS; n++) {
		burn_key(n, key, sizeof(key), 0xff01);
		assert_int_equal(platform->read_key(n, &slot), TEE_SUCCESS);
	}
	core_shim.fdt = NULL;
}

/* The largest that there is room for; and the node may be any, so the first, too. */
static void test_largest_key(void **state)
{
	static const char key[TEEPROC_KEY_BLOB_MAX] = "as large as can be";
	const void *const blobs[] = { key };
	const size_t sizes[] = { sizeof(key) };
	static struct core_map map;
	static struct rproc_key_slot slot;

	(void)state;
	make_tree_of(NULL, blobs, sizes, 1);
	assert_int_equal(platform->describe(&map), TEE_SUCCESS);
	burn_key(0, key, sizeof(key), 0xff01);
	assert_int_equal(platform->read_key(0, &slot), TEE_SUCCESS);
	assert_int_equal(slot.size, sizeof(key));
	assert_memory_equal(slot.blob, key, sizeof(key));
	core_shim.fdt = NULL;
}

#define TEST(name) cmocka_unit_test_setup(name, versal_soc_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_counter),	  TEST(test_fuses_are_slow),
		TEST(test_fuses_fail),	  TEST(test_keys),
		TEST(test_too_many_keys), TEST(test_counter_in_trouble),
		TEST(test_largest_key),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta fuses", tests, versal_soc_open,
					   versal_soc_close);
}
