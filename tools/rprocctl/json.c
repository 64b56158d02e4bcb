// SPDX-License-Identifier: BSD-2-Clause
#include "json.h"

#include "../common/escape.h"

void json_string(FILE *out, const char *text)
{
	putc('"', out);
	escape_text(out, ESCAPE_JSON, text);
	putc('"', out);
}
