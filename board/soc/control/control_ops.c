// SPDX-License-Identifier: BSD-2-Clause
#include "control_ops.h"

#include <stdio.h>
#include <string.h>

#include "../host/events.h"
#include "../host/log.h"

#define INJECT_SILENCE 0x100u
#define INJECT_NAK 0x101u

static void log_line(struct control *control, const char *mark,
		     const char *line, size_t size)
{
	log_write(control->log_fd, mark, strlen(mark));
	log_write(control->log_fd, line, size);
	log_write(control->log_fd, "\n", 1);
}

static void send_answer(struct control *control, const char *line, size_t size)
{
	if (!size)
		return; /* silence, injected */
	log_line(control, "< ", line + 1, size - 2);
	link_send(&control->link, line, size);
}

static void send_nak(struct control *control, unsigned int seq)
{
	char line[TEEPROC_CP_LINE_MAX];

	send_answer(control, line, control_format(line, seq, "nak"));
}

static void take_line(struct control *control, char *line, bool too_long);

static void tell_counts(struct control *control)
{
	for (unsigned int i = 0; i < control->n_cores; i++) {
		struct mailbox *mailbox = &control->cores[i].linux_side;

		mailbox_write(mailbox, TEEPROC_MBOX_REG_REQUESTS,
			      control->n_requests);
		mailbox_write(mailbox, TEEPROC_MBOX_REG_REQUEST_US,
			      control->spent_us);
	}
}

/* The end of a request: @body NULL means no answer. */
static void end_request(struct control *control, const char *body)
{
	char next[TEEPROC_CP_LINE_MAX];

	control->busy = false;
	/* a reason is told, values are not */
	if (body && control->verb)
		events_request(control->core, control->verb, control->since_us,
			       strncmp(body, "err ", 4) ? "ok" : body + 4);
	control->spent_us += events_now_us() - control->since_us;
	if (control->test_hooks)
		tell_counts(control);
	control->last_answer_size = 0;
	if (control->forget) {
		control->forget = false;
		control->last_line[0] = '\0';
	} else if (body) {
		control->last_answer_size = control_format(control->last_answer,
							   control->seq, body);
		send_answer(control, control->last_answer,
			    control->last_answer_size);
	}
	if (!control->next_line[0])
		return;
	strcpy(next, control->next_line);
	control->next_line[0] = '\0';
	take_line(control, next, false);
}

void control_ok(struct control *control, const char *values)
{
	char body[TEEPROC_CP_LINE_MAX];

	snprintf(body, sizeof(body), "ok%s%s", values ? " " : "",
		 values ? values : "");
	end_request(control, body);
}

void control_refuse(struct control *control, const char *reason)
{
	char body[32];

	snprintf(body, sizeof(body), "err %s", reason);
	end_request(control, body);
}

/* What a test wants this request to be answered with: false = nothing. */
static bool injected(struct control *control, const char *verb,
		     uint32_t *reason)
{
	uint32_t index = control->verbs->index(verb);
	bool hit = false;

	for (unsigned int i = 0; i < control->n_cores; i++) {
		struct mailbox *mailbox = &control->cores[i].linux_side;
		uint32_t wanted =
			mailbox_read(mailbox, TEEPROC_MBOX_REG_INJECT_VERB);
		uint32_t nth =
			mailbox_read(mailbox, TEEPROC_MBOX_REG_INJECT_NTH);

		if (!nth || (wanted != index && wanted != CONTROL_VERB_ANY))
			continue;
		if (nth == 1) {
			*reason = mailbox_read(mailbox,
					       TEEPROC_MBOX_REG_INJECT_REASON);
			hit = true;
		}
		mailbox_write(mailbox, TEEPROC_MBOX_REG_INJECT_NTH, nth - 1);
	}
	return hit;
}

static void answer_injected(struct control *control, uint32_t reason)
{
	static const char *const reasons[] = {
		TEEPROC_CP_ERR_VERB,  TEEPROC_CP_ERR_ARGS, TEEPROC_CP_ERR_CORE,
		TEEPROC_CP_ERR_RANGE, TEEPROC_CP_ERR_BUSY, TEEPROC_CP_ERR_HASH,
		TEEPROC_CP_ERR_MODE,  TEEPROC_CP_ERR_DEAD, TEEPROC_CP_ERR_NONE,
		TEEPROC_CP_ERR_IO,
	};

	if (reason == INJECT_SILENCE || reason == INJECT_NAK) {
		/* as if it had not come: sent again it is carried out */
		if (reason == INJECT_NAK)
			send_nak(control, control->seq);
		control->forget = true;
		end_request(control, NULL);
	} else if (reason < sizeof(reasons) / sizeof(*reasons)) {
		control_refuse(control, reasons[reason]);
	} else {
		control_refuse(control, TEEPROC_CP_ERR_IO);
	}
}

/*
 * A line came while a request is under way. The same one again: its answer
 * will come. Another one: the requester has given up the first; it waits.
 */
static void take_line_while_busy(struct control *control, char *line,
				 bool too_long)
{
	struct control_request request;
	char copy[TEEPROC_CP_LINE_MAX];

	if (!control->forget && !strcmp(line, control->last_line))
		return;
	strcpy(copy, line);
	if (too_long || !control_parse(copy, &request))
		send_nak(control, too_long ? 0 : request.seq);
	else
		strcpy(control->next_line, line);
}

static void take_line(struct control *control, char *line, bool too_long)
{
	struct control_request request;
	char raw[TEEPROC_CP_LINE_MAX];
	uint32_t reason;

	if (control->busy) {
		take_line_while_busy(control, line, too_long);
		return;
	}
	strcpy(raw, line);
	log_line(control, "> ", raw, strlen(raw));
	if (!control_parse(line, &request) || too_long) {
		send_nak(control, request.seq);
		return;
	}
	if (!strcmp(raw, control->last_line)) {
		send_answer(control, control->last_answer,
			    control->last_answer_size);
		return;
	}
	strcpy(control->last_line, raw);
	control->seq = request.seq;
	control->busy = true;
	control->verb = NULL;
	control->core = -1;
	control->since_us = events_now_us();
	control->n_requests++;
	if (control->test_hooks)
		tell_counts(control);
	if (control->test_hooks && injected(control, request.verb, &reason))
		answer_injected(control, reason);
	else
		control->verbs->carry_out(control, &request);
}

static void on_request(struct control_splitter *splitter, char *line,
		       bool too_long)
{
	take_line(splitter->owner, line, too_long);
}

static void on_console(struct control_splitter *splitter, const char *bytes,
		       size_t size)
{
	struct control *control = splitter->owner;

	if (control->console)
		control->console(control, bytes, size);
}

static void on_bytes(struct link *link, const char *bytes, size_t size)
{
	struct control *control = link->owner;

	control_split(&control->splitter, bytes, size);
}

void control_init(struct control *control)
{
	control->splitter.owner = control;
	control->splitter.request = on_request;
	control->splitter.console = on_console;
	control->link.owner = control;
	control->link.bytes = on_bytes;
}

void control_reset(struct control *control)
{
	control->splitter.in_request = false;
	control->last_line[0] = '\0';
	control->next_line[0] = '\0';
	control->forget = control->busy;
}
