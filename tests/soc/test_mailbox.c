// SPDX-License-Identifier: BSD-2-Clause
/* The mailbox as ivshmem's server, doorbells both ways. */
#include "unit.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "device/mailbox.h"

static uv_loop_t loop;
static struct mailbox mailbox;
static unsigned int rung[TEEPROC_MBOX_VECTORS];

static void on_rung(struct mailbox *it, unsigned int vector)
{
	assert_ptr_equal(it, &mailbox);
	rung[vector]++;
}

static int setup(void **state)
{
	(void)state;
	memset(&mailbox, 0, sizeof(mailbox));
	memset(rung, 0, sizeof(rung));
	mailbox.rung = on_rung;
	return uv_loop_init(&loop) || mailbox_open(&mailbox, &loop, 5);
}

static int teardown(void **state)
{
	(void)state;
	mailbox_close(&mailbox);
	uv_run(&loop, UV_RUN_DEFAULT);
	return uv_loop_close(&loop);
}

static int64_t receive(int fd, int *descriptor)
{
	char control[CMSG_SPACE(sizeof(int))];
	int64_t value = 0;
	struct iovec iov = { &value, sizeof(value) };
	struct msghdr message = {
		.msg_iov = &iov,
		.msg_iovlen = 1,
		.msg_control = control,
		.msg_controllen = sizeof(control),
	};
	struct cmsghdr *header;

	assert_int_equal(recvmsg(fd, &message, 0), sizeof(value));
	header = CMSG_FIRSTHDR(&message);
	*descriptor = -1;
	if (header)
		memcpy(descriptor, CMSG_DATA(header), sizeof(int));
	return value;
}

static void handshake(void **state)
{
	/* then the SoC's and Linux's number, once for each vector */
	static const int64_t values[] = { 0, 0, -1 };
	const unsigned int vectors = TEEPROC_MBOX_VECTORS;
	int descriptors[3 + 2 * TEEPROC_MBOX_VECTORS];
	uint64_t one = 1;
	struct stat status;
	uint32_t *page;
	int fds[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	assert_int_equal(mailbox_introduce(&mailbox, fds[0]), 0);
	for (unsigned int i = 0; i < 3 + 2 * vectors; i++) {
		assert_true(receive(fds[1], &descriptors[i]) ==
			    (i < 3 ? values[i] : i < 3 + vectors));
		assert_int_equal(descriptors[i] >= 0, i >= 2);
	}
	assert_int_equal(recv(fds[1], &one, 1, MSG_DONTWAIT), -1);
	assert_int_equal(fstat(descriptors[2], &status), 0);
	assert_int_equal(status.st_size, TEEPROC_MBOX_REGS_SIZE);
	page = mmap(NULL, TEEPROC_MBOX_REGS_SIZE, PROT_READ | PROT_WRITE,
		    MAP_SHARED, descriptors[2], 0);
	assert_int_equal(page[TEEPROC_MBOX_REG_MAGIC / 4], TEEPROC_MBOX_MAGIC);
	assert_int_equal(page[TEEPROC_MBOX_REG_CORE / 4], 5);
	mailbox_write(&mailbox, TEEPROC_MBOX_REG_ACK, 0x12345678);
	assert_int_equal(page[TEEPROC_MBOX_REG_ACK / 4], 0x12345678);
	page[TEEPROC_MBOX_REG_SEQ / 4] = 0x9abcdef0;
	assert_int_equal(mailbox_read(&mailbox, TEEPROC_MBOX_REG_SEQ),
			 0x9abcdef0);
	for (unsigned int vector = 0; vector < vectors; vector++) {
		/* Linux rings the SoC */
		assert_int_equal(write(descriptors[3 + vector], &one, 8), 8);
		assert_int_equal(write(descriptors[3 + vector], &one, 8), 8);
		uv_run(&loop, UV_RUN_NOWAIT);
		assert_int_equal(rung[vector], 1);
		/* and the SoC Linux */
		mailbox_raise(&mailbox, vector);
		mailbox_raise(&mailbox, vector);
		assert_int_equal(read(descriptors[3 + vectors + vector], &one,
				      8),
				 8);
		assert_true(one == 2);
		one = 1;
	}
	munmap(page, TEEPROC_MBOX_REGS_SIZE);
	for (unsigned int i = 2; i < 3 + 2 * vectors; i++)
		close(descriptors[i]);
	close(fds[0]);
	close(fds[1]);
}

static void gone_peer(void **state)
{
	int fds[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	close(fds[1]);
	assert_int_not_equal(mailbox_introduce(&mailbox, fds[0]), 0);
	close(fds[0]);
	mailbox_raise(&mailbox, 0);
}

/* Nobody takes them: counted, never blocking. */
static void raised_without_end(void **state)
{
	uint64_t most = UINT64_MAX - 1;

	(void)state;
	assert_int_equal(write(mailbox.to_linux[0], &most, 8), 8);
	mailbox_raise(&mailbox, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(handshake, setup, teardown),
		cmocka_unit_test_setup_teardown(gone_peer, setup, teardown),
		cmocka_unit_test_setup_teardown(raised_without_end, setup,
						teardown),
	};

	return unit_run(tests);
}
