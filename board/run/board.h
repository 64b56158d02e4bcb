/* SPDX-License-Identifier: BSD-2-Clause */
/* The SoC process as a child: its console, its words, its events. */
#ifndef RUN_BOARD_H
#define RUN_BOARD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "lines.h"
#include "report.h"

struct board {
	uv_loop_t *loop;
	/* All on the loop. @number: of the core, below RUN_CORES_MAX */
	void (*line)(struct board *board, char *line); /* of Linux's console */
	void (*stage)(struct board *board, const char *stage);
	void (*console)(struct board *board, unsigned int number,
			const char *bytes, size_t size);
	void (*crash)(struct board *board, unsigned int number,
		      const char *cause);
	/* of a core that stands still; what they hold is gone afterwards */
	void (*registers)(struct board *board, unsigned int number,
			  const struct registers *registers);
	void (*state)(struct board *board, unsigned int number,
		      const char *state);
	/* each of them as it is (docs/board.md) */
	void (*event)(const json_t *event);
	void (*ended)(struct board *board);
	void *owner;

	uv_process_t process;
	bool running;
	uv_pipe_t input;
	uv_pipe_t outputs[3];
	struct lines lines[3];
};

/* The descriptor that the board inherits for its events */
#define BOARD_EVENTS_PATH "/proc/self/fd/3"

/* Says what is wrong. */
bool board_start(struct board *board, char *const argv[]);
/* As if it were typed on Linux's console */
void board_type(struct board *board, const char *bytes, size_t size);
/* Asks it to end. */
void board_stop(struct board *board);
/* Until it has ended. */
void board_wait(struct board *board);

#endif /* RUN_BOARD_H */
