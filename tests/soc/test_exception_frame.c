// SPDX-License-Identifier: BSD-2-Clause
/* What is a frame on a handler's stack, and what only looks like one. */
#include "unit.h"

#include "core/exception_frame.h"

#define CODE 0x21000000u
#define CODE_SIZE 0x1000u
#define THREAD 0x61000000u
#define EXCEPTIONS 48u

/* r0 to r3, r12; then what is looked at */
#define FRAME(lr, pc, xpsr) 1, 2, 3, 4, 5, lr, pc, xpsr

static bool is_code(const void *owner, uint32_t address)
{
	(void)owner;
	return address >= CODE && address < CODE + CODE_SIZE;
}

#define FIND(...)                                                     \
	exception_frame_find((const uint32_t[]){ __VA_ARGS__ },       \
			     sizeof((uint32_t[]){ __VA_ARGS__ }) / 4, \
			     EXCEPTIONS, is_code, NULL)

static void of_a_thread(void **state)
{
	(void)state;
	assert_int_equal(FIND(FRAME(CODE + 0x11, CODE + 0x20, THREAD)), 0);
	assert_int_equal(FIND(7, 8, FRAME(CODE + 0x11, CODE + 0x20, THREAD)),
			 2);
	/* before the first call */
	assert_int_equal(FIND(FRAME(0xffffffff, CODE, THREAD)), 0);
}

static void of_a_handler(void **state)
{
	(void)state;
	assert_int_equal(FIND(FRAME(0xfffffff9, CODE + 0x20, THREAD | 18)), 0);
	/* a thread has no such lr */
	assert_int_equal(FIND(FRAME(0xfffffff9, CODE + 0x20, THREAD)), 8);
}

/* The first and last code there is, exception and lr of a handler */
static void at_the_borders(void **state)
{
	(void)state;
	assert_int_equal(FIND(FRAME(CODE + 1, CODE + 0x20, THREAD)), 0);
	assert_int_equal(FIND(FRAME(CODE + CODE_SIZE - 1, CODE, THREAD)), 0);
	assert_int_equal(FIND(FRAME(CODE + CODE_SIZE + 1, CODE, THREAD)), 8);
	assert_int_equal(FIND(FRAME(CODE - 1, CODE, THREAD)), 8);
	assert_int_equal(FIND(FRAME(0xffffff00, CODE, THREAD | 47)), 0);
	assert_int_equal(FIND(FRAME(0xffffff00, CODE, THREAD | 48)), 8);
	assert_int_equal(FIND(FRAME(0xfffffeff, CODE, THREAD | 47)), 8);
}

/* An interrupt that only some boards have */
static void of_a_handler_of_many(void **state)
{
	const uint32_t stack[] = { FRAME(0xfffffff9, CODE + 0x20,
					 THREAD | 50) };

	(void)state;
	assert_int_equal(exception_frame_find(stack, 8, 51, is_code, NULL), 0);
	assert_int_equal(exception_frame_find(stack, 8, 50, is_code, NULL), 8);
}

static void none(void **state)
{
	(void)state;
	assert_int_equal(FIND(1, 2, 3), 3); /* too short */
	assert_int_equal(FIND(FRAME(CODE + 0x11, CODE + 0x21, THREAD)), 8);
	assert_int_equal(FIND(FRAME(CODE + 0x11, 0x30000000, THREAD)), 8);
	assert_int_equal(FIND(FRAME(CODE + 0x10, CODE + 0x20, THREAD)), 8);
	assert_int_equal(FIND(FRAME(CODE + 0x11, CODE + 0x20, 0x60000000)), 8);
	/* a pointer where xPSR would be */
	assert_int_equal(FIND(FRAME(CODE + 0x11, CODE + 0x20, CODE + 0x70)), 8);
	assert_int_equal(FIND(FRAME(CODE + 0x11, CODE + 0x20, 0x21f00000)), 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_a_thread),
		cmocka_unit_test(of_a_handler),
		cmocka_unit_test(at_the_borders),
		cmocka_unit_test(of_a_handler_of_many),
		cmocka_unit_test(none),
	};

	return unit_run(tests);
}
