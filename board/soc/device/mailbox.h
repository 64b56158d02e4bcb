/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mailbox of one core, application side: the server of its ivshmem-doorbell.
 * A page of registers, four doorbells each way; teeproc/mailbox.h tells what
 * they mean. What Linux writes into the page is read once and never trusted.
 */
#ifndef SOC_MAILBOX_H
#define SOC_MAILBOX_H

#include <stdbool.h>
#include <stdint.h>
#include <uv.h>

#include <teeproc/core_state.h>
#include <teeproc/mailbox.h>

#include "../qemu/link.h"

struct mailbox;

struct mailbox_doorbell {
	struct mailbox *mailbox;
	unsigned int vector;
	int fd; /* an eventfd that Linux rings */
	uv_poll_t poll;
};

struct mailbox {
	int page_fd;
	void *page;
	struct mailbox_doorbell from_linux[TEEPROC_MBOX_VECTORS];
	int to_linux[TEEPROC_MBOX_VECTORS];
	/* Linux rang @vector */
	void (*rung)(struct mailbox *mailbox, unsigned int vector);
	void *owner;
};

/* Returns 0 or a negative errno. */
int mailbox_open(struct mailbox *mailbox, uv_loop_t *loop,
		 unsigned int core_id);
void mailbox_close(struct mailbox *mailbox);

/* The server's part of ivshmem's handshake, on a fresh connection. */
int mailbox_introduce(struct mailbox *mailbox, int fd);

uint32_t mailbox_read(const struct mailbox *mailbox, unsigned int reg);
/* What was written before is seen by whoever sees this. */
void mailbox_write(struct mailbox *mailbox, unsigned int reg, uint32_t value);
void mailbox_raise(struct mailbox *mailbox, unsigned int vector);

#endif /* SOC_MAILBOX_H */
