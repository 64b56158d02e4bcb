// SPDX-License-Identifier: BSD-2-Clause
/*
 * The pseudo-TA's control-port client and its UART, with the test as the SoC.
 */
#include "../../optee/pta/virt/control_port.h"
#include "../../optee/pta/virt/uart.h"
#include "cmocka_api.h"
#include "core_shim/core_shim.h"

#include <console.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the SoC does with the n-th request of a call */
static const char *plan[8];

static void planned(const char *request)
{
	const char *act = plan[(core_shim.requests - 1) % 8];
	unsigned int seq = (unsigned int)strtoul(request, NULL, 16);

	if (!act || !strcmp(act, "silence"))
		return;
	if (!strcmp(act, "nak"))
		core_shim_answer("nak");
	else if (!strcmp(act, "nak 0"))
		core_shim_answer_seq(0, "nak");
	else if (!strcmp(act, "other seq"))
		core_shim_answer_seq(seq ^ 1, "ok 7");
	else if (!strcmp(act, "noise"))
		core_shim_send("\x02 rubbish\n\x02\n\xff\xfe\nok 3\n\x02");
	else if (!strcmp(act, "bad crc"))
		core_shim_send("\x02"
			       "0001 ok 7 00000000\n");
	else
		core_shim_answer(act);
}

static void set_plan(const char *first, const char *second, const char *third,
		     const char *fourth)
{
	core_shim_reset();
	core_shim.soc = planned;
	memset(plan, 0, sizeof(plan));
	plan[0] = first;
	plan[1] = second;
	plan[2] = third;
	plan[3] = fourth;
}

static TEE_Result call(char *values, size_t size)
{
	TEE_Result res = control_port_call(values, size, "state %x", 1);

	assert_int_equal(core_shim.locks, 0);
	return res;
}

static void test_answers(void **state)
{
	char values[16];

	(void)state;
	set_plan("ok 2", NULL, NULL, NULL);
	assert_int_equal(call(values, sizeof(values)), TEE_SUCCESS);
	assert_string_equal(values, "2");
	assert_int_equal(core_shim.requests, 1);
	assert_non_null(strstr(core_shim.last, " state 1 "));
	set_plan("ok", NULL, NULL, NULL);
	assert_int_equal(call(values, sizeof(values)), TEE_SUCCESS);
	assert_string_equal(values, "");
	set_plan("ok", NULL, NULL, NULL);
	assert_int_equal(call(NULL, 0), TEE_SUCCESS);
	/* as much as there is room for, and more */
	set_plan("ok 0123456789abcde", NULL, NULL, NULL);
	assert_int_equal(call(values, sizeof(values)), TEE_SUCCESS);
	assert_string_equal(values, "0123456789abcde");
	set_plan("ok 0123456789abcdef", NULL, NULL, NULL);
	assert_int_equal(call(values, sizeof(values)), TEE_ERROR_COMMUNICATION);
}

static void test_reasons(void **state)
{
	static const struct {
		const char *answer;
		TEE_Result res;
	} reasons[] = {
		{ "err verb", TEE_ERROR_NOT_SUPPORTED },
		{ "err args", TEE_ERROR_BAD_PARAMETERS },
		{ "err core", TEE_ERROR_ITEM_NOT_FOUND },
		{ "err range", TEE_ERROR_ACCESS_DENIED },
		{ "err busy", TEE_ERROR_BAD_STATE },
		{ "err hash", TEE_ERROR_SECURITY },
		{ "err mode", TEE_ERROR_ACCESS_DENIED },
		{ "err dead", TEE_ERROR_COMMUNICATION },
		{ "err none", TEE_ERROR_NO_DATA },
		{ "err io", TEE_ERROR_GENERIC },
		{ "err what", TEE_ERROR_GENERIC },
		{ "err ", TEE_ERROR_GENERIC },
	};
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(reasons) / sizeof(*reasons); n++) {
		set_plan(reasons[n].answer, NULL, NULL, NULL);
		assert_int_equal(call(NULL, 0), reasons[n].res);
		/* an answer is an answer: nothing is sent again */
		assert_int_equal(core_shim.requests, 1);
	}
}

/* Whatever gets lost or damaged on the way: sent again, the same request */
static void test_retries(void **state)
{
	static const char *const lost[] = { "nak",     "nak 0", "silence",
					    "bad crc", "noise", "other seq",
					    "maybe",   "okay 1" };
	char values[16];
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(lost) / sizeof(*lost); n++) {
		char first[2048];

		set_plan(lost[n], "ok 5", NULL, NULL);
		assert_int_equal(call(values, sizeof(values)), TEE_SUCCESS);
		assert_string_equal(values, "5");
		assert_int_equal(core_shim.requests, 2);
		set_plan(lost[n], lost[n], lost[n], "ok 6");
		assert_int_equal(call(values, sizeof(values)), TEE_SUCCESS);
		assert_int_equal(core_shim.requests, TEEPROC_CP_TRIES);
		snprintf(first, sizeof(first), "%s", core_shim.last);
		/* a new request has a new number */
		plan[4] = "ok";
		call(NULL, 0);
		assert_string_not_equal(first, core_shim.last);
	}
}

static void test_gives_up(void **state)
{
	uint64_t start;

	(void)state;
	set_plan("silence", "silence", "silence", "silence");
	start = core_shim.now_us;
	assert_int_equal(call(NULL, 0), TEE_ERROR_COMMUNICATION);
	assert_int_equal(core_shim.requests, TEEPROC_CP_TRIES);
	assert_in_range((core_shim.now_us - start) / 1000,
			TEEPROC_CP_TRIES * TEEPROC_CP_ANSWER_TIMEOUT_MS,
			TEEPROC_CP_TRIES * TEEPROC_CP_ANSWER_TIMEOUT_MS + 100);
	set_plan("nak", "nak", "nak", "nak");
	assert_int_equal(call(NULL, 0), TEE_ERROR_COMMUNICATION);
	assert_int_equal(core_shim.requests, TEEPROC_CP_TRIES);
}

/* An answer that came too late must not answer the next request. */
static void test_late_answer(void **state)
{
	char values[16];

	(void)state;
	set_plan("ok 1", NULL, NULL, NULL);
	core_shim_send("\x02"
		       "0001 ok 9 12345678\nleft over");
	assert_int_equal(call(values, sizeof(values)), TEE_SUCCESS);
	assert_string_equal(values, "1");
}

static void test_long_lines(void **state)
{
	static char longest[3000];
	char values[16];
	size_t n;

	(void)state;
	memset(longest, 'a', sizeof(longest) - 1);
	set_plan("ok", NULL, NULL, NULL);
	/* a request that does not fit is not sent */
	assert_int_equal(control_port_call(NULL, 0, "fill %s", longest),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(core_shim.requests, 0);
	assert_int_equal(core_shim.locks, 0);
	longest[1200] = '\0';
	assert_int_equal(control_port_call(NULL, 0, "fill %s", longest),
			 TEE_SUCCESS);
	/* an answer longer than any is dropped whole */
	memset(longest, 'a', sizeof(longest) - 1);
	for (n = TEEPROC_CP_LINE_MAX - 4; n < TEEPROC_CP_LINE_MAX + 4; n++) {
		memcpy(longest, "ok ", 3);
		longest[n] = '\0';
		set_plan(longest, "ok 4", NULL, NULL);
		assert_int_equal(call(values, sizeof(values)), TEE_SUCCESS);
		assert_string_equal(values, "4");
		assert_int_equal(core_shim.requests, 2);
		longest[n] = 'a';
	}
}

/* The longest request has all of a line but its last byte, and is sent whole. */
static void test_longest_request(void **state)
{
	static char longest[TEEPROC_CP_LINE_MAX];
	const size_t most = TEEPROC_CP_LINE_MAX - 1 - (1 + 5 + 9 + 1);

	(void)state;
	memset(longest, 'a', sizeof(longest) - 1);
	longest[most] = '\0';
	set_plan("ok", NULL, NULL, NULL);
	assert_int_equal(control_port_call(NULL, 0, "%s", longest),
			 TEE_SUCCESS);
	assert_memory_equal(core_shim.last + 5, longest, most);
	assert_int_equal(strlen(core_shim.last), 5 + most + 9);
	longest[most] = 'a';
	longest[most + 1] = '\0';
	assert_int_equal(control_port_call(NULL, 0, "%s", longest),
			 TEE_ERROR_BAD_PARAMETERS);
	assert_int_equal(core_shim.requests, 1);
}

static void test_numbers(void **state)
{
	uint8_t bytes[4];
	size_t size = 4;
	uint32_t value;
	char hex[9];

	(void)state;
	control_port_hex(hex, (const uint8_t *)"\x01\xab\x00\xff", 4);
	assert_string_equal(hex, "01ab00ff");
	assert_non_null(control_port_unhex(hex, bytes, &size));
	assert_memory_equal(bytes, "\x01\xab\x00\xff", 4);
	size = 3;
	assert_null(control_port_unhex(hex, bytes, &size));
	size = 4;
	assert_null(control_port_unhex("abc", bytes, &size));
	assert_null(control_port_unhex("", bytes, &size));
	assert_null(control_port_unhex("AB", bytes, &size));
	size = 4;
	assert_string_equal(control_port_unhex("- 1", bytes, &size), " 1");
	assert_int_equal(size, 0);
	assert_non_null(control_port_number(" ffffffff 1", &value));
	assert_int_equal(value, 0xffffffff);
	assert_null(control_port_number("100000000", &value));
	assert_null(control_port_number("", &value));
	assert_null(control_port_number("g", &value));
}

static void print(const char *text)
{
	while (*text)
		console_putc(*text++);
	assert_false(core_shim.masked);
}

/* Whatever is printed, the SoC gets no request; the rest is printed as it is. */
static void test_console(void **state)
{
	char frame[64];
	int ch;

	(void)state;
	/* whoever prints may think of characters as signed, or of more bits */
	for (ch = -0x300; ch < 0x300; ch++) {
		char byte = (char)ch;

		set_plan("ok", "ok", "ok", "ok");
		console_putc(ch);
		assert_int_equal(core_shim.requests, 0);
		if (byte == TEEPROC_CP_STX)
			byte = '?';
		assert_int_equal(core_shim.printed, byte == '\n' ? 2 : 1);
		assert_int_equal(core_shim.console[core_shim.printed - 1],
				 byte);
	}
	assert_int_equal(core_shim.console[0], (char)0xff);
	set_plan("ok", "ok", "ok", "ok");
	console_putc('\n');
	assert_memory_equal(core_shim.console, "\r\n", 2);

	/* the line that the port itself would send */
	set_plan("ok", NULL, NULL, NULL);
	assert_int_equal(call(NULL, 0), TEE_SUCCESS);
	snprintf(frame, sizeof(frame), "%c%.60s\n", TEEPROC_CP_STX,
		 core_shim.last);
	print(frame);
	assert_int_equal(core_shim.requests, 1);
	assert_int_equal(core_shim.console[0], '?');
	/* and again before the CPU has its MMU */
	core_shim.mmu_off = true;
	print(frame);
	assert_int_equal(core_shim.requests, 1);
	assert_int_equal(core_shim.printed, 2 * (strlen(frame) + 1));
}

/* With exceptions masked before, they are so after it. */
static void test_masked(void **state)
{
	(void)state;
	set_plan("ok", NULL, NULL, NULL);
	core_shim.masked = true;
	console_putc('x');
	assert_true(core_shim.masked);
	core_shim.masked = false;
	console_putc('x');
	assert_false(core_shim.masked);
	assert_int_equal(call(NULL, 0), TEE_SUCCESS);
	assert_false(core_shim.masked);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_reasons),
		cmocka_unit_test(test_retries),
		cmocka_unit_test(test_gives_up),
		cmocka_unit_test(test_late_answer),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_longest_request),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_console),
		cmocka_unit_test(test_masked),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta", tests, NULL, NULL);
}
