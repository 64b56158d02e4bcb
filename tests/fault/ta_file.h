/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The Trusted Application as the development kit links it: an ELF file of two
 * segments, code and data, and its symbols.
 */
#ifndef TA_FILE_H
#define TA_FILE_H

#include <stddef.h>
#include <stdint.h>

/* Where it lies; ldelf chooses a place anew each time, so any will do. */
#define TA_BASE UINT64_C(0x40000000)
#define PAGE_SIZE UINT64_C(0x1000)

/**
 * struct ta_file
 * @path: of the ELF file
 * @bytes: as they are at TA_BASE, relocated
 * @text_size: bytes that are code and constants; a multiple of a page, as all
 *	sizes here
 * @size: bytes, with data and heap
 * @entry: address
 * @stack_size: bytes, as the TA's header says
 */
struct ta_file {
	const char *path;
	uint8_t *bytes;
	uint64_t text_size;
	uint64_t size;
	uint64_t entry;
	uint64_t stack_size;
	const void *file;
	size_t file_size;
};

/* Ends the program with a message if that is no such file. */
void ta_file_open(struct ta_file *ta, const char *path);
void ta_file_close(struct ta_file *ta);

/* The function that an address is in: its name, and how far inside. */
const char *ta_file_function(const struct ta_file *ta, uint64_t address,
			     uint64_t *offset);

#endif /* TA_FILE_H */
