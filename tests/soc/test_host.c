// SPDX-License-Identifier: BSD-2-Clause
/* What the SoC has of its host: memories, files, logs, events, words to the user. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "calls.h"
#include "host/events.h"
#include "host/file.h"
#include "host/log.h"
#include "host/memory.h"
#include "host/say.h"

static char dir[256];
static char path[280];
static unsigned int descriptors;

static int setup(void **state)
{
	(void)state;
	if (!unit_folder(dir, sizeof(dir)))
		return -1;
	snprintf(path, sizeof(path), "%s/file", dir);
	descriptors = open_descriptors();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	call_fails("", 0, 0);
	unlink(path);
	return rmdir(dir) || open_descriptors() != descriptors;
}

/* What is in the file at path */
static const char *content(void)
{
	static char text[8192];
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	return text;
}

static void put(const char *text, size_t size)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

static void check_memory(int fd)
{
	struct stat status;
	char bytes[4] = "abc";

	assert_true(fd > 2);
	assert_int_equal(fstat(fd, &status), 0);
	assert_int_equal(status.st_size, 12345);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(memory_read(fd, 12342, bytes, 3), 0);
	assert_memory_equal(bytes, "\0\0\0", 3);
	assert_int_equal(memory_write(fd, 12342, "xyz", 3), 0);
	assert_int_equal(memory_read(fd, 12342, bytes, 3), 0);
	assert_memory_equal(bytes, "xyz", 3);
	close(fd);
}

static void memories(void **state)
{
	static const char *const calls[] = { "memfd_create", "ftruncate" };
	char nowhere[300];
	struct stat status;

	(void)state;
	check_memory(memory_create("memory", 12345));
	check_memory(memory_create_file(path, 12345));
	assert_int_equal(stat(path, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	for (size_t i = 0; i < 2; i++) {
		call_fails(calls[i], 1, ENOSPC);
		assert_int_equal(memory_create("memory", 1), -ENOSPC);
	}
	call_fails("ftruncate", 1, EFBIG);
	assert_int_equal(memory_create_file(path, 1), -EFBIG);
	snprintf(nowhere, sizeof(nowhere), "%s/none/file", dir);
	assert_int_equal(memory_create_file(nowhere, 1), -ENOENT);
}

/* Signals, and bytes that come or go by halves; then all are there */
static void pieces(void **state)
{
	char bytes[100], got[100];
	int fd = memory_create("memory", 300);

	(void)state;
	for (unsigned int i = 0; i < 100; i++)
		bytes[i] = i + 1;
	for (unsigned int nth = 1; nth < 3; nth++)
		for (int error = 0; error <= EINTR; error += EINTR) {
			memory_fill(fd, 0, 0xee, 300);
			call_fails("pwrite", nth, error);
			assert_int_equal(memory_write(fd, 7, bytes, 100), 0);
			call_fails("pread", nth, error);
			assert_int_equal(memory_read(fd, 7, got, 100), 0);
			assert_int_equal(call_count(), nth == 1 ? 2 : 1);
			call_fails("", 0, 0);
			assert_memory_equal(got, bytes, 100);
			memory_read(fd, 6, got, 1);
			memory_read(fd, 107, got + 1, 1);
			assert_memory_equal(got, "\xee\xee", 2);
		}
	call_fails("pread", 1, EBADF);
	assert_int_equal(memory_read(fd, 0, got, 1), -EBADF);
	call_fails("pwrite", 1, EBADF);
	assert_int_equal(memory_write(fd, 0, got, 1), -EBADF);
	call_fails("", 0, 0);
	/* half a byte is none, and no success */
	memory_fill(fd, 0, 0xee, 1);
	call_fails("pwrite", 1, CALL_HALF);
	assert_int_equal(memory_write(fd, 0, "a", 1), 0);
	call_fails("", 0, 0);
	errno = EDOM;
	assert_int_equal(memory_read(fd, 0, got, 1), 0);
	assert_int_equal(got[0], 'a');
	/* the end comes before all has been read, whatever was the matter before */
	errno = EINTR;
	assert_int_equal(memory_read(fd, 300, got, 1), -EIO);
	assert_int_equal(memory_read(fd, 200, got, 100), 0);
	assert_int_equal(memory_read(fd, 201, got, 100), -EIO);
	assert_int_equal(memory_read(fd, 300, got, 1), -EIO);
	assert_int_equal(memory_read(fd, 300, got, 0), 0);
	close(fd);
}

static void fills(void **state)
{
	static const size_t sizes[] = {
		0, 1, 4096, 65535, 65536, 65537, 131073
	};
	const size_t room = 200000;
	unsigned char *bytes = malloc(room);
	int fd = memory_create("memory", room);

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		size_t end = 333 + sizes[i];

		memory_write(fd, 0, memset(bytes, 0xee, room), room);
		call_fails("pwrite", 0, 0);
		assert_int_equal(memory_fill(fd, 333, i, sizes[i]), 0);
		assert_int_equal(call_count(), (sizes[i] + 65535) / 65536);
		assert_int_equal(memory_read(fd, 0, bytes, room), 0);
		for (size_t at = 0; at < room; at++)
			assert_int_equal(bytes[at],
					 at >= 333 && at < end ? i : 0xee);
	}
	/* what comes behind a piece that is not filled is not tried */
	call_fails("pwrite", 2, ENOSPC);
	assert_int_equal(memory_fill(fd, 0, 0, room), -ENOSPC);
	assert_int_equal(call_count(), 2);
	free(bytes);
	close(fd);
}

static void refuses_file(const char *name, size_t max, int error)
{
	size_t size = 99;

	errno = 0;
	assert_null(file_read(name, max, &size));
	assert_int_equal(errno, error);
	assert_int_equal(size, 99);
	assert_int_equal(open_descriptors(), descriptors);
}

static void files(void **state)
{
	uint64_t length;
	size_t size;
	char *bytes;
	int fd;

	(void)state;
	refuses_file(path, 100, ENOENT);
	refuses_file(dir, 1 << 20, EISDIR);
	refuses_file("/dev/null", 100, EINVAL);
	assert_int_equal(file_open(dir, &length), -EISDIR);
	put("a\0bc", 4);
	bytes = file_read(path, 4, &size);
	assert_non_null(bytes);
	assert_int_equal(size, 4);
	assert_memory_equal(bytes, "a\0bc", 4);
	free(bytes);
	refuses_file(path, 3, EFBIG);
	call_fails("malloc", 1, ENOMEM);
	refuses_file(path, 4, ENOMEM);
	call_fails("pread", 1, EIO);
	refuses_file(path, 4, EIO);
	call_fails("fstat", 1, ESTALE);
	refuses_file(path, 4, ESTALE);
	call_fails("", 0, 0);
	fd = file_open(path, &length);
	assert_true(fd > 2 && length == 4);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
	close(fd);
	put("", 0);
	bytes = file_read(path, 0, &size);
	assert_non_null(bytes);
	assert_int_equal(size, 0);
	free(bytes);
}

/* What @run says on stderr */
static const char *said(void (*run)(void))
{
	int before = dup(2);
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(dup2(fd, 2), 2);
	run();
	dup2(before, 2);
	close(before);
	close(fd);
	return content();
}

static void say_plain(void)
{
	say("%s: %d", "object", 7);
}

static void say_raw(void)
{
	say_raw_terminal(true);
	say("raw");
	say_raw_terminal(false);
	say("not raw");
}

static void words(void **state)
{
	(void)state;
	assert_string_equal(said(say_plain), "teeproc-board: object: 7\n");
	assert_string_equal(said(say_raw), "teeproc-board: raw\r\n"
					   "teeproc-board: not raw\n");
}

static char longest[5000];
static int opened;

static void open_missing(void)
{
	opened = log_open("/none/such", "log");
}

static void open_long(void)
{
	opened = log_open(longest, "log");
}

/* A name for the folder that makes "NAME/file" as long as no path can be */
static void open_too_long_by_one(void)
{
	const size_t length = strlen(strcpy(longest, dir));

	for (size_t at = length; at < 4091; at++)
		longest[at] = (at - length) % 2 ? '.' : '/';
	longest[4091] = '\0';
	opened = log_open(longest, "file");
}

static void open_good(void)
{
	opened = log_open(dir, "good");
}

static void open_none(void)
{
	opened = log_open(NULL, "log");
}

static void log_folders(void **state)
{
	static char shorter[4097];
	char deep[300], file[320];
	int ret;

	struct stat status;
	mode_t mask = umask(022);
	int here = open(".", O_RDONLY | O_DIRECTORY);

	(void)state;
	umask(mask);
	/* below the folder that it is run in */
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(log_make_dir("a/b"), 0);
	assert_int_equal(rmdir("a/b"), 0);
	assert_int_equal(rmdir("a"), 0);
	assert_int_equal(fchdir(here), 0);
	close(here);
	/* why it can't be made, and not that it is not there */
	ret = log_make_dir("/sys/teeproc");
	assert_true(ret < 0 && ret != -ENOENT);
	snprintf(deep, sizeof(deep), "%s/a/b/c", dir);
	assert_int_equal(log_make_dir(deep), 0);
	assert_int_equal(log_make_dir(deep), 0);
	snprintf(file, sizeof(file), "%s/file", deep);
	fclose(fopen(file, "w"));
	assert_int_equal(log_make_dir(file), -ENOTDIR);
	strcat(file, "/more");
	assert_int_equal(log_make_dir(file), -ENOTDIR);
	snprintf(file, sizeof(file), "%s/file", deep);
	unlink(file);
	/* a link to nowhere is there, and no folder */
	assert_int_equal(symlink("nowhere", file), 0);
	assert_int_equal(log_make_dir(file), -ENOENT);
	unlink(file);
	for (int n = 0; n < 3; n++) {
		assert_int_equal(stat(deep, &status), 0);
		assert_int_equal(status.st_mode & 07777, 0777 & ~mask);
		assert_int_equal(rmdir(deep), 0);
		*strrchr(deep, '/') = '\0';
	}
	/* each part is short enough, all of it is not */
	strcpy(longest, dir);
	for (size_t at = strlen(longest); at < sizeof(longest) - 1; at++)
		longest[at] = at % 100 ? 'x' : '/';
	assert_int_equal(log_make_dir(longest), -ENAMETOOLONG);
	for (size_t at = 0; at < 4096; at++)
		shorter[at] = at % 2 ? '.' : '/';
	assert_int_equal(log_make_dir(shorter), -ENAMETOOLONG);
	shorter[4095] = '\0';
	assert_int_equal(log_make_dir(shorter), 0);
	assert_string_equal(said(open_good), "");
	close(opened);
	snprintf(file, sizeof(file), "%s/good", dir);
	assert_int_equal(unlink(file), 0);
	assert_string_equal(said(open_none), "");
	assert_int_equal(opened, -1);
	assert_string_equal(said(open_missing),
			    "teeproc-board: /none/such/log: No such file or directory\n");
	assert_int_equal(opened, -1);
	/* cut, as any sentence of more than a screen's lines */
	assert_memory_equal(said(open_long), "teeproc-board: /", 16);
	assert_int_equal(opened, -1);
	assert_memory_equal(said(open_too_long_by_one), "teeproc-board: /tmp",
			    19);
	assert_int_equal(opened, -1);
	snprintf(file, sizeof(file), "%s/fil", dir);
	assert_int_not_equal(access(file, F_OK), 0);
}

static void write_failing(void)
{
	call_fails("write", 1, EIO);
	log_write(opened, "lost", 4);
	/* said before this one */
	call_fails("write", 1, EROFS);
	log_write(opened, "lost", 4);
	call_fails("", 0, 0);
}

/* What is said once is not said by a process that has said it. */
static void fail_in_child(void)
{
	pid_t child = fork();

	if (!child) {
		write_failing();
		_exit(0);
	}
	waitpid(child, NULL, 0);
}

/* A disk that takes no byte, and gives no reason */
static void write_nothing(void)
{
	call_fails("write", 1, CALL_HALF);
	log_write(opened, "x", 1);
	call_fails("", 0, 0);
}

static void write_byte(void)
{
	log_write(opened, "fou", 3);
	log_write(opened, "r", 1);
}

static void logs(void **state)
{
	char other[300];
	mode_t mask = umask(022);
	struct stat status;

	(void)state;
	umask(mask);
	unlink(path);
	opened = log_open(dir, "file");
	assert_int_equal(fstat(opened, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0666 & ~mask);
	close(opened);
	put("of the last run\n", 16);
	opened = log_open(dir, "file");
	assert_true(opened > 2);
	assert_int_equal(fcntl(opened, F_GETFD), FD_CLOEXEC);
	assert_true(fcntl(opened, F_GETFL) & O_APPEND);
	assert_string_equal(content(), "");
	log_write(opened, "one ", 4);
	call_fails("write", 1, EINTR);
	log_write(opened, "two ", 4);
	call_fails("write", 1, CALL_HALF);
	log_write(opened, "three ", 6);
	call_fails("", 0, 0);
	log_write(opened, "not this", 0);
	log_write(-1, "nor this", 8);
	assert_string_equal(content(), "one two three ");
	snprintf(other, sizeof(other), "%s/other", dir);
	rename(path, other);
	assert_string_equal(said(write_byte), "");
	assert_string_equal(said(fail_in_child),
			    "teeproc-board: logs: Input/output error; what comes now is lost\n");
	assert_string_equal(said(write_nothing),
			    "teeproc-board: logs: No space left on device; what comes now is lost\n");
	rename(other, path);
	assert_string_equal(content(), "one two three four");
	close(opened);
}

/* The lines since the last look, with "T" for their times, which only grow */
static const char *new_events(void)
{
	static char lines[8192];
	static int64_t before;
	const char *text = content();
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
	assert_int_equal(truncate(path, 0), 0);
	events_close();
	assert_int_equal(events_open(path), 0);
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
	assert_int_not_equal(access(path, F_OK), 0);
	snprintf(nowhere, sizeof(nowhere), "%s/none/file", dir);
	assert_int_equal(events_open(nowhere), -ENOENT);
	assert_int_equal(events_open(path), 0);
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
	assert_string_equal(new_events(),
			    "{T, \"core\": 0, \"event\": \"registers\", \"registers\": [0, 4294967295, 2, -1], \"frame\": []}\n");
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
	assert_int_equal(stat(path, &status), 0);
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
		cmocka_unit_test_setup_teardown(memories, setup, teardown),
		cmocka_unit_test_setup_teardown(pieces, setup, teardown),
		cmocka_unit_test_setup_teardown(fills, setup, teardown),
		cmocka_unit_test_setup_teardown(files, setup, teardown),
		cmocka_unit_test_setup_teardown(words, setup, teardown),
		cmocka_unit_test_setup_teardown(log_folders, setup, teardown),
		cmocka_unit_test_setup_teardown(logs, setup, teardown),
		cmocka_unit_test_setup_teardown(events, setup, teardown),
		cmocka_unit_test_setup_teardown(clock_goes, setup, teardown),
	};

	return unit_run(tests);
}
