// SPDX-License-Identifier: BSD-2-Clause
/* Lines of the control port: split, checked, formed. */
#include "unit.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "../../tools/common/hex.h"
#include "control/control_port.h"

/* What the splitter delivered, in order: [console] and <requests> */
static char seen[8192];

static void on_console(struct control_splitter *splitter, const char *bytes,
		       size_t size)
{
	(void)splitter;
	/* no byte from behind what came */
	assert_int_equal(strnlen(bytes, size), size);
	snprintf(seen + strlen(seen), sizeof(seen) - strlen(seen), "[%.*s]",
		 (int)size, bytes);
}

static void on_request(struct control_splitter *splitter, char *line,
		       bool too_long)
{
	(void)splitter;
	snprintf(seen + strlen(seen), sizeof(seen) - strlen(seen), "<%s%s>",
		 too_long ? "!" : "", too_long ? "" : line);
}

static const char *split(const char *bytes, size_t piece)
{
	struct control_splitter splitter = { .console = on_console,
					     .request = on_request };
	size_t size = strlen(bytes);

	seen[0] = '\0';
	for (size_t i = 0; i < size; i += piece)
		control_split(&splitter, bytes + i,
			      size - i < piece ? size - i : piece);
	return seen;
}

static void splits(void **state)
{
	(void)state;
	assert_string_equal(split("abc\n", 99), "[abc\n]");
	assert_string_equal(split("\002ab c\n", 99), "<ab c>");
	assert_string_equal(split("\002ab\r\n\r\nx", 99), "<ab\r>[\r\nx]");
	assert_string_equal(split("x\002ab\n\002\n", 99), "[x]<ab><>");
	assert_string_equal(split("\002lost\002ab\n", 99), "<ab>");
	assert_string_equal(split("\002open", 99), "");
	assert_string_equal(split("hi\n\002ab\ncd\002e\nf", 99),
			    "[hi\n]<ab>[cd]<e>[f]");
	/* all bytes but the line's end may be in a line */
	assert_string_equal(split("\002a\001\tb\n", 99), "<a\001\tb>");
	assert_string_equal(split("hi\n\002ab\ncd\002e\nf", 1),
			    "[h][i][\n]<ab>[c][d]<e>[f]");
}

static void line_length(void **state)
{
	char line[TEEPROC_CP_LINE_MAX + 8];

	(void)state;
	memset(line, 'a', sizeof(line));
	line[0] = TEEPROC_CP_STX;
	line[TEEPROC_CP_LINE_MAX - 1] = '\n';
	line[TEEPROC_CP_LINE_MAX] = '\0';
	split(line, 7);
	assert_int_equal(strlen(seen), 2 + TEEPROC_CP_LINE_MAX - 2);
	assert_int_not_equal(seen[1], '!');
	line[TEEPROC_CP_LINE_MAX - 1] = 'a';
	line[TEEPROC_CP_LINE_MAX] = '\n';
	line[TEEPROC_CP_LINE_MAX + 1] = '\0';
	assert_string_equal(split(line, 7), "<!>");
	/* and the next one is whole again */
	strcpy(line + TEEPROC_CP_LINE_MAX + 1, "\002ok\n");
	assert_string_equal(split(line, 99), "<!><ok>");
}

static bool parse(const char *body, struct control_request *request)
{
	static char line[TEEPROC_CP_LINE_MAX];

	snprintf(line, sizeof(line), "%s %08lx", body,
		 crc32(0, (const Bytef *)body, strlen(body)));
	return control_parse(line, request);
}

static void parses(void **state)
{
	struct control_request request;

	(void)state;
	assert_true(parse("beef load 0 1 ab", &request));
	assert_int_equal(request.seq, 0xbeef);
	assert_string_equal(request.verb, "load");
	assert_int_equal(request.argc, 3);
	assert_string_equal(request.argv[2], "ab");
	assert_true(parse("0000 x", &request));
	assert_int_equal(request.argc, 0);
	assert_true(parse("0000 x 1 2 3 4 5 6", &request));
	assert_false(request.more);
	assert_true(parse("0000 x 1 2 3 4 5 6 7", &request));
	assert_true(request.more);
	/* the SP in front of the verb is part of the form */
	assert_false(parse("0000x 1", &request));
	assert_false(parse("00x0 1", &request));
	assert_false(parse("000 1", &request));
	assert_false(parse("BEEF x", &request));
	assert_false(parse("0123\tx 1", &request));
	/* nothing but spaces is a verb that nobody knows */
	assert_true(parse("0123   ", &request));
	assert_string_equal(request.verb, "");
	assert_int_equal(request.argc, 0);
	/* without a verb, what follows is none, be its checksum right or not */
	assert_false(parse("0123 ", &request));
	assert_false(parse("0123", &request));
	assert_false(parse("", &request));
	assert_int_equal(request.argc, 0);
	assert_string_equal(request.verb, "");
}

static void every_byte_counts(void **state)
{
	static const char good[] = "0123 state 0 ";
	char line[64];

	(void)state;
	for (unsigned int bit = 0; bit < 8 * (sizeof(good) - 1 + 8); bit++) {
		struct control_request request;

		snprintf(line, sizeof(line), "%s%08lx", good,
			 crc32(0, (const Bytef *)good, sizeof(good) - 2));
		line[bit / 8] ^= 1 << bit % 8;
		assert_false(control_parse(line, &request));
	}
}

static void every_cut_counts(void **state)
{
	char good[64];
	char line[64];

	(void)state;
	strcpy(good, "0123 state 0");
	snprintf(good + strlen(good), 16, " %08lx",
		 crc32(0, (const Bytef *)good, strlen(good)));
	for (size_t length = 0; length < strlen(good); length++) {
		struct control_request request;

		memcpy(line, good, length);
		line[length] = '\0';
		assert_false(control_parse(line, &request));
		assert_int_equal(request.seq, length > 4 ? 0x0123 : 0);
	}
}

static void formats(void **state)
{
	struct control_request request;
	char line[TEEPROC_CP_LINE_MAX];
	size_t size;

	(void)state;
	size = control_format(line, 0x12, "ok 1");
	assert_int_equal(size, strlen("X0012 ok 1 01234567\n"));
	assert_int_equal(line[0], TEEPROC_CP_STX);
	assert_int_equal(line[size - 1], '\n');
	line[size - 1] = '\0';
	assert_true(control_parse(line + 1, &request));
	assert_string_equal(request.verb, "ok");
	assert_int_equal(request.seq, 0x12);
	/* of a number, what there are digits for */
	size = control_format(line, 0x12345, "ok");
	assert_memory_equal(line + 1, "2345 ok ", 8);
	/* "123456789" has the well-known check value of this CRC */
	assert_int_equal(crc32(0, (const Bytef *)"123456789", 9), 0xcbf43926);
}

static void hex(void **state)
{
	uint8_t bytes[4];
	uint64_t value;
	size_t size;
	char text[9];

	(void)state;
	assert_true(hex_number("0", &value) && value == 0);
	assert_true(hex_number("ffffffffffffffff", &value));
	assert_true(value == UINT64_MAX);
	assert_false(hex_number("", &value));
	assert_false(hex_number("10000000000000000", &value));
	assert_false(hex_number("0x1", &value));
	assert_false(hex_number("A", &value));
	assert_false(hex_number("1 ", &value));
	assert_true(hex_bytes("00ff10", bytes, 4, &size) && size == 3);
	assert_int_equal(bytes[1], 0xff);
	assert_true(hex_bytes("", bytes, 4, &size) && size == 0);
	assert_false(hex_bytes("0", bytes, 4, &size));
	assert_false(hex_bytes("000", bytes, 4, &size));
	assert_false(hex_bytes("0011223344", bytes, 4, &size));
	assert_false(hex_bytes("-", bytes, 4, &size));
	hex_text((const uint8_t *)"\x01\xfe", 2, text);
	assert_string_equal(text, "01fe");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits),
		cmocka_unit_test(line_length),
		cmocka_unit_test(parses),
		cmocka_unit_test(every_byte_counts),
		cmocka_unit_test(every_cut_counts),
		cmocka_unit_test(formats),
		cmocka_unit_test(hex),
	};

	return unit_run(tests);
}
