/* SPDX-License-Identifier: BSD-2-Clause */
/* Ctrl-A x on a terminal, and nothing typed is shown. */
#ifndef RUN_KEYBOARD_H
#define RUN_KEYBOARD_H

#include <stdbool.h>
#include <termios.h>
#include <uv.h>

struct keyboard {
	uv_poll_t poll;
	bool open;
	bool after_ctrl_a;
	struct termios before;
	void (*leave)(struct keyboard *keyboard); /* Ctrl-A x */
	void (*restart)(struct keyboard *keyboard); /* Ctrl-A r */
	void *owner;
};

/* Does nothing where there is no terminal, or it is another's. */
void keyboard_open(struct keyboard *keyboard, uv_loop_t *loop);
void keyboard_close(struct keyboard *keyboard);

#endif /* RUN_KEYBOARD_H */
