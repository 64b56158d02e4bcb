/* SPDX-License-Identifier: BSD-2-Clause */
/* cmocka, with what it needs in front of it, printing TAP. */
#ifndef TESTS_SOC_UNIT_H
#define TESTS_SOC_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* main()'s last word */
#define unit_run(tests)                            \
	(cmocka_set_message_output(CM_OUTPUT_TAP), \
	 cmocka_run_group_tests(tests, NULL, NULL))

#endif /* TESTS_SOC_UNIT_H */
