/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef JSON_H
#define JSON_H

#include <stdio.h>

/* A JSON string with its quotes; bytes that are no ASCII are escaped as U+FFFD. */
void json_string(FILE *out, const char *text);

#endif /* JSON_H */
