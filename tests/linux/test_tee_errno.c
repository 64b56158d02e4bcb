// SPDX-License-Identifier: BSD-2-Clause
/* The contract's errno for each result of the TEE, and a sentence for each. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <linux/errno.h>
#include <linux/kernel.h>

#include "../../linux/tee_errno.h"

/* Numbers of the GlobalPlatform specifications, not the code's own names */
static const struct {
	uint32_t result;
	int error;
} contract[] = {
	{ 0, 0 },
	{ 0xffff3072, -EKEYREJECTED }, /* SIGNATURE_INVALID */
	{ 0xffff000f, -EKEYREJECTED }, /* SECURITY */
	{ 0xffff3071, -EKEYREJECTED }, /* MAC_INVALID */
	{ 0xffff0005, -ENOEXEC }, /* BAD_FORMAT */
	{ 0xffff0001, -EACCES }, /* ACCESS_DENIED */
	{ 0xffff000c, -ENOMEM }, /* OUT_OF_MEMORY */
	{ 0xffff0007, -EBUSY }, /* BAD_STATE */
	{ 0xffff000d, -EBUSY }, /* BUSY */
	{ 0xffff0003, -EBUSY }, /* ACCESS_CONFLICT */
	{ 0xffff000e, -ECOMM }, /* COMMUNICATION */
	{ 0xffff3024, -EPIPE }, /* TARGET_DEAD */
	{ 0xffff0006, -EINVAL }, /* BAD_PARAMETERS */
	{ 0xffff0008, -ENODEV }, /* ITEM_NOT_FOUND */
	{ 0xffff0009, -EOPNOTSUPP }, /* NOT_IMPLEMENTED */
	{ 0xffff000a, -EOPNOTSUPP }, /* NOT_SUPPORTED */
	{ 0xffff000b, -ENODATA }, /* NO_DATA */
	{ 0xffff0004, -E2BIG }, /* EXCESS_DATA */
	{ 0xffff300f, -EOVERFLOW }, /* OVERFLOW */
	{ 0xffff0010, -ENOSPC }, /* SHORT_BUFFER */
	{ 0xffff3041, -ENOSPC }, /* STORAGE_NO_SPACE */
	{ 0xffff3001, -ETIMEDOUT }, /* TIMEOUT */
	{ 0xffff0002, -ECANCELED }, /* CANCEL */
	{ 0xffff0000, -EIO }, /* GENERIC */
};

static void test_contract(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(contract); i++)
		assert_int_equal(tee_errno(contract[i].result),
				 contract[i].error);
}

static void test_unknown(void **state)
{
	(void)state;
	assert_int_equal(tee_errno(1), -EIO);
	assert_int_equal(tee_errno(0xffffffff), -EIO);
	assert_int_equal(tee_errno(0x80000000), -EIO);
	assert_string_equal(tee_advice(0x12345678), tee_advice(0xffff0000));
}

/* One sentence: it fits a log line, ends without a stop, says what to do. */
static void test_advice(void **state)
{
	const char *advice;
	size_t other;
	size_t i;

	(void)state;
	for (i = 1; i < ARRAY_SIZE(contract); i++) {
		advice = tee_advice(contract[i].result);
		assert_in_range(strlen(advice), 10, 90);
		assert_null(strchr(advice, '\n'));
		assert_int_not_equal(advice[strlen(advice) - 1], '.');
		assert_true(strchr(advice, ':') != NULL);
		for (other = 1; other < i; other++)
			assert_string_not_equal(advice,
						tee_advice(
							contract[other].result));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_contract),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_advice),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("tee_errno", tests, NULL, NULL);
}
