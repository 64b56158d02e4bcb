// SPDX-License-Identifier: BSD-2-Clause
/* Core dumps and measurements. With a file name: writes a core dump there. */
#include "client.h"
#include "cmocka_api.h"

#include <elf.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORE FAKE_SMALL

static void test_short_buffer(void **state)
{
	uint8_t *buffer;
	size_t need = 0;
	size_t size;

	(void)state;
	client_run_and_stop(CORE);
	client_coredump(CORE, NULL, &need);
	buffer = malloc(need - 1);
	memset(buffer, 0x11, need - 1);
	size = need - 1;
	assert_int_equal(client_coredump(CORE, buffer, &size),
			 TEE_ERROR_SHORT_BUFFER);
	assert_int_equal(size, need);
	/* nothing of it was written */
	assert_int_equal(buffer[0], 0x11);
	assert_memory_equal(buffer, buffer + 1, need - 2);
	free(buffer);
}

/* In pieces of any size, each in a block of its very size: the same file */
static void test_coredump_pieces(void **state)
{
	static const size_t rooms[] = {
		1, 7, 52, 84, 300, 4096, 65537, 1 << 20
	};
	size_t total;
	size_t size;
	size_t i;
	size_t offset;
	uint8_t *whole;
	uint8_t *piece;

	(void)state;
	client_run_and_stop(CORE);
	whole = client_take_dump(CORE, &total);
	for (i = 0; i < sizeof(rooms) / sizeof(*rooms); i++) {
		/* one byte at a time only as far as there is something to cut */
		size_t end = rooms[i] < 50 ? 1000 : total;

		for (offset = 0; offset < end; offset += size) {
			size = rooms[i];
			piece = malloc(size);
			assert_int_equal(client_coredump_piece(CORE, offset,
							       piece, &size),
					 TEE_SUCCESS);
			assert_int_equal(size, rooms[i] < total - offset ?
						       rooms[i] :
						       total - offset);
			assert_memory_equal(piece, whole + offset, size);
			free(piece);
		}
	}
	size = 10;
	assert_int_equal(client_coredump_piece(CORE, total, whole, &size),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_coredump_piece(CORE, UINT32_MAX, whole, &size),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(client_coredump_piece(CORE, 0, NULL, &size),
			 TEE_ERROR_BAD_PARAMETERS);
	size = 0;
	assert_int_equal(client_coredump_piece(CORE, 0, whole, &size),
			 TEE_ERROR_BAD_PARAMETERS);
	free(whole);
}

/* A piece that begins behind what nobody has asked for yet: the same file */
static void test_later_piece_first(void **state)
{
	const size_t memories = 52 + 4 * 32 + 12 + 8 + 148;
	unsigned int calls;
	uint8_t piece[100];
	uint8_t *whole;
	size_t size = sizeof(piece);
	size_t total;

	(void)state;
	/* that the firmware before had no registers tells nothing of this one */
	client_run_and_stop(CORE);
	fake_pta.cores[CORE].has_regs = false;
	free(client_take_dump(CORE, &total));
	client_run_and_stop(CORE);
	assert_int_equal(client_coredump_piece(CORE, 600, piece, &size),
			 TEE_SUCCESS);
	whole = client_take_dump(CORE, &total);
	assert_memory_equal(piece, whole + 600, size);
	free(whole);
	/* one that begins with the memories does not ask for the registers */
	calls = shim.calls;
	assert_int_equal(client_coredump_piece(CORE, memories, piece, &size),
			 TEE_SUCCESS);
	assert_int_equal(shim.calls - calls, 1);
	calls = shim.calls;
	assert_int_equal(client_coredump_piece(CORE, memories - 1, piece,
					       &size),
			 TEE_SUCCESS);
	assert_int_equal(shim.calls - calls, 2);
}

static void test_not_debuggable(void **state)
{
	struct image_options options;
	uint8_t buffer[64];
	size_t size = sizeof(buffer);

	(void)state;
	image_default_options(&options, p256_key);
	options.debuggable = false;
	expect_loads(CORE, &options);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(client_coredump(CORE, buffer, &size),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(client_coredump_piece(CORE, 0, buffer, &size),
			 TEE_ERROR_ACCESS_DENIED);
	/* an image of OP-TEE's script does not say that it is */
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	options.upstream = true;
	fake_pta.cores[CORE].untargeted = true;
	options.rsc_table = RSC_SECTION;
	options.debuggable = true;
	expect_loads(CORE, &options);
	assert_int_equal(client_start(CORE), TEE_SUCCESS);
	assert_int_equal(client_stop(CORE), TEE_SUCCESS);
	assert_int_equal(client_coredump(CORE, buffer, &size),
			 TEE_ERROR_ACCESS_DENIED);
}

/* Until the next load or release, and no longer */
static void test_dump_ends(void **state)
{
	struct test_image bad = { .bytes = (uint8_t[]){ 1 }, .size = 1 };
	size_t size = 0;

	(void)state;
	client_run_and_stop(CORE);
	assert_int_equal(client_load(CORE, &bad), TEE_ERROR_BAD_FORMAT);
	assert_int_equal(client_coredump(CORE, NULL, &size),
			 TEE_ERROR_BAD_STATE);
	assert_true(fake_pta_is_scrubbed(CORE));
	client_run_and_stop(CORE);
	assert_int_equal(client_release(CORE), TEE_SUCCESS);
	assert_int_equal(client_coredump(CORE, NULL, &size),
			 TEE_ERROR_BAD_STATE);
	assert_int_equal(client_coredump_piece(CORE, 0, NULL, &size),
			 TEE_ERROR_BAD_STATE);
}

static int write_dump(const char *name)
{
	FILE *file = fopen(name, "wb");
	uint8_t *dump;
	size_t size = 0;
	int bad;

	if (!file || client_setup(NULL) || client_open(CORE) ||
	    client_load(CORE, good_image()) || client_start(CORE) ||
	    client_stop(CORE) ||
	    client_coredump(CORE, NULL, &size) != TEE_ERROR_SHORT_BUFFER)
		return 1;
	dump = malloc(size);
	bad = client_coredump(CORE, dump, &size) ||
	      fwrite(dump, 1, size, file) != size;
	free(dump);
	client_release(CORE);
	client_teardown(NULL);
	return fclose(file) || bad;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		TEST(test_coredump_pieces),

		TEST(test_short_buffer),    TEST(test_not_debuggable),
		TEST(test_dump_ends),	    TEST(test_later_piece_first),

	};

	if (argc == 2)
		return write_dump(argv[1]);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta dump", tests, client_setup,
					   client_teardown);
}
