/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef JSON_H
#define JSON_H

#include <stdio.h>

/* A JSON string with its quotes, in ASCII; bytes that are no UTF-8 are U+FFFD. */
void json_string(FILE *out, const char *text);

#endif /* JSON_H */
