// SPDX-License-Identifier: BSD-2-Clause
#include "column.h"

#include <stdlib.h>

#include "../common/escape.h"

void print_column(FILE *out, const char *text, int width)
{
	char *shown = NULL;
	size_t size = 0;
	FILE *memory = open_memstream(&shown, &size);

	if (!memory)
		return;
	escape_text(memory, ESCAPE_TERMINAL, text);
	if (!fclose(memory))
		fprintf(out, "%-*s ", width, shown);
	free(shown);
}
