// SPDX-License-Identifier: BSD-2-Clause
/*
 * The pseudo-TA's keys: slots as the SoC answers them, with the test as the SoC.
 */
#include "../../optee/pta/virt/control_port.h"
#include "../../optee/pta/keys.h"
#include "cmocka_api.h"
#include "core_shim/core_shim.h"
#include "signed_image.h"

#include <endian.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <teeproc/pta.h>

#define ALL UINT32_MAX

static struct test_key *p256_key;
static struct test_key *rsa_key;
static uint32_t core; /* that the image is for */

static struct {
	char answer[1300];
} slots[TEEPROC_KEY_SLOTS];

static const char *once; /* in place of the first answer */

static void otp(const char *request)
{
	unsigned int slot = (unsigned int)strtoul(request + 9, NULL, 16);

	assert_non_null(strstr(request, " otp "));
	if (once) {
		core_shim_answer(once);
		once = NULL;
		return;
	}
	core_shim_answer(slot < TEEPROC_KEY_SLOTS ? slots[slot].answer :
						    "err range");
}

static void set_slot_for(unsigned int slot, unsigned int flags, uint32_t cores,
			 const uint8_t *blob, size_t size)
{
	int used = snprintf(slots[slot].answer, sizeof(slots[slot].answer),
			    "ok %x %x ", flags, cores);

	if (size)
		control_port_hex(slots[slot].answer + used, blob, size);
	else
		strcpy(slots[slot].answer + used, "-");
}

static void set_slot(unsigned int slot, unsigned int flags, const uint8_t *blob,
		     size_t size)
{
	set_slot_for(slot, flags, ALL, blob, size);
}

static void reset_slots(void)
{
	unsigned int n;

	core_shim_reset();
	core_shim.soc = otp;
	for (n = 0; n < TEEPROC_KEY_SLOTS; n++)
		set_slot(n, 0, NULL, 0);
	set_slot(0, TEEPROC_OTP_PROGRAMMED, p256_key->blob,
		 p256_key->blob_size);
	set_slot(2, TEEPROC_OTP_PROGRAMMED, rsa_key->blob, rsa_key->blob_size);
}

struct signature {
	struct test_image image;
	uint8_t digest[32];
	uint8_t info[32];
	const uint8_t *bytes;
	size_t size;
	uint32_t algo;
};

static void make_signature(struct signature *s, const struct test_key *key)
{
	struct image_options options;

	image_default_options(&options, key);
	image_make(&options, &s->image);
	SHA256(s->image.bytes, s->image.layout.signed_size, s->digest);
	SHA256(key->blob, key->blob_size, s->info);
	s->bytes = s->image.bytes + s->image.layout.signed_size;
	s->size = key->type == TEEPROC_SIGN_RSA ? 256 : 64;
	s->algo = key->type == TEEPROC_SIGN_RSA ?
			  TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 :
			  TEE_ALG_ECDSA_P256;
}

static TEE_Result check(const struct signature *s, size_t info_size)
{
	TEE_Result res = keys_verify(core, s->algo, s->info, info_size,
				     s->digest, s->bytes, s->size);

	assert_int_equal(core_shim.allocated, 0);
	return res;
}

static void test_keys(void **state)
{
	struct signature p256;
	struct signature rsa;
	size_t n;

	(void)state;
	reset_slots();
	make_signature(&p256, p256_key);
	make_signature(&rsa, rsa_key);
	assert_int_equal(check(&p256, 32), TEE_SUCCESS);
	assert_int_equal(check(&rsa, 32), TEE_SUCCESS);
	/* no key information: slot 0 and no other */
	assert_int_equal(check(&p256, 0), TEE_SUCCESS);
	assert_int_equal(check(&rsa, 0), TEE_ERROR_SECURITY);
	/* OP-TEE's older number of the algorithm, and one that is none */
	p256.algo = 0x70003041;
	assert_int_equal(check(&p256, 32), TEE_SUCCESS);
	p256.algo = 0x70003040;
	assert_int_equal(check(&p256, 32), TEE_ERROR_SECURITY);
	p256.algo = TEE_ALG_ECDSA_P256;
	assert_int_equal(check(&p256, 31), TEE_ERROR_SECURITY);
	/* another digest, another signature, another length */
	p256.digest[0] ^= 1;
	assert_int_equal(check(&p256, 32), TEE_ERROR_SIGNATURE_INVALID);
	rsa.digest[31] ^= 0x80;
	assert_int_equal(check(&rsa, 32), TEE_ERROR_SIGNATURE_INVALID);
	rsa.digest[31] ^= 0x80;
	for (n = 0; n < 2; n++) {
		rsa.size = 255 + 2 * n;
		assert_int_equal(check(&rsa, 32), TEE_ERROR_SIGNATURE_INVALID);
		p256.size = 63 + 2 * n;
		assert_int_equal(check(&p256, 32), TEE_ERROR_SIGNATURE_INVALID);
	}
	/* a hash of another length */
	assert_int_equal(check(&p256, 33), TEE_ERROR_SECURITY);
	/* a key that the SoC does not have */
	rsa.size = 256;
	rsa.info[5] ^= 1;
	assert_int_equal(check(&rsa, 32), TEE_ERROR_SECURITY);
	assert_non_null(strstr(core_shim.message, "has not the key"));
	image_free(&p256.image);
	image_free(&rsa.image);
}

static void test_key_slots(void **state)
{
	struct signature s;
	uint8_t blob[600];

	(void)state;
	reset_slots();
	make_signature(&s, p256_key);
	set_slot(0, TEEPROC_OTP_PROGRAMMED | TEEPROC_OTP_REVOKED,
		 p256_key->blob, p256_key->blob_size);
	assert_int_equal(check(&s, 32), TEE_ERROR_SECURITY);
	assert_int_equal(check(&s, 0), TEE_ERROR_SECURITY);
	/* not programmed, whatever the blob says */
	set_slot(0, 0, p256_key->blob, p256_key->blob_size);
	assert_int_equal(check(&s, 32), TEE_ERROR_SECURITY);
	assert_int_equal(check(&s, 0), TEE_ERROR_SECURITY);
	assert_non_null(strstr(core_shim.message, "slot 0 of the SoC has no"));
	set_slot(3, TEEPROC_OTP_PROGRAMMED, p256_key->blob,
		 p256_key->blob_size);
	assert_int_equal(check(&s, 32), TEE_SUCCESS);
	/* none named is slot 0's, which is not in another slot */
	assert_int_equal(check(&s, 0), TEE_ERROR_SECURITY);
	/* an algorithm that is not the key's */
	s.algo = TEE_ALG_RSASSA_PKCS1_V1_5_SHA256;
	assert_int_equal(check(&s, 32), TEE_ERROR_SECURITY);
	s.algo = TEE_ALG_ECDSA_P256;

	/* a damaged blob in slot 0: too short, other sizes, other type */
	reset_slots();
	memcpy(blob, p256_key->blob, p256_key->blob_size);
	set_slot(0, TEEPROC_OTP_PROGRAMMED, blob, 7);
	assert_int_equal(check(&s, 0), TEE_ERROR_SECURITY);
	set_slot(0, TEEPROC_OTP_PROGRAMMED, blob, p256_key->blob_size - 1);
	assert_int_equal(check(&s, 0), TEE_ERROR_SECURITY);
	blob[4] = 1;
	set_slot(0, TEEPROC_OTP_PROGRAMMED, blob, p256_key->blob_size);
	assert_int_equal(check(&s, 0), TEE_ERROR_SECURITY);
	blob[0] = 3;
	set_slot(0, TEEPROC_OTP_PROGRAMMED, blob, p256_key->blob_size);
	assert_int_equal(check(&s, 0), TEE_ERROR_SECURITY);
	image_free(&s.image);
}

/* Is @blob in slot 0 taken for a key, whatever the signature then is? */
static bool understood(const struct signature *s, const uint8_t *blob,
		       size_t size)
{
	TEE_Result res;

	reset_slots();
	set_slot(0, TEEPROC_OTP_PROGRAMMED, blob, size);
	res = check(s, 0);
	if (res != TEE_ERROR_SECURITY)
		return true;
	assert_non_null(strstr(core_shim.message, "not understood"));
	return false;
}

static void set_type(uint8_t *blob, uint32_t type, uint32_t bits)
{
	const uint32_t header[] = { htole32(type), htole32(bits) };

	memcpy(blob, header, sizeof(header));
}

/* Types, lengths and sizes that belong together, and no other */
static void test_key_blobs(void **state)
{
	static const uint32_t lengths[] = { 2048, 3072, 4096 };
	static uint8_t blob[TEEPROC_KEY_BLOB_MAX];
	struct signature s;
	size_t n;

	(void)state;
	make_signature(&s, p256_key);
	for (n = 0; n < TEEPROC_KEY_BLOB_HDR; n++) {
		memcpy(blob, p256_key->blob, p256_key->blob_size);
		assert_true(understood(&s, blob, p256_key->blob_size));
		blob[n] ^= 0x10;
		assert_false(understood(&s, blob, p256_key->blob_size));
		assert_false(understood(&s, blob, n));
	}
	set_type(blob, 2, 255);
	assert_false(understood(&s, blob, p256_key->blob_size));
	set_type(blob, 2, 257);
	assert_false(understood(&s, blob, p256_key->blob_size));
	memset(blob, 0xa5, sizeof(blob));
	s.algo = TEE_ALG_RSASSA_PKCS1_V1_5_SHA256;
	for (n = 0; n < 3; n++) {
		const uint32_t bits = lengths[n];
		const size_t size = TEEPROC_KEY_BLOB_HDR + bits / 8 + 4;

		s.size = bits / 8 - 1;
		set_type(blob, 1, bits);
		assert_true(understood(&s, blob, size));
		assert_false(understood(&s, blob, size - 1));
		if (size < sizeof(blob)) {
			assert_false(understood(&s, blob, size + 1));
			set_type(blob, 1, bits + 8);
			assert_false(understood(&s, blob, size + 1));
		}
		set_type(blob, 1, bits + 1);
		assert_false(understood(&s, blob, size));
		set_type(blob, 1, bits - 8);
		assert_false(understood(&s, blob, size - 1));
		set_type(blob, 2, bits);
		assert_false(understood(&s, blob, size));
		set_type(blob, 0, bits);
		assert_false(understood(&s, blob, size));
	}
	image_free(&s.image);
}

/* A key is for the cores of its mask, whoever has signed what with it. */
static void test_key_cores(void **state)
{
	struct signature s;

	(void)state;
	make_signature(&s, p256_key);
	for (core = 0; core < 32; core++) {
		reset_slots();
		set_slot_for(0, TEEPROC_OTP_PROGRAMMED, UINT32_C(1) << core,
			     p256_key->blob, p256_key->blob_size);
		assert_int_equal(check(&s, 32), TEE_SUCCESS);
		assert_int_equal(check(&s, 0), TEE_SUCCESS);
		set_slot_for(0, TEEPROC_OTP_PROGRAMMED, ~(UINT32_C(1) << core),
			     p256_key->blob, p256_key->blob_size);
		assert_int_equal(check(&s, 32), TEE_ERROR_SECURITY);
		assert_int_equal(check(&s, 0), TEE_ERROR_SECURITY);
		assert_non_null(strstr(core_shim.message, "not one for core"));
	}
	/* one that the mask has no bit for is none of its cores */
	reset_slots();
	core = 32;
	assert_int_equal(check(&s, 32), TEE_ERROR_SECURITY);
	core = 0;
	image_free(&s.image);
}

/* The same key in two slots: each of them has to allow it, in any order. */
static void test_key_copies(void **state)
{
	static const struct {
		unsigned int flags[2];
		uint32_t cores[2];
		TEE_Result res;
	} cases[] = {
		{ { 1, 1 }, { ALL, ALL }, TEE_SUCCESS },
		{ { 1, 1 }, { 3, 1 }, TEE_SUCCESS },
		{ { 1, 3 }, { ALL, ALL }, TEE_ERROR_SECURITY },
		{ { 3, 1 }, { ALL, ALL }, TEE_ERROR_SECURITY },
		{ { 1, 1 }, { ALL, 2 }, TEE_ERROR_SECURITY },
		{ { 1, 1 }, { 2, ALL }, TEE_ERROR_SECURITY },
		{ { 1, 1 }, { 2, 2 }, TEE_ERROR_SECURITY },
		/* what is not programmed says nothing */
		{ { 1, 2 }, { 1, 0 }, TEE_SUCCESS },
	};
	struct signature s;
	size_t n;
	size_t slot;

	(void)state;
	make_signature(&s, p256_key);
	for (n = 0; n < sizeof(cases) / sizeof(*cases); n++) {
		reset_slots();
		for (slot = 0; slot < 2; slot++)
			set_slot_for(slot ? 3 : 0, cases[n].flags[slot],
				     cases[n].cores[slot], p256_key->blob,
				     p256_key->blob_size);
		assert_int_equal(check(&s, 32), cases[n].res);
		assert_int_equal(check(&s, 0), cases[n].res);
	}
	/* the other slots can't be read: it is not known, so it is not used */
	reset_slots();
	strcpy(slots[3].answer, "err io");
	assert_int_equal(check(&s, 32), TEE_ERROR_GENERIC);
	image_free(&s.image);
}

static void test_key_failures(void **state)
{
	static const char *const answers[] = {
		"ok",	      "ok 1",
		"ok 1 f",     "ok 1 f x",
		"ok x f 00",  "ok 1 x 00",
		"ok 1 f 0",   "ok 1 00ff00",
		"ok 1!f 00",  "ok 1 f!00",
		"ok 1\tf 00", "ok 1 f\t00",
		"ok 1 f  00", "ok 1 100000000 00"
	};
	struct signature s[2];
	TEE_Result res;
	size_t n;
	int k;

	(void)state;
	make_signature(s, p256_key);
	make_signature(s + 1, rsa_key);
	for (n = 0; n < sizeof(answers) / sizeof(*answers); n++) {
		reset_slots();
		snprintf(slots[0].answer, sizeof(slots[0].answer), "%s",
			 answers[n]);
		assert_int_equal(check(s, 0), TEE_ERROR_COMMUNICATION);
		assert_int_equal(check(s, 32), TEE_ERROR_COMMUNICATION);
	}
	/* a slot that can't be read is not one without a key, nor any key */
	reset_slots();
	strcpy(slots[0].answer, "err dead");
	assert_int_equal(check(s, 0), TEE_ERROR_COMMUNICATION);
	strcpy(slots[0].answer, "err io");
	assert_int_equal(check(s, 0), TEE_ERROR_GENERIC);
	strcpy(slots[0].answer, "err range");
	assert_int_equal(check(s, 0), TEE_ERROR_ACCESS_DENIED);
	strcpy(slots[0].answer, "err none");
	assert_int_equal(check(s, 0), TEE_ERROR_SECURITY);
	assert_non_null(strstr(core_shim.message, "slot 0 of the SoC has no"));
	/* nor the second time, if it can be read then */
	reset_slots();
	once = "err dead";
	assert_int_equal(check(s, 0), TEE_ERROR_COMMUNICATION);
	assert_null(once);
	/* each allocation, each hash and each number */
	for (n = 0; n < 2; n++) {
		for (k = 1;; k++) {
			reset_slots();
			core_shim.fail_alloc = k;
			res = check(s + n, 32);
			if (core_shim.fail_alloc)
				break;
			assert_int_equal(res, TEE_ERROR_OUT_OF_MEMORY);
		}
		assert_int_equal(res, TEE_SUCCESS);
		assert_int_equal(k, 6);
	}
	reset_slots();
	core_shim.fail_alloc = 1;
	assert_int_equal(check(s, 0), TEE_ERROR_OUT_OF_MEMORY);
	reset_slots();
	core_shim.fail_heap = 1;
	assert_int_equal(check(s, 32), TEE_ERROR_OUT_OF_MEMORY);
	/* an empty slot that the SoC calls "none" is passed over */
	reset_slots();
	strcpy(slots[1].answer, "err none");
	assert_int_equal(check(s + 1, 32), TEE_SUCCESS);
	image_free(&s[0].image);
	image_free(&s[1].image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_key_slots),
		cmocka_unit_test(test_key_blobs),
		cmocka_unit_test(test_key_cores),
		cmocka_unit_test(test_key_copies),
		cmocka_unit_test(test_key_failures),
	};
	int bad;

	p256_key = key_make(TEEPROC_SIGN_ECDSA_P256);
	rsa_key = key_make(TEEPROC_SIGN_RSA);
	cmocka_set_message_output(CM_OUTPUT_TAP);
	bad = cmocka_run_group_tests_name("pta keys", tests, NULL, NULL);
	key_free(p256_key);
	key_free(rsa_key);
	return bad;
}
