// SPDX-License-Identifier: BSD-2-Clause
/*
 * One fault in the Trusted Application's code, at every place in turn: does it
 * turn a refusal into an acceptance?
 *
 * A child does what must be refused, and the k-th conditional branch goes the
 * other way, or the k-th call is left out, for every k. Then, at full speed: the
 * k-th answer that the TA gets comes with one bit flipped, for every k and bit;
 * and each bit of the TA's memory of a core, after a refusal.
 *
 * This is built several times, as the code is compiled in several ways. As the
 * TA development kit does it, all is tried; in the other ways the answers and the
 * memory are left out, and an instruction is tried the first six times it comes.
 */
#define _GNU_SOURCE
#include "client.h"
#include "fake_keys.h"
#include "tracer.h"

#include "../../optee/ta/core.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORE FAKE_SMALL
#define FORGED "a signature forged over zeros"

/* Flipped bits are the same however the TA is compiled: one variant has them. */
#ifndef FLIPS
#define FLIPS 1
#endif

/* What the child does; true if the TA accepted it. */
struct attack {
	const char *name;
	bool (*run)(const struct test_image *image);
	void (*prepare)(struct test_image *image);
};

struct attempt {
	const struct attack *attack;
	const struct test_image *image;
};

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
/* bits of an answer, and that it is lost */
#define FLIPS_EACH (SHIM_LOST + 1)

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
	struct image_options options;
	uint32_t i;
	uint32_t k;

	image_default_options(&options, p256_key);
	client_load(CORE, image);
	client_start(CORE);
	for (i = 0; i < options.num_segments; i++) {
		const struct test_segment *segment = options.segments + i;
		const uint8_t *at =
			fake_pta_at(CORE, segment->da, segment->mem_size);

		for (k = 0; k < segment->mem_size; k++)
			if (at[k] != (k < segment->file_size ?
					      image_pattern(segment->da, k) :
					      0))
				return fake_pta.cores[CORE].state ==
				       TEEPROC_CORE_RUNNING;
	}
	return false;
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

static void make_good(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	image_make(&options, image);
}

static void make_unsigned(struct test_image *image)
{
	make_good(image);
	memset(image->bytes + image->layout.signed_size, 0, 64);
}

static void make_forged(struct test_image *image)
{
	static const uint8_t zeroes[32];
	struct image_options options;

	/* all of it fits together, but nobody has signed it */
	image_default_options(&options, p256_key);
	options.segments[0].da = 0x800;
	image_make(&options, image);
	image_forge(image, p256_key);
	if (!fake_keys_verify(fake_pta.slots, zeroes,
			      image->bytes + image->layout.signed_size, 64))
		bail_out("the forged signature is none");
}

static void make_strangers(struct test_image *image)
{
	struct test_key *key = key_make(TEEPROC_SIGN_ECDSA_P256);

	make_good(image);
	image_sign(image, key);
	key_free(key);
}

static void make_targeted(struct test_image *image, const char *target)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.target = target;
	image_make(&options, image);
}

static void make_other_cores(struct test_image *image)
{
	make_targeted(image, "core-4@" FAKE_SOC);
}

static void make_untargeted(struct test_image *image)
{
	make_targeted(image, NULL);
}

static void make_moved_table(struct test_image *image)
{
	static const uint8_t type[] = { 0xe0, 0x7e, 1, 0, 8, 0, 0, 0 };
	uint8_t *tlv;

	make_good(image);
	tlv = memmem(image->bytes, image->layout.signed_size, type,
		     sizeof(type));
	if (!tlv)
		bail_out("no table");
	tlv[sizeof(type)] ^= 0x40;
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
	make_good(image);
	image->bytes[image->layout.signed_size + 40] ^= 1;
}

static void make_bad_tlv(struct test_image *image)
{
	make_good(image);
	/* an offset in the hash table: other bytes would be loaded */
	image->bytes[140] ^= 4;
}

static void make_revoked(struct test_image *image)
{
	make_good(image);
	fake_pta.slots[0].revoked = true;
}

static void make_bad_segment(struct test_image *image)
{
	make_good(image);
	image->bytes[image->layout.images_offset + 52 + 96 + 7] ^= 1;
}

static void make_bad_rest(struct test_image *image)
{
	make_good(image);
	image->bytes[image->layout.images_offset + 16] ^= 1;
}

static void make_rolled_back(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.rollback = 4;
	image_make(&options, image);
	fake_pta.cores[CORE].counter = 5;
}

static void make_no_rollback(struct test_image *image)
{
	make_good(image);
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

static void make_secret(struct test_image *image)
{
	struct image_options options;

	image_default_options(&options, p256_key);
	options.debuggable = false;
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
	make_good(image);
	shim.login = TEE_LOGIN_PUBLIC;
}

static const struct attack attacks[] = {
	{ "no signature", load_and_start, make_unsigned },
	{ FORGED, load_and_start, make_forged },
	{ "a stranger's signature", load_and_start, make_strangers },
	{ "another core's image", load_and_start, make_other_cores },
	{ "an image for no core", load_and_start, make_untargeted },
	{ "another place for the table", load_and_start, make_moved_table },
	{ "a table in no segment", load_and_start, make_table_outside },
	{ "a good image, loaded wrong", load_wrong, make_good },
	{ "a bad signature", load_and_start, make_bad_signature },
	{ "changed metadata", load_and_start, make_bad_tlv },
	{ "a revoked key", load_and_start, make_revoked },
	{ "a changed segment", load_and_start, make_bad_segment },
	{ "a change beside the segments", load_and_start, make_bad_rest },
	{ "a lower rollback index", load_and_start, make_rolled_back },
	{ "no rollback index", load_and_start, make_no_rollback },
	{ "a segment at a wrong place", load_and_start, make_misplaced },
	{ "a changed segment, in pieces", load_pieces_and_start,
	  make_bad_segment },
	{ "a piece in another's place", repeat_piece_and_start, make_twins },
	{ "a user's session", open_as_user, make_user },
	{ "a dump of a secret", dump_secret, make_secret },
	{ "a dump of a secret in pieces", dump_secret_in_pieces, make_secret },
	{ "a dump of what a secret leaves", dump_leftovers, make_secret },
	{ "a dump of half a secret", dump_half, make_secret_elsewhere },
};

#define ATTACKS (sizeof(attacks) / sizeof(attacks[0]))

static bool run_attack(const void *data)
{
	const struct attempt *attempt = data;

	return attempt->attack->run(attempt->image);
}

static unsigned int test_number;
extern const char __start_ta_text[];

static void report(bool good, const char *what, const char *name)
{
	printf("%sok %u - %s: %s\n", good ? "" : "not ", ++test_number, name,
	       what);
}

static void reset(struct test_image *image, const struct attack *attack)
{
	if (client_reset(NULL))
		bail_out("reset");
	shim.login = TEE_LOGIN_REE_KERNEL;
	client_open(CORE);
	attack->prepare(image);
}

static void report_places(const struct tracer_result *result,
			  enum tracer_kind kind, const char *what,
			  const char *name)
{
	printf("# %u places\n", result->places[kind]);
	if (result->turned[kind])
		printf("# accepted at %u of them, the first is at %#lx of ta_text\n",
		       result->turned[kind],
		       result->first[kind] - (unsigned long)__start_ta_text);
	report(result->places[kind] && !result->turned[kind], what, name);
}

static void turn_branches(const struct attack *attack,
			  const struct test_image *image)
{
	const struct attempt attempt = { attack, image };
	struct tracer_result result;

	tracer_run(run_attack, &attempt, &result);
	report(!result.accepted, "refused", attack->name);
	report_places(&result, TRACER_BRANCH, "each branch the other way",
		      attack->name);
	report_places(&result, TRACER_CALL, "each call left out", attack->name);
}

static void flip_answers(const struct attack *attack, struct test_image *image)
{
	unsigned int accepted = 0;
	unsigned int answers = 1;
	unsigned int n;

	for (n = 0; n < FLIPS_EACH * answers; n++) {
		image_free(image);
		reset(image, attack);
		shim.answers = 0;
		shim.flip_at = n / FLIPS_EACH + 1;
		shim.flip_bit = n % FLIPS_EACH;
		if (attack->run(image)) {
			accepted++;
			printf("# answer %u, bit %u\n", n / FLIPS_EACH + 1,
			       n % FLIPS_EACH);
		}
		shim.flip_at = 0;
		/* a flip can make it longer */
		if (shim.answers > answers)
			answers = shim.answers;
		fake_pta.cores[CORE].state = TEEPROC_CORE_RESET;
	}
	printf("# %u answers\n", answers);
	report(!accepted, "each bit of each answer, each answer lost",
	       attack->name);
}

static void attack_with_faults(const struct attack *attack)
{
	struct test_image image;

	reset(&image, attack);
	turn_branches(attack, &image);
	if (FLIPS)
		flip_answers(attack, &image);
	image_free(&image);
}

/* A refused image, then each bit of what the TA remembers of the core */
static void flip_memory(void)
{
	struct test_image image;
	struct core *core = NULL;
	unsigned int accepted = 0;
	size_t bit;

	reset(&image, attacks);
	client_load(CORE, &image);
	if (core_get(CORE, &core))
		bail_out("core");
	for (bit = 0; bit < 8 * sizeof(*core); bit++) {
		uint8_t *byte = (uint8_t *)core + bit / 8;
		struct core before = *core;

		/* a wild session handle would end the test, not the TA */
		if (byte >= (uint8_t *)&core->pta &&
		    byte < (uint8_t *)(&core->pta + 1))
			continue;
		*byte ^= 1u << bit % 8;
		client_start(core->id);
		accepted += fake_pta.cores[CORE].starts;
		fake_pta.cores[CORE].starts = 0;
		fake_pta.cores[CORE].state = TEEPROC_CORE_RESET;
		memcpy(core, &before, sizeof(before));
	}
	report(!accepted, "each bit of the TA's memory", "a bad signature");
	image_free(&image);
}

/* The tracer would see nothing if its tools were blunt. */
static void sharpness(void)
{
	const struct attack good = { "a good image", load_and_start,
				     make_good };
	struct tracer_result result;
	struct test_image image;
	unsigned int lost;

	reset(&image, &good);
	tracer_run(run_attack, &(struct attempt){ &good, &image }, &result);
	report(result.accepted, "accepted", good.name);
	lost = result.places[TRACER_BRANCH] - result.turned[TRACER_BRANCH];
	printf("# %u branches, %u of them matter\n",
	       result.places[TRACER_BRANCH], lost);
	report(lost > 50 && result.turned[TRACER_BRANCH] > 5,
	       "most faults are noticed", good.name);
	image_free(&image);
}

int main(void)
{
	const size_t each = FLIPS ? 4 : 3;
	/* for a look at one of them */
	const char *only = getenv("TEEPROC_TEST_ATTACK");
	size_t n;

	setvbuf(stdout, NULL, _IOLBF, 0);
	tracer_times = FLIPS ? 0 : 6;
	printf("1..%zu\n", each * ATTACKS + 2 + FLIPS);
	if (client_setup(NULL) || client_open(CORE))
		bail_out("set-up");
	sharpness();
	for (n = 0; n < ATTACKS; n++)
		if (!only || !strcmp(only, attacks[n].name))
			attack_with_faults(attacks + n);
	if (FLIPS)
		flip_memory();
	client_reset(NULL);
	client_teardown(NULL);
	return 0;
}
