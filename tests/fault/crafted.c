// SPDX-License-Identifier: BSD-2-Clause
#include "crafted.h"

#include "bail_out.h"
#include "fake_keys.h"
#include "soc.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <string.h>

#define SIGNATURE_SIZE 64
#define TLV_HEADER 8

static struct test_key *ours;
static struct test_key *theirs;

void crafted_open(void)
{
	fake_pta_reset();
	ours = key_make(TEEPROC_SIGN_ECDSA_P256);
	theirs = key_make(TEEPROC_SIGN_ECDSA_P256);
}

void crafted_close(void)
{
	key_free(ours);
	key_free(theirs);
	fake_pta_free();
}

void crafted_reset(void)
{
	fake_pta.cores[SOC_CORE].dirty = true;
	fake_pta_reset();
	fake_pta_program(0, ours->blob, ours->blob_size);
}

void craft_authentic(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, ours);
	image_make(&options, image);
}

void craft_closed(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, ours);
	options.debuggable = false;
	image_make(&options, image);
}

/* As good as the authentic one in all but its signature */
static void make_other(const struct test_key *key, struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, key);
	options.segments[0].file_size = 0x300;
	image_make(&options, image);
}

static uint8_t *signature_of(const struct test_image *image)
{
	return image->bytes + image->layout.signed_size;
}

void craft_unsigned(struct test_image *image)
{
	make_other(ours, image);
	memset(signature_of(image), 0, SIGNATURE_SIZE);
}

/* r = (t Q).x, s = r / t: for a digest of zeroes that is a signature by Q. */
static void forge(const uint8_t *key, uint8_t *signature)
{
	EC_GROUP *group = EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1);
	const BIGNUM *order = EC_GROUP_get0_order(group);
	EC_POINT *point = EC_POINT_new(group);
	BN_CTX *ctx = BN_CTX_new();
	BIGNUM *t = BN_new();
	BIGNUM *r = BN_new();
	BIGNUM *s = BN_new();
	uint8_t bytes[1 + SIGNATURE_SIZE] = { 4 };

	memcpy(bytes + 1, key, SIGNATURE_SIZE);
	if (!BN_set_word(t, 0x7ee9) ||
	    !EC_POINT_oct2point(group, point, bytes, sizeof(bytes), ctx) ||
	    !EC_POINT_mul(group, point, NULL, point, t, ctx) ||
	    !EC_POINT_get_affine_coordinates(group, point, r, NULL, ctx) ||
	    !BN_nnmod(r, r, order, ctx) || !BN_mod_inverse(s, t, order, ctx) ||
	    !BN_mod_mul(s, s, r, order, ctx) ||
	    BN_bn2binpad(r, signature, 32) != 32 ||
	    BN_bn2binpad(s, signature + 32, 32) != 32)
		bail_out("no forgery");
	BN_free(s);
	BN_free(r);
	BN_free(t);
	BN_CTX_free(ctx);
	EC_POINT_free(point);
	EC_GROUP_free(group);
}

void craft_forged(struct test_image *image)
{
	static const uint8_t zeroes[32];

	make_other(ours, image);
	forge(ours->blob + TEEPROC_KEY_BLOB_HDR, signature_of(image));
	if (!fake_keys_verify(fake_pta.slots, zeroes, signature_of(image),
			      SIGNATURE_SIZE))
		bail_out("the forgery is none");
}

void craft_other_key(struct test_image *image)
{
	make_other(theirs, image);
}

void craft_wrong_key(struct test_image *image)
{
	make_other(ours, image);
	image_sign(image, theirs);
}

void craft_spliced(struct test_image *image)
{
	struct test_image authentic;

	craft_authentic(&authentic);
	make_other(ours, image);
	memcpy(signature_of(image), signature_of(&authentic), SIGNATURE_SIZE);
	image_free(&authentic);
}

void craft_revoked(struct test_image *image)
{
	craft_authentic(image);
	fake_pta.slots[0].revoked = true;
}

static uint8_t *find_tlv(const struct test_image *image, uint32_t type)
{
	uint32_t at = TEEPROC_IMAGE_HDR_SIZE;
	uint32_t header[2] = { 0 };

	while (at + TLV_HEADER < image->layout.signed_size) {
		memcpy(header, image->bytes + at, sizeof(header));
		at += TLV_HEADER;
		if (header[0] == type)
			return image->bytes + at;
		at += (header[1] + 7) / 8 * 8;
	}
	bail_out("no such TLV");
}

/*
 * In a byte that is not 0 before: a copy that leaves it out then is not the
 * authentic image again.
 */
void craft_moved_table(struct test_image *image)
{
	uint8_t *da;

	craft_authentic(image);
	da = find_tlv(image, TEEPROC_TLV_RSC_TABLE);
	if (!da[1])
		bail_out("the table is elsewhere");
	da[1]++;
}

void craft_changed_segment(struct test_image *image)
{
	craft_authentic(image);
	image->bytes[image->layout.images_offset + 52 + 96 + 7] ^= 1;
}

void craft_changed_rest(struct test_image *image)
{
	craft_authentic(image);
	image->bytes[image->layout.images_offset + 16] ^= 1;
}

void craft_rolled_back(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, ours);
	options.rollback = 4;
	image_make(&options, image);
	fake_pta.cores[SOC_CORE].counter = 5;
}

void craft_other_core(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, ours);
	options.target = "core-2";
	image_make(&options, image);
}

void craft_untargeted(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, ours);
	options.target = NULL;
	image_make(&options, image);
}
