/* SPDX-License-Identifier: BSD-2-Clause */
#include "virtq.h"

/*
 * The driver runs on another processor: a full barrier, DMB on Arm. The fields
 * themselves are volatile, naturally aligned and at most 32 bits where order
 * matters, so each access is one access.
 */
static void barrier_full(void)
{
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

static bool is_power_of_two(unsigned int value)
{
	return value && !(value & (value - 1));
}

static size_t align_up(size_t value, size_t align)
{
	return (value + align - 1) & ~(align - 1);
}

/* The available ring ends with a field that only event indexes use. */
static size_t driver_part_size(unsigned int num)
{
	return num * sizeof(struct virtq_desc) + sizeof(struct virtq_avail) +
	       (num + 1) * sizeof(uint16_t);
}

size_t virtq_size(unsigned int num, unsigned int align)
{
	if (!is_power_of_two(num) || num > 32768 || !is_power_of_two(align) ||
	    align > 65536)
		return 0;

	return align_up(driver_part_size(num), align) +
	       sizeof(struct virtq_used) +
	       num * sizeof(struct virtq_used_elem) + sizeof(uint16_t);
}

int virtq_init(struct virtq *vq, void *mem, size_t size, unsigned int num,
	       unsigned int align)
{
	size_t need = virtq_size(num, align);
	char *base = mem;

	if (!need || need > size || align < sizeof(uint32_t) ||
	    (uintptr_t)mem % 16)
		return -1;

	vq->desc = mem;
	vq->avail = (void *)(base + num * sizeof(struct virtq_desc));
	vq->used = (void *)(base + align_up(driver_part_size(num), align));
	vq->num = num;
	vq->avail_idx = 0;
	vq->used_idx = 0;
	vq->kicked_idx = 0;
	return 0;
}

bool virtq_pending(const struct virtq *vq)
{
	return vq->avail->idx != vq->avail_idx;
}

enum virtq_result virtq_pop(struct virtq *vq, bool writable,
			    struct virtq_buffer *buf)
{
	uint16_t waiting = vq->avail->idx - vq->avail_idx;
	volatile struct virtq_desc *desc;
	uint16_t head;
	uint16_t flags;

	if (!waiting)
		return VIRTQ_EMPTY;
	if (waiting > vq->num)
		return VIRTQ_BROKEN;

	/* the index first, then what it announces */
	barrier_full();

	head = vq->avail->ring[vq->avail_idx & (vq->num - 1)];
	if (head >= vq->num)
		return VIRTQ_BROKEN;
	vq->avail_idx++;

	desc = &vq->desc[head];
	flags = desc->flags;
	buf->addr = desc->addr;
	buf->len = desc->len;
	buf->head = head;

	if (flags & (VIRTQ_DESC_F_NEXT | VIRTQ_DESC_F_INDIRECT) ||
	    !!(flags & VIRTQ_DESC_F_WRITE) != writable)
		return VIRTQ_BAD_BUFFER;

	return VIRTQ_OK;
}

void virtq_unpop(struct virtq *vq)
{
	vq->avail_idx--;
}

void virtq_push(struct virtq *vq, uint16_t head, uint32_t written)
{
	volatile struct virtq_used_elem *elem =
		&vq->used->ring[vq->used_idx & (vq->num - 1)];

	elem->id = head;
	elem->len = written;

	/* buffer and entry first, then the index that announces them */
	barrier_full();
	vq->used->idx = ++vq->used_idx;
}

bool virtq_wants_kick(struct virtq *vq)
{
	if (vq->kicked_idx == vq->used_idx)
		return false;
	vq->kicked_idx = vq->used_idx;

	/*
	 * The driver turns kicks on and then looks at the index once more; so
	 * the index must be out before the flag is read, or both sides sleep.
	 */
	barrier_full();
	return !(vq->avail->flags & VIRTQ_AVAIL_F_NO_INTERRUPT);
}

bool virtq_was_reset(const struct virtq *vq)
{
	return vq->used->idx != vq->used_idx;
}
