// SPDX-License-Identifier: BSD-2-Clause
/* The test cases are written to memory first: the suite begins with their number. */
#include "junit.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "../../tools/common/escape.h"
#include "../soc/host/say.h"
#include "text.h"

static struct junit {
	FILE *file;
	const char *path;
	const char *name;
	struct timespec start;
	FILE *cases;
	char *cases_text;
	size_t cases_size;
	FILE *said; /* what the script said since its last test */
	char *said_text;
	size_t said_size;
	unsigned int tests;
	unsigned int failures;
	unsigned int skipped;
	long planned; /* -1: no plan yet */
	bool bailed_out;
} junit;

bool junit_open(const char *path, const char *name)
{
	junit.file = fopen(path, "we");
	if (!junit.file) {
		say("--junit: %s: %s", path, strerror(errno));
		return false;
	}
	junit.path = path;
	junit.name = name;
	junit.planned = -1;
	junit.cases = open_memstream(&junit.cases_text, &junit.cases_size);
	junit.said = open_memstream(&junit.said_text, &junit.said_size);
	clock_gettime(CLOCK_MONOTONIC, &junit.start);
	return junit.cases && junit.said;
}

static void put_attribute(FILE *file, const char *name, const char *value)
{
	fprintf(file, " %s=\"", name);
	escape_text(file, ESCAPE_XML, value);
	fputc('"', file);
}

/* Line by line: to the escapes an end of line is a character as others are */
static void put_lines(FILE *file, const char *lines)
{
	while (*lines) {
		size_t size = strcspn(lines, "\n");

		escape_bytes(file, ESCAPE_XML, lines, size);
		fputc('\n', file);
		lines += size + (lines[size] == '\n');
	}
}

/* What was said so far, and from here on nothing; to be freed */
static char *take_said(void)
{
	char *said;

	fflush(junit.said);
	said = text("%.*s", (int)junit.said_size, junit.said_text);
	rewind(junit.said);
	return said;
}

/*
 * @failure, @skip: what it says, or NULL. What a script says of a test comes after
 * its line, so a case ends where the next one begins.
 */
static void put_case(const char *name, const char *failure, const char *skip)
{
	FILE *cases = junit.cases;

	junit.tests++;
	fputs("  <testcase", cases);
	put_attribute(cases, "classname", junit.name);
	put_attribute(cases, "name", name);
	fputc('>', cases);
	if (failure) {
		junit.failures++;
		fputs("<failure", cases);
		put_attribute(cases, "message", failure);
		fputs("/>", cases);
	} else if (skip) {
		junit.skipped++;
		fputs("<skipped", cases);
		put_attribute(cases, "message", skip);
		fputs("/>", cases);
	}
}

static void end_case(void)
{
	char *said = take_said();

	if (junit.tests && *said) {
		fputs("<system-out>", junit.cases);
		put_lines(junit.cases, said);
		fputs("</system-out>", junit.cases);
	}
	if (junit.tests)
		fputs("</testcase>\n", junit.cases);
	free(said);
}

/* TAP: "not ok 3 - name # SKIP why" behind its first word(s) */
static void put_tap_case(const char *rest, bool good)
{
	char *name;
	char *directive;
	const char *skip = NULL;

	rest += strspn(rest, " ");
	rest += strspn(rest, "0123456789");
	rest += strspn(rest, " ");
	if (*rest == '-')
		rest += 1 + strspn(rest + 1, " ");
	name = text("%s", rest);
	directive = strstr(name, "# ");
	if (directive && (!strncasecmp(directive + 2, "skip", 4) ||
			  !strncasecmp(directive + 2, "todo", 4))) {
		skip = directive + 2;
		*directive = '\0';
	}
	end_case();
	put_case(name, good || skip ? NULL : "not ok", skip);
	free(name);
}

static bool is_word(const char *line, const char *word)
{
	size_t size = strlen(word);

	return !strncmp(line, word, size) && (!line[size] || line[size] == ' ');
}

void junit_line(const char *line)
{
	if (!junit.file)
		return;
	if (is_word(line, "ok"))
		put_tap_case(line + 2, true);
	else if (is_word(line, "not ok"))
		put_tap_case(line + 6, false);
	else if (!strncmp(line, "1..", 3) && isdigit((unsigned char)line[3]))
		junit.planned = strtol(line + 3, NULL, 10);
	else if (!strncmp(line, "Bail out!", 9))
		junit.bailed_out = true;
	fprintf(junit.said, "%s\n", line);
}

/* What no test tells: the plan, the end, the whole run if it was no TAP */
static void judge(int status)
{
	unsigned int tests = junit.tests;
	unsigned int failures = junit.failures;
	char *ended = text("exit status %d", status);
	char *plan = text("%u tests of %ld", tests, junit.planned);

	if (junit.planned >= 0 && (unsigned long)junit.planned != tests) {
		end_case();
		put_case("plan", plan, NULL);
	}
	if (junit.bailed_out) {
		end_case();
		put_case("end", "Bail out!", NULL);
	} else if (!tests || (status && !failures)) {
		/* of a run that is one test it says all */
		if (tests)
			end_case();
		put_case(tests ? "exit status" : "run", status ? ended : NULL,
			 NULL);
	}
	end_case();
	free(plan);
	free(ended);
}

bool junit_close(int status)
{
	struct timespec now;
	double seconds;
	bool bad;

	if (!junit.file)
		return true;
	judge(status);
	fclose(junit.cases);
	fclose(junit.said);
	clock_gettime(CLOCK_MONOTONIC, &now);
	seconds = (double)(now.tv_sec - junit.start.tv_sec) +
		  (double)(now.tv_nsec - junit.start.tv_nsec) / 1e9;
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite",
	      junit.file);
	put_attribute(junit.file, "name", junit.name);
	fprintf(junit.file,
		" tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\" time=\"%.3f\">\n%s</testsuite>\n",
		junit.tests, junit.failures, junit.skipped, seconds,
		junit.cases_text);
	free(junit.cases_text);
	free(junit.said_text);
	bad = ferror(junit.file);
	bad |= fclose(junit.file) != 0;
	junit.file = NULL;
	if (bad)
		say("--junit: %s: %s", junit.path, strerror(errno));
	return !bad;
}
