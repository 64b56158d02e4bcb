// SPDX-License-Identifier: BSD-2-Clause
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

unsigned int mutant_choose(const char *file, unsigned char *reached,
			   unsigned int mutants);

#define FILES_MAX 64

static struct {
	const char *name;
	const unsigned char *reached;
	unsigned int mutants;
} files[FILES_MAX];
static unsigned int num_files;

unsigned int mutant_choose(const char *file, unsigned char *reached,
			   unsigned int mutants)
{
	const char *wanted = getenv("MUTANT");
	size_t length = strlen(file);

	if (num_files == FILES_MAX)
		abort();
	files[num_files].name = file;
	files[num_files].reached = reached;
	files[num_files++].mutants = mutants;
	if (!wanted || strncmp(wanted, file, length) || wanted[length] != ':')
		return 0;
	return (unsigned int)strtoul(wanted + length + 1, NULL, 10);
}

__attribute__((destructor)) static void write_reached(void)
{
	const char *path = getenv("MUTANT_REACHED");
	FILE *out = path ? fopen(path, "a") : NULL;
	unsigned int f, n;

	/* a test may have taken all room for files */
	signal(SIGXFSZ, SIG_IGN);
	for (f = 0; out && f < num_files; f++)
		for (n = 1; n < files[f].mutants; n++)
			if (files[f].reached[n])
				fprintf(out, "%s:%u\n", files[f].name, n);
	if (out && fclose(out) && errno != EFBIG)
		abort();
}

/* In place of the C library's: what ends itself by a signal tells, too. */
int raise(int number)
{
	write_reached();
	return kill(getpid(), number);
}
