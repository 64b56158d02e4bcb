// SPDX-License-Identifier: BSD-2-Clause
/* Events: their lines, and the clock that they have. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "folder.h"
#include "host/events.h"
#include "host/memory.h"

/* The lines since the last look, with "T" for their times, which only grow */
static const char *new_events(void)
{
	static char lines[8192];
	static int64_t before;
	const char *text = folder_content();
	char *to = lines;

	while (*text) {
		long long us;
		int length;

		assert_int_equal(sscanf(text, "{\"us\": %lld,%n", &us, &length),
				 1);
		assert_true(us >= before && us <= events_now_us());
		before = us;
		to = stpcpy(to, "{T,");
		text += length;
		while (*text != '\n')
			*to++ = *text++;
		*to++ = *text++;
	}
	*to = '\0';
	assert_int_equal(truncate(folder_file, 0), 0);
	events_close();
	assert_int_equal(events_open(folder_file), 0);
	return lines;
}

static void events(void **state)
{
	const uint64_t numbers[35] = { 0, UINT32_MAX, 2, UINT64_MAX };
	char bytes[1025], want[4096];
	const char *lines;
	char nowhere[300];
	mode_t mask = umask(022);
	struct stat status;
	int fd;

	(void)state;
	umask(mask);
	/* nobody has asked for them */
	events_close();
	events_stage("linux");
	events_console(0, "x", 1);
	assert_int_not_equal(access(folder_file, F_OK), 0);
	snprintf(nowhere, sizeof(nowhere), "%s/none/file", folder_path);
	assert_int_equal(events_open(nowhere), -ENOENT);
	assert_int_equal(events_open(folder_file), 0);
	events_state(0, TEEPROC_CORE_RESET);
	events_state(1, TEEPROC_CORE_RUNNING);
	events_state(2, TEEPROC_CORE_CRASHED);
	events_state(15, TEEPROC_CORE_EXITED);
	assert_string_equal(new_events(),
			    "{T, \"core\": 0, \"event\": \"state\", \"state\": \"reset\"}\n"
			    "{T, \"core\": 1, \"event\": \"state\", \"state\": \"running\"}\n"
			    "{T, \"core\": 2, \"event\": \"state\", \"state\": \"crashed\"}\n"
			    "{T, \"core\": 15, \"event\": \"state\", \"state\": \"exited\"}\n");
	events_crash(3, "no reason");
	events_kick(0, 1, true);
	events_kick(1, 0, false);
	events_stage("linux");
	events_request(-1, "otp", 77, "ok");
	events_request(0, "load", 78, "err hash");
	assert_string_equal(new_events(),
			    "{T, \"core\": 3, \"event\": \"crash\", \"cause\": \"no reason\"}\n"
			    "{T, \"core\": 0, \"event\": \"kick\", \"vring\": 1, \"to\": \"linux\"}\n"
			    "{T, \"core\": 1, \"event\": \"kick\", \"vring\": 0, \"to\": \"core\"}\n"
			    "{T, \"event\": \"stage\", \"name\": \"linux\"}\n"
			    "{T, \"event\": \"request\", \"verb\": \"otp\", \"since_us\": 77, \"answer\": \"ok\"}\n"
			    "{T, \"core\": 0, \"event\": \"request\", \"verb\": \"load\", \"since_us\": 78, \"answer\": \"err hash\"}\n");
	events_registers(0, (struct events_words){ numbers, 4 },
			 (struct events_words){ NULL, 0 });
	/* nothing, where there was something on the stack */
	for (int n = 4; n >= 0; n -= 4)
		events_registers(0, (struct events_words){ numbers, n },
				 (struct events_words){ numbers, n });
	assert_string_equal(new_events(),
			    "{T, \"core\": 0, \"event\": \"registers\", \"registers\": [0, 4294967295, 2, -1], \"frame\": []}\n"
			    "{T, \"core\": 0, \"event\": \"registers\", \"registers\": [0, 4294967295, 2, -1], \"frame\": [0, 4294967295, 2, -1]}\n"
			    "{T, \"core\": 0, \"event\": \"registers\", \"registers\": [], \"frame\": []}\n");
	/* no more than there is room for */
	events_registers(0, (struct events_words){ numbers, 1 },
			 (struct events_words){ numbers, 35 });
	lines = strstr(new_events(), "\"frame\": ");
	strcpy(want, "\"frame\": [0, 4294967295, 2, -1");
	for (int n = 4; n < 34; n++)
		strcat(want, ", 0");
	strcat(want, "]}\n");
	assert_string_equal(lines, want);
	/* any byte, and pieces of 512 */
	memset(bytes, 0xa5, sizeof(bytes));
	bytes[511] = '"';
	bytes[512] = 0;
	events_console(1, bytes, 0);
	events_console(1, bytes, 1025);
	lines = new_events();
	*want = '\0';
	for (int n = 0; n < 1025; n++) {
		if (n % 512 == 0)
			strcat(want,
			       "{T, \"core\": 1, \"event\": \"console\", \"bytes\": \"");
		strcat(want, n == 511 ? "22" : n == 512 ? "00" : "a5");
		if (n % 512 == 511 || n == 1024)
			strcat(want, "\"}\n");
	}
	assert_string_equal(lines, want);
	/* what is closed is forgotten: the next file is none of its business */
	events_close();
	assert_int_equal(stat(folder_file, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0666 & ~mask);
	fd = memory_create("other", 0);
	events_stage("linux");
	events_close();
	assert_int_equal(fstat(fd, &status), 0);
	assert_int_equal(status.st_size, 0);
	close(fd);
}

/* A second has a million of them, which do not stand still */
static void clock_goes(void **state)
{
	int64_t begin = events_now_us(), end;
	struct timespec now;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &now);
	end = events_now_us();
	assert_true(begin <= now.tv_sec * 1000000ll + now.tv_nsec / 1000);
	assert_true(end >= now.tv_sec * 1000000ll + now.tv_nsec / 1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(events, folder_setup,
						folder_teardown),
		cmocka_unit_test_setup_teardown(clock_goes, folder_setup,
						folder_teardown),
	};

	return unit_run(tests);
}
