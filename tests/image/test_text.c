// SPDX-License-Identifier: BSD-2-Clause
/* Text that shows as what it is, and the names of cores in a target. */
#include "teeproc/image.h"
#include "teeproc/pta.h"
#include "teeproc/target.h"
#include "teeproc/text.h"
#include "unit.h"

#include <stdlib.h>

/* UTF-8 of any number up to 21 bits, right or wrong; returns the bytes */
static uint32_t encode(uint32_t code, uint32_t bytes, char *out)
{
	static const uint8_t first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	uint32_t i;

	if (bytes == 1) {
		out[0] = (char)code;
		return 1;
	}
	for (i = bytes - 1; i; i--, code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3f));
	out[0] = (char)(first[bytes] | code);
	return bytes;
}

static uint32_t shortest(uint32_t code)
{
	return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/* What a terminal or an eye takes for something else, by Unicode 15 */
static bool deceives(uint32_t code)
{
	static const uint32_t spans[][2] = {
		{ 0, 0x1f },	      { 0x7f, 0x9f },
		{ 0xad, 0xad },	      { 0x34f, 0x34f },
		{ 0x600, 0x605 },     { 0x61c, 0x61c },
		{ 0x6dd, 0x6dd },     { 0x70f, 0x70f },
		{ 0x115f, 0x1160 },   { 0x17b4, 0x17b5 },
		{ 0x180b, 0x180f },   { 0x200b, 0x200f },
		{ 0x2028, 0x202e },   { 0x2060, 0x206f },
		{ 0x3164, 0x3164 },   { 0xd800, 0xdfff },
		{ 0xfe00, 0xfe0f },   { 0xfeff, 0xfeff },
		{ 0xffa0, 0xffa0 },   { 0xfff0, 0xfffb },
		{ 0xfffe, 0xffff },   { 0x110bd, 0x110bd },
		{ 0x110cd, 0x110cd }, { 0x1bca0, 0x1bca3 },
		{ 0x1d173, 0x1d17a }, { 0xe0000, 0xe0fff },
	};
	size_t i;

	for (i = 0; i < sizeof(spans) / sizeof(spans[0]); i++)
		if (code >= spans[i][0] && code <= spans[i][1])
			return true;
	return code > 0x10ffff;
}

static void test_all_codes(void **state)
{
	uint32_t code, bytes, size;
	bool printable;
	char text[4];

	(void)state;
	for (code = 0; code < 0x200000; code++)
		for (bytes = shortest(code); bytes <= 4; bytes++) {
			size = encode(code, bytes, text);
			printable = bytes == shortest(code) && !deceives(code);
			if (teeproc_text_is_printable(text, size) != printable)
				fail_msg("U+%04X in %u bytes", code, bytes);
		}
}

/* Every start of two bytes, and each text cut short, in memory of its size */
static void test_broken(void **state)
{
	static const char good[] = "\xe2\x82\xac\xf0\x9f\x98\x80";
	uint32_t first, second, size, step;
	bool printable;
	char *text;

	(void)state;
	for (first = 0x80; first < 0x100; first++)
		for (second = 0; second < 0x100; second++) {
			text = malloc(2);
			text[0] = (char)first;
			text[1] = (char)second;
			step = teeproc_text_step(text, 2, &printable);
			assert_int_equal(step, first >= 0xc2 && first < 0xe0 &&
							       second >= 0x80 &&
							       second < 0xc0 ?
						       2 :
						       1);
			assert_int_equal(printable,
					 step == 2 &&
						 (first > 0xc2 ||
						  (second >= 0xa0 &&
						   second != 0xad)) &&
						 (first != 0xcd ||
						  second != 0x8f) &&
						 (first != 0xd8 ||
						  (second > 0x85 &&
						   second != 0x9c)) &&
						 (first != 0xdb ||
						  second != 0x9d) &&
						 (first != 0xdc ||
						  second != 0x8f));
			free(text);
		}
	for (size = 1; size < sizeof(good); size++) {
		text = malloc(size);
		memcpy(text, good, size);
		assert_int_equal(teeproc_text_is_printable(text, size),
				 size == 3 || size == 7);
		free(text);
	}
	/* with all that could follow: no first byte, or a longer form than need be */
	for (first = 0x80; first < 0x100; first++) {
		char many[8];

		memset(many, 0x80, sizeof(many));
		many[0] = (char)first;
		step = teeproc_text_step(many, sizeof(many), &printable);
		if (first == 0xe0 || first == 0xf0 || first < 0xc2 ||
		    first >= 0xf5) {
			assert_int_equal(step, 1);
			assert_false(printable);
		} else {
			assert_int_equal(step, first < 0xe0 ? 2 :
					       first < 0xf0 ? 3 :
							      4);
		}
	}
	assert_true(teeproc_text_is_printable("", 0));
	assert_false(teeproc_text_is_printable("\xff", 1));
	assert_false(teeproc_text_is_printable("a\xe2(\xa1", 4));
}

static bool valid(const char *target)
{
	return teeproc_target_is_valid(target, (uint32_t)strlen(target));
}

static void test_target_form(void **state)
{
	static const char *const good[] = { "0", "m4-0", "cortex-m4@st,mp1",
					    "a.b_c", "4294967296" };
	static const char *const bad[] = { "@",	   "m4@",  "@soc",  "a@b@c",
					   "m4 0", "m4/0", "m4\n",  "\xc3\xa4",
					   "m4@ ", "m4:0", "a@b\t", "%s",
					   "m4[a", "m4~a" };
	char text[TEEPROC_NAME_MAX + 2];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(valid(good[i]));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(valid(bad[i]));
	assert_false(valid(""));
	assert_false(teeproc_target_is_valid("m4\0x", 4));
	memset(text, 'x', sizeof(text));
	assert_true(teeproc_target_is_valid(text, TEEPROC_NAME_MAX));
	assert_false(teeproc_target_is_valid(text, TEEPROC_NAME_MAX + 1));
}

static bool is_for(const char *target, uint32_t number,
		   const struct teeproc_identity *identity)
{
	return !teeproc_target_difference(target, (uint32_t)strlen(target),
					  number, identity);
}

static void test_target_fits(void **state)
{
	static const struct teeproc_identity core = { "m4-0", "cortex-m4",
						      "virt" };
	static const struct teeproc_identity odd = { "7", "x@virt", "" };
	static const struct teeproc_identity nobody;
	struct teeproc_identity full;
	char text[TEEPROC_IDENTITY_NAME_SIZE + 1];

	(void)state;
	assert_true(is_for("0", 0, &core));
	assert_true(is_for("4294967295", 0xffffffff, &core));
	assert_true(is_for("m4-0", 3, &core));
	assert_true(is_for("cortex-m4", 3, &core));
	assert_true(is_for("cortex-m4@virt", 3, &core));
	assert_true(is_for("3@virt", 3, &core));
	assert_false(is_for("1", 0, &core));
	assert_false(is_for("0", 1, &core));
	assert_false(is_for("3", 0xffffffff, &core));
	/* as digits, these would be that number */
	assert_false(is_for("1a", 10 + 'a' - '0', &core));
	assert_false(is_for("/1", 0xfffffff7, &core));
	assert_false(is_for("00", 0, &core));
	assert_false(is_for("4294967296", 0, &core));
	assert_false(is_for("m4", 0, &core));
	assert_false(is_for("m4-00", 0, &core));
	assert_false(is_for("M4-0", 0, &core));
	assert_false(is_for("virt", 0, &core));
	assert_false(is_for("m4-0@m4-0", 0, &core));
	assert_false(is_for("m4-0@vir", 0, &core));
	assert_false(is_for("m4-1@virt", 0, &core));
	/* a core called by digits is not meant by a number */
	assert_false(is_for("7", 0, &odd));
	assert_false(is_for("x@virt", 0, &odd));
	assert_false(is_for("m4-0", 0, &nobody));
	assert_false(is_for("0@virt", 0, &nobody));

	/* names that do not end are none, and are not read beyond their end */
	memset(&full, 'x', sizeof(full));
	memset(text, 'x', sizeof(text));
	assert_int_not_equal(teeproc_target_difference(text,
						       TEEPROC_IDENTITY_NAME_SIZE,
						       0, &full),
			     0);
	assert_int_not_equal(teeproc_target_difference(text,
						       TEEPROC_IDENTITY_NAME_SIZE -
							       1,
						       0, &full),
			     0);
	/* nor is one that is as long as there is room, and goes on behind it */
	memset(full.core, 'x', sizeof(full.core));
	full.class[0] = '\0';
	assert_int_not_equal(teeproc_target_difference(text,
						       TEEPROC_IDENTITY_NAME_SIZE,
						       0, &full),
			     0);
	memset(&full, 'x', sizeof(full));
	full.core[TEEPROC_IDENTITY_NAME_SIZE - 1] = 0;
	assert_int_equal(teeproc_target_difference(text,
						   TEEPROC_IDENTITY_NAME_SIZE -
							   1,
						   0, &full),
			 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_codes),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_target_form),
		cmocka_unit_test(test_target_fits),
	};

	return RUN_TESTS("text and targets", tests);
}
