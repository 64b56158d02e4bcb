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
 * memory are left out. An instruction is tried the first time it comes (tests/fault
 * has the TA that the target runs, and more of each); with TEEPROC_ALL six times, and
 * each time if it is compiled as the kit does it.
 */
#include "bail_out.h"
#include "crafted.h"
#include "tracer.h"
#include "verdict_attacks.h"

#include "../../optee/ta/core.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORE ATTACKED
/* bits of an answer, and that it is lost */
#define FLIPS_EACH (SHIM_LOST + 1)

/* Flipped bits are the same however the TA is compiled: one variant has them. */
#ifndef FLIPS
#define FLIPS 1
#endif

struct attempt {
	const struct attack *attack;
	const struct test_image *image;
};

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
	const struct attack *good = &good_attack;
	struct tracer_result result;
	struct test_image image;
	unsigned int lost;

	reset(&image, good);
	tracer_run(run_attack, &(struct attempt){ good, &image }, &result);
	report(result.accepted, "accepted", good->name);
	lost = result.places[TRACER_BRANCH] - result.turned[TRACER_BRANCH];
	printf("# %u branches, %u of them matter\n",
	       result.places[TRACER_BRANCH], lost);
	report(lost > 50 && result.turned[TRACER_BRANCH] > 5,
	       "most faults are noticed", good->name);
	image_free(&image);
}

int main(void)
{
	const size_t each = FLIPS ? 4 : 3;
	/* for a look at one of them */
	const char *only = getenv("TEEPROC_TEST_ATTACK");
	const char *all = getenv("TEEPROC_ALL");
	size_t n;

	setvbuf(stdout, NULL, _IOLBF, 0);
	tracer_times = !all || !*all ? 1 : FLIPS ? 0 : 6;
	printf("1..%zu\n", each * num_attacks + 2 + FLIPS);
	if (client_setup(NULL) || client_open(CORE))
		bail_out("set-up");
	crafted_open(p256_key, CORE);
	sharpness();
	for (n = 0; n < num_attacks; n++)
		if (!only || !strcmp(only, attacks[n].name))
			attack_with_faults(attacks + n);
	if (FLIPS)
		flip_memory();
	client_reset(NULL);
	client_teardown(NULL);
	crafted_close();
	return 0;
}
