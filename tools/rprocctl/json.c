// SPDX-License-Identifier: BSD-2-Clause
#include "json.h"

void json_string(FILE *out, const char *text)
{
	putc('"', out);
	for (; *text; text++) {
		unsigned char c = *text;

		if (c == '"' || c == '\\')
			fprintf(out, "\\%c", c);
		else if (c < 0x20 || c == 0x7f)
			fprintf(out, "\\u%04x", c);
		else if (c > 0x7f)
			fputs("\\ufffd", out);
		else
			putc(c, out);
	}
	putc('"', out);
}
