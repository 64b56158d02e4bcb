// SPDX-License-Identifier: BSD-2-Clause
/* Key blobs: what is one, and what only looks like one. */
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

#include "maker.h"
#include "teeproc/key.h"

#define BLOB_MAX (8 + 512 + 4)

static const struct {
	uint32_t type;
	uint32_t bits;
	size_t size; /* of the blob */
	uint32_t sign_size;
} kinds[] = {
	{ TEEPROC_SIGN_RSA, 2048, 8 + 256 + 4, 256 },
	{ TEEPROC_SIGN_RSA, 3072, 8 + 384 + 4, 384 },
	{ TEEPROC_SIGN_RSA, 4096, 8 + 512 + 4, 512 },
	{ TEEPROC_SIGN_ECDSA_P256, 256, 8 + 64, 64 },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

/* Numbers as a key has them: an odd modulus of full length, exponent 65537 */
static size_t make_blob(uint32_t kind, uint8_t *blob)
{
	struct teeproc_key key;
	size_t size;

	memset(blob, 0xa5, BLOB_MAX);
	assert_ok(teeproc_key_build(blob, kinds[kind].type, kinds[kind].bits,
				    &key, &size));
	assert_int_equal(size, kinds[kind].size);
	if (kinds[kind].type == TEEPROC_SIGN_RSA)
		memcpy(blob + size - 4, "\0\1\0\1", 4);
	return size;
}

static void test_kinds(void **state)
{
	uint8_t blob[BLOB_MAX];
	struct teeproc_key key;
	uint32_t kind;
	size_t size;

	(void)state;
	for (kind = 0; kind < KINDS; kind++) {
		size = make_blob(kind, blob);
		assert_ok(teeproc_key_parse(blob, size, &key));
		assert_int_equal(key.type, kinds[kind].type);
		assert_int_equal(key.bits, kinds[kind].bits);
		assert_int_equal(key.sign_size, kinds[kind].sign_size);
		assert_ptr_equal(key.first, blob + 8);
		assert_ptr_equal(key.second, key.first + key.first_size);
		assert_ptr_equal(key.second + key.second_size, blob + size);
	}
}

static void test_lengths(void **state)
{
	uint8_t blob[BLOB_MAX], *exact;
	struct teeproc_key key;
	uint32_t kind;
	size_t size, length;

	(void)state;
	for (kind = 0; kind < KINDS; kind++) {
		size = make_blob(kind, blob);
		for (length = 0; length <= BLOB_MAX; length++) {
			/* nothing behind it is read */
			exact = malloc(length ? length : 1);
			assert_non_null(exact);
			memcpy(exact, blob, length);
			assert_error(teeproc_key_parse(exact, length, &key),
				     length == size ? TEEPROC_IMAGE_OK :
						      TEEPROC_KEY_LENGTH);
			free(exact);
		}
	}
}

static void test_headers(void **state)
{
	static const struct {
		uint32_t type, bits;
		enum teeproc_image_error error;
	} bad[] = {
		{ 0, 2048, TEEPROC_KEY_TYPE },
		{ 3, 256, TEEPROC_KEY_TYPE },
		{ 0x101, 2048, TEEPROC_KEY_TYPE },
		{ TEEPROC_SIGN_RSA, 1024, TEEPROC_KEY_BITS },
		{ TEEPROC_SIGN_RSA, 2047, TEEPROC_KEY_BITS },
		{ TEEPROC_SIGN_RSA, 8192, TEEPROC_KEY_BITS },
		{ TEEPROC_SIGN_RSA, 0x80000800, TEEPROC_KEY_BITS },
		{ TEEPROC_SIGN_ECDSA_P256, 384, TEEPROC_KEY_BITS },
		{ TEEPROC_SIGN_ECDSA_P256, 255, TEEPROC_KEY_BITS },
		{ TEEPROC_SIGN_ECDSA_P256, 257, TEEPROC_KEY_BITS },
		{ TEEPROC_SIGN_ECDSA_P256, 0, TEEPROC_KEY_BITS },
		{ TEEPROC_SIGN_ECDSA_P256, 2048, TEEPROC_KEY_BITS },
	};
	uint8_t blob[BLOB_MAX];
	struct teeproc_key key;
	size_t i, size;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		size = make_blob(0, blob);
		poke32(blob, bad[i].type);
		poke32(blob + 4, bad[i].bits);
		assert_error(teeproc_key_parse(blob, size, &key), bad[i].error);
		assert_error(teeproc_key_build(blob, bad[i].type, bad[i].bits,
					       &key, &size),
			     bad[i].error);
	}
}

/* Of RSA; a point of P-256 is not looked at here */
static void test_numbers(void **state)
{
	static const struct {
		size_t at;
		uint8_t value;
	} bad[] = {
		{ 8, 0x7f }, /* a modulus that is shorter */
		{ 8 + 255, 0xa4 }, /* or even */
		{ 8 + 259, 0x00 }, /* an even exponent */
	};
	uint8_t blob[BLOB_MAX];
	struct teeproc_key key;
	size_t i, size;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		size = make_blob(0, blob);
		blob[bad[i].at] = bad[i].value;
		assert_error(teeproc_key_parse(blob, size, &key),
			     TEEPROC_KEY_NUMBERS);
	}
	/* nothing but the header */
	size = make_blob(0, blob);
	poke32(blob, 0);
	assert_error(teeproc_key_parse(blob, 8, &key), TEEPROC_KEY_TYPE);
	size = make_blob(0, blob);
	memcpy(blob + size - 4, "\0\0\0\1", 4);
	assert_error(teeproc_key_parse(blob, size, &key), TEEPROC_KEY_NUMBERS);
	memcpy(blob + size - 4, "\0\0\0\3", 4);
	assert_ok(teeproc_key_parse(blob, size, &key));
	memcpy(blob + size - 4, "\1\0\0\1", 4);
	assert_ok(teeproc_key_parse(blob, size, &key));
	size = make_blob(3, blob);
	memset(blob + 8, 0, size - 8);
	assert_ok(teeproc_key_parse(blob, size, &key));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_lengths),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_numbers),
	};

	return RUN_TESTS("key", tests);
}
