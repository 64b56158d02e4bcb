/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The control port's requests, carried out: one at a time, a repeated one not
 * again. Verbs and reasons are in teeproc/control_port.h.
 */
#ifndef SOC_CONTROL_OPS_H
#define SOC_CONTROL_OPS_H

#include <stdbool.h>
#include <uv.h>

#include "../core/core.h"
#include "../device/otp.h"
#include "../qemu/link.h"
#include "control_port.h"

struct control;

/* What is carried out; control_verbs.h has it. */
struct control_verbs {
	/* Of a verb in the list of the contract; CONTROL_VERB_ANY: unknown. */
	uint32_t (*index)(const char *verb);
	/* Ends, now or later, in control_ok() or control_refuse(). */
	void (*carry_out)(struct control *control,
			  const struct control_request *request);
};

#define CONTROL_VERB_ANY 0xffffffffu

struct control {
	uv_loop_t *loop;
	struct otp *otp;
	struct core *cores;
	unsigned int n_cores;
	const struct control_verbs *verbs;
	bool test_hooks;
	int log_fd; /* requests and answers */
	struct link link; /* to the secure UART */
	/* what is console output and no request */
	void (*console)(struct control *control, const char *bytes,
			size_t size);
	void *owner;

	struct control_splitter splitter;
	char last_line[TEEPROC_CP_LINE_MAX]; /* request; "" = none */
	char last_answer[TEEPROC_CP_LINE_MAX];
	size_t last_answer_size;
	char next_line[TEEPROC_CP_LINE_MAX]; /* came while busy; "" = none */
	unsigned int seq; /* of the request under way */
	const char *verb; /* of it, or NULL if there is no such verb */
	int core; /* it is about; -1: none */
	int64_t since_us; /* when it came */
	bool busy;
	bool forget; /* do not answer it: the application cores were reset */
	uint32_t n_requests;
	uint64_t spent_us; /* on those that have ended */

	struct core_job job;
	uv_work_t raise_work;
	unsigned int raise_core;
	uint32_t raise_value;
	int raise_result;
};

/* After the fields above "splitter" are set; @link is opened by the owner. */
void control_init(struct control *control);
/* The requester has lost its state. */
void control_reset(struct control *control);

/* For the verbs: end the request under way, "ok" and its values, or a reason. */
void control_ok(struct control *control, const char *values);
void control_refuse(struct control *control, const char *reason);

#endif /* SOC_CONTROL_OPS_H */
