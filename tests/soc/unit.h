/* SPDX-License-Identifier: BSD-2-Clause */
/* cmocka, with what it needs in front of it, printing TAP. */
#ifndef TESTS_SOC_UNIT_H
#define TESTS_SOC_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* A new folder in $TMPDIR; its name, for which there is room, or false */
static inline bool unit_folder(char *path, size_t room)
{
	const char *where = getenv("TMPDIR");

	return snprintf(path, room, "%s/teeproc-soc.XXXXXX",
			where ? where : "/tmp") < (int)room &&
	       mkdtemp(path);
}

/* main()'s last word */
#define unit_run(tests)                            \
	(cmocka_set_message_output(CM_OUTPUT_TAP), \
	 cmocka_run_group_tests(tests, NULL, NULL))

#endif /* TESTS_SOC_UNIT_H */
