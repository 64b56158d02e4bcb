// SPDX-License-Identifier: BSD-2-Clause
#include "keyboard.h"

#include <unistd.h>

#define CTRL_A 1

static void on_typed(uv_poll_t *poll, int status, int events)
{
	struct keyboard *keyboard = poll->data;
	char typed[64];
	ssize_t size = read(STDIN_FILENO, typed, sizeof(typed));

	(void)events;
	if (status || size <= 0) {
		uv_poll_stop(poll);
		return;
	}
	for (ssize_t i = 0; i < size; i++) {
		if (keyboard->after_ctrl_a && typed[i] == 'x')
			keyboard->leave(keyboard);
		if (keyboard->after_ctrl_a && typed[i] == 'r')
			keyboard->restart(keyboard);
		keyboard->after_ctrl_a = typed[i] == CTRL_A;
	}
}

void keyboard_open(struct keyboard *keyboard, uv_loop_t *loop)
{
	struct termios now;

	/* from the background it would stop us */
	if (!isatty(STDIN_FILENO) || tcgetpgrp(STDIN_FILENO) != getpgrp() ||
	    tcgetattr(STDIN_FILENO, &keyboard->before))
		return;
	now = keyboard->before;
	now.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	now.c_cc[VMIN] = 1;
	now.c_cc[VTIME] = 0;
	tcsetattr(STDIN_FILENO, TCSANOW, &now);
	keyboard->open = true;
	keyboard->poll.data = keyboard;
	uv_poll_init(loop, &keyboard->poll, STDIN_FILENO);
	uv_poll_start(&keyboard->poll, UV_READABLE, on_typed);
}

void keyboard_close(struct keyboard *keyboard)
{
	if (!keyboard->open)
		return;
	uv_close((uv_handle_t *)&keyboard->poll, NULL);
	tcsetattr(STDIN_FILENO, TCSANOW, &keyboard->before);
	keyboard->open = false;
}
