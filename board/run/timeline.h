/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * --events: the run as a file in the trace-event format, which Perfetto and
 * chrome://tracing open: the boot's stages, what the secure world asks of the SoC,
 * and of each core its states, crashes and kicks.
 */
#ifndef RUN_TIMELINE_H
#define RUN_TIMELINE_H

#include <jansson.h>
#include <stdbool.h>

/* Says what is wrong. Without it nothing is written. */
bool timeline_open(const char *path);
/* One event of the board's (docs/board.md) */
void timeline_event(const json_t *event);
/* Ends what goes on. False, and it was said why, if the file is not whole. */
bool timeline_close(void);

#endif /* RUN_TIMELINE_H */
