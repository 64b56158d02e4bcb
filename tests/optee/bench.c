// SPDX-License-Identifier: BSD-2-Clause
/*
 * Speed of an authenticated load of 16 MiB, beside SHA-256 and memcpy of the
 * same bytes, in one run. Exit status 1 if it is below 85 percent of their rate.
 */
#include "client.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SIZE (16u << 20)
#define ROUNDS 21
#define WANTED 0.85

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int compare(const void *a, const void *b)
{
	const double *x = a;
	const double *y = b;

	return *x < *y ? -1 : *x > *y;
}

static double median(double *times)
{
	qsort(times, ROUNDS, sizeof(*times), compare);
	return times[ROUNDS / 2];
}

static void must(bool good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "bench: %s failed: %s\n", what, shim.message);
	exit(2);
}

static double time_load(const struct test_image *image)
{
	double start = now();
	double took;

	must(!client_load(FAKE_BIG, image), "load");
	took = now() - start;
	must(!client_release(FAKE_BIG), "release");
	return took;
}

/* What no loader can do without */
static double time_plain(const struct test_image *image, uint8_t *to)
{
	const uint8_t *from = image->bytes + image->size - SIZE;
	uint8_t hash[32];
	double start = now();

	memcpy(to, from, SIZE);
	SHA256(to, SIZE, hash);
	must(hash[0] || hash[1] || hash[2] || hash[3], "hash");
	return now() - start;
}

int main(void)
{
	struct image_options options;
	struct test_image image;
	double load[ROUNDS];
	double plain[ROUNDS];
	double rate;
	int n;

	must(!client_setup(NULL) && !client_open(FAKE_BIG), "set-up");
	image_default_options(&options, p256_key);
	options.num_segments = 1;
	options.segments[0].da = FAKE_SRAM_DA;
	options.segments[0].file_size = SIZE;
	options.segments[0].mem_size = SIZE;
	image_make(&options, &image);

	/* one after the other, so that both see the same machine; the plain
	 * copy goes to the memory that the load goes to
	 */
	for (n = 0; n < ROUNDS; n++) {
		load[n] = time_load(&image);
		plain[n] =
			time_plain(&image,
				   fake_pta.cores[FAKE_BIG].memories[2].bytes);
	}
	rate = median(plain) / median(load);
	printf("TA, authenticated load of 16 MiB   %6.2f ms\n"
	       "SHA-256 and memcpy of the same     %6.2f ms\n"
	       "the load's rate, of theirs         %6.1f %% (wanted: %.0f)\n",
	       median(load) * 1e3, median(plain) * 1e3, rate * 100,
	       WANTED * 100);
	image_free(&image);
	client_release(FAKE_BIG);
	client_teardown(NULL);
	return rate >= WANTED ? 0 : 1;
}
