/* SPDX-License-Identifier: BSD-2-Clause */
/* A command line that grows. */
#ifndef SOC_ARGUMENTS_H
#define SOC_ARGUMENTS_H

#include <stdbool.h>

/* the application cores': 39, 8 a core, 4 a folder of the host */
#define ARGUMENTS_MAX 128u

struct arguments {
	char *argv[ARGUMENTS_MAX + 1];
	unsigned int argc;
	bool failed; /* out of memory, or too many */
};

void arguments_add(struct arguments *arguments, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void arguments_free(struct arguments *arguments);

#endif /* SOC_ARGUMENTS_H */
