// SPDX-License-Identifier: BSD-2-Clause
/* The mailbox as ivshmem's server, doorbells both ways. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "calls.h"
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

	/* all of it is there at once, or it will never be */
	assert_int_equal(recvmsg(fd, &message, MSG_DONTWAIT), sizeof(value));
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
	assert_int_equal(page[TEEPROC_MBOX_REG_VERSION / 4], 1);
	assert_int_equal(page[TEEPROC_MBOX_REG_STATE / 4], TEEPROC_CORE_RESET);
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

/* A message that does not go out is the last one, and nothing waits for room */
static void broken_off(void **state)
{
	int fds[2];

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds), 0);
	for (unsigned int n = 1; n <= 3 + 2 * TEEPROC_MBOX_VECTORS; n++) {
		call_fails("sendmsg", n, EIO);
		assert_int_equal(mailbox_introduce(&mailbox, fds[0]), -EPIPE);
		assert_int_equal(call_count(), n);
	}
	call_fails("", 0, 0);
	close(fds[0]);
	close(fds[1]);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
	while (send(fds[0], fds, 8, MSG_DONTWAIT) == 8)
		;
	assert_int_equal(mailbox_introduce(&mailbox, fds[0]), -EPIPE);
	close(fds[0]);
	close(fds[1]);
}

/* A doorbell that nobody has rung says nothing; signals do not keep one from ringing */
static void disturbed(void **state)
{
	uint64_t one = 1;

	(void)state;
	assert_int_equal(write(mailbox.from_linux[2].fd, &one, 8), 8);
	call_fails("read", 1, EAGAIN);
	uv_run(&loop, UV_RUN_NOWAIT);
	assert_true(call_failed());
	assert_int_equal(rung[2], 0);
	call_fails("", 0, 0);
	uv_run(&loop, UV_RUN_NOWAIT);
	for (unsigned int i = 0; i < TEEPROC_MBOX_VECTORS; i++)
		assert_int_equal(rung[i], i == 2);
	call_fails("write", 1, EINTR);
	mailbox_raise(&mailbox, 3);
	assert_int_equal(read(mailbox.to_linux[3], &one, 8), 8);
	assert_true(one == 1);
	assert_int_equal(call_count(), 2);
	call_fails("", 0, 0);
}

/* The cores' processes get none of them, and none can keep the SoC waiting */
static void kept_to_itself(void **state)
{
	(void)state;
	assert_int_equal(fcntl(mailbox.page_fd, F_GETFD), FD_CLOEXEC);
	for (unsigned int i = 0; i < TEEPROC_MBOX_VECTORS; i++) {
		const int fds[] = { mailbox.from_linux[i].fd,
				    mailbox.to_linux[i] };

		for (unsigned int n = 0; n < 2; n++) {
			assert_int_equal(fcntl(fds[n], F_GETFD), FD_CLOEXEC);
			assert_true(fcntl(fds[n], F_GETFL) & O_NONBLOCK);
		}
	}
}

static bool page_is_mapped(void)
{
	FILE *maps = fopen("/proc/self/maps", "r");
	char line[256];
	bool found = false;

	while (fgets(line, sizeof(line), maps))
		found |= strstr(line, "memfd:mailbox") != NULL;
	fclose(maps);
	return found;
}

/* Whatever it has come to when it fails, closing it leaves nothing */
static void each_call_fails(void **state)
{
	static const struct {
		const char *name;
		unsigned int calls;
	} cases[] = {
		{ "memfd_create", 1 },
		{ "ftruncate", 1 },
		{ "mmap", 1 },
		{ "eventfd", 2 * TEEPROC_MBOX_VECTORS },
		{ "uv_poll_init", TEEPROC_MBOX_VECTORS },
		{ "uv_poll_start", TEEPROC_MBOX_VECTORS },
	};
	unsigned int before;

	(void)state;
	assert_int_equal(uv_loop_init(&loop), 0);
	before = open_descriptors();
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		for (unsigned int n = 1; n <= cases[i].calls + 1; n++) {
			int ret;

			memset(&mailbox, 0, sizeof(mailbox));
			call_fails(cases[i].name, n, ENFILE);
			ret = mailbox_open(&mailbox, &loop, 5);
			assert_int_equal(ret, call_failed() ? -ENFILE : 0);
			assert_int_equal(call_failed(), n <= cases[i].calls);
			call_fails("", 0, 0);
			mailbox_close(&mailbox);
			uv_run(&loop, UV_RUN_DEFAULT);
			assert_int_equal(open_descriptors(), before);
			assert_false(page_is_mapped());
		}
	/* and one that was never opened has not got the first descriptors */
	memset(&mailbox, 0, sizeof(mailbox));
	mailbox_close(&mailbox);
	assert_int_equal(open_descriptors(), before);
	assert_int_equal(uv_loop_close(&loop), 0);
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
		cmocka_unit_test(each_call_fails),
		cmocka_unit_test_setup_teardown(broken_off, setup, teardown),
		cmocka_unit_test_setup_teardown(disturbed, setup, teardown),
		cmocka_unit_test_setup_teardown(kept_to_itself, setup,
						teardown),
		cmocka_unit_test_setup_teardown(handshake, setup, teardown),
		cmocka_unit_test_setup_teardown(gone_peer, setup, teardown),
		cmocka_unit_test_setup_teardown(raised_without_end, setup,
						teardown),
	};

	return unit_run(tests);
}
