/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One fault at every step of the Trusted Application.
 *
 * One machine runs a client's requests as they should be, instruction by
 * instruction. Before each, a second machine takes over all that there is, with
 * one fault, and runs at full speed to the end of the last request: what has
 * come of it then? So every fault is made in the state that it would have been
 * made in, and nothing of it stays.
 */
#ifndef FAULTS_H
#define FAULTS_H

#include "soc.h"
#include "tee.h"

#include "signed_image.h"

/**
 * struct request - of a client
 * @command: of teeproc/ta.h
 * @size: bytes of the image, from @offset on, that go along; 0: none
 * @out: a buffer for a core dump goes along, that of this number; 0: none
 * @piece: it is a command for pieces
 */
struct request {
	uint32_t command;
	uint32_t offset;
	uint32_t size;
	unsigned int out;
	bool piece;
};

#define REQUESTS_MAX 8
#define OUT_BUFFERS 2
#define CONTROL_STRIDE 11

/**
 * struct attack
 * @image: what it loads
 * @requests: what it asks for, whatever the answers are
 * @num: of them
 * @quiet: it is to win: faults are made at one step of CONTROL_STRIDE only, and
 *	those that change nothing are not printed
 * @on_start: what the firmware does when it is started, or NULL
 * @has_won: is what there is in the end what must not be?
 */
struct attack {
	struct test_image image;
	struct request requests[REQUESTS_MAX];
	unsigned int num;
	void (*on_start)(uint32_t core);
	bool (*has_won)(struct tee *tee);
	bool quiet;
};

/**
 * struct faults - what came of the run without a fault, and of those with one
 * @answers: without a fault, to each request
 * @log: the TA's last line then
 */
struct faults {
	bool won_without;
	TEE_Result answers[REQUESTS_MAX];
	char log[TEE_LOG_SIZE];
	unsigned long steps; /* instructions of the run without a fault */
	unsigned long left_out; /* of these: no fault was made at them */
	unsigned long branches; /* conditional ones among them */
	unsigned long selects; /* conditional selections and comparisons */
	unsigned long runs; /* one for each fault */
	unsigned long won;
	unsigned long panicked;
	unsigned long crashed;
	unsigned long looped;
	unsigned long same; /* on the way of the run without a fault again */
};

/*
 * Each time that an instruction comes (TEEPROC_ALL, in make check-all and
 * check-fault), or the first six times only?
 */
bool faults_are_all(void);

/*
 * faults_run() - all of them; those that win are printed
 * @before: requests that are made first, without a fault; or NULL
 */
void faults_run(const struct ta_file *ta, const struct attack *before,
		const struct attack *attack, struct faults *faults);

#endif /* FAULTS_H */
