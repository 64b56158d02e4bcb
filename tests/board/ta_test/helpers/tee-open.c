// SPDX-License-Identifier: BSD-2-Clause
/*
 * tee-open UUID LOGIN: opens a session of core 0 with a TA, by the TEE device's
 * own interface, and prints the TEE's result or the error's name. LOGIN is a
 * number, TEE_IOCTL_LOGIN_*.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/tee.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#define PARAMS 4

static int parse_uuid(const char *text, unsigned char *uuid)
{
	unsigned int byte, n = 0;

	while (*text && n < TEE_IOCTL_UUID_LEN) {
		if (*text == '-') {
			text++;
			continue;
		}
		if (sscanf(text, "%2x", &byte) != 1 || !text[1])
			return -1;
		uuid[n++] = byte;
		text += 2;
	}
	return n == TEE_IOCTL_UUID_LEN && !*text ? 0 : -1;
}

int main(int argc, char **argv)
{
	struct {
		struct tee_ioctl_open_session_arg arg;
		struct tee_ioctl_param params[PARAMS];
	} request;
	struct tee_ioctl_buf_data data = {
		.buf_ptr = (uintptr_t)&request,
		.buf_len = sizeof(request),
	};
	int fd;

	memset(&request, 0, sizeof(request));
	if (argc != 3 || parse_uuid(argv[1], request.arg.uuid)) {
		fprintf(stderr, "usage: tee-open UUID LOGIN\n");
		return 2;
	}
	request.arg.clnt_login = strtoul(argv[2], NULL, 0);
	request.arg.num_params = PARAMS;
	request.params[0].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT;
	fd = open("/dev/tee0", O_RDWR);
	if (fd < 0) {
		fprintf(stderr, "tee-open: /dev/tee0: %s\n", strerror(errno));
		return 1;
	}
	if (ioctl(fd, TEE_IOC_OPEN_SESSION, &data))
		printf("%s\n", strerrorname_np(errno));
	else
		printf("0x%08x\n", request.arg.ret);
	return 0;
}
