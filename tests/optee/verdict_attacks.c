// SPDX-License-Identifier: BSD-2-Clause
#define _GNU_SOURCE
#include "verdict_attacks.h"

#include "crafted.h"

#include <string.h>

#define CORE ATTACKED

static bool load_and_start(const struct test_image *image)
{
	client_load(CORE, image);
	client_start(CORE);
	return fake_pta.cores[CORE].starts;
}

/* In two pieces, cut in the first segment: each piece more takes its time */
static bool load_pieces_and_start(const struct test_image *image)
{
	client_load_pieces(CORE, image, image->layout.images_offset + 400,
			   image->size);
	client_start(CORE);
	return fake_pta.cores[CORE].starts;
}

#define TWIN_SIZE 0x400
/* Metadata and ELF headers, a segment, the same again for the other, the rest */
static bool repeat_piece_and_start(const struct test_image *image)
{
	const uint32_t total = image->size;
	const uint32_t first = image->layout.images_offset + 52 + 2 * 32;
	const uint32_t rest = first + 2 * TWIN_SIZE;
	const uint8_t *bytes = image->bytes;

	client_load_piece(CORE, bytes, first, 0, total);
	client_load_piece(CORE, bytes + first, TWIN_SIZE, first, total);
	client_load_piece(CORE, bytes + first, TWIN_SIZE, first, total);
	client_load_piece(CORE, bytes + rest, total - rest, rest, total);
	client_start(CORE);
	return fake_pta.cores[CORE].starts;
}

/* Does a core run whose memories are not what was signed? */
static bool load_wrong(const struct test_image *image)
{
	client_load(CORE, image);
	client_start(CORE);
	return fake_pta.cores[CORE].state == TEEPROC_CORE_RUNNING &&
	       crafted_is_wrong();
}

static bool open_as_user(const struct test_image *image)
{
	(void)image;
	return !client_open(CORE);
}

static bool dump_secret(const struct test_image *image)
{
	static uint8_t dump[256 << 10];
	size_t size = sizeof(dump);

	client_load(CORE, image);
	client_start(CORE);
	client_stop(CORE);
	memset(dump, 0, sizeof(dump));
	client_coredump(CORE, dump, &size);
	/* is anything of the data TCM in it? */
	return memmem(dump, sizeof(dump),
		      image->bytes + image->layout.images_offset + 52 + 96, 64);
}

static bool dump_secret_in_pieces(const struct test_image *image)
{
	static uint8_t dump[256 << 10];
	size_t size = 100 << 10;

	client_load(CORE, image);
	client_start(CORE);
	client_stop(CORE);
	memset(dump, 0, sizeof(dump));
	client_coredump_piece(CORE, 0, dump, &size);
	return memmem(dump, sizeof(dump),
		      image->bytes + image->layout.images_offset + 52 + 96, 64);
}

static const uint8_t secret_left[] = "what the closed firmware leaves";

/* After the closed firmware an open one, stopped by nothing but STOP_FW */
static bool dump_leftovers(const struct test_image *image)
{
	static uint8_t dump[256 << 10];
	size_t size = sizeof(dump);

	client_load(CORE, image);
	client_start(CORE);
	/* what runs leaves something */
	if (fake_pta.cores[CORE].state == TEEPROC_CORE_RUNNING)
		memcpy(fake_pta_at(CORE, FAKE_DATA_DA + 0x3000,
				   sizeof(secret_left)),
		       secret_left, sizeof(secret_left));
	client_stop(CORE);
	client_load(CORE, good_image());
	client_start(CORE);
	client_stop(CORE);
	memset(dump, 0, sizeof(dump));
	client_coredump(CORE, dump, &size);
	return memmem(dump, sizeof(dump), secret_left, sizeof(secret_left));
}

/* An open firmware has run; now pieces of a closed one are there */
static bool dump_half(const struct test_image *image)
{
	static uint8_t dump[256 << 10];
	size_t size = sizeof(dump);

	client_load(CORE, good_image());
	client_start(CORE);
	client_stop(CORE);
	client_load_piece(CORE, image->bytes, image->size - 100, 0,
			  image->size);
	memset(dump, 0, sizeof(dump));
	client_coredump(CORE, dump, &size);
	/* it has a segment where the other has none */
	return memmem(dump, sizeof(dump),
		      image->bytes + image->layout.images_offset + 52 + 96, 64);
}

/* Of OP-TEE's script: the section headers say where, and that is not loaded. */
static void make_table_outside(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.upstream = true;
	options.rsc_table = RSC_SECTION;
	options.rsc_da = FAKE_SRAM_DA + 0x8000;
	image_make(&options, image);
	fake_pta.cores[CORE].untargeted = true;
}

static void make_bad_signature(struct test_image *image)
{
	craft_authentic(image);
	image->bytes[image->layout.signed_size + 40] ^= 1;
}

static void make_bad_tlv(struct test_image *image)
{
	craft_authentic(image);
	/* an offset in the hash table: other bytes would be loaded */
	image->bytes[140] ^= 4;
}

static void make_no_rollback(struct test_image *image)
{
	craft_authentic(image);
	fake_pta.cores[CORE].counter = 1;
}

static void make_misplaced(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.segments[1].da = 0x10000000;
	image_make(&options, image);
}

/* Two segments of one size: all that tells their pieces apart is the place. */
static void make_twins(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.rsc_table = RSC_NONE;
	options.num_segments = 2;
	options.segments[0].file_size = TWIN_SIZE;
	options.segments[0].mem_size = TWIN_SIZE;
	options.segments[1].file_size = TWIN_SIZE;
	options.segments[1].mem_size = TWIN_SIZE;
	image_make(&options, image);
}

static void make_secret_elsewhere(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.debuggable = false;
	options.segments[0].da = 0x800;
	image_make(&options, image);
}

static void make_user(struct test_image *image)
{
	craft_authentic(image);
	shim.login = TEE_LOGIN_PUBLIC;
}

const struct attack attacks[] = {
	{ "no signature", load_and_start, craft_unsigned },
	{ "a signature forged over zeros", load_and_start, craft_forged },
	{ "a stranger's signature", load_and_start, craft_wrong_key },
	{ "another core's image", load_and_start, craft_other_core },
	{ "an image for no core", load_and_start, craft_untargeted },
	{ "another place for the table", load_and_start, craft_moved_table },
	{ "a table in no segment", load_and_start, make_table_outside },
	{ "a good image, loaded wrong", load_wrong, craft_authentic },
	{ "a bad signature", load_and_start, make_bad_signature },
	{ "changed metadata", load_and_start, make_bad_tlv },
	{ "a revoked key", load_and_start, craft_revoked },
	{ "a changed segment", load_and_start, craft_changed_segment },
	{ "a change beside the segments", load_and_start, craft_changed_rest },
	{ "a lower rollback index", load_and_start, craft_rolled_back },
	{ "no rollback index", load_and_start, make_no_rollback },
	{ "a segment at a wrong place", load_and_start, make_misplaced },
	{ "a changed segment, in pieces", load_pieces_and_start,
	  craft_changed_segment },
	{ "a piece in another's place", repeat_piece_and_start, make_twins },
	{ "a user's session", open_as_user, make_user },
	{ "a dump of a secret", dump_secret, craft_closed },
	{ "a dump of a secret in pieces", dump_secret_in_pieces, craft_closed },
	{ "a dump of what a secret leaves", dump_leftovers, craft_closed },
	{ "a dump of half a secret", dump_half, make_secret_elsewhere },
};

const size_t num_attacks = sizeof(attacks) / sizeof(attacks[0]);

const struct attack good_attack = { "a good image", load_and_start,
				    craft_authentic };
