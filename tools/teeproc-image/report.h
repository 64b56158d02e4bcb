/* SPDX-License-Identifier: BSD-2-Clause */
/* What inspect finds in a file, signed or not, before it is written out. */
#ifndef TEEPROC_REPORT_H
#define TEEPROC_REPORT_H

#include "file.h"
#include "teeproc/elf.h"
#include "teeproc/rsc_table.h"

enum hash_state {
	HASH_NONE, /* an ELF file has none */
	HASH_SAME,
	HASH_DIFFERS,
};

/* A program header: of the ELF file, or as the signed hash table has it */
struct report_segment {
	uint32_t image;
	uint32_t index; /* in the image */
	struct teeproc_phdr phdr;
	const uint8_t *hash;
	enum hash_state state;
};

/**
 * struct report - all of it
 * @reason: why it ends here, or NULL
 * @has_layout: the header of a signed image is right
 * @parsed: so are the TLVs
 * @num_images: ELF files, @elf_ok of them can be read
 * @measured: @measurement is what the TEE would measure
 * @rsc_table: the bytes in the file; NULL if there are none
 * @rsc_signed: its place is in a TLV
 * @rsc_reason: what is wrong with it, or NULL
 */
struct report {
	struct input input;
	const char *reason;
	bool is_signed;
	bool has_layout;
	bool parsed;
	struct teeproc_image image;
	uint32_t num_images;
	struct teeproc_elf elf[TEEPROC_IMAGES_MAX];
	bool elf_ok[TEEPROC_IMAGES_MAX];
	struct report_segment *segments;
	uint32_t num_segments;
	enum hash_state rest;
	bool measured;
	uint8_t measurement[TEEPROC_SHA256_SIZE];
	bool rsc_signed;
	uint32_t rsc_da;
	uint32_t rsc_size;
	const uint8_t *rsc_table;
	const char *rsc_reason;
	uint32_t rsc_num;
};

/* 0 if there is something to tell, or an exit status after a message */
int report_open(struct report *report, const char *path);
void report_close(struct report *report);

const char *tlv_name(uint32_t type);
const char *phdr_type_name(uint32_t type);
const char *rsc_type_name(uint32_t type);
const char *hash_state_name(enum hash_state state);
/* "rwx" with "-" for what is missing; text has 4 bytes */
void flags_text(uint32_t flags, char *text);

#endif /* TEEPROC_REPORT_H */
