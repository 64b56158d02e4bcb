// SPDX-License-Identifier: BSD-2-Clause
/*
 * Any bytes as a signed image, as the Trusted Application gets it. The mutator
 * knows the structure: after most mutations it puts lengths and hashes right and
 * signs anew, so that what lies behind the signature is reached.
 *
 * The key is the one of P-256's base point: it is to be known to everyone, or
 * findings could not be tried again.
 */
#include "fuzz.h"

#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <string.h>

#include "../../image/bytes.h"
#include "../../tools/teeproc-image/verify.h"
#include "teeproc/image_build.h"

static struct signing_key key = { .type = TEEPROC_SIGN_ECDSA_P256,
				  .bits = 256,
				  .sign_size = TEEPROC_ECDSA_P256_SIZE };
static struct digest digest;
static const struct expectation expected = { .any_key_info = true };

static const uint8_t base_point[] = {
	0x04, 0x6b, 0x17, 0xd1, 0xf2, 0xe1, 0x2c, 0x42, 0x47, 0xf8, 0xbc,
	0xe6, 0xe5, 0x63, 0xa4, 0x40, 0xf2, 0x77, 0x03, 0x7d, 0x81, 0x2d,
	0xeb, 0x33, 0xa0, 0xf4, 0xa1, 0x39, 0x45, 0xd8, 0x98, 0xc2, 0x96,
	0x4f, 0xe3, 0x42, 0xe2, 0xfe, 0x1a, 0x7f, 0x9b, 0x8e, 0xe7, 0xeb,
	0x4a, 0x7c, 0x0f, 0x9e, 0x16, 0x2b, 0xce, 0x33, 0x57, 0x6b, 0x31,
	0x5e, 0xce, 0xcb, 0xb6, 0x40, 0x68, 0x37, 0xbf, 0x51, 0xf5,
};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
	OSSL_PARAM *params;
	BIGNUM *one = BN_new();

	(void)argc;
	(void)argv;
	BN_one(one);
	must(OSSL_PARAM_BLD_push_utf8_string(builder,
					     OSSL_PKEY_PARAM_GROUP_NAME,
					     "prime256v1", 0));
	must(OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY,
					      base_point, sizeof(base_point)));
	must(OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_PRIV_KEY, one));
	params = OSSL_PARAM_BLD_to_param(builder);
	must(EVP_PKEY_fromdata_init(context) > 0);
	must(EVP_PKEY_fromdata(context, &key.pkey, EVP_PKEY_KEYPAIR, params) >
	     0);
	must(digest_open(&digest));
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(builder);
	EVP_PKEY_CTX_free(context);
	BN_free(one);
	return 0;
}

#ifndef TEEPROC_NO_MUTATOR /* AFL++ mutates by itself */
/* Hashes of the segments and of the rest, where the image can be read */
static void put_hashes(uint8_t *data, size_t size)
{
	struct teeproc_segment segment;
	struct teeproc_image image;
	const uint8_t *images;
	uint32_t pos = 0;

	if (teeproc_image_parse(data, size, size, &image))
		return;
	images = data + image.layout.images_offset;
	if (teeproc_image_open(&image, images))
		return;
	while (teeproc_image_next_segment(&image, &pos, &segment))
		digest_bytes(&digest,
			     images + (segment.file_size ? segment.offset : 0),
			     segment.file_size, (uint8_t *)segment.hash);
	if (image.rest_hash)
		digest_rest(&digest, &image, images_in_memory, images,
			    (uint8_t *)image.rest_hash);
}

/* Lengths that fit the size, hashes that fit the bytes, a good signature */
static size_t repair(uint8_t *data, size_t size, unsigned int how)
{
	uint32_t room, tlv_size, images_size;

	size -= (size - TEEPROC_IMAGE_HDR_SIZE) % 8;
	if (size < TEEPROC_IMAGE_HDR_SIZE + 8 + TEEPROC_ECDSA_P256_SIZE + 8)
		return size;
	room = (uint32_t)(size - TEEPROC_IMAGE_HDR_SIZE -
			  TEEPROC_ECDSA_P256_SIZE);
	tlv_size = get_le32(data + 8);
	if (tlv_size < 8 || pad8(tlv_size) > room - 8)
		tlv_size = room / 16 * 8;
	images_size = room - (uint32_t)pad8(tlv_size);
	teeproc_build_header(data, tlv_size, TEEPROC_ECDSA_P256_SIZE,
			     images_size);
	/* in the order in which the script and the tool write their TLVs */
	if (how & 1 && tlv_size > 0x40)
		put_le32(data + TEEPROC_IMAGE_HDR_SIZE + 0x38, images_size);
	if (how & 2)
		put_hashes(data, size);
	signature_make(key.pkey, key.type, data,
		       TEEPROC_IMAGE_HDR_SIZE + (size_t)pad8(tlv_size),
		       data + TEEPROC_IMAGE_HDR_SIZE + pad8(tlv_size),
		       TEEPROC_ECDSA_P256_SIZE);
	return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			       unsigned int seed)
{
	size = LLVMFuzzerMutate(data, size, max_size);
	/* one in eight stays as broken as it is */
	if (size < TEEPROC_IMAGE_HDR_SIZE || seed % 8 == 0)
		return size;
	return repair(data, size, seed / 8);
}
#endif /* TEEPROC_NO_MUTATOR */

/* Segments do not overlap, and with the rest they cover each byte. */
static void check_cover(const struct teeproc_image *image)
{
	uint32_t images_size = image->layout.images_size, pos = 0, num = 0, i;
	struct teeproc_segment segments[TEEPROC_SEGMENTS_MAX];
	uint8_t *covered = calloc(1, images_size);
	struct teeproc_range range;

	while (teeproc_image_next_segment(image, &pos, &segments[num])) {
		must(segments[num].file_size <= segments[num].mem_size);
		must(segments[num].mem_size);
		for (i = 0; i < num; i++)
			must((uint64_t)segments[i].da + segments[i].mem_size <=
				     segments[num].da ||
			     (uint64_t)segments[num].da +
					     segments[num].mem_size <=
				     segments[i].da);
		if (segments[num].file_size)
			memset(covered + segments[num].offset, 1,
			       segments[num].file_size);
		must(++num < TEEPROC_SEGMENTS_MAX + 1);
		if (num == TEEPROC_SEGMENTS_MAX)
			break;
	}
	must(num);
	pos = 0;
	while (teeproc_image_next_rest(image, &pos, &range)) {
		must(range.size);
		for (i = 0; i < range.size; i++)
			must(!covered[range.offset + i]++);
	}
	for (i = 0; i < images_size; i++)
		must(covered[i]);
	free(covered);
}

/* As the Trusted Application: from a copy of what the header says is needed */
static void read_image(const uint8_t *data, size_t size)
{
	enum teeproc_image_error error;
	struct teeproc_layout layout;
	struct teeproc_image image;
	struct teeproc_tlv tlv;
	uint32_t pos = 0, da, table_size;
	uint8_t *meta;

	if (teeproc_image_check_header(data, size, &layout))
		return;
	must(layout.total_size == size && layout.images_offset < size);
	meta = malloc(layout.images_offset);
	memcpy(meta, data, layout.images_offset);
	error = teeproc_image_parse(meta, layout.images_offset, size, &image);
	while (!teeproc_image_next_tlv(&image, &pos, &tlv))
		must(tlv.value + tlv.size <= meta + layout.signed_size);
	if (!error) {
		must(image.num_images &&
		     image.num_images <= TEEPROC_IMAGES_MAX);
		error = teeproc_image_open(&image, data + layout.images_offset);
	}
	if (!error) {
		check_cover(&image);
		error = teeproc_image_find_rsc_table(&image,
						     data + layout.images_offset,
						     &da, &table_size);
		must(!!table_size == !error);
	}
	free(meta);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct verdict verdict;
	uint8_t *changed;

	read_image(data, size);
	if (!verify_image(data, size, &key, &expected, &digest, &verdict)) {
		must(verdict.reason);
		return 0;
	}
	/* accepted: then it is not with a bit less, somewhere in the metadata */
	changed = malloc(size);
	memcpy(changed, data, size);
	changed[data[size - 1] % verdict.image.layout.images_offset] ^= 0x10;
	must(!verify_image(changed, size, &key, &expected, &digest, &verdict));
	free(changed);
	return 0;
}
