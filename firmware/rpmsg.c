/* SPDX-License-Identifier: BSD-2-Clause */
#include "rpmsg.h"

#include <string.h>

#define VRING_TX 0u
#define VRING_RX 1u

struct ns_message {
	char name[RPMSG_NAME_SIZE];
	uint32_t addr;
	uint32_t flags; /* 0: create */
};

void rpmsg_init(struct rpmsg_device *dev, const struct rpmsg_window *window,
		void (*kick)(unsigned int vring))
{
	dev->window = *window;
	dev->kick = kick;
	dev->broken = false;
	dev->bad_buffers = 0;
}

static bool in_range(uint64_t addr, uint32_t len, uint32_t start, uint32_t size)
{
	return addr >= start && addr - start <= size &&
	       len <= size - (addr - start);
}

/* The bytes of a buffer, or NULL unless all of it lies inside the window. */
static void *map_buffer(const struct rpmsg_window *win,
			const struct virtq_buffer *buf)
{
	uint64_t offset;

	if (in_range(buf->addr, buf->len, win->pa, win->len))
		offset = buf->addr - win->pa;
	else if (in_range(buf->addr, buf->len, win->da, win->len))
		offset = buf->addr - win->da;
	else
		return NULL;

	if (offset % sizeof(uint32_t) || buf->len < sizeof(struct rpmsg_header))
		return NULL;
	return (char *)win->mem + offset;
}

/*
 * Takes the next usable buffer; a bad one goes back at once, empty, so that it
 * neither stops the ring nor is lost to its owner.
 */
static enum rpmsg_result take_buffer(struct rpmsg_device *dev, struct virtq *vq,
				     bool writable, struct virtq_buffer *buf,
				     void **mem)
{
	while (!dev->broken) {
		switch (virtq_pop(vq, writable, buf)) {
		case VIRTQ_OK:
			*mem = map_buffer(&dev->window, buf);
			if (*mem)
				return RPMSG_OK;
			break;
		case VIRTQ_BAD_BUFFER:
			break;
		case VIRTQ_EMPTY:
			return RPMSG_AGAIN;
		case VIRTQ_BROKEN:
			dev->broken = true;
			continue;
		}

		dev->bad_buffers++;
		virtq_push(vq, buf->head, 0);
	}

	return RPMSG_BROKEN;
}

enum rpmsg_result rpmsg_send(struct rpmsg_device *dev, uint32_t src,
			     uint32_t dst, const void *data, size_t len)
{
	struct rpmsg_header header = { .src = src, .dst = dst };
	struct virtq_buffer buf;
	enum rpmsg_result ret;
	void *mem;

	if (len > UINT16_MAX)
		return RPMSG_TOO_LONG;

	ret = take_buffer(dev, &dev->tx, true, &buf, &mem);
	if (ret != RPMSG_OK)
		return ret;

	if (len > buf.len - sizeof(header)) {
		/* Linux would take an empty buffer for a message */
		virtq_unpop(&dev->tx);
		return RPMSG_TOO_LONG;
	}

	header.len = len;
	memcpy(mem, &header, sizeof(header));
	memcpy((char *)mem + sizeof(header), data, len);
	virtq_push(&dev->tx, buf.head, sizeof(header) + len);
	return RPMSG_OK;
}

enum rpmsg_result rpmsg_announce(struct rpmsg_device *dev, const char *name,
				 uint32_t addr)
{
	struct ns_message ns = { .addr = addr };
	size_t i;

	for (i = 0; i < RPMSG_NAME_SIZE - 1 && name[i]; i++)
		ns.name[i] = name[i];
	return rpmsg_send(dev, addr, RPMSG_NS_ADDR, &ns, sizeof(ns));
}

enum rpmsg_result rpmsg_receive(struct rpmsg_device *dev,
				struct rpmsg_message *msg)
{
	for (;;) {
		struct rpmsg_header header;
		struct virtq_buffer buf;
		enum rpmsg_result ret;
		void *mem;

		ret = take_buffer(dev, &dev->rx, false, &buf, &mem);
		if (ret != RPMSG_OK)
			return ret;

		/* once, so that what is checked is what is used */
		memcpy(&header, mem, sizeof(header));
		if (header.len > buf.len - sizeof(header)) {
			dev->bad_buffers++;
			virtq_push(&dev->rx, buf.head, 0);
			continue;
		}

		msg->src = header.src;
		msg->dst = header.dst;
		msg->len = header.len;
		msg->data = (char *)mem + sizeof(header);
		msg->head = buf.head;
		return RPMSG_OK;
	}
}

void rpmsg_release(struct rpmsg_device *dev, const struct rpmsg_message *msg)
{
	virtq_push(&dev->rx, msg->head, 0);
}

bool rpmsg_can_send(const struct rpmsg_device *dev)
{
	return !dev->broken && virtq_pending(&dev->tx);
}

void rpmsg_flush(struct rpmsg_device *dev)
{
	if (virtq_wants_kick(&dev->tx))
		dev->kick(VRING_TX);
	if (virtq_wants_kick(&dev->rx))
		dev->kick(VRING_RX);
}

bool rpmsg_was_reset(const struct rpmsg_device *dev)
{
	return virtq_was_reset(&dev->tx) || virtq_was_reset(&dev->rx);
}
