/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The application cores: a QEMU that runs TF-A, OP-TEE and Linux. Started in
 * two steps, since the device tree is made from the one that the same QEMU,
 * with the same options, would make.
 */
#ifndef SOC_APP_CORES_H
#define SOC_APP_CORES_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include "../config/board_config.h"
#include "../config/options.h"
#include "../core/core.h"
#include "../qemu/child.h"
#include "../qemu/link.h"
#include "../qemu/qmp.h"
#include "app_files.h"

struct app_cores {
	uv_loop_t *loop;
	const struct options *options;
	const struct board_config *config;
	struct core *cores;
	int ram_fd;
	struct app_files files; /* the first four fields: the owner's */
	struct link *console; /* Linux's UART */
	struct link *secure; /* the secure world's */
	void (*reset)(struct app_cores *app);
	/* Powered off, or failed: then it has been said why. */
	void (*ended)(struct app_cores *app, bool failed);
	void *owner;

	struct child child;
	struct link events;
	struct link errors;
	struct qmp_events event_lines;
	int mailbox_fds[CORES_MAX]; /* server's ends; open while it runs */
	char dump_said[1024]; /* on stderr, by the QEMU that dumps its tree */
	size_t dump_said_size;
	bool powered_off;
};

/* Returns 0, or -1 after having said what is wrong. */
int app_cores_start(struct app_cores *app);
void app_cores_close(struct app_cores *app);

#endif /* SOC_APP_CORES_H */
