/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Attacks, and how their outcome is told.
 */
#ifndef ATTACKS_H
#define ATTACKS_H

#include "faults.h"

/** enum plan - what a client does with an image */
enum plan {
	PLAN_START, /* load and start */
	PLAN_PIECES, /* load in pieces and start */
	PLAN_DUMP, /* load, start, stop, and dump in each way that there is */
};

/**
 * struct attack_case
 * @image: makes the image
 * @after_authentic: an authentic one has been loaded and released before, so
 *	that what it has left is at hand
 * @must_win: a control: without a fault it does what it should, and most
 *	faults keep it from that
 */
struct attack_case {
	const char *name;
	void (*image)(struct test_image *image);
	enum plan plan;
	bool after_authentic;
	bool must_win;
};

/*
 * Runs them all and prints TAP. The TA is the first argument, an ELF file, or
 * the one that was built. The exit status of the program.
 */
int attacks_run(int argc, char **argv, const struct attack_case *cases,
		size_t num);

#endif /* ATTACKS_H */
