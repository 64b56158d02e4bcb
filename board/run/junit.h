/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --junit: the run as a JUnit file. A script that prints TAP has a test case for
 * each of its tests; any other run is one.
 */
#ifndef RUN_JUNIT_H
#define RUN_JUNIT_H

#include <stdbool.h>

/* @name: of the suite. Says what is wrong. Without it nothing is written. */
bool junit_open(const char *path, const char *name);
/* What the script has printed */
void junit_line(const char *line);
/* @status: of the run. False, and it was said why, if the file is not whole. */
bool junit_close(int status);

#endif /* RUN_JUNIT_H */
