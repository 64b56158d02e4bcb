// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-image check */
#include <stdio.h>
#include <string.h>

#include "board.h"
#include "file.h"
#include "firmware.h"
#include "teeproc/image.h"

/* The ELF files in a signed image; it is looked at, not trusted. */
static int open_signed(const struct input *input, struct teeproc_elf *elf,
		       uint32_t *num)
{
	enum teeproc_image_error error;
	struct teeproc_image image;

	error = teeproc_image_parse(input->data, input->size, input->size,
				    &image);
	if (error)
		return refuse(input->path, "%s", teeproc_image_strerror(error));
	for (; *num < image.num_images; ++*num) {
		error = teeproc_elf_open(input->data +
						 image.layout.images_offset +
						 image.image_offset[*num],
					 image.image_size[*num], elf + *num);
		if (error)
			return refuse(input->path, "image %u: %s", *num,
				      teeproc_image_strerror(error));
	}
	return 0;
}

static bool is_signed(const struct input *input)
{
	static const uint8_t magic[] = { 0x68, 0xa4, 0x43, 0x35 };

	return input->size >= sizeof(magic) &&
	       !memcmp(input->data, magic, sizeof(magic));
}

static void report(const struct board *board, const char *path,
		   unsigned int elsewhere)
{
	printf("%s: fits %s of %s\n", path, board->map->name, board->path);
	if (elsewhere)
		printf("%s: segments that lie where Linux reaches nothing: %u; whether there is memory, the TEE knows\n",
		       path, elsewhere);
}

static int check_signed(const struct board *board, const struct input *input)
{
	struct teeproc_elf elf[TEEPROC_IMAGES_MAX];
	unsigned int elsewhere = 0;
	uint32_t num = 0;
	int status = open_signed(input, elf, &num);

	if (!status)
		status = board_check(board, input->path, elf, num, &elsewhere);
	if (!status)
		report(board, input->path, elsewhere);
	return status;
}

/* What sign would refuse is refused here as well. */
static int check_elf(const struct board *board, char **paths, uint32_t num)
{
	struct firmware firmware;
	unsigned int elsewhere = 0;
	int status = firmware_open(&firmware, paths, num);

	if (status)
		return status;
	status = board_check(board, paths[0], firmware.elf, num, &elsewhere);
	if (!status)
		report(board, paths[0], elsewhere);
	firmware_close(&firmware);
	return status;
}

static int check(const struct board *board, char **paths, uint32_t num)
{
	struct input input;
	int status = input_open(&input, paths[0]);

	if (status)
		return status;
	if (num == 1 && is_signed(&input))
		status = check_signed(board, &input);
	else
		status = check_elf(board, paths, num);
	input_close(&input);
	return status;
}

static int run_check(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{ "board", required_argument, NULL, 'b' },
		{ "core", required_argument, NULL, 'c' },
		HELP_OPTION,
		{ 0 }
	};
	static struct board board;
	int option, status;

	while ((option = next_option(command, argc, argv, options, &status)) !=
	       -1) {
		if (!option)
			return status;
		if (option == 'b')
			board.path = optarg;
		else
			board.core = optarg;
	}
	if (!board.path)
		return usage(command, "--board is needed");
	if (optind == argc)
		return usage(command, "no file is given");
	if (argc - optind > (int)TEEPROC_IMAGES_MAX)
		return usage(command, "more than %u ELF files",
			     TEEPROC_IMAGES_MAX);
	status = board_open(&board, command);
	return status ? status :
			check(&board, argv + optind, (uint32_t)(argc - optind));
}

const struct command check_command = {
	.name = "check",
	.summary = "would it load and start on that board?",
	.help = "Usage: " TOOL " check --board TREE [--core CORE] FILE...\n"
		"Look whether a signed image, or the ELF files of one, fit a core of a board:\n"
		"segments, resource table, vrings, buffers and, where the tree tells of it, the\n"
		"vector table. Nothing is authenticated: that is the part of verify.\n\n"
		"  --board TREE  device tree of the board, a blob, or the overlay that brings the\n"
		"                nodes of the cores\n"
		"  --core CORE   which of them: its name or its number; not needed if there is one\n",
	.run = run_check,
};
