/* SPDX-License-Identifier: BSD-2-Clause */
/* --board and --core: the device tree that a firmware has to fit. */
#ifndef TEEPROC_BOARD_H
#define TEEPROC_BOARD_H

#include "../common/core_map.h"
#include "teeproc/elf.h"
#include "tool.h"

/**
 * struct board - a device tree and a core of it
 * @path: of the blob or the overlay; NULL: none is given
 * @core: what the user calls it; NULL: the only one
 */
struct board {
	const char *path;
	const char *core;
	struct core_maps maps;
	const struct core_map *map; /* of the core */
};

/* Reads @board->path and finds the core. 0, or an exit status after a message */
int board_open(struct board *board, const struct command *command);

/*
 * Do these ELF files fit the core? 0, or an exit status after a message that begins
 * with @path. @elsewhere: as of firmware_check()
 */
int board_check(const struct board *board, const char *path,
		const struct teeproc_elf *elf, uint32_t num,
		unsigned int *elsewhere);

#endif /* TEEPROC_BOARD_H */
