// SPDX-License-Identifier: BSD-2-Clause
#include "bail_out.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void bail_out(const char *format, ...)
{
	va_list ap;

	printf("Bail out! ");
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	printf("\n");
	exit(1);
}
