// SPDX-License-Identifier: BSD-2-Clause
/* One-time-programmable memory: what is kept, and when. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device/otp.h"

static char dir[64];
static char path[96];

static int setup(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/teeproc-otp.XXXXXX");
	if (!mkdtemp(dir))
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
	assert_non_null(strstr(why, "No such file"));
	assert_int_not_equal(access(path, F_OK), 0);
}

static void counters_are_kept(void **state)
{
	struct otp otp;
	char why[160];

	(void)state;
	write_text("{}");
	assert_true(otp_open(&otp, path, why, sizeof(why)));
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
	};

	return unit_run(tests);
}
