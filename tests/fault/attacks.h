/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Attacks, and how their outcome is told.
 */
#ifndef ATTACKS_H
#define ATTACKS_H

#include "faults.h"

/** enum plan - what a client does with an image */
enum plan {
	PLAN_START, /* load, start, and start once more */
	PLAN_PIECES, /* the same, but load in pieces */
	PLAN_DUMP, /* load, start, stop, and dump in each way that there is */
};

/** enum outcome - what must come of it */
enum outcome {
	NEVER, /* neither without a fault nor with one */
	ALWAYS, /* without a fault, and most faults keep it from that: a control */
	BY_A_FAULT, /* not without one, but with some: the TA has a hole */
};

/**
 * struct attack_case
 * @name: of what must not be, or, of a control, must be
 * @image: makes the image
 * @plan: what is done with it
 * @outcome: what must come of it
 * @after_authentic: an authentic one has been loaded and released before, so
 *	that what it has left is at hand
 * @wrong_bytes: to be: that the core runs with other bytes than were signed, or
 *	that another core runs; else, that any runs, or that memories come out
 * @answer: to the last part of the image, or of PLAN_DUMP to the first dump;
 *	what was asked for before it was granted
 * @because: what the TA's log says then, or NULL
 */
struct attack_case {
	const char *name;
	void (*image)(struct test_image *image);
	enum plan plan;
	enum outcome outcome;
	bool after_authentic;
	bool wrong_bytes;
	TEE_Result answer;
	const char *because;
};

/*
 * Runs them all and prints TAP, with what was tried. @ta: an ELF file; the first
 * argument names another one. With TEEPROC_TEST_ATTACK in the environment only
 * those are run that have this in their name. The exit status of the program.
 */
int attacks_run(int argc, char **argv, const char *ta,
		const struct attack_case *cases, size_t num);

#endif /* ATTACKS_H */
