// SPDX-License-Identifier: BSD-2-Clause
/* Device side of virtqueues and rpmsg against a driver side that may misbehave. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../firmware/rpmsg.h"
#include "../../firmware/virtq.h"

#define NUM 8u
#define ALIGN 16u
#define BUF_SIZE 64u
#define BUFFERS_LEN (2 * NUM * BUF_SIZE)
#define PA 0x60d00000u
#define DA 0x21d00000u

_Static_assert(sizeof(struct rpmsg_header) == 16, "as on the wire");

/* The driver: lays out rings, offers buffers, looks at what comes back. */
struct driver_ring {
	struct virtq_desc *desc;
	struct virtq_avail *avail;
	struct virtq_used *used;
	size_t size;
	uint16_t used_seen;
};

struct fixture {
	struct driver_ring ring[2]; /* 0 to the driver, 1 from it */
	char *buffers; /* ring 0's, then ring 1's; exactly as long as told */
	struct rpmsg_device dev;
};

static unsigned int kicks[2];

static void kick(unsigned int vring)
{
	assert_in_range(vring, 0, 1);
	kicks[vring]++;
}

static void ring_setup(struct driver_ring *ring)
{
	size_t driver_part = NUM * 16 + 4 + NUM * 2 + 2;

	ring->size = virtq_size(NUM, ALIGN);
	if (!ring->desc)
		ring->desc = aligned_alloc(16, (ring->size + 15) & ~15ul);
	assert_non_null(ring->desc);
	memset(ring->desc, 0, ring->size);
	ring->avail = (void *)((char *)ring->desc + NUM * 16);
	ring->used = (void *)((char *)ring->desc +
			      ((driver_part + ALIGN - 1) & ~(ALIGN - 1)));
	ring->used_seen = 0;
}

static void offer(struct driver_ring *ring, uint16_t head, uint64_t addr,
		  uint32_t len, uint16_t flags)
{
	ring->desc[head % NUM] = (struct virtq_desc){ addr, len, flags, 0 };
	ring->avail->ring[ring->avail->idx % NUM] = head;
	ring->avail->idx++;
}

static void offer_rx(struct fixture *f, uint16_t head)
{
	offer(&f->ring[0], head, PA + head * BUF_SIZE, BUF_SIZE,
	      VIRTQ_DESC_F_WRITE);
}

static void *tx_buffer(struct fixture *f, uint16_t head)
{
	return f->buffers + (NUM + head) * BUF_SIZE;
}

static void send_text(struct fixture *f, uint16_t head, const char *text)
{
	struct rpmsg_header header = { .src = 0x500,
				       .dst = 0x400,
				       .len = strlen(text) };

	memcpy(tx_buffer(f, head), &header, sizeof(header));
	memcpy((char *)tx_buffer(f, head) + sizeof(header), text, strlen(text));
	offer(&f->ring[1], head, PA + (NUM + head) * BUF_SIZE,
	      sizeof(header) + strlen(text), 0);
}

/* The next element of the used ring; there must be one. */
static struct virtq_used_elem take_used(struct driver_ring *ring)
{
	assert_int_not_equal(ring->used->idx, ring->used_seen);
	return ring->used->ring[ring->used_seen++ % NUM];
}

static void assert_no_used(const struct driver_ring *ring)
{
	assert_int_equal(ring->used->idx, ring->used_seen);
}

static void device_setup(struct fixture *f)
{
	struct rpmsg_window window = { PA, DA, BUFFERS_LEN, f->buffers };

	assert_int_equal(virtq_init(&f->dev.tx, f->ring[0].desc,
				    f->ring[0].size, NUM, ALIGN),
			 0);
	assert_int_equal(virtq_init(&f->dev.rx, f->ring[1].desc,
				    f->ring[1].size, NUM, ALIGN),
			 0);
	rpmsg_init(&f->dev, &window, kick);
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (!f)
		return -1;
	ring_setup(&f->ring[0]);
	ring_setup(&f->ring[1]);
	f->buffers = aligned_alloc(16, BUFFERS_LEN);
	memset(f->buffers, 0, BUFFERS_LEN);
	device_setup(f);
	kicks[0] = 0;
	kicks[1] = 0;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	free(f->ring[0].desc);
	free(f->ring[1].desc);
	free(f->buffers);
	free(f);
	return 0;
}

/* The layout is the one that Linux computes (vring_size()). */
static void test_size(void **state)
{
	(void)state;
	assert_int_equal(virtq_size(256, 16), 4624 + 4 + 256 * 8 + 2);
	assert_int_equal(virtq_size(256, 4096), 8192 + 4 + 256 * 8 + 2);
	assert_int_equal(virtq_size(0, 16), 0);
	assert_int_equal(virtq_size(255, 16), 0);
	assert_int_equal(virtq_size(65536, 16), 0);
	assert_int_equal(virtq_size(256, 0), 0);
	assert_int_equal(virtq_size(256, 24), 0);
	assert_int_equal(virtq_size(256, 0x80000000), 0);
}

static void test_init_refuses(void **state)
{
	struct fixture *f = *state;
	char *mem = (char *)f->ring[0].desc;
	size_t size = f->ring[0].size;
	struct virtq vq;

	assert_int_equal(virtq_init(&vq, mem, size, NUM, ALIGN), 0);
	assert_int_equal(virtq_init(&vq, mem, size - 1, NUM, ALIGN), -1);
	assert_int_equal(virtq_init(&vq, mem, size, NUM * 2, ALIGN), -1);
	assert_int_equal(virtq_init(&vq, mem, size, 7, ALIGN), -1);
	assert_int_equal(virtq_init(&vq, mem, size, 0, ALIGN), -1);
	assert_int_equal(virtq_init(&vq, mem, size, NUM, 2), -1);
	assert_int_equal(virtq_init(&vq, mem + 4, size, NUM, ALIGN), -1);
}

static void test_send(void **state)
{
	struct fixture *f = *state;
	struct virtq_used_elem elem;
	struct rpmsg_header header;

	assert_false(rpmsg_can_send(&f->dev));
	assert_int_equal(rpmsg_send(&f->dev, 1, 2, "x", 1), RPMSG_AGAIN);

	offer_rx(f, 3);
	assert_true(rpmsg_can_send(&f->dev));
	assert_int_equal(rpmsg_send(&f->dev, 1, 2, "hello", 5), RPMSG_OK);
	elem = take_used(&f->ring[0]);
	assert_int_equal(elem.id, 3);
	assert_int_equal(elem.len, 16 + 5);
	memcpy(&header, f->buffers + 3 * BUF_SIZE, sizeof(header));
	assert_int_equal(header.src, 1);
	assert_int_equal(header.dst, 2);
	assert_int_equal(header.len, 5);
	assert_int_equal(header.reserved, 0);
	assert_int_equal(header.flags, 0);
	assert_memory_equal(f->buffers + 3 * BUF_SIZE + 16, "hello", 5);
	assert_false(rpmsg_can_send(&f->dev));
}

static void test_send_longest(void **state)
{
	struct fixture *f = *state;
	char data[BUF_SIZE];

	memset(data, 'z', sizeof(data));
	offer_rx(f, NUM - 1);
	assert_int_equal(rpmsg_send(&f->dev, 1, 2, data, BUF_SIZE - 15),
			 RPMSG_TOO_LONG);
	assert_int_equal(rpmsg_send(&f->dev, 1, 2, data, 65536),
			 RPMSG_TOO_LONG);
	assert_no_used(&f->ring[0]);
	/* the buffer is still there */
	assert_int_equal(rpmsg_send(&f->dev, 1, 2, data, BUF_SIZE - 16),
			 RPMSG_OK);
	assert_int_equal(take_used(&f->ring[0]).len, BUF_SIZE);
}

static void test_announce(void **state)
{
	struct fixture *f = *state;
	const char *mem = f->buffers;
	uint32_t word;

	offer_rx(f, 0);
	assert_int_equal(rpmsg_announce(&f->dev, "rpmsg-raw", 0x400), RPMSG_OK);
	assert_int_equal(take_used(&f->ring[0]).len, 16 + 40);
	memcpy(&word, mem + 4, 4);
	assert_int_equal(word, RPMSG_NS_ADDR);
	assert_string_equal(mem + 16, "rpmsg-raw");
	memcpy(&word, mem + 48, 4);
	assert_int_equal(word, 0x400);
	memcpy(&word, mem + 52, 4);
	assert_int_equal(word, 0);

	/* a name that is too long is cut and still ends */
	offer_rx(f, 0);
	assert_int_equal(rpmsg_announce(&f->dev,
					"0123456789012345678901234567890123",
					0x400),
			 RPMSG_OK);
	assert_int_equal(strlen(mem + 16), RPMSG_NAME_SIZE - 1);
}

static void test_receive(void **state)
{
	struct fixture *f = *state;
	struct rpmsg_message msg;

	assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_AGAIN);
	send_text(f, 5, "ping");
	assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_OK);
	assert_int_equal(msg.src, 0x500);
	assert_int_equal(msg.dst, 0x400);
	assert_int_equal(msg.len, 4);
	assert_memory_equal(msg.data, "ping", 4);
	assert_no_used(&f->ring[1]); /* until it is released */
	rpmsg_release(&f->dev, &msg);
	assert_int_equal(take_used(&f->ring[1]).id, 5);
	assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_AGAIN);
}

/* 16-bit indexes run over; heads come in any order. */
static void test_wrap(void **state)
{
	struct fixture *f = *state;
	unsigned int i;

	for (i = 0; i < 3 * 65536 + 5; i++) {
		uint16_t head = i * 5 % NUM;
		struct rpmsg_message msg;

		send_text(f, head, "again");
		offer_rx(f, head);
		assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_OK);
		assert_int_equal(rpmsg_send(&f->dev, msg.dst, msg.src, msg.data,
					    msg.len),
				 RPMSG_OK);
		rpmsg_release(&f->dev, &msg);
		assert_false(rpmsg_was_reset(&f->dev));
		assert_int_equal(take_used(&f->ring[0]).id, head);
		assert_int_equal(take_used(&f->ring[1]).id, head);
	}
	assert_no_used(&f->ring[0]);
	assert_no_used(&f->ring[1]);
}

static void test_kicks(void **state)
{
	struct fixture *f = *state;
	struct rpmsg_message msg;

	rpmsg_flush(&f->dev);
	assert_int_equal(kicks[0] + kicks[1], 0);

	offer_rx(f, 0);
	offer_rx(f, 1);
	rpmsg_send(&f->dev, 1, 2, "a", 1);
	rpmsg_send(&f->dev, 1, 2, "b", 1);
	rpmsg_flush(&f->dev);
	rpmsg_flush(&f->dev);
	assert_int_equal(kicks[0], 1);

	/* as Linux does it for its sent messages */
	f->ring[1].avail->flags = VIRTQ_AVAIL_F_NO_INTERRUPT;
	send_text(f, 0, "x");
	rpmsg_receive(&f->dev, &msg);
	rpmsg_release(&f->dev, &msg);
	rpmsg_flush(&f->dev);
	assert_int_equal(kicks[1], 0);

	f->ring[1].avail->flags = 0;
	send_text(f, 1, "x");
	rpmsg_receive(&f->dev, &msg);
	rpmsg_release(&f->dev, &msg);
	rpmsg_flush(&f->dev);
	assert_int_equal(kicks[1], 1);
}

/* A bad buffer goes back empty and the message behind it comes. */
static void check_refused(struct fixture *f, uint64_t addr, uint32_t len,
			  uint16_t flags)
{
	uint32_t bad = f->dev.bad_buffers;
	struct rpmsg_message msg;
	struct virtq_used_elem elem;

	offer(&f->ring[1], 2, addr, len, flags);
	send_text(f, 6, "good");
	assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_OK);
	assert_memory_equal(msg.data, "good", 4);
	assert_int_equal(f->dev.bad_buffers, bad + 1);
	elem = take_used(&f->ring[1]);
	assert_int_equal(elem.id, 2);
	assert_int_equal(elem.len, 0);
	rpmsg_release(&f->dev, &msg);
	take_used(&f->ring[1]);
}

static void test_bad_buffers(void **state)
{
	static const uint64_t bases[] = { PA, DA };
	struct fixture *f = *state;
	size_t i;

	for (i = 0; i < 2; i++) {
		uint64_t base = bases[i];

		check_refused(f, base - 1, 32, 0);
		check_refused(f, base - 16, 32, 0);
		check_refused(f, base + 2, 32, 0); /* not aligned */
		check_refused(f, base + BUFFERS_LEN - 28, 32, 0);
		check_refused(f, base + BUFFERS_LEN, 16, 0);
		check_refused(f, base + BUFFERS_LEN, 0, 0);
		check_refused(f, base, BUFFERS_LEN + 1, 0);
		check_refused(f, base, 0xffffffff, 0);
		check_refused(f, base | 1ull << 32, 32, 0);
		check_refused(f, base, 15, 0); /* no room for the header */
		check_refused(f, base, 64, VIRTQ_DESC_F_WRITE);
		check_refused(f, base, 64, VIRTQ_DESC_F_NEXT);
		check_refused(f, base, 64, VIRTQ_DESC_F_INDIRECT);
	}
	check_refused(f, 0, 32, 0);
	check_refused(f, UINT64_MAX, 32, 0);
	check_refused(f, UINT64_MAX - 31, 32, 0);
	assert_false(f->dev.broken);
}

static void test_lying_length(void **state)
{
	struct fixture *f = *state;
	struct rpmsg_header header = { .len = 17 };

	memcpy(tx_buffer(f, 2), &header, sizeof(header));
	check_refused(f, PA + (NUM + 2) * BUF_SIZE, 32, 0);
	header.len = 65535;
	memcpy(tx_buffer(f, 2), &header, sizeof(header));
	check_refused(f, PA + (NUM + 2) * BUF_SIZE, BUF_SIZE, 0);
}

/* A buffer for the device to write must be meant for that. */
static void test_send_direction(void **state)
{
	struct fixture *f = *state;

	offer(&f->ring[0], 1, PA, BUF_SIZE, 0);
	assert_int_equal(rpmsg_send(&f->dev, 1, 2, "x", 1), RPMSG_AGAIN);
	assert_int_equal(f->dev.bad_buffers, 1);
	offer_rx(f, 2);
	assert_int_equal(rpmsg_send(&f->dev, 1, 2, "x", 1), RPMSG_OK);
}

static void check_broken(struct fixture *f)
{
	struct rpmsg_message msg;
	uint16_t used = f->ring[1].used->idx;

	assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_BROKEN);
	assert_true(f->dev.broken);
	assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_BROKEN);
	assert_int_equal(rpmsg_send(&f->dev, 1, 2, "x", 1), RPMSG_BROKEN);
	assert_false(rpmsg_can_send(&f->dev));
	assert_int_equal(f->ring[1].used->idx, used); /* nothing touched */
}

static void test_broken_index(void **state)
{
	struct fixture *f = *state;

	f->ring[1].avail->idx = NUM + 1;
	check_broken(f);
}

static void test_broken_index_backwards(void **state)
{
	struct fixture *f = *state;

	f->ring[1].avail->idx = 0xffff;
	check_broken(f);
}

static void test_broken_head(void **state)
{
	struct fixture *f = *state;

	offer(&f->ring[1], NUM, PA, 32, 0);
	check_broken(f);
}

static void test_reset(void **state)
{
	struct fixture *f = *state;
	struct rpmsg_message msg;

	assert_false(rpmsg_was_reset(&f->dev));
	send_text(f, 0, "x");
	assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_OK);
	rpmsg_release(&f->dev, &msg);
	assert_false(rpmsg_was_reset(&f->dev));

	ring_setup(&f->ring[0]);
	ring_setup(&f->ring[1]);
	assert_true(rpmsg_was_reset(&f->dev));
	device_setup(f);
	assert_false(rpmsg_was_reset(&f->dev));
	send_text(f, 0, "anew");
	assert_int_equal(rpmsg_receive(&f->dev, &msg), RPMSG_OK);
	assert_memory_equal(msg.data, "anew", 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size),
		TEST(test_init_refuses),
		TEST(test_send),
		TEST(test_send_longest),
		TEST(test_announce),
		TEST(test_receive),
		TEST(test_wrap),
		TEST(test_kicks),
		TEST(test_bad_buffers),
		TEST(test_lying_length),
		TEST(test_send_direction),
		TEST(test_broken_index),
		TEST(test_broken_index_backwards),
		TEST(test_broken_head),
		TEST(test_reset),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("rpmsg", tests, NULL, NULL);
}
