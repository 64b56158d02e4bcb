// SPDX-License-Identifier: BSD-2-Clause
#include "client.h"

#include "cmocka_api.h"

#include <stdlib.h>
#include <string.h>

struct test_key *p256_key;
struct test_key *rsa_key;
static struct test_image image_good;
static bool opened[FAKE_CORES];

static TEE_Result invoke(uint32_t core, uint32_t command, uint32_t types,
			 TEE_Param params[TEE_NUM_PARAMS])
{
	unsigned int n;

	params[0].value.a = core;
	/* what a client has in there before is its own matter */
	for (n = 1; n < TEE_NUM_PARAMS; n++)
		if ((types >> (4 * n) & 0xf) == TEE_PARAM_TYPE_VALUE_OUTPUT)
			memset(&params[n].value, 0x5a, sizeof(params[n].value));
	return TA_InvokeCommandEntryPoint(NULL, command, types, params);
}

static TEE_Result invoke_plain(uint32_t core, uint32_t command)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	return invoke(core, command, TYPES(NONE, NONE, NONE), params);
}

int client_setup(void **state)
{
	struct image_options options;

	(void)state;
	fake_pta_reset();
	p256_key = key_make(TEEPROC_SIGN_ECDSA_P256);
	rsa_key = key_make(TEEPROC_SIGN_RSA);
	fake_pta_program(0, p256_key->blob, p256_key->blob_size);
	fake_pta_program(1, rsa_key->blob, rsa_key->blob_size);
	image_default_options(&options, p256_key);
	image_make(&options, &image_good);
	return TA_CreateEntryPoint() ? -1 : 0;
}

int client_teardown(void **state)
{
	(void)state;
	TA_DestroyEntryPoint();
	image_free(&image_good);
	key_free(p256_key);
	key_free(rsa_key);
	fake_pta_free();
	return shim.sessions || shim.blocks ? -1 : 0;
}

int client_reset(void **state)
{
	uint32_t core;

	(void)state;
	shim.fail_at = 0;
	shim.heap_max = 0;
	shim.login = TEE_LOGIN_REE_KERNEL;
	for (core = 0; core < FAKE_CORES; core++) {
		if (!opened[core])
			continue;
		client_stop(core);
		if (client_release(core) || client_ta_state(core))
			return -1;
	}
	fake_pta_reset();
	fake_pta.slots[0].revoked = false;
	fake_pta.slots[1].revoked = false;
	return shim.blocks ? -1 : 0;
}

void plan_failure(unsigned int n, TEE_Result result, bool late)
{
	shim.fail_at = shim.calls + n;
	shim.fail_result = result;
	shim.fail_late = late;
}

TEE_Result client_open(uint32_t core)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	void *session = NULL;
	TEE_Result res;

	params[0].value.a = core;
	res = TA_OpenSessionEntryPoint(TYPES(NONE, NONE, NONE), params,
				       &session);
	if (!res && core < FAKE_CORES)
		opened[core] = true;
	return res;
}

int client_reset_small(void **state)
{
	if (client_reset(state))
		return -1;
	return client_open(FAKE_SMALL) ? -1 : 0;
}

TEE_Result client_load(uint32_t core, const struct test_image *image)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	params[1].memref.buffer = image->bytes;
	params[1].memref.size = image->size;
	return invoke(core, TEEPROC_TA_CMD_LOAD_FW,
		      TYPES(MEMREF_INPUT, NONE, NONE), params);
}

TEE_Result client_load_piece(uint32_t core, const uint8_t *bytes, size_t size,
			     uint32_t offset, uint32_t total)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	params[1].memref.buffer = (void *)(uintptr_t)bytes;
	params[1].memref.size = size;
	params[2].value.a = offset;
	params[2].value.b = total;
	return invoke(core, TEEPROC_TA_CMD_LOAD_FW_PIECE,
		      TYPES(MEMREF_INPUT, VALUE_INPUT, NONE), params);
}

/* Each in a block of its very size, which is gone with the command */
static TEE_Result load_copy(uint32_t core, const struct test_image *image,
			    size_t offset, size_t size)
{
	uint8_t *bytes = malloc(size);
	TEE_Result res;

	memcpy(bytes, image->bytes + offset, size);
	res = client_load_piece(core, bytes, size, offset, image->size);
	free(bytes);
	return res;
}

TEE_Result client_load_pieces(uint32_t core, const struct test_image *image,
			      size_t first, size_t size)
{
	size_t offset = 0;
	TEE_Result res;

	while (offset < image->size) {
		size_t step = offset ? size : first;

		if (step > image->size - offset)
			step = image->size - offset;
		res = load_copy(core, image, offset, step);
		if (res)
			return res;
		offset += step;
	}
	return TEE_SUCCESS;
}

TEE_Result client_start(uint32_t core)
{
	return invoke_plain(core, TEEPROC_TA_CMD_START_FW);
}

TEE_Result client_stop(uint32_t core)
{
	return invoke_plain(core, TEEPROC_TA_CMD_STOP_FW);
}

TEE_Result client_release(uint32_t core)
{
	return invoke_plain(core, TEEPROC_TA_CMD_RELEASE_FW);
}

TEE_Result client_rsc_table(uint32_t core, uint64_t *pa, uint64_t *size)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = invoke(core, TEEPROC_TA_CMD_GET_RSC_TABLE,
				TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE),
				params);

	*pa = (uint64_t)params[1].value.b << 32 | params[1].value.a;
	*size = (uint64_t)params[2].value.b << 32 | params[2].value.a;
	return res;
}

static TEE_Result invoke_out(uint32_t core, uint32_t command, void *buffer,
			     size_t *size)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res;

	params[1].memref.buffer = buffer;
	params[1].memref.size = *size;
	res = invoke(core, command, TYPES(MEMREF_OUTPUT, NONE, NONE), params);
	*size = params[1].memref.size;
	return res;
}

TEE_Result client_coredump(uint32_t core, void *buffer, size_t *size)
{
	return invoke_out(core, TEEPROC_TA_CMD_GET_COREDUMP, buffer, size);
}

TEE_Result client_coredump_piece(uint32_t core, uint32_t offset, void *buffer,
				 size_t *size)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res;

	params[1].memref.buffer = buffer;
	params[1].memref.size = *size;
	params[2].value.a = offset;
	res = invoke(core, TEEPROC_TA_CMD_GET_COREDUMP_PIECE,
		     TYPES(MEMREF_OUTPUT, VALUE_INPUT, NONE), params);
	*size = params[1].memref.size;
	return res;
}

TEE_Result client_measurement(uint32_t core, void *buffer, size_t *size)
{
	return invoke_out(core, TEEPROC_TA_CMD_GET_MEASUREMENT, buffer, size);
}

TEE_Result client_state(uint32_t core, uint32_t *ta_state, uint32_t *state)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = invoke(core, TEEPROC_TA_CMD_GET_STATE,
				TYPES(VALUE_OUTPUT, NONE, NONE), params);

	*ta_state = params[1].value.a;
	*state = params[1].value.b;
	return res;
}

uint32_t client_ta_state(uint32_t core)
{
	uint32_t ta_state = 0;
	uint32_t state = 0;

	assert_int_equal(client_state(core, &ta_state, &state), TEE_SUCCESS);
	return ta_state;
}

unsigned int client_stride(void)
{
	const char *wish = getenv("TEEPROC_TEST_STRIDE");

	return wish ? (unsigned int)atoi(wish) : 1;
}

const struct test_image *good_image(void)
{
	return &image_good;
}

void client_run_and_stop(uint32_t core)
{
	assert_int_equal(client_load(core, good_image()), TEE_SUCCESS);
	assert_int_equal(client_start(core), TEE_SUCCESS);
	/* what the firmware does */
	memset(fake_pta_at(core, FAKE_DATA_DA + 0x2000, 16), 0x77, 16);
	assert_int_equal(client_stop(core), TEE_SUCCESS);
}

uint8_t *client_take_dump(uint32_t core, size_t *size)
{
	uint8_t *dump;

	*size = 0;
	assert_int_equal(client_coredump(core, NULL, size),
			 TEE_ERROR_SHORT_BUFFER);
	dump = malloc(*size);
	assert_non_null(dump);
	assert_int_equal(client_coredump(core, dump, size), TEE_SUCCESS);
	return dump;
}

void expect_refused(uint32_t core, const struct test_image *image,
		    TEE_Result res)
{
	assert_int_equal(client_load(core, image), res);
	assert_int_equal(client_ta_state(core), TEEPROC_TA_OFF);
	assert_true(fake_pta_is_scrubbed(core));
	assert_int_equal(client_start(core), TEE_ERROR_BAD_STATE);
	assert_int_equal(fake_pta.cores[core].starts, 0);
	assert_int_equal(shim.blocks, 0);
}

void expect_loads(uint32_t core, const struct image_options *options)
{
	struct test_image image;

	image_make(options, &image);
	assert_int_equal(client_load(core, &image), TEE_SUCCESS);
	assert_int_equal(client_ta_state(core), TEEPROC_TA_LOADED);
	image_free(&image);
}

void expect_options_refused(uint32_t core, const struct image_options *options,
			    TEE_Result res)
{
	struct test_image image;

	image_make(options, &image);
	expect_refused(core, &image, res);
	image_free(&image);
}

void expect_options_unwanted(uint32_t core, const struct image_options *options,
			     TEE_Result res)
{
	fake_pta.loads = 0;
	expect_options_refused(core, options, res);
	assert_int_equal(fake_pta.loads, 0);
}

void check_segment(uint32_t core, const struct test_segment *segment)
{
	const uint8_t *at = fake_pta_at(core, segment->da, segment->mem_size);
	uint32_t i;

	for (i = 0; i < segment->mem_size; i++)
		assert_int_equal(at[i], i < segment->file_size ?
						image_pattern(segment->da, i) :
						0);
}

void expect_rsc_table(uint32_t core, uint64_t pa, uint64_t size)
{
	uint64_t told_pa = 1;
	uint64_t told_size = 1;

	assert_int_equal(client_rsc_table(core, &told_pa, &told_size),
			 TEE_SUCCESS);
	assert_true(told_pa == pa);
	assert_true(told_size == size);
}
