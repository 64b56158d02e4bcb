// SPDX-License-Identifier: BSD-2-Clause
/*
 * What the control port takes for an answer: a line of this one form, to this one
 * request; and how its requests are numbered.
 */
#include "../../optee/pta/virt/control_port.h"
#include "cmocka_api.h"
#include "core_shim/core_shim.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The answer to the first request, as it is; all others are answered "ok 5" */
static char line[64];
static char space;
static unsigned int last_seq;

static void soc(const char *request)
{
	last_seq = (unsigned int)strtoul(request, NULL, 16);
	if (core_shim.requests > 1)
		core_shim_answer("ok 5");
	else if (space)
		core_shim_answer_line(line, space);
	else
		core_shim_send(line);
}

static void call(unsigned int requests)
{
	char values[16];

	assert_int_equal(control_port_call(values, sizeof(values), "x"),
			 TEE_SUCCESS);
	assert_string_equal(values, requests == 1 ? "7" : "5");
	assert_int_equal(core_shim.requests, requests);
}

/* The request that the next call makes */
static unsigned int next_seq(void)
{
	return last_seq + 1;
}

static void setup(void)
{
	core_shim_reset();
	core_shim.soc = soc;
}

/*
 * Before any other: the first number is the clock's, each further one is the next,
 * and 0 is none, since a NAK of it is for any request.
 */
static void test_sequence(void **state)
{
	static const unsigned int numbers[] = { 0xfffe, 0xffff, 1, 2, 3 };
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(numbers) / sizeof(*numbers); n++) {
		setup();
		core_shim.now_us = 0xabcdfffd;
		core_shim.requests = 1;
		assert_int_equal(control_port_call(NULL, 0, "x"), TEE_SUCCESS);
		assert_int_equal(last_seq, numbers[n]);
	}
}

/* As the SoC would write it */
static void good_line(void)
{
	setup();
	core_shim_answer_seq(next_seq(), "ok 7");
	core_shim_take(line, sizeof(line));
}

/* One byte of it is another one, which the checksum tells */
static void test_damaged(void **state)
{
	static const int changes[] = { 1, 2, 0x20, 0x40, 0x80 };
	size_t at = 0;
	size_t n;

	(void)state;
	space = 0;
	good_line();
	call(1);
	for (at = 0; at < strlen(line); at++) {
		for (n = 0; n < sizeof(changes) / sizeof(*changes); n++) {
			good_line();
			line[at] = (char)(line[at] ^ changes[n]);
			call(2);
		}
	}
	/* half of it */
	for (at = 0; at < 16; at++) {
		good_line();
		strcpy(line + at, "\n");
		call(2);
	}
}

/* The checksum is right for what is there, but it is no answer */
static void test_malformed(void **state)
{
	static const char *const bodies[] = {
		"%04x!ok 7",  "%04x\x1fok 7", "%04x\tok 7", "%04xok 7",
		"%03xg ok 7", " %04x ok 7",   "%05x ok 7",  "%04x  ok 7",
		"%04x OK 7",  "%04x ok\t7",   "%04x err",   "%04x errio",
		"%04x ",      "%04x",	      "%03x ok 7",
	};
	static const char spaces[] = "!\x1f\t0";
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(bodies) / sizeof(*bodies); n++) {
		setup();
		space = ' ';
		snprintf(line, sizeof(line), bodies[n], next_seq());
		call(2);
	}
	for (n = 0; n < sizeof(spaces) - 1; n++) {
		setup();
		space = spaces[n];
		snprintf(line, sizeof(line), "%04x ok 7", next_seq());
		call(2);
	}
	setup();
	space = ' ';
	snprintf(line, sizeof(line), "%04x ok 7", next_seq());
	call(1);
}

/* A NAK of this request, or of none, has it sent again at once; another waits. */
static void test_nak(void **state)
{
	static const struct {
		unsigned int seq; /* 0, or more than the request's */
		bool at_once;
	} naks[] = { { 0, true }, { 1, true }, { 2, false }, { 0x1000, false } };
	uint64_t taken;
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(naks) / sizeof(*naks); n++) {
		setup();
		space = ' ';
		snprintf(line, sizeof(line), "%04x nak",
			 naks[n].seq ? last_seq + naks[n].seq : 0);
		taken = core_shim.now_us;
		call(2);
		taken = core_shim.now_us - taken;
		assert_int_equal(taken < TEEPROC_CP_ANSWER_TIMEOUT_MS * 1000,
				 naks[n].at_once);
	}
	/* what is before it is one too few */
	setup();
	snprintf(line, sizeof(line), "%04x nak", last_seq);
	taken = core_shim.now_us;
	call(2);
	assert_true(core_shim.now_us - taken >=
		    TEEPROC_CP_ANSWER_TIMEOUT_MS * 1000);
}

/* What was there before the request is no answer to it, and costs no time. */
static void test_stale(void **state)
{
	uint64_t taken;

	(void)state;
	good_line();
	space = 0;
	/* which turns the FIFO on: with that goes all that is in it */
	call(1);
	core_shim_answer_line("0000 nak", ' ');
	taken = core_shim.now_us;
	call(2);
	assert_in_range(core_shim.now_us - taken, 0,
			TEEPROC_CP_ANSWER_TIMEOUT_MS * 1000 / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sequence),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_nak),
		cmocka_unit_test(test_stale),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta lines", tests, NULL, NULL);
}
