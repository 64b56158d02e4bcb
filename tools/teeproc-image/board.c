// SPDX-License-Identifier: BSD-2-Clause
#include "board.h"

#include <stdio.h>
#include <string.h>

#include "../common/firmware_check.h"
#include "file.h"

static void list_cores(const struct core_maps *maps, char *list, size_t room)
{
	size_t used = 0;

	for (unsigned int i = 0; i < maps->n && used < room; i++)
		used += snprintf(list + used, room - used, "%s%s",
				 i ? ", " : "", maps->cores[i].name);
}

int board_open(struct board *board, const struct command *command)
{
	struct input input;
	char list[CORE_MAPS_MAX * 34];
	char why[256];
	bool ok;
	int status = input_open(&input, board->path);

	if (status)
		return status;
	ok = core_maps_read(&board->maps, input.data, input.size, why,
			    sizeof(why));
	input_close(&input);
	if (!ok)
		return refuse(board->path, "%s", why);
	list_cores(&board->maps, list, sizeof(list));
	if (board->core)
		board->map = core_maps_find(&board->maps, board->core);
	else if (board->maps.n == 1)
		board->map = &board->maps.cores[0];
	else
		return usage(command, "--core says for which: %s", list);
	if (!board->map)
		return refuse(board->path, "has no core %s, but %s",
			      board->core, list);
	return 0;
}

int board_check(const struct board *board, const char *path,
		const struct teeproc_elf *elf, uint32_t num,
		unsigned int *elsewhere)
{
	char why[768];

	if (firmware_check(elf, num, board->map, why, sizeof(why), elsewhere))
		return 0;
	return refuse(path, "%s", why);
}
