/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Device side of a virtio split virtqueue (virtio 1.2, section 2.7), legacy
 * layout: descriptor table, available ring, used ring on the next multiple of
 * the alignment. The driver side is Linux.
 *
 * What the driver writes is checked here: indexes, chain flags and lengths. An
 * address out of a descriptor is passed on as it is; whoever maps it checks it.
 */
#ifndef VIRTQ_H
#define VIRTQ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define VIRTQ_DESC_F_NEXT 1u
#define VIRTQ_DESC_F_WRITE 2u /* the device writes this buffer */
#define VIRTQ_DESC_F_INDIRECT 4u
#define VIRTQ_AVAIL_F_NO_INTERRUPT 1u

struct virtq_desc {
	uint64_t addr;
	uint32_t len;
	uint16_t flags;
	uint16_t next;
};

struct virtq_avail {
	uint16_t flags;
	uint16_t idx;
	uint16_t ring[];
};

struct virtq_used_elem {
	uint32_t id;
	uint32_t len;
};

struct virtq_used {
	uint16_t flags;
	uint16_t idx;
	struct virtq_used_elem ring[];
};

struct virtq {
	volatile struct virtq_desc *desc;
	volatile struct virtq_avail *avail;
	volatile struct virtq_used *used;
	uint16_t num; /* a power of two */
	uint16_t avail_idx; /* next entry of the available ring to take */
	uint16_t used_idx; /* as last written to the used ring */
	uint16_t kicked_idx; /* used_idx at the last kick */
};

/* A buffer taken from the queue; flat, since rpmsg has no chains. */
struct virtq_buffer {
	uint64_t addr;
	uint32_t len;
	uint16_t head; /* to give it back */
};

enum virtq_result {
	VIRTQ_OK,
	VIRTQ_EMPTY,
	VIRTQ_BAD_BUFFER, /* unusable; only head is set: give it back */
	VIRTQ_BROKEN, /* the ring's indexes make no sense */
};

/* Bytes that a queue takes; 0 if num or align are not powers of two. */
size_t virtq_size(unsigned int num, unsigned int align);

/* mem is size bytes, shared with the driver. 0, or -1 if it does not fit. */
int virtq_init(struct virtq *vq, void *mem, size_t size, unsigned int num,
	       unsigned int align);

/*
 * Takes the next available buffer, of which the device writes to (writable) or
 * reads from. It stays the device's until virtq_push().
 */
enum virtq_result virtq_pop(struct virtq *vq, bool writable,
			    struct virtq_buffer *buf);

/* Undoes the last virtq_pop() that gave a buffer. */
void virtq_unpop(struct virtq *vq);

/* True if virtq_pop() would have something to give. */
bool virtq_pending(const struct virtq *vq);

/* Gives buffer head back, with written bytes in it. */
void virtq_push(struct virtq *vq, uint16_t head, uint32_t written);

/* True once after pushes that the driver wants to be told of. */
bool virtq_wants_kick(struct virtq *vq);

/*
 * True if the driver has laid out the queue anew since virtq_init(): it zeroes
 * the used ring, whose index only the device writes otherwise.
 */
bool virtq_was_reset(const struct virtq *vq);

#endif /* VIRTQ_H */
