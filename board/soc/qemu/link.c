// SPDX-License-Identifier: BSD-2-Clause
#include "link.h"

#include <errno.h>
#include <linux/sockios.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct sending {
	uv_write_t request;
	char bytes[];
};

static char received[65536]; /* all links share the one loop */

static void on_alloc(uv_handle_t *handle, size_t suggested, uv_buf_t *buf)
{
	(void)handle;
	(void)suggested;
	*buf = uv_buf_init(received, sizeof(received));
}

static void on_read(uv_stream_t *stream, ssize_t size, const uv_buf_t *buf)
{
	struct link *link = stream->data;

	if (size > 0) {
		link->bytes(link, buf->base, size);
	} else if (size < 0) {
		link_close(link);
		if (link->closed)
			link->closed(link);
	}
}

static uv_pipe_t *new_pipe(struct link *link, uv_loop_t *loop)
{
	uv_pipe_t *pipe = malloc(sizeof(*pipe));

	if (pipe) {
		uv_pipe_init(loop, pipe, 0);
		pipe->data = link;
	}
	link->paused = 0;
	return pipe;
}

int link_open(struct link *link, uv_loop_t *loop, int fd)
{
	int ret;

	link->pipe = new_pipe(link, loop);
	if (!link->pipe) {
		close(fd);
		return UV_ENOMEM;
	}
	ret = uv_pipe_open(link->pipe, fd);
	if (ret)
		close(fd);
	else
		ret = uv_read_start((uv_stream_t *)link->pipe, on_alloc,
				    on_read);
	if (ret)
		link_close(link);
	return ret;
}

int link_accept(struct link *link, uv_stream_t *server)
{
	int ret;

	link->pipe = new_pipe(link, server->loop);
	if (!link->pipe)
		return UV_ENOMEM;
	ret = uv_accept(server, (uv_stream_t *)link->pipe);
	if (!ret)
		ret = uv_read_start((uv_stream_t *)link->pipe, on_alloc,
				    on_read);
	if (ret)
		link_close(link);
	return ret;
}

static void free_handle(uv_handle_t *handle)
{
	free(handle);
}

void link_close(struct link *link)
{
	if (!link->pipe)
		return;
	uv_close((uv_handle_t *)link->pipe, free_handle);
	link->pipe = NULL;
}

static void on_sent(uv_write_t *request, int status)
{
	struct link *link = request->handle->data;
	bool open = (uv_stream_t *)link->pipe == request->handle;

	(void)status; /* a broken link is found by its reader */
	free(request->data);
	if (open && link->sent && !link_queued(link))
		link->sent(link);
}

size_t link_queued(const struct link *link)
{
	return link->pipe ? uv_stream_get_write_queue_size(
				    (uv_stream_t *)link->pipe) :
			    0;
}

void link_send(struct link *link, const void *bytes, size_t size)
{
	struct sending *sending;
	uv_buf_t buf;

	if (!link->pipe)
		return;
	sending = malloc(sizeof(*sending) + size);
	if (!sending)
		return;
	memcpy(sending->bytes, bytes, size);
	sending->request.data = sending;
	buf = uv_buf_init(sending->bytes, size);
	if (uv_write(&sending->request, (uv_stream_t *)link->pipe, &buf, 1,
		     on_sent))
		free(sending);
}

bool link_try_send(struct link *link, const void *bytes, size_t size)
{
	uv_buf_t buf = uv_buf_init((char *)bytes, size);

	return link->pipe &&
	       uv_try_write((uv_stream_t *)link->pipe, &buf, 1) == (int)size;
}

static int socket_of(const struct link *link)
{
	uv_os_fd_t fd;

	if (!link->pipe || uv_fileno((uv_handle_t *)link->pipe, &fd))
		return -1;
	return fd;
}

bool link_unread(const struct link *link)
{
	int fd = socket_of(link);
	int size = 0;

	return fd >= 0 && !ioctl(fd, SIOCOUTQ, &size) && size > 0;
}

void link_drain(struct link *link)
{
	ssize_t size;
	int fd;

	for (;;) {
		fd = socket_of(link);
		if (fd < 0)
			return;
		size = recv(fd, received, sizeof(received), MSG_DONTWAIT);
		if (size <= 0)
			return;
		link->bytes(link, received, size);
	}
}

void link_pause(struct link *link)
{
	if (link->pipe && !link->paused++)
		uv_read_stop((uv_stream_t *)link->pipe);
}

void link_resume(struct link *link)
{
	if (link->pipe && link->paused && !--link->paused)
		uv_read_start((uv_stream_t *)link->pipe, on_alloc, on_read);
}

int link_pair(int *ours, int *theirs)
{
	int fds[2];

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds))
		return -errno;
	*ours = fds[0];
	*theirs = fds[1];
	return 0;
}
