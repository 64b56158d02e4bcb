// SPDX-License-Identifier: BSD-2-Clause
/* Building, key blobs, and the sentences. */
#include "unit.h"

#include <stdlib.h>

#include "maker.h"
#include "teeproc/key.h"

static void test_tlv(void **state)
{
	static const uint8_t want[] = { 0x02, 0,   1,	0, 3, 0, 0, 0,
					'a',  'b', 'c', 0, 0, 0, 0, 0 };
	uint8_t bytes[16];
	struct teeproc_build build = { bytes, sizeof(bytes), 0 };
	uint8_t *room;

	(void)state;
	memset(bytes, 0xff, sizeof(bytes));
	assert_ok(teeproc_build_tlv(&build, 0x10002, "abc", 3, &room));
	assert_int_equal(build.used, 16);
	assert_int_equal(TEEPROC_TLV_ROOM(3), 16);
	assert_ptr_equal(room, bytes + 8);
	assert_memory_equal(bytes, want, sizeof(want));
	assert_error(teeproc_build_tlv(&build, 1, "", 0, NULL),
		     TEEPROC_BUILD_NO_ROOM);
	build.used = 0;
	assert_error(teeproc_build_tlv(&build, 1, NULL, 0xffffffff, NULL),
		     TEEPROC_BUILD_NO_ROOM);
	assert_error(teeproc_build_tlv_u32(&build, 1, NULL, 0x40000000),
		     TEEPROC_BUILD_NO_ROOM);
	assert_error(teeproc_build_tlv_u32(&build, 1, NULL, 3),
		     TEEPROC_BUILD_NO_ROOM);
}

static void test_hash_entry(void **state)
{
	struct teeproc_phdr phdr = { 1, 2, 3, 4, 5, 6, 7, 8 };
	static const uint32_t order[] = { 1, 3, 4, 5, 6, 7, 2, 8 };
	uint8_t hash[TEEPROC_SHA256_SIZE], entry[TEEPROC_HASH_ENTRY_SIZE];
	uint32_t i;

	(void)state;
	maker_fill(hash, sizeof(hash), 1);
	assert_ok(teeproc_build_hash_entry(entry, &phdr, hash));
	for (i = 0; i < 8; i++)
		assert_int_equal(peek32(entry + 4 * i), order[i]);
	assert_memory_equal(entry + 32, hash, sizeof(hash));
	phdr.memsz = UINT64_C(1) << 32;
	assert_error(teeproc_build_hash_entry(entry, &phdr, hash),
		     TEEPROC_ELF_NOT_32BIT);
}

static void test_key(void **state)
{
	static const uint32_t bits[] = { 2048, 3072, 4096 };
	uint8_t blob[TEEPROC_KEY_BLOB_MAX];
	struct teeproc_key built, key;
	size_t size;
	uint32_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		memset(blob, 0xff, sizeof(blob));
		assert_ok(teeproc_key_build(blob, TEEPROC_SIGN_RSA, bits[i],
					    &built, &size));
		assert_int_equal(size, 8 + bits[i] / 8 + 4);
		assert_ok(teeproc_key_parse(blob, size, &key));
		assert_int_equal(key.type, TEEPROC_SIGN_RSA);
		assert_int_equal(key.bits, bits[i]);
		assert_int_equal(key.sign_size, bits[i] / 8);
		assert_ptr_equal(key.first, built.first);
		assert_ptr_equal(key.second, blob + 8 + bits[i] / 8);
	}
	assert_ok(teeproc_key_build(blob, TEEPROC_SIGN_ECDSA_P256, 256, &built,
				    &size));
	assert_int_equal(size, 72);
	assert_ok(teeproc_key_parse(blob, size, &key));
	assert_int_equal(key.sign_size, 64);
	assert_int_equal(key.second_size, 32);
}

static void test_bad_key(void **state)
{
	uint8_t blob[TEEPROC_KEY_BLOB_MAX];
	struct teeproc_key key;
	size_t size, cut;

	(void)state;
	assert_error(teeproc_key_build(blob, 3, 256, &key, &size),
		     TEEPROC_KEY_TYPE);
	assert_error(teeproc_key_build(blob, TEEPROC_SIGN_RSA, 1024, &key,
				       &size),
		     TEEPROC_KEY_BITS);
	assert_error(teeproc_key_build(blob, TEEPROC_SIGN_ECDSA_P256, 384, &key,
				       &size),
		     TEEPROC_KEY_BITS);

	memset(blob, 0xff, sizeof(blob));
	assert_ok(teeproc_key_build(blob, TEEPROC_SIGN_RSA, 2048, &key, &size));
	for (cut = 0; cut < size; cut++)
		assert_error(teeproc_key_parse(blob, cut, &key),
			     TEEPROC_KEY_LENGTH);
	assert_error(teeproc_key_parse(blob, size + 1, &key),
		     TEEPROC_KEY_LENGTH);
	blob[8] = 0x7f; /* the modulus is a bit too short */
	assert_error(teeproc_key_parse(blob, size, &key), TEEPROC_KEY_NUMBERS);
	blob[8] = 0xff;
	blob[8 + 255] = 0xfe; /* even */
	assert_error(teeproc_key_parse(blob, size, &key), TEEPROC_KEY_NUMBERS);
	blob[8 + 255] = 0xff;
	memset(blob + 8 + 256, 0, 4);
	blob[size - 1] = 1; /* an exponent that changes nothing */
	assert_error(teeproc_key_parse(blob, size, &key), TEEPROC_KEY_NUMBERS);
	blob[size - 1] = 3;
	assert_ok(teeproc_key_parse(blob, size, &key));
}

/* Each error has a sentence, and no two the same */
static void test_sentences(void **state)
{
	int i, j;

	(void)state;
	for (i = 0; i < TEEPROC_IMAGE_ERRORS; i++) {
		assert_non_null(teeproc_image_strerror(i));
		for (j = 0; j < i; j++)
			assert_string_not_equal(teeproc_image_strerror(i),
						teeproc_image_strerror(j));
	}
	assert_string_equal(teeproc_image_strerror(TEEPROC_IMAGE_ERRORS),
			    "unknown error");
	assert_string_equal(teeproc_image_strerror(-1), "unknown error");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tlv),
		cmocka_unit_test(test_hash_entry),
		cmocka_unit_test(test_key),
		cmocka_unit_test(test_bad_key),
		cmocka_unit_test(test_sentences),
	};

	return RUN_TESTS("building", tests);
}
