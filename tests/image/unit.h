/* SPDX-License-Identifier: BSD-2-Clause */
/* What cmocka wants included before it, and the one way to run a file's tests */
#ifndef TEEPROC_TEST_UNIT_H
#define TEEPROC_TEST_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "teeproc/image.h"

#define assert_error(expression, error)                         \
	assert_string_equal(teeproc_image_strerror(expression), \
			    teeproc_image_strerror(error))
#define assert_ok(expression) assert_error(expression, TEEPROC_IMAGE_OK)

#define RUN_TESTS(name, tests)                     \
	(cmocka_set_message_output(CM_OUTPUT_TAP), \
	 cmocka_run_group_tests_name(name, tests, NULL, NULL))

#endif /* TEEPROC_TEST_UNIT_H */
