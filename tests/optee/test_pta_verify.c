// SPDX-License-Identifier: BSD-2-Clause
/*
 * The pseudo-TA's command that verifies a digest, with real keys: what it takes of
 * its caller's memory is what is verified, all of it.
 */
#include "cmocka_api.h"
#include "pta_calls.h"
#include "signed_image.h"

#include "../../optee/pta/virt/control_port.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>
#include <teeproc/pta.h>

static struct test_key *keys[2];
static struct test_image images[2];
static char answers[2][TEEPROC_CP_LINE_MAX];

/* The parameters, in the TA's memory */
static struct {
	uint32_t algo;
	uint32_t info_size;
	uint8_t info[32];
} * key_info;
static uint8_t *digest;
static uint8_t *sig;
static TEE_Param params[4];

static TEE_Result verify(void)
{
	return invoke(TEEPROC_PTA_CMD_VERIFY_DIGEST,
		      TYPES(MEMREF_INPUT, MEMREF_INPUT, MEMREF_INPUT), params);
}

static void set_params(unsigned int n)
{
	const struct test_image *image = images + n;
	const size_t sig_size = n ? 256 : 64;

	pta_calls_setup(NULL);
	soc_answer = answers[n];
	key_info = (void *)core_calls.memory[CORE_MEMORY_SECURE];
	digest = core_calls.memory[CORE_MEMORY_SECURE] + 1024;
	sig = core_calls.memory[CORE_MEMORY_SECURE] + 2048;
	key_info->algo = n ? TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 :
			     TEE_ALG_ECDSA_P256;
	key_info->info_size = 32;
	SHA256(keys[n]->blob, keys[n]->blob_size, key_info->info);
	SHA256(image->bytes, image->layout.signed_size, digest);
	memcpy(sig, image->bytes + image->layout.signed_size, sig_size);
	memset(params, 0, sizeof(params));
	params[0].value.a = CORE;
	set_memref(params + 1, key_info, sizeof(*key_info));
	set_memref(params + 2, digest, 32);
	set_memref(params + 3, sig, sig_size);
}

static void test_good(void **state)
{
	unsigned int n;

	(void)state;
	for (n = 0; n < 2; n++) {
		set_params(n);
		assert_int_equal(verify(), TEE_SUCCESS);
		assert_int_equal(core_shim.requests, TEEPROC_KEY_SLOTS);
		/* none named: slot 0's */
		params[1].memref.size = 8;
		key_info->info_size = 0;
		assert_int_equal(verify(), TEE_SUCCESS);
	}
}

/* Each byte counts. */
static void test_bytes(void **state)
{
	unsigned int n;
	size_t at;

	(void)state;
	for (n = 0; n < 2; n++) {
		for (at = 0; at < 32; at++) {
			set_params(n);
			digest[at] ^= 1;
			assert_int_equal(verify(), TEE_ERROR_SIGNATURE_INVALID);
			set_params(n);
			key_info->info[at] ^= 1;
			assert_int_equal(verify(), TEE_ERROR_SECURITY);
		}
		for (at = 0; at < params[3].memref.size; at += n ? 17 : 1) {
			set_params(n);
			sig[at] ^= 1;
			assert_int_equal(verify(), TEE_ERROR_SIGNATURE_INVALID);
		}
	}
}

/* The largest signature that there is a key for; it is not this key's. */
static void test_sizes(void **state)
{
	(void)state;
	set_params(1);
	params[3].memref.size = 512;
	assert_int_equal(verify(), TEE_ERROR_SIGNATURE_INVALID);
	params[3].memref.size = 513;
	assert_int_equal(verify(), TEE_ERROR_BAD_PARAMETERS);
	/* a key's and a signature's type that are not one */
	set_params(0);
	key_info->algo = TEE_ALG_RSASSA_PKCS1_V1_5_SHA256;
	assert_int_equal(verify(), TEE_ERROR_SECURITY);
	set_params(1);
	key_info->algo = TEE_ALG_ECDSA_P256;
	params[3].memref.size = 64;
	assert_int_equal(verify(), TEE_ERROR_SECURITY);
}

/* What can't be read is not verified: nobody is asked for a key even. */
static void test_unreadable(void **state)
{
	static uint8_t unmapped[512];
	unsigned int n;

	(void)state;
	for (n = 1; n <= 3; n++) {
		set_params(1);
		memcpy(unmapped, params[n].memref.buffer,
		       params[n].memref.size);
		params[n].memref.buffer = unmapped;
		assert_int_equal(verify(), TEE_ERROR_ACCESS_DENIED);
		assert_int_equal(core_shim.requests, 0);
	}
	/* the key information's header ends where its memory does */
	set_params(1);
	memcpy(core_calls.memory[CORE_MEMORY_SECURE] + CORE_MEMORY_SIZE - 8,
	       key_info, 8);
	params[1].memref.buffer =
		core_calls.memory[CORE_MEMORY_SECURE] + CORE_MEMORY_SIZE - 8;
	assert_int_equal(verify(), TEE_ERROR_ACCESS_DENIED);
	/* and what is no header at all is not read beyond its end */
	params[1].memref.buffer =
		core_calls.memory[CORE_MEMORY_SECURE] + CORE_MEMORY_SIZE - 7;
	params[1].memref.size = 7;
	assert_int_equal(verify(), TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(core_shim.requests, 0);
}

/* Whatever the SoC says in the place of a key */
static void test_no_key(void **state)
{
	static const struct {
		const char *answer;
		TEE_Result res;
	} refusals[] = {
		/* shows: VERIFY_DIGEST SoC COMMUNICATION */
		{ "err dead", TEE_ERROR_COMMUNICATION },
		/* shows: VERIFY_DIGEST SoC GENERIC */
		{ "err io", TEE_ERROR_GENERIC },
	};
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(refusals) / sizeof(*refusals); n++) {
		set_params(0);
		soc_answer = refusals[n].answer;
		assert_int_equal(verify(), refusals[n].res);
	}
}

static void test_no_memory(void **state)
{
	int n;

	(void)state;
	/* the signature, the slots, and the line of each */
	for (n = 1; n <= 2 + (int)TEEPROC_KEY_SLOTS; n++) {
		set_params(0);
		core_shim.fail_heap = n;
		assert_int_equal(verify(), TEE_ERROR_OUT_OF_MEMORY);
		assert_int_equal(core_shim.requests, n > 3 ? n - 3 : 0);
	}
}

static void make_keys(void)
{
	static const enum teeproc_sign_type types[] = { TEEPROC_SIGN_ECDSA_P256,
							TEEPROC_SIGN_RSA };
	struct image_options options;
	unsigned int n;

	for (n = 0; n < 2; n++) {
		keys[n] = key_make(types[n]);
		image_default_options(&options, keys[n]);
		image_make(&options, images + n);
		/* all slots have it */
		strcpy(answers[n], "ok 1 ffffffff ");
		control_port_hex(answers[n] + strlen(answers[n]), keys[n]->blob,
				 keys[n]->blob_size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_no_key),
	};
	int bad;
	int n;

	make_keys();
	cmocka_set_message_output(CM_OUTPUT_TAP);
	bad = cmocka_run_group_tests_name("pta verify", tests, pta_calls_open,
					  pta_calls_close);
	for (n = 0; n < 2; n++) {
		image_free(images + n);
		key_free(keys[n]);
	}
	return bad;
}
