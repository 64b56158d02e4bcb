/* SPDX-License-Identifier: BSD-2-Clause */
/* The firmware that goes into a signed image: ELF files, checked. */
#ifndef TEEPROC_FIRMWARE_H
#define TEEPROC_FIRMWARE_H

#include "file.h"
#include "teeproc/elf.h"

/**
 * struct firmware - the ELF files of one signed image
 * @padded: size of each with padding
 * @size: of all, with padding
 * @entries: program headers of all
 * @rsc_table_da: of the one resource table, @rsc_table_size bytes, or 0 and 0
 */
struct firmware {
	uint32_t num;
	struct input input[TEEPROC_IMAGES_MAX];
	struct teeproc_elf elf[TEEPROC_IMAGES_MAX];
	uint32_t padded[TEEPROC_IMAGES_MAX];
	uint32_t size;
	uint32_t entries;
	uint32_t rsc_table_da;
	uint32_t rsc_table_size;
};

/* 0, or an exit status after a message */
int firmware_open(struct firmware *firmware, char **paths, uint32_t num);
void firmware_close(struct firmware *firmware);

/* Bytes of the images as they will lie in the file; an images_at of digest.h */
size_t firmware_at(const void *firmware, uint32_t offset, uint32_t size,
		   const uint8_t **bytes);

#endif /* TEEPROC_FIRMWARE_H */
