/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef COLUMN_H
#define COLUMN_H

#include <stdio.h>

/*
 * A word of others, escaped, and blanks up to that width and one more; what is
 * longer moves what follows.
 */
void print_column(FILE *out, const char *text, int width);

#endif /* COLUMN_H */
