/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * In place of application cores: sockets on which a test plays the pseudo-TA
 * (control port) and Linux (mailboxes).
 */
#ifndef SOC_NO_AP_H
#define SOC_NO_AP_H

#include <uv.h>

#include "../config/options.h"
#include "../control/control_ops.h"
#include "../core/core.h"

struct no_ap_listener {
	uv_pipe_t pipe;
	char path[108];
	bool bound;
	struct core *core; /* NULL: the control port */
	struct link peer; /* of a mailbox: kept while the client is there */
	struct no_ap *no_ap;
};

struct no_ap {
	uv_loop_t *loop;
	const struct options *options;
	struct control *control;
	struct core *cores;
	unsigned int n_cores;
	struct no_ap_listener listeners[CORES_MAX + 1];
	unsigned int n_listeners;
};

/* Returns 0, or -1 after having said what is wrong. */
int no_ap_open(struct no_ap *no_ap);
void no_ap_close(struct no_ap *no_ap);

#endif /* SOC_NO_AP_H */
