// SPDX-License-Identifier: BSD-2-Clause
/* What the SoC has of its host: memories, files, words to the user. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calls.h"
#include "folder.h"
#include "host/file.h"
#include "host/memory.h"
#include "host/say.h"

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
	check_memory(memory_create_file(folder_file, 12345));
	assert_int_equal(stat(folder_file, &status), 0);
	assert_int_equal(status.st_mode & 0777, 0600);
	for (size_t i = 0; i < 2; i++) {
		call_fails(calls[i], 1, ENOSPC);
		assert_int_equal(memory_create("memory", 1), -ENOSPC);
	}
	call_fails("ftruncate", 1, EFBIG);
	assert_int_equal(memory_create_file(folder_file, 1), -EFBIG);
	snprintf(nowhere, sizeof(nowhere), "%s/none/file", folder_path);
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
	assert_int_equal(open_descriptors(), folder_descriptors);
}

static void files(void **state)
{
	uint64_t length;
	size_t size;
	char *bytes;
	int fd;

	(void)state;
	refuses_file(folder_file, 100, ENOENT);
	refuses_file(folder_path, 1 << 20, EISDIR);
	refuses_file("/dev/null", 100, EINVAL);
	assert_int_equal(file_open(folder_path, &length), -EISDIR);
	folder_put("a\0bc", 4);
	bytes = file_read(folder_file, 4, &size);
	assert_non_null(bytes);
	assert_int_equal(size, 4);
	assert_memory_equal(bytes, "a\0bc", 4);
	free(bytes);
	refuses_file(folder_file, 3, EFBIG);
	call_fails("malloc", 1, ENOMEM);
	refuses_file(folder_file, 4, ENOMEM);
	call_fails("pread", 1, EIO);
	refuses_file(folder_file, 4, EIO);
	call_fails("fstat", 1, ESTALE);
	refuses_file(folder_file, 4, ESTALE);
	call_fails("", 0, 0);
	fd = file_open(folder_file, &length);
	assert_true(fd > 2 && length == 4);
	assert_int_equal(fcntl(fd, F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(fd, F_GETFL) & O_ACCMODE, O_RDONLY);
	close(fd);
	folder_put("", 0);
	bytes = file_read(folder_file, 0, &size);
	assert_non_null(bytes);
	assert_int_equal(size, 0);
	free(bytes);
}

static void say_plain(void)
{
	say("%s: %d", "object", 7);
}

static void say_raw(void)
{
	struct say_terminal terminal = { 0 };

	say_terminal(&terminal);
	say("raw");
	say_between("the guest is elsewhere");
	terminal.within_line = true;
	say("the guest had begun");
	say("once");
	say_terminal(NULL);
	say_between("not raw");
}

static void keep(struct say_terminal *terminal, const char *line)
{
	assert_true(terminal->within_line);
	snprintf(terminal->owner, 100, "%s", line);
}

static char kept[100];

static void say_what_can_wait(void)
{
	struct say_terminal terminal = { .within_line = true,
					 .between = keep,
					 .owner = kept };

	say_terminal(&terminal);
	say_between("stage %u", 4);
	say("at once");
	say_terminal(NULL);
}

static void words(void **state)
{
	(void)state;
	assert_string_equal(folder_said(say_plain),
			    "teeproc-board: object: 7\n");
	assert_string_equal(folder_said(say_raw),
			    "teeproc-board: raw\r\n"
			    "teeproc-board: the guest is elsewhere\r\n"
			    "\r\nteeproc-board: the guest had begun\r\n"
			    "teeproc-board: once\r\n"
			    "teeproc-board: not raw\n");
	assert_string_equal(folder_said(say_what_can_wait),
			    "\r\nteeproc-board: at once\r\n");
	assert_string_equal(kept, "teeproc-board: stage 4\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(memories, folder_setup,
						folder_teardown),
		cmocka_unit_test_setup_teardown(pieces, folder_setup,
						folder_teardown),
		cmocka_unit_test_setup_teardown(fills, folder_setup,
						folder_teardown),
		cmocka_unit_test_setup_teardown(files, folder_setup,
						folder_teardown),
		cmocka_unit_test_setup_teardown(words, folder_setup,
						folder_teardown),
	};

	return unit_run(tests);
}
