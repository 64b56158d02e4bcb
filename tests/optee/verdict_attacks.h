/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the Trusted Application must refuse, whatever single fault there is.
 */
#ifndef VERDICT_ATTACKS_H
#define VERDICT_ATTACKS_H

#include "client.h"

/* Of these images and sequences */
#define ATTACKED FAKE_SMALL

/**
 * struct attack - what a child does
 * @run: with the image; true if the TA accepted it
 * @prepare: makes the image, and the platform as it has to be
 */
struct attack {
	const char *name;
	bool (*run)(const struct test_image *image);
	void (*prepare)(struct test_image *image);
};

extern const struct attack attacks[];
extern const size_t num_attacks;

/* What is accepted */
extern const struct attack good_attack;

#endif /* VERDICT_ATTACKS_H */
