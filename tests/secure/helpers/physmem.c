// SPDX-License-Identifier: BSD-2-Clause
/*
 * physmem [--file FILE] COMMAND
 *   read ADDRESS SIZE       the bytes, to standard output
 *   zero ADDRESS SIZE       exit status 0 if all are 0, else where the first
 *                           that is not lies
 *   get ADDRESS             a 32-bit word, hexadecimal
 *   set ADDRESS VALUE       a 32-bit word
 * FILE is /dev/mem, or a resource file of a PCI device in sysfs, where addresses
 * count from its start. Only whole words are read or written.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *file = "/dev/mem";

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "physmem: %s: %s: %s\n", file, what, strerror(errno));
	exit(2);
}

static uint64_t number(const char *text)
{
	char *end;
	uint64_t value = strtoull(text, &end, 0);

	if (end == text || *end) {
		fprintf(stderr, "physmem: %s: not a number\n", text);
		exit(2);
	}
	return value;
}

/* Memory at any address, by whole pages; lives until the end. */
static volatile uint32_t *map(uint64_t address, uint64_t size, int writable)
{
	const uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
	uint64_t start = address & ~(page - 1);
	int fd = open(file, (writable ? O_RDWR : O_RDONLY) | O_SYNC);
	char *at;

	if (fd < 0)
		fail("open");
	at = mmap(NULL, address + size - start,
		  PROT_READ | (writable ? PROT_WRITE : 0), MAP_SHARED, fd,
		  (off_t)start);
	if (at == MAP_FAILED)
		fail("mmap");
	close(fd);
	return (volatile uint32_t *)(at + (address - start));
}

static int read_bytes(uint64_t address, uint64_t size)
{
	uint64_t words = (size + 3) / 4;
	volatile uint32_t *memory = map(address, words * 4, 0);
	uint64_t i;

	for (i = 0; i < words; i++) {
		uint32_t word = memory[i];
		size_t left = size - i * 4;

		if (fwrite(&word, left < 4 ? left : 4, 1, stdout) != 1)
			fail("write");
	}
	return fflush(stdout) ? 2 : 0;
}

static int is_zero(uint64_t address, uint64_t size)
{
	volatile uint32_t *memory = map(address, size, 0);
	uint64_t i;

	for (i = 0; i < size / 4; i++) {
		uint32_t word = memory[i];

		if (word) {
			printf("%#llx: %08x\n",
			       (unsigned long long)(address + i * 4), word);
			return 1;
		}
	}
	return 0;
}

static int usage(void)
{
	fputs("usage: physmem [--file FILE] read|zero ADDRESS SIZE\n"
	      "       physmem [--file FILE] get ADDRESS\n"
	      "       physmem [--file FILE] set ADDRESS VALUE\n",
	      stderr);
	return 2;
}

int main(int argc, char **argv)
{
	uint64_t address;

	if (argc > 2 && !strcmp(argv[1], "--file")) {
		file = argv[2];
		argc -= 2;
		argv += 2;
	}
	if (argc < 3)
		return usage();
	address = number(argv[2]);
	if (address % 4) {
		fprintf(stderr, "physmem: %s: not the address of a word\n",
			argv[2]);
		return 2;
	}
	if (argc == 4 && !strcmp(argv[1], "read"))
		return read_bytes(address, number(argv[3]));
	if (argc == 4 && !strcmp(argv[1], "zero"))
		return is_zero(address, number(argv[3]));
	if (argc == 4 && !strcmp(argv[1], "set")) {
		map(address, 4, 1)[0] = (uint32_t)number(argv[3]);
		return 0;
	}
	if (argc == 3 && !strcmp(argv[1], "get")) {
		printf("%08x\n", map(address, 4, 0)[0]);
		return 0;
	}
	return usage();
}
