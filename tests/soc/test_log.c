// SPDX-License-Identifier: BSD-2-Clause
/* The folder of logs, and what a log that can not be written comes to. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calls.h"
#include "folder.h"
#include "host/log.h"

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

/* A name for the folder that makes "NAME/file" as long as no folder_file can be */
static void open_too_long_by_one(void)
{
	const size_t length = strlen(strcpy(longest, folder_path));

	for (size_t at = length; at < 4091; at++)
		longest[at] = (at - length) % 2 ? '.' : '/';
	longest[4091] = '\0';
	opened = log_open(longest, "file");
}

static void open_good(void)
{
	opened = log_open(folder_path, "good");
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
	assert_int_equal(chdir(folder_path), 0);
	assert_int_equal(log_make_dir("a/b"), 0);
	assert_int_equal(rmdir("a/b"), 0);
	assert_int_equal(rmdir("a"), 0);
	assert_int_equal(fchdir(here), 0);
	close(here);
	/* why it can't be made, and not that it is not there */
	ret = log_make_dir("/sys/teeproc");
	assert_true(ret < 0 && ret != -ENOENT);
	snprintf(deep, sizeof(deep), "%s/a/b/c", folder_path);
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
	strcpy(longest, folder_path);
	for (size_t at = strlen(longest); at < sizeof(longest) - 1; at++)
		longest[at] = at % 100 ? 'x' : '/';
	assert_int_equal(log_make_dir(longest), -ENAMETOOLONG);
	for (size_t at = 0; at < 4096; at++)
		shorter[at] = at % 2 ? '.' : '/';
	assert_int_equal(log_make_dir(shorter), -ENAMETOOLONG);
	shorter[4095] = '\0';
	assert_int_equal(log_make_dir(shorter), 0);
	assert_string_equal(folder_said(open_good), "");
	close(opened);
	snprintf(file, sizeof(file), "%s/good", folder_path);
	assert_int_equal(unlink(file), 0);
	assert_string_equal(folder_said(open_none), "");
	assert_int_equal(opened, -1);
	assert_string_equal(folder_said(open_missing),
			    "teeproc-board: /none/such/log: No such file or directory\n");
	assert_int_equal(opened, -1);
	/* cut, as any sentence of more than a screen's lines */
	assert_memory_equal(folder_said(open_long), "teeproc-board: /", 16);
	assert_int_equal(opened, -1);
	assert_memory_equal(folder_said(open_too_long_by_one),
			    "teeproc-board: /tmp", 19);
	assert_int_equal(opened, -1);
	snprintf(file, sizeof(file), "%s/fil", folder_path);
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
	unlink(folder_file);
	opened = log_open(folder_path, "file");
	assert_int_equal(fstat(opened, &status), 0);
	assert_int_equal(status.st_mode & 07777, 0666 & ~mask);
	close(opened);
	folder_put("of the last run\n", 16);
	opened = log_open(folder_path, "file");
	assert_true(opened > 2);
	assert_int_equal(fcntl(opened, F_GETFD), FD_CLOEXEC);
	assert_true(fcntl(opened, F_GETFL) & O_APPEND);
	assert_string_equal(folder_content(), "");
	log_write(opened, "one ", 4);
	call_fails("write", 1, EINTR);
	log_write(opened, "two ", 4);
	call_fails("write", 1, CALL_HALF);
	log_write(opened, "three ", 6);
	call_fails("", 0, 0);
	log_write(opened, "not this", 0);
	log_write(-1, "nor this", 8);
	assert_string_equal(folder_content(), "one two three ");
	snprintf(other, sizeof(other), "%s/other", folder_path);
	rename(folder_file, other);
	assert_string_equal(folder_said(write_byte), "");
	assert_string_equal(folder_said(fail_in_child),
			    "teeproc-board: logs: Input/output error; what comes now is lost\n");
	assert_string_equal(folder_said(write_nothing),
			    "teeproc-board: logs: No space left on device; what comes now is lost\n");
	rename(other, folder_file);
	assert_string_equal(folder_content(), "one two three four");
	close(opened);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(log_folders, folder_setup,
						folder_teardown),
		cmocka_unit_test_setup_teardown(logs, folder_setup,
						folder_teardown),
	};

	return unit_run(tests);
}
