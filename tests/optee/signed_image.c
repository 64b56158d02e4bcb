// SPDX-License-Identifier: BSD-2-Clause
#include "signed_image.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <openssl/rsa.h>
#include <openssl/sha.h>
#include <stdlib.h>
#include <string.h>
#include <teeproc/elf.h>
#include <teeproc/image_build.h>

#define EHDR_SIZE 52u
#define PHDR_SIZE 32u
#define SHDR_SIZE 40u
#define META_MAX (1u << 20)

static void put16(uint8_t *to, uint32_t value)
{
	to[0] = value;
	to[1] = value >> 8;
}

static void put32(uint8_t *to, uint32_t value)
{
	put16(to, value);
	put16(to + 2, value >> 16);
}

static uint32_t round_up(uint32_t value, uint32_t to)
{
	return (value + to - 1) / to * to;
}

static void must(bool good)
{
	if (!good)
		abort();
}

uint8_t image_pattern(uint32_t da, uint32_t offset)
{
	uint32_t word = (da ^ offset) * 2654435761u;

	return word >> 24 | 1;
}

static uint32_t signature_size(const struct test_key *key)
{
	return key->type == TEEPROC_SIGN_RSA ? 256 : 64;
}

static void sign_p256(EVP_PKEY_CTX *ctx, const uint8_t *digest, uint8_t *out)
{
	uint8_t der[128];
	const uint8_t *at = der;
	size_t size = sizeof(der);
	ECDSA_SIG *rs = NULL;

	must(EVP_PKEY_sign(ctx, der, &size, digest, 32) > 0);
	rs = d2i_ECDSA_SIG(NULL, &at, (long)size);
	must(rs);
	BN_bn2binpad(ECDSA_SIG_get0_r(rs), out, 32);
	BN_bn2binpad(ECDSA_SIG_get0_s(rs), out + 32, 32);
	ECDSA_SIG_free(rs);
}

void image_sign(struct test_image *image, const struct test_key *key)
{
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key->pair, NULL);
	uint8_t *out = image->bytes + image->layout.signed_size;
	uint8_t digest[32];
	size_t size = 256;

	SHA256(image->bytes, image->layout.signed_size, digest);
	must(EVP_PKEY_sign_init(ctx) > 0);
	must(EVP_PKEY_CTX_set_signature_md(ctx, EVP_sha256()) > 0);
	if (key->type == TEEPROC_SIGN_RSA) {
		EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING);
		must(EVP_PKEY_sign(ctx, out, &size, digest, 32) > 0);
	} else {
		sign_p256(ctx, digest, out);
	}
	EVP_PKEY_CTX_free(ctx);
}

void image_forge(struct test_image *image, const struct test_key *key)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	const BIGNUM *order = EC_GROUP_get0_order(group);
	uint8_t *out = image->bytes + image->layout.signed_size;
	EC_POINT *point = EC_POINT_new(group);
	BN_CTX *ctx = BN_CTX_new();
	uint8_t encoded[65] = { 4 };
	BIGNUM *t = BN_new();
	BIGNUM *r = BN_new();
	BIGNUM *s = BN_new();

	memcpy(encoded + 1, key->blob + 8, 64);
	must(BN_set_word(t, 0x7ee9));
	must(EC_POINT_oct2point(group, point, encoded, sizeof(encoded), ctx));
	must(EC_POINT_mul(group, point, NULL, point, t, ctx));
	must(EC_POINT_get_affine_coordinates(group, point, r, NULL, ctx));
	must(BN_nnmod(r, r, order, ctx));
	must(BN_mod_inverse(s, t, order, ctx) != NULL);
	must(BN_mod_mul(s, s, r, order, ctx));
	BN_bn2binpad(r, out, 32);
	BN_bn2binpad(s, out + 32, 32);
	BN_free(s);
	BN_free(r);
	BN_free(t);
	BN_CTX_free(ctx);
	EC_POINT_free(point);
	EC_GROUP_free(group);
}

/* An ELF file with the segments, and section headers if the table wants them */
static uint8_t *make_elf(const struct image_options *options,
			 const struct test_segment *segments, uint32_t *size)
{
	static const char names[] = "\0.shstrtab\0.resource_table";
	uint32_t num = options->num_segments;
	uint32_t offset = EHDR_SIZE + num * PHDR_SIZE;
	uint32_t rsc_offset = 0;
	uint32_t total = offset;
	uint32_t i;
	uint32_t k;
	uint8_t *elf;

	for (i = 0; i < num; i++)
		total += segments[i].file_size;
	total = round_up(total, 4) + sizeof(names) + 4 + 3 * SHDR_SIZE;
	elf = calloc(1, round_up(total, 8));
	must(elf);
	memcpy(elf,
	       "\x7f"
	       "ELF\1\1\1",
	       7);
	put16(elf + 16, 2);
	put16(elf + 18, TEEPROC_EM_ARM);
	put32(elf + 20, 1);
	put32(elf + 28, EHDR_SIZE);
	put16(elf + 40, EHDR_SIZE);
	put16(elf + 42, PHDR_SIZE);
	put16(elf + 44, num);
	for (i = 0; i < num; i++) {
		const struct test_segment *segment = segments + i;
		uint8_t *phdr = elf + EHDR_SIZE + i * PHDR_SIZE;

		put32(phdr, TEEPROC_PT_LOAD);
		put32(phdr + 4, offset);
		put32(phdr + 8, segment->da);
		put32(phdr + 12, segment->da);
		put32(phdr + 16, segment->file_size);
		put32(phdr + 20, segment->mem_size);
		put32(phdr + 24, 7);
		put32(phdr + 28, 1);
		for (k = 0; k < segment->file_size; k++)
			elf[offset + k] = image_pattern(options->share_bytes ?
								segments->da :
								segment->da,
							k);
		if (options->rsc_da - segment->da < segment->file_size)
			rsc_offset = offset + (options->rsc_da - segment->da);
		if (!options->share_bytes || i + 1 == num)
			offset += segment->file_size;
	}
	if (options->rsc_table == RSC_SECTION) {
		uint8_t *shdr = elf + round_up(offset, 4);

		put32(elf + 32, (uint32_t)(shdr - elf));
		put16(elf + 46, SHDR_SIZE);
		put16(elf + 48, 3);
		put16(elf + 50, 1);
		put32(shdr + SHDR_SIZE, 1);
		put32(shdr + SHDR_SIZE + 4, 3);
		put32(shdr + SHDR_SIZE + 16,
		      (uint32_t)(shdr - elf) + 3 * SHDR_SIZE);
		put32(shdr + SHDR_SIZE + 20, sizeof(names));
		put32(shdr + 2 * SHDR_SIZE, 11);
		put32(shdr + 2 * SHDR_SIZE + 4, 1);
		put32(shdr + 2 * SHDR_SIZE + 12, options->rsc_da);
		put32(shdr + 2 * SHDR_SIZE + 16, rsc_offset);
		put32(shdr + 2 * SHDR_SIZE + 20, 16);
		memcpy(shdr + 3 * SHDR_SIZE, names, sizeof(names));
	}
	*size = round_up(total, 8);
	return elf;
}

static void add_tlv(struct teeproc_build *build, uint32_t type,
		    const void *value, uint32_t size)
{
	must(!teeproc_build_tlv(build, type, value, size, NULL));
}

static void add_u32(struct teeproc_build *build, uint32_t type, uint32_t value)
{
	must(!teeproc_build_tlv_u32(build, type, &value, 1));
}

static void add_hash_table(struct teeproc_build *build, uint8_t *const *elfs,
			   const struct image_options *options)
{
	uint32_t num = options->num_segments;
	uint8_t *to;
	uint32_t i;

	must(!teeproc_build_tlv(build, TEEPROC_TLV_HASH_TABLE, NULL,
				options->num_images * num *
					TEEPROC_HASH_ENTRY_SIZE,
				&to));
	for (i = 0; i < options->num_images * num; i++) {
		const uint8_t *elf = elfs[i / num];
		const uint8_t *phdr = elf + EHDR_SIZE + i % num * PHDR_SIZE;
		uint32_t offset;
		uint32_t size;

		memcpy(&offset, phdr + 4, 4);
		memcpy(&size, phdr + 16, 4);
		memcpy(to, phdr, PHDR_SIZE);
		SHA256(elf + offset, size, to + PHDR_SIZE);
		to += TEEPROC_HASH_ENTRY_SIZE;
	}
}

static void add_own(struct teeproc_build *build,
		    const struct image_options *options)
{
	const uint32_t table[2] = { options->rsc_table == RSC_SIGNED ?
					    options->rsc_da :
					    0,
				    options->rsc_table == RSC_SIGNED ? 16 : 0 };
	uint32_t entries[TEEPROC_IMAGES_MAX];
	uint8_t debug = 1;
	uint32_t i;

	must(!teeproc_build_tlv_u32(build, TEEPROC_TLV_RSC_TABLE, table, 2));
	if (options->rollback >= 0)
		add_u32(build, TEEPROC_TLV_ROLLBACK,
			(uint32_t)options->rollback);
	if (options->target)
		add_tlv(build, TEEPROC_TLV_TARGET, options->target,
			strlen(options->target));
	if (options->debuggable)
		add_tlv(build, TEEPROC_TLV_DEBUG, &debug, 1);
	for (i = 0; i < options->num_images; i++)
		entries[i] = options->num_segments;
	must(options->no_entries ||
	     !teeproc_build_tlv_u32(build, TEEPROC_TLV_ENTRIES, entries,
				    options->num_images));
	add_tlv(build, TEEPROC_TLV_REST_HASH, NULL, 32);
}

static void add_tlvs(struct teeproc_build *build, uint8_t *const *elfs,
		     const uint32_t *sizes, const struct image_options *options)
{
	static const uint8_t ones[TEEPROC_IMAGES_MAX] = {
		1, 1, 1, 1, 1, 1, 1, 1
	};
	uint8_t sign_type = options->key->type;
	uint8_t num = options->num_images;
	static uint8_t key_info[TEEPROC_KEY_INFO_MAX];

	add_tlv(build, TEEPROC_TLV_SIGN_TYPE, &sign_type, 1);
	add_tlv(build, TEEPROC_TLV_HASH_TYPE, ones, 1);
	add_tlv(build, TEEPROC_TLV_NUM_IMAGES, &num, 1);
	add_tlv(build, TEEPROC_TLV_IMAGE_TYPE, ones, num);
	must(!teeproc_build_tlv_u32(build, TEEPROC_TLV_IMAGE_SIZE, sizes, num));
	add_hash_table(build, elfs, options);
	SHA256(options->key->blob, options->key->blob_size, key_info);
	if (!options->no_key_info)
		add_tlv(build, TEEPROC_TLV_KEY_INFO, key_info,
			options->key_info_size ? options->key_info_size : 32);
	if (options->platform_size)
		add_tlv(build, TEEPROC_TLV_PLATFORM_MIN, NULL,
			options->platform_size);
	if (!options->upstream)
		add_own(build, options);
}

/* The hash over what is not loaded can be told once all else is there. */
static void fill_rest_hash(struct test_image *test, size_t meta_size)
{
	struct teeproc_image image;
	struct teeproc_range range;
	const uint8_t *images = test->bytes + meta_size;
	EVP_MD_CTX *ctx;
	uint8_t digest[32];
	uint32_t pos = 0;

	if (teeproc_image_parse(test->bytes, meta_size, test->size, &image) ||
	    !image.rest_hash)
		return;
	/* an image that is wrong on purpose keeps a wrong one */
	if (teeproc_image_open(&image, images))
		return;
	ctx = EVP_MD_CTX_new();
	EVP_DigestInit_ex(ctx, EVP_sha256(), NULL);
	while (teeproc_image_next_rest(&image, &pos, &range))
		EVP_DigestUpdate(ctx, images + range.offset, range.size);
	EVP_DigestFinal_ex(ctx, digest, NULL);
	EVP_MD_CTX_free(ctx);
	memcpy(test->bytes + (image.rest_hash - image.meta), digest, 32);
}

void image_make(const struct image_options *options, struct test_image *image)
{
	struct teeproc_build build = { .room = META_MAX };
	uint32_t sizes[TEEPROC_IMAGES_MAX];
	uint8_t *elfs[TEEPROC_IMAGES_MAX];
	uint32_t images_size = 0;
	size_t at;
	uint32_t i;

	for (i = 0; i < options->num_images; i++) {
		elfs[i] =
			make_elf(options,
				 options->segments + i * options->num_segments,
				 sizes + i);
		images_size += sizes[i];
	}
	build.data = calloc(1, META_MAX);
	must(build.data);
	add_tlvs(&build, elfs, sizes, options);

	memset(image, 0, sizeof(*image));
	at = TEEPROC_IMAGE_HDR_SIZE + build.used;
	image->layout.tlv_size = (uint32_t)build.used;
	image->layout.sign_size = signature_size(options->key);
	image->layout.signed_size = (uint32_t)at;
	at += signature_size(options->key);
	image->layout.images_offset = (uint32_t)at;
	image->size = at + images_size;
	image->bytes = calloc(1, image->size);
	must(image->bytes);
	teeproc_build_header(image->bytes, (uint32_t)build.used,
			     signature_size(options->key), images_size);
	memcpy(image->bytes + TEEPROC_IMAGE_HDR_SIZE, build.data, build.used);
	for (i = 0; i < options->num_images; i++) {
		memcpy(image->bytes + at, elfs[i], sizes[i]);
		at += sizes[i];
		free(elfs[i]);
	}
	free(build.data);
	fill_rest_hash(image, image->layout.images_offset);
	image_sign(image, options->key);
}

void image_second_form(struct test_image *image)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	uint8_t *bytes = image->bytes + image->layout.signed_size + 32;
	BIGNUM *s = BN_bin2bn(bytes, 32, NULL);

	must(group && s && BN_sub(s, EC_GROUP_get0_order(group), s));
	must(BN_bn2binpad(s, bytes, 32) == 32);
	BN_free(s);
	EC_GROUP_free(group);
}

uint8_t *image_find_tlv(const struct test_image *test, uint32_t type)
{
	const struct teeproc_image image = { .meta = test->bytes,
					     .layout = test->layout };
	struct teeproc_tlv tlv = { 0 };
	uint32_t pos = 0;

	while (!teeproc_image_next_tlv(&image, &pos, &tlv))
		if (tlv.type == type)
			return test->bytes + (tlv.value - image.meta);
	abort();
}

void image_free(struct test_image *image)
{
	free(image->bytes);
	memset(image, 0, sizeof(*image));
}

void image_default_options(struct image_options *options,
			   const struct test_key *key)
{
	static const struct test_segment segments[] = {
		{ 0x00000000, 0x400, 0x400 },
		{ 0x20000000, 0x200, 0x1000 },
		{ 0x21000000, 0x1234, 0x1234 },
	};

	memset(options, 0, sizeof(*options));
	options->key = key;
	memcpy(options->segments, segments, sizeof(segments));
	options->num_segments = 3;
	options->num_images = 1;
	options->rsc_table = RSC_SIGNED;
	options->rsc_da = 0x21000100;
	options->rollback = -1;
	options->debuggable = true;
	options->target = IMAGE_TARGET;
}
