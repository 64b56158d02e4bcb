// SPDX-License-Identifier: BSD-2-Clause
/*
 * fail-nth FIRST [OPTION FILE=TEXT]... FILE=TEXT
 *
 * Writes TEXT to FILE in one write(), in which the N-th allocation fails that this task
 * asks the kernel for; for each N from FIRST on, until there is none such.
 *   --prepare    written before each try
 *   --done       what the file says after a write that succeeded
 *   --failed     what it says after one that failed
 *   --undo       written after one that succeeded
 *   --again      written after one that failed
 *   --gone       what it says after one that failed when there is nothing to try it on any more
 *   --same       its text at first is its text after each try; no TEXT
 * A file that is not there says nothing. All that is written but FILE has to succeed.
 * The error of that is ENOMEM, or EINVAL, which the driver core says of a device whose
 * name found no memory.
 *
 * Prints the last N. Exit status 0: it was not reached; 3: gone after it; 1: not as it has to
 * be, with a line on standard error that says how; 2: wrong usage, or the kernel can't do it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NTH_MAX 5000
#define STEPS_MAX 32
#define TEXT_MAX 256

enum kind {
	PREPARE,
	DONE,
	FAILED,
	UNDO,
	AGAIN,
	GONE,
	SAME,
	KINDS
};

static const char *const kind_names[KINDS] = {
	"--prepare", "--done", "--failed", "--undo",
	"--again",   "--gone", "--same",
};

struct step {
	enum kind kind;
	const char *file;
	char text[TEXT_MAX];
};

static struct step steps[STEPS_MAX];
static int step_count;
static int nth;

/* Exit status 1: N is tried, and what came of it is wrong. */
static _Noreturn __attribute__((format(printf, 1, 2))) void
wrong(const char *format, ...)
{
	va_list args;

	printf("%d\n", nth);
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	exit(1);
}

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "fail-nth: %s: %s\n", what, strerror(errno));
	exit(2);
}

static void parse(struct step *step, char *arg)
{
	char *equals = strchr(arg, '=');

	if (equals)
		*equals = 0;
	step->file = arg;
	snprintf(step->text, sizeof(step->text), "%s",
		 equals ? equals + 1 : "");
}

/* without the end of its last line */
static void read_text(const char *file, char text[TEXT_MAX])
{
	int fd = open(file, O_RDONLY);
	ssize_t size = fd < 0 ? 0 : read(fd, text, TEXT_MAX - 1);

	if (fd >= 0)
		close(fd);
	if (size < 0)
		size = 0;
	text[size] = 0;
	text[strcspn(text, "\n")] = 0;
}

static int write_text(const char *file, const char *text)
{
	int fd = open(file, O_WRONLY);
	int error = 0;

	if (fd < 0)
		return errno;
	if (write(fd, text, strlen(text)) < 0)
		error = errno;
	close(fd);
	return error;
}

static bool says(const struct step *step, char text[TEXT_MAX])
{
	read_text(step->file, text);
	return !strcmp(text, step->text);
}

static void write_all(enum kind kind)
{
	const struct step *step;
	int error;

	for (step = steps; step < steps + step_count; step++) {
		if (step->kind != kind)
			continue;
		error = write_text(step->file, step->text);
		if (error)
			wrong("%s %s=%s: %s", kind_names[kind], step->file,
			      step->text, strerrorname_np(error));
	}
}

static void check_all(enum kind kind, const char *after)
{
	char text[TEXT_MAX];
	const struct step *step;

	for (step = steps; step < steps + step_count; step++)
		if (step->kind == kind && !says(step, text))
			wrong("after %s: %s: '%s', not '%s'", after, step->file,
			      text, step->text);
}

static bool is_gone(void)
{
	char text[TEXT_MAX];
	const struct step *step;

	for (step = steps; step < steps + step_count; step++)
		if (step->kind == GONE && says(step, text))
			return true;
	return false;
}

/* Return: write()'s error or 0; *reached: was there an N-th allocation? */
static int try(const struct step *write_to, bool *reached)
{
	static const char path[] = "/proc/thread-self/fail-nth";
	char left[16] = "";
	int error = 0;
	int fd = open(write_to->file, O_WRONLY);
	int nth_fd = open(path, O_RDWR);

	if (fd < 0)
		fail(write_to->file);
	if (nth_fd < 0 || dprintf(nth_fd, "%d", nth) < 0)
		fail(path);
	if (write(fd, write_to->text, strlen(write_to->text)) < 0)
		error = errno;
	if (pread(nth_fd, left, sizeof(left) - 1, 0) <= 0 ||
	    pwrite(nth_fd, "0", 1, 0) < 0)
		fail(path);
	*reached = atoi(left) == 0;
	close(nth_fd);
	close(fd);
	return error;
}

/* one try, and what came of it; false when there was no N-th allocation */
static bool round_of(const struct step *write_to)
{
	bool reached;
	int error;

	write_all(PREPARE);
	error = try(write_to, &reached);
	if (error && error != ENOMEM && error != EINVAL)
		wrong("%s=%s: %s", write_to->file, write_to->text,
		      strerrorname_np(error));
	if (error && !reached)
		wrong("%s=%s: %s, and no allocation had failed", write_to->file,
		      write_to->text, strerrorname_np(error));
	if (error && is_gone()) {
		printf("%d\n", nth);
		exit(3);
	}
	check_all(error ? FAILED : DONE, error ? "a failure" : "a success");
	write_all(error ? AGAIN : UNDO);
	check_all(SAME, error ? "a failure" : "a success");
	return reached;
}

int main(int argc, char **argv)
{
	struct step write_to;
	int kind;
	int i;

	for (i = 2; i + 1 < argc && step_count < STEPS_MAX; i += 2) {
		for (kind = 0;
		     kind < KINDS && strcmp(argv[i], kind_names[kind]); kind++)
			;
		if (kind == KINDS)
			break;
		steps[step_count].kind = kind;
		parse(&steps[step_count], argv[i + 1]);
		if (kind == SAME)
			read_text(steps[step_count].file,
				  steps[step_count].text);
		step_count++;
	}
	if (i + 1 != argc || atoi(argv[1]) <= 0 || !strchr(argv[i], '=')) {
		fputs("usage: fail-nth FIRST [OPTION FILE=TEXT]... FILE=TEXT\n",
		      stderr);
		return 2;
	}
	parse(&write_to, argv[i]);

	for (nth = atoi(argv[1]); nth < NTH_MAX; nth++)
		if (!round_of(&write_to))
			break;
	printf("%d\n", nth);
	return 0;
}
