/* SPDX-License-Identifier: BSD-2-Clause */
/* The board: everything there is, and how it starts and ends. */
#ifndef SOC_BOARD_H
#define SOC_BOARD_H

#include <stdbool.h>
#include <uv.h>

#include "app/app_cores.h"
#include "app/console.h"
#include "app/no_ap.h"
#include "app/stage.h"
#include "config/board_config.h"
#include "config/options.h"
#include "control/control_ops.h"
#include "core/core.h"
#include "device/dma.h"
#include "device/otp.h"

struct board {
	uv_loop_t loop;
	const struct options *options;
	struct board_config config;
	void *overlay;
	size_t overlay_size;
	struct dma_ram ram;
	struct otp otp;
	struct core cores[CORES_MAX];
	unsigned int n_cores; /* opened */
	struct control control;
	struct app_cores app;
	struct no_ap no_ap;
	struct link console_uart;
	struct console console;
	struct stage_watch console_stages;
	struct stage_watch secure_stages;
	int console_log;
	int secure_log;
	uv_signal_t signals[3];
	uv_timer_t timeout;
	bool ending;
	int status; /* exit status, once it is ending */
};

/* Returns 0, or -1 after having said what is wrong. Then still close it. */
int board_open(struct board *board, const struct options *options);
void board_run(struct board *board);
/* Ends all children, links and jobs; returns the exit status. */
int board_close(struct board *board);

#endif /* SOC_BOARD_H */
