// SPDX-License-Identifier: BSD-2-Clause
#include "calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

#include "../wrap.h"

static struct {
	const char *name;
	unsigned int nth;
	int error;
	unsigned int count;
} failing = { .name = "" };

void call_fails(const char *name, unsigned int nth, int error)
{
	failing.name = name;
	failing.nth = nth;
	failing.error = error;
	failing.count = 0;
}

bool call_failed(void)
{
	return failing.nth && failing.count >= failing.nth;
}

unsigned int call_count(void)
{
	return failing.count;
}

static bool fails(const char *name)
{
	if (strcmp(name, failing.name) || ++failing.count != failing.nth)
		return false;
	errno = failing.error;
	return true;
}

/* of CALL_HALF */
#define BY_HALF(call) (failing.error ? -1 : (call))

WRAP(void *, malloc, (size_t size), (size), 0)
WRAP(char *, strdup, (const char *text), (text), 0)
WRAP(int, open, (const char *path, int flags, mode_t mode), (path, flags, mode),
     -1)
WRAP(ssize_t, read, (int fd, void *to, size_t size), (fd, to, size),
     BY_HALF(__real_read(fd, to, size / 2)))
WRAP(ssize_t, write, (int fd, const void *from, size_t size), (fd, from, size),
     BY_HALF(__real_write(fd, from, size / 2)))
WRAP(ssize_t, pread, (int fd, void *to, size_t size, off_t at),
     (fd, to, size, at), BY_HALF(__real_pread(fd, to, size / 2, at)))
WRAP(ssize_t, pwrite, (int fd, const void *from, size_t size, off_t at),
     (fd, from, size, at), BY_HALF(__real_pwrite(fd, from, size / 2, at)))
WRAP(int, fstat, (int fd, struct stat *status), (fd, status), -1)
WRAP(int, fsync, (int fd), (fd), -1)
WRAP(int, rename, (const char *from, const char *to), (from, to), -1)
WRAP(int, memfd_create, (const char *name, unsigned int flags), (name, flags),
     -1)
WRAP(int, ftruncate, (int fd, off_t size), (fd, size), -1)
WRAP(void *, mmap,
     (void *at, size_t size, int prot, int flags, int fd, off_t offset),
     (at, size, prot, flags, fd, offset), MAP_FAILED)
WRAP(int, eventfd, (unsigned int count, int flags), (count, flags), -1)
WRAP(ssize_t, sendmsg, (int fd, const struct msghdr *message, int flags),
     (fd, message, flags), -1)
WRAP(char *, json_dumps, (const json_t *json, size_t flags), (json, flags), 0)
WRAP(int, uv_poll_init, (uv_loop_t * loop, uv_poll_t *poll, int fd),
     (loop, poll, fd), -errno)
WRAP(int, uv_poll_start, (uv_poll_t * poll, int events, uv_poll_cb call),
     (poll, events, call), -errno)
WRAP(EVP_MD_CTX *, EVP_MD_CTX_new, (void), (), 0)
WRAP(int, EVP_DigestInit_ex,
     (EVP_MD_CTX * context, const EVP_MD *type, ENGINE *engine),
     (context, type, engine), 0)
WRAP(int, EVP_DigestUpdate,
     (EVP_MD_CTX * context, const void *from, size_t size),
     (context, from, size), 0)
WRAP(int, EVP_DigestFinal_ex,
     (EVP_MD_CTX * context, unsigned char *to, unsigned int *size),
     (context, to, size), 0)

/* It is closed all the same */
int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd)
{
	int ret = __real_close(fd);

	return fails("close") ? -1 : ret;
}

int __wrap_asprintf(char **to, const char *format, ...);
int __wrap_asprintf(char **to, const char *format, ...)
{
	va_list args;
	int ret;

	if (fails("asprintf"))
		return -1;
	va_start(args, format);
	ret = vasprintf(to, format, args);
	va_end(args);
	return ret;
}

unsigned int open_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	unsigned int found = 0;

	while (folder && readdir(folder))
		found++;
	closedir(folder);
	return found;
}
