// SPDX-License-Identifier: BSD-2-Clause
#include "qtest.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "wire.h"

#define PIECE_SIZE 65535u /* bytes; a multiple of 3: base64 without padding */
#define BASE64_SIZE (PIECE_SIZE / 3 * 4)
#define COMMAND_SIZE 64u

/* Send @command and read "OK", with what follows it in *@value. */
static int exchange(int fd, const char *command, size_t size,
		    struct wire_lines *lines, char **value)
{
	char *line;
	int ret;

	ret = wire_write(fd, command, size);
	if (ret)
		return ret;
	do {
		ret = wire_read_line(fd, lines, &line);
		if (ret)
			return ret;
	} while (!strncmp(line, "IRQ ", 4));
	if (strncmp(line, "OK", 2))
		return -EPROTO;
	*value = line[2] == ' ' ? line + 3 : line + 2;
	return 0;
}

int qtest_write(int fd, uint32_t address, const void *bytes, size_t size)
{
	const unsigned char *next = bytes;
	struct wire_lines lines = { .size = COMMAND_SIZE };
	char answer[COMMAND_SIZE];
	char *command;
	int ret = 0;

	lines.buffer = answer;
	command = malloc(COMMAND_SIZE + BASE64_SIZE + 2);
	if (!command)
		return -ENOMEM;
	while (size && !ret) {
		size_t piece = size < PIECE_SIZE ? size : PIECE_SIZE;
		char *value;
		int length;

		length = snprintf(command, COMMAND_SIZE, "b64write 0x%x %zu ",
				  address, piece);
		length += EVP_EncodeBlock((unsigned char *)command + length,
					  next, piece);
		command[length++] = '\n';
		ret = exchange(fd, command, length, &lines, &value);
		next += piece;
		address += piece;
		size -= piece;
	}
	free(command);
	return ret;
}

static int decode(const char *value, unsigned char *bytes, size_t size)
{
	unsigned char scratch[PIECE_SIZE + 3];
	size_t length = strlen(value);

	if (length != (size + 2) / 3 * 4 ||
	    EVP_DecodeBlock(scratch, (const unsigned char *)value, length) < 0)
		return -EPROTO;
	memcpy(bytes, scratch, size);
	return 0;
}

int qtest_read(int fd, uint32_t address, void *bytes, size_t size)
{
	struct wire_lines lines = { .size = BASE64_SIZE + COMMAND_SIZE };
	unsigned char *next = bytes;
	int ret = 0;

	lines.buffer = malloc(lines.size);
	if (!lines.buffer)
		return -ENOMEM;
	while (size && !ret) {
		size_t piece = size < PIECE_SIZE ? size : PIECE_SIZE;
		char command[COMMAND_SIZE];
		char *value;
		int length;

		length = snprintf(command, sizeof(command),
				  "b64read 0x%x %zu\n", address, piece);
		ret = exchange(fd, command, length, &lines, &value);
		if (!ret)
			ret = decode(value, next, piece);
		next += piece;
		address += piece;
		size -= piece;
	}
	free(lines.buffer);
	return ret;
}
