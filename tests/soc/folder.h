/* SPDX-License-Identifier: BSD-2-Clause */
/* A folder for each test, and a file in it that a test may write and look at. */
#ifndef TESTS_SOC_FOLDER_H
#define TESTS_SOC_FOLDER_H

#include <stddef.h>

/* Their paths; the file need not be there */
extern char folder_path[256];
extern char folder_file[280];

/* How many are open before the test */
extern unsigned int folder_descriptors;

/*
 * cmocka's, around each test: afterwards no call fails any more; there must be nothing
 * else in the folder, and as many open descriptors as before.
 */
int folder_setup(void **state);
int folder_teardown(void **state);

/* What is in the file, as text; valid until the next call */
const char *folder_content(void);

/* @size bytes of @text are all that is in the file */
void folder_put(const char *text, size_t size);

/* What @run says on stderr; it goes through the file. Valid like folder_content(). */
const char *folder_said(void (*run)(void));

#endif /* TESTS_SOC_FOLDER_H */
