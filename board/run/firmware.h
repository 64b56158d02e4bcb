/* SPDX-License-Identifier: BSD-2-Clause */
/* The user's file: an ELF file, or a signed image that has one in it. */
#ifndef RUN_FIRMWARE_H
#define RUN_FIRMWARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <teeproc/elf.h>

struct firmware {
	const char *path;
	uint8_t *bytes;
	size_t size;
	bool is_signed;
	struct teeproc_elf elf; /* the (first) ELF file, in bytes */
};

/* Says what is wrong. */
bool firmware_read(struct firmware *firmware, const char *path);
void firmware_free(struct firmware *firmware);

#endif /* RUN_FIRMWARE_H */
