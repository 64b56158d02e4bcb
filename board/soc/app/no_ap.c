// SPDX-License-Identifier: BSD-2-Clause
#include "no_ap.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "../host/say.h"

static void on_control_closed(struct link *link)
{
	struct control *control = link->owner;

	control_reset(control);
}

/* The client takes the place of the secure UART; the last one to come counts */
static void accept_control(struct no_ap_listener *listener)
{
	struct control *control = listener->no_ap->control;

	link_close(&control->link);
	control_reset(control);
	control->link.closed = on_control_closed;
	link_accept(&control->link, (uv_stream_t *)&listener->pipe);
}

static void ignore_bytes(struct link *link, const char *bytes, size_t size)
{
	(void)link;
	(void)bytes;
	(void)size;
}

static void accept_mailbox(struct no_ap_listener *listener)
{
	uv_os_fd_t fd;

	link_close(&listener->peer);
	listener->peer.bytes = ignore_bytes;
	if (link_accept(&listener->peer, (uv_stream_t *)&listener->pipe) ||
	    uv_fileno((uv_handle_t *)listener->peer.pipe, &fd) ||
	    mailbox_introduce(&listener->core->linux_side, fd))
		link_close(&listener->peer);
}

static void on_connection(uv_stream_t *server, int status)
{
	struct no_ap_listener *listener = server->data;

	if (status)
		return;
	if (listener->core)
		accept_mailbox(listener);
	else
		accept_control(listener);
}

static int listen_on(struct no_ap *no_ap, struct core *core, const char *path)
{
	struct no_ap_listener *listener =
		&no_ap->listeners[no_ap->n_listeners++];
	int ret = UV_ENAMETOOLONG;

	listener->no_ap = no_ap;
	listener->core = core;
	uv_pipe_init(no_ap->loop, &listener->pipe, 0);
	listener->pipe.data = listener;
	if (strlen(path) < sizeof(listener->path)) {
		strcpy(listener->path, path);
		ret = uv_pipe_bind(&listener->pipe, path);
	}
	listener->bound = !ret;
	if (!ret)
		ret = uv_listen((uv_stream_t *)&listener->pipe, 1,
				on_connection);
	if (!ret)
		return 0;
	say("%s: %s", path, uv_strerror(ret));
	return -1;
}

int no_ap_open(struct no_ap *no_ap)
{
	const char *prefix = no_ap->options->mailbox_socket;
	char path[256];

	if (listen_on(no_ap, NULL, no_ap->options->control_socket))
		return -1;
	for (unsigned int i = 0; prefix && i < no_ap->n_cores; i++) {
		struct core *core = &no_ap->cores[i];

		snprintf(path, sizeof(path), "%s%u", prefix, core->config->id);
		if (listen_on(no_ap, core, path))
			return -1;
	}
	return 0;
}

void no_ap_close(struct no_ap *no_ap)
{
	for (unsigned int i = 0; i < no_ap->n_listeners; i++) {
		struct no_ap_listener *listener = &no_ap->listeners[i];

		/* libuv unlinks what it has bound */
		uv_close((uv_handle_t *)&listener->pipe, NULL);
		link_close(&listener->peer);
	}
}
