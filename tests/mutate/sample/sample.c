// SPDX-License-Identifier: BSD-2-Clause
/* For tests/mutate/telling.t: what becomes of its mutants is known. */
#include "sample.h"

#include <signal.h>

int sample_most(int value, int most)
{
	if (value > most)
		return most;
	return value;
}

unsigned int sample_sum(const unsigned char *bytes, unsigned int num)
{
	unsigned int sum = 0;

	while (num) {
		sum += *bytes++;
		num -= 1;
	}
	return sum;
}

/* A choice that a macro makes has no condition of its own in the text. */
#define NAME_OF(value) ((value) ? "some" : "none")

const char *sample_name(int value)
{
	return NAME_OF(value);
}

int sample_unused(int value)
{
	return !value;
}

void sample_end(int number)
{
	raise(number);
}

unsigned int sample_halvings(unsigned int value)
{
	unsigned int num = 0;

	while (value) {
		num += 1;
		value >>= 1;
	}
	return num;
}
