// SPDX-License-Identifier: BSD-2-Clause
#include "crafted.h"

#include "bail_out.h"
#include "fake_keys.h"

#include <string.h>

static const struct test_key *ours;
static struct test_key *theirs;
static uint32_t core;

void crafted_open(const struct test_key *key, uint32_t number)
{
	ours = key;
	theirs = key_make(TEEPROC_SIGN_ECDSA_P256);
	core = number;
}

void crafted_close(void)
{
	key_free(theirs);
}

static struct image_options default_options(const struct test_key *key)
{
	struct image_options options;

	image_default_options(&options, key);
	return options;
}

void craft_authentic(struct test_image *image)
{
	const struct image_options options = default_options(ours);

	image_make(&options, image);
}

void craft_closed(struct test_image *image)
{
	struct image_options options = default_options(ours);

	options.debuggable = false;
	image_make(&options, image);
}

/* As good as the authentic one in all but its signature */
static void make_other(const struct test_key *key, struct test_image *image)
{
	struct image_options options = default_options(key);

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
	memset(signature_of(image), 0, image->layout.sign_size);
}

void craft_forged(struct test_image *image)
{
	static const uint8_t zeroes[32];

	make_other(ours, image);
	image_forge(image, ours);
	if (!fake_keys_verify(fake_pta.slots, zeroes, signature_of(image),
			      image->layout.sign_size))
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
	memcpy(signature_of(image), signature_of(&authentic),
	       image->layout.sign_size);
	image_free(&authentic);
}

void craft_revoked(struct test_image *image)
{
	craft_authentic(image);
	fake_pta.slots[0].revoked = true;
}

/*
 * In a byte that is not 0 before: a copy that leaves it out then is not the
 * authentic image again.
 */
void craft_moved_table(struct test_image *image)
{
	uint8_t *da;

	craft_authentic(image);
	da = image_find_tlv(image, TEEPROC_TLV_RSC_TABLE);
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
	struct image_options options = default_options(ours);

	options.rollback = 4;
	image_make(&options, image);
	fake_pta.cores[core].counter = 5;
}

static void make_targeted(struct test_image *image, const char *target)
{
	struct image_options options = default_options(ours);

	options.target = target;
	image_make(&options, image);
}

void craft_other_core(struct test_image *image)
{
	make_targeted(image, "core-4@" FAKE_SOC);
}

void craft_untargeted(struct test_image *image)
{
	make_targeted(image, NULL);
}

bool crafted_is_wrong(void)
{
	const struct image_options options = default_options(ours);
	uint32_t n;
	uint32_t k;

	for (n = 0; n < options.num_segments; n++) {
		const struct test_segment *segment = options.segments + n;
		const uint8_t *at =
			fake_pta_at(core, segment->da, segment->mem_size);

		for (k = 0; k < segment->mem_size; k++)
			if (at[k] != (k < segment->file_size ?
					      image_pattern(segment->da, k) :
					      0))
				return true;
	}
	return false;
}
