// SPDX-License-Identifier: BSD-2-Clause
/*
 * ivshmem's protocol, server to client, each message 8 bytes little endian:
 *
 *   0                                 protocol version
 *   id                                the client's own peer id
 *   -1            + descriptor        the shared memory
 *   peer id       + descriptor        one for each vector of each other peer
 *   own id        + descriptor        one for each vector of its own
 */
#include "mailbox.h"

#include <endian.h>
#include <errno.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../host/memory.h"

#define IVSHMEM_PROTOCOL_VERSION 0

static void on_doorbell(uv_poll_t *poll, int status, int events)
{
	struct mailbox_doorbell *doorbell = poll->data;
	uint64_t count;

	(void)status;
	(void)events;
	if (read(doorbell->fd, &count, sizeof(count)) == sizeof(count))
		doorbell->mailbox->rung(doorbell->mailbox, doorbell->vector);
}

static int open_doorbell(struct mailbox *mailbox, uv_loop_t *loop,
			 unsigned int vector)
{
	struct mailbox_doorbell *doorbell = &mailbox->from_linux[vector];
	int ret;

	doorbell->mailbox = mailbox;
	doorbell->vector = vector;
	doorbell->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	mailbox->to_linux[vector] = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (doorbell->fd < 0 || mailbox->to_linux[vector] < 0)
		return -errno;
	ret = uv_poll_init(loop, &doorbell->poll, doorbell->fd);
	if (ret)
		return ret;
	doorbell->poll.data = doorbell;
	return uv_poll_start(&doorbell->poll, UV_READABLE, on_doorbell);
}

int mailbox_open(struct mailbox *mailbox, uv_loop_t *loop, unsigned int core_id)
{
	int ret;

	mailbox->page_fd = memory_create("mailbox", TEEPROC_MBOX_REGS_SIZE);
	if (mailbox->page_fd < 0)
		return mailbox->page_fd;
	mailbox->page = mmap(NULL, TEEPROC_MBOX_REGS_SIZE,
			     PROT_READ | PROT_WRITE, MAP_SHARED,
			     mailbox->page_fd, 0);
	if (mailbox->page == MAP_FAILED) {
		mailbox->page = NULL;
		return -errno;
	}
	for (unsigned int i = 0; i < TEEPROC_MBOX_VECTORS; i++) {
		ret = open_doorbell(mailbox, loop, i);
		if (ret)
			return ret;
	}
	mailbox_write(mailbox, TEEPROC_MBOX_REG_VERSION, 1);
	mailbox_write(mailbox, TEEPROC_MBOX_REG_CORE, core_id);
	mailbox_write(mailbox, TEEPROC_MBOX_REG_STATE, TEEPROC_CORE_RESET);
	mailbox_write(mailbox, TEEPROC_MBOX_REG_MAGIC, TEEPROC_MBOX_MAGIC);
	return 0;
}

void mailbox_close(struct mailbox *mailbox)
{
	for (unsigned int i = 0; i < TEEPROC_MBOX_VECTORS; i++) {
		struct mailbox_doorbell *doorbell = &mailbox->from_linux[i];

		if (doorbell->poll.data)
			uv_close((uv_handle_t *)&doorbell->poll, NULL);
		if (doorbell->fd > 0)
			close(doorbell->fd);
		if (mailbox->to_linux[i] > 0)
			close(mailbox->to_linux[i]);
	}
	if (mailbox->page)
		munmap(mailbox->page, TEEPROC_MBOX_REGS_SIZE);
	if (mailbox->page_fd > 0)
		close(mailbox->page_fd);
}

static int send_message(int fd, int64_t value, int descriptor)
{
	union {
		struct cmsghdr header;
		char space[CMSG_SPACE(sizeof(int))];
	} control;
	uint64_t wire = htole64(value);
	struct iovec iov = { .iov_base = &wire, .iov_len = sizeof(wire) };
	struct msghdr message = { .msg_iov = &iov, .msg_iovlen = 1 };

	if (descriptor >= 0) {
		message.msg_control = control.space;
		message.msg_controllen = sizeof(control.space);
		control.header.cmsg_level = SOL_SOCKET;
		control.header.cmsg_type = SCM_RIGHTS;
		control.header.cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(&control.header), &descriptor, sizeof(int));
	}
	/* a fresh socket holds the whole handshake: no waiting here */
	if (sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT) !=
	    (ssize_t)sizeof(wire))
		return -EPIPE;
	return 0;
}

int mailbox_introduce(struct mailbox *mailbox, int fd)
{
	int ret;

	ret = send_message(fd, IVSHMEM_PROTOCOL_VERSION, -1);
	if (!ret)
		ret = send_message(fd, TEEPROC_MBOX_PEER_LINUX, -1);
	if (!ret)
		ret = send_message(fd, -1, mailbox->page_fd);
	for (unsigned int i = 0; !ret && i < TEEPROC_MBOX_VECTORS; i++)
		ret = send_message(fd, TEEPROC_MBOX_PEER_SOC,
				   mailbox->from_linux[i].fd);
	for (unsigned int i = 0; !ret && i < TEEPROC_MBOX_VECTORS; i++)
		ret = send_message(fd, TEEPROC_MBOX_PEER_LINUX,
				   mailbox->to_linux[i]);
	return ret;
}

static uint32_t *word(const struct mailbox *mailbox, unsigned int reg)
{
	return (uint32_t *)((char *)mailbox->page + reg);
}

uint32_t mailbox_read(const struct mailbox *mailbox, unsigned int reg)
{
	return le32toh(__atomic_load_n(word(mailbox, reg), __ATOMIC_ACQUIRE));
}

void mailbox_write(struct mailbox *mailbox, unsigned int reg, uint32_t value)
{
	__atomic_store_n(word(mailbox, reg), htole32(value), __ATOMIC_RELEASE);
}

void mailbox_raise(struct mailbox *mailbox, unsigned int vector)
{
	static const uint64_t one = 1;

	/* full means that it is raised already */
	while (write(mailbox->to_linux[vector], &one, sizeof(one)) < 0 &&
	       errno == EINTR)
		;
}
