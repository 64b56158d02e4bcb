/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A stream of bytes to a QEMU or a client: our end of a socket, on the loop.
 * What arrives goes to bytes(); an end of file or an error to closed(), once.
 */
#ifndef SOC_LINK_H
#define SOC_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

struct link {
	uv_pipe_t *pipe; /* NULL: closed */
	void (*bytes)(struct link *link, const char *bytes, size_t size);
	void (*closed)(struct link *link); /* may be NULL */
	void (*sent)(struct link *link); /* all of it; may be NULL */
	void *owner;
	unsigned int paused;
};

/* Take over @fd; it is closed with the link, and on failure. */
int link_open(struct link *link, uv_loop_t *loop, int fd);
/* Take a connection from a listening socket. */
int link_accept(struct link *link, uv_stream_t *server);
void link_close(struct link *link);

/* Send a copy of @bytes. What is sent on a closed link is lost. */
void link_send(struct link *link, const void *bytes, size_t size);
/* Bytes that link_send() has taken and that the socket has not. */
size_t link_queued(const struct link *link);
/* As link_send(), but what does not fit into the socket now is dropped. */
bool link_try_send(struct link *link, const void *bytes, size_t size);
/* Bytes that the other side has not read yet: zero or not. */
bool link_unread(const struct link *link);
/* Deliver what has arrived already, without waiting for the loop. */
void link_drain(struct link *link);
/* Stop and go on reading: pauses nest. */
void link_pause(struct link *link);
void link_resume(struct link *link);

/* Both ends close on exec. Returns 0 or a negative errno. */
int link_pair(int *ours, int *theirs);

#endif /* SOC_LINK_H */
