/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files: inputs are mapped, outputs appear complete or not at all.
 */
#ifndef TEEPROC_FILE_H
#define TEEPROC_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/**
 * struct input - a file, mapped
 * @data: not NULL, also when the file is empty
 */
struct input {
	const char *path;
	const uint8_t *data;
	size_t size;
	mode_t mode;
};

/* 0, or an exit status after a message */
int input_open(struct input *input, const char *path);
void input_close(struct input *input);

/**
 * struct output - a file that is being written
 * @path: where it shall be, behind symbolic links
 * @temporary: what is written, in the same folder; NULL if @path is no regular
 *	file (a device, a pipe) and is written itself
 */
struct output {
	char *path;
	char *temporary;
	int fd;
};

/* 0, or an exit status after a message */
int output_open(struct output *output, const char *path, mode_t mode);

/* May it be written at any offset, in any order? */
bool output_seekable(const struct output *output);

/* false and errno on failure, without a message; offset only if seekable */
bool output_write(const struct output *output, const void *data, size_t size,
		  off_t offset);

/* Puts the file in its place; 0, or an exit status after a message. */
int output_commit(struct output *output);

/* Removes what was written; after output_commit() does nothing. */
void output_abandon(struct output *output);

/* All of it in one go: 0, or an exit status after a message */
int output_file(const char *path, mode_t mode, const void *data, size_t size);

#endif /* TEEPROC_FILE_H */
