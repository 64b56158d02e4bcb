/* SPDX-License-Identifier: BSD-2-Clause */
/* What the board tells its user, on stderr: "teeproc-board: object: reason". */
#ifndef SOC_SAY_H
#define SOC_SAY_H

#include <stdbool.h>

void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A terminal in raw mode wants its carriage returns spelled out. */
void say_raw_terminal(bool raw);

#endif /* SOC_SAY_H */
