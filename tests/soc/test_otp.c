// SPDX-License-Identifier: BSD-2-Clause
/* One-time-programmable memory: what is kept, and when. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calls.h"
#include "device/otp.h"

static char dir[256];
static char path[280];

static int setup(void **state)
{
	(void)state;
	if (!unit_folder(dir, sizeof(dir)))
		return -1;
	snprintf(path, sizeof(path), "%s/otp.json", dir);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	unlink(path);
	return rmdir(dir); /* fails if something else is left */
}

static void no_file(void **state)
{
	struct otp otp;
	char why[160];

	(void)state;
	assert_true(otp_open(&otp, NULL, why, sizeof(why)));
	assert_int_equal(otp_raise(&otp, 3, 7), 0);
	assert_int_equal(otp.content.counters[3], 7);
	assert_int_equal(otp_raise(&otp, 3, 6), -ERANGE);
	assert_int_equal(otp_raise(&otp, 3, 7), 0);
	assert_int_equal(otp_raise(&otp, OTP_CORES, 7), -ERANGE);
	assert_int_equal(otp.content.slots[0].blob_size, 0);
}

static void write_text(const char *text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

/* A path that is not there is more likely mistyped than meant. */
static void missing_is_refused(void **state)
{
	struct otp otp;
	char why[160];

	(void)state;
	assert_false(otp_open(&otp, path, why, sizeof(why)));
	assert_string_equal(why, "No such file or directory; an empty memory "
				 "is a file with {}");
	assert_int_not_equal(access(path, F_OK), 0);
}

static void counters_are_kept(void **state)
{
	struct otp otp;
	char why[160];

	(void)state;
	write_text("{}");
	strcpy(why, "nothing");
	assert_true(otp_open(&otp, path, why, sizeof(why)));
	assert_string_equal(why, "nothing");
	assert_int_equal(otp_raise(&otp, 0, 0), 0);
	assert_int_equal(otp_raise(&otp, 1, UINT32_MAX), 0);
	memset(&otp, 0xff, sizeof(otp));
	assert_true(otp_open(&otp, path, why, sizeof(why)));
	assert_int_equal(otp.content.counters[0], 0);
	assert_int_equal(otp.content.counters[1], UINT32_MAX);
	assert_int_equal(otp.content.num_counters, 2);
}

static void keys_are_kept(void **state)
{
	struct otp otp;
	char why[160];

	(void)state;
	write_text(
		"{\"keys\":[{\"blob\":\"\"},{\"blob\":\"00fF\",\"revoked\":true,"
		"\"cores\":[15,1]},{\"blob\":\"77\"},"
		"{\"blob\":\"78\",\"cores\":[]}],\"counters\":[2]}");
	for (int i = 0; i < 2; i++) {
		assert_true(otp_open(&otp, path, why, sizeof(why)));
		assert_int_equal(otp.content.slots[0].blob_size, 0);
		assert_true(otp.content.slots[1].blob_size &&
			    otp.content.slots[1].revoked);
		assert_int_equal(otp.content.slots[1].blob_size, 2);
		assert_int_equal(otp.content.slots[1].blob[1], 0xff);
		assert_int_equal(otp.content.slots[1].cores, 0x8002);
		assert_true(otp.content.slots[2].blob_size &&
			    !otp.content.slots[2].revoked);
		assert_int_equal(otp.content.slots[2].cores, OTP_ALL_CORES);
		assert_true(otp.content.slots[3].blob_size);
		assert_int_equal(otp.content.slots[3].cores, 0);
		assert_int_equal(otp_raise(&otp, 0, 3 + i), 0);
	}
}

/* What could be read as more than is meant is not read at all. */
static void refuses(void **state)
{
	static const char *const texts[] = {
		"{\"key\":[]}",
		"{\"keys\":[{\"blob\":\"00\",\"core\":[0]}]}",
		"{\"keys\":[{\"blob\":\"00\",\"Revoked\":true}]}",
		"{\"keys\":[{\"blob\":\"00\",\"revoked\":1}]}",
		"{\"keys\":[{\"blob\":\"00\",\"cores\":1}]}",
		"{\"keys\":[{\"blob\":\"00\",\"cores\":null}]}",
		"{\"keys\":[{\"blob\":\"00\",\"cores\":[16]}]}",
		"{\"keys\":[{\"blob\":\"00\",\"cores\":[-1]}]}",
		"{\"keys\":[{\"blob\":\"00\",\"cores\":[\"0\"]}]}",
		"{\"keys\":[{\"blob\":\"00\",\"cores\":[0.0]}]}",
	};
	struct otp otp;
	char why[160];

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		write_text(texts[i]);
		strcpy(why, "");
		assert_false(otp_open(&otp, path, why, sizeof(why)));
		assert_string_not_equal(why, "");
	}
}

/* The file can not be written: not raised either, and nothing is left. */
static void not_kept_not_raised(void **state)
{
	struct otp otp;
	char why[160];

	(void)state;
	write_text("{}");
	assert_true(otp_open(&otp, path, why, sizeof(why)));
	/* a folder is in the file's place: the rename fails */
	assert_int_equal(unlink(path), 0);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_not_equal(otp_raise(&otp, 0, 5), 0);
	assert_int_equal(otp.content.counters[0], 0);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(otp_raise(&otp, 0, 5), 0);
}

/* The sentence has the line, which is the one to look at */
static void says_where(void **state)
{
	struct otp otp;
	char why[160];

	(void)state;
	write_text("{\n \"keys\": [],\n \"counters\" 1\n}");
	assert_false(otp_open(&otp, path, why, sizeof(why)));
	assert_memory_equal(why, "line 3: ", 8);
	write_text("{\"keys\":[],\"keys\":[]}");
	assert_false(otp_open(&otp, path, why, sizeof(why)));
}

static void read_text(char *text, size_t room)
{
	FILE *file = fopen(path, "r");

	assert_non_null(file);
	text[fread(text, 1, room - 1, file)] = '\0';
	fclose(file);
}

/*
 * What is asked of the host fails once: the raise says why, the counter stays, the
 * file is the old one or, once it is in its place, the new one, and nothing else is
 * left; the next raise is kept.
 */
static void each_call_fails(void **state)
{
	static const struct {
		const char *name;
		int error;
		unsigned int replaced; /* from this call on, the file is new */
	} cases[] = {
		{ "open", -EIO, 2 },	      { "write", -EIO, 9 },
		{ "fsync", -EIO, 2 },	      { "close", -EIO, 2 },
		{ "rename", -EIO, 9 },	      { "asprintf", -ENOMEM, 9 },
		{ "json_dumps", -ENOMEM, 9 }, { "strdup", -ENOMEM, 1 },
	};
	struct otp otp;
	struct stat status;
	char before[256], after[256], why[160];
	char beside[sizeof(path) + 4];
	unsigned int descriptors = open_descriptors();
	uint32_t value = 1;

	(void)state;
	snprintf(beside, sizeof(beside), "%s.new", path);
	write_text("{}");
	assert_true(otp_open(&otp, path, why, sizeof(why)));
	assert_int_equal(otp_raise(&otp, 2, value), 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (unsigned int n = 1;; n++) {
			int ret;

			read_text(before, sizeof(before));
			call_fails(cases[i].name, n, EIO);
			ret = otp_raise(&otp, 2, value + 1);
			if (!ret) {
				/* closing the folder does not matter */
				assert_true(n > 1);
				value++;
				break;
			}
			call_fails("", 0, 0);
			assert_int_equal(ret, cases[i].error);
			assert_int_equal(otp.content.counters[2], value);
			assert_int_not_equal(access(beside, F_OK), 0);
			read_text(after, sizeof(after));
			assert_int_equal(!strcmp(before, after),
					 n < cases[i].replaced);
			assert_int_equal(otp_raise(&otp, 2, ++value), 0);
			assert_int_equal(stat(path, &status), 0);
			assert_int_equal(status.st_mode & 0777, 0600);
			assert_int_equal(open_descriptors(), descriptors);
		}
	call_fails("", 0, 0);
}

/* A signal, a disk that takes it by halves: all of it is there in the end */
static void kept_in_pieces(void **state)
{
	char whole[256], text[256], why[160];
	struct otp otp;

	(void)state;
	write_text("{}");
	assert_true(otp_open(&otp, path, why, sizeof(why)));
	assert_int_equal(otp_raise(&otp, 4, 77), 0);
	read_text(whole, sizeof(whole));
	for (int half = 0; half < 2; half++) {
		write_text("{}");
		assert_true(otp_open(&otp, path, why, sizeof(why)));
		call_fails("write", 1, half ? CALL_HALF : EINTR);
		assert_int_equal(otp_raise(&otp, 4, 77), 0);
		assert_int_equal(call_count(), 2);
		call_fails("", 0, 0);
		read_text(text, sizeof(text));
		assert_string_equal(text, whole);
	}
	/* as many counters are written as are needed, and none is lost */
	assert_int_equal(otp_raise(&otp, 1, 3), 0);
	assert_int_equal(otp.content.num_counters, 5);
	assert_int_equal(otp_raise(&otp, 5, 1), 0);
	/* what is not raised is not written */
	call_fails("open", 1, EIO);
	assert_int_equal(otp_raise(&otp, 4, 77), 0);
	assert_int_equal(call_count(), 0);
	call_fails("", 0, 0);
	assert_true(otp_open(&otp, path, why, sizeof(why)));
	assert_int_equal(otp.content.counters[1], 3);
	assert_int_equal(otp.content.counters[4], 77);
	assert_int_equal(otp.content.counters[5], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_file),
		cmocka_unit_test_setup_teardown(missing_is_refused, setup,
						teardown),
		cmocka_unit_test_setup_teardown(counters_are_kept, setup,
						teardown),
		cmocka_unit_test_setup_teardown(refuses, setup, teardown),
		cmocka_unit_test_setup_teardown(keys_are_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(not_kept_not_raised, setup,
						teardown),
		cmocka_unit_test_setup_teardown(says_where, setup, teardown),
		cmocka_unit_test_setup_teardown(each_call_fails, setup,
						teardown),
		cmocka_unit_test_setup_teardown(kept_in_pieces, setup,
						teardown),
	};

	return unit_run(tests);
}
