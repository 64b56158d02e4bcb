/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text from an image or a file's name, which ends on somebody's terminal.
 */
#ifndef TEEPROC_TEXT_H
#define TEEPROC_TEXT_H

#include <stdbool.h>
#include <stdint.h>

/**
 * teeproc_text_step() - look at the next character of a text
 * @text: UTF-8, or what claims to be
 * @size: bytes left, at least 1
 * @printable: set if it is well formed and shows as what it is: no control
 *	character (C0, DEL, C1), no separator of lines or paragraphs, no mark that
 *	turns or hides what is beside it (bidirectional, zero width, tags)
 *
 * Return: its bytes, 1 to 4 and at most @size; 1 for a byte that is no UTF-8.
 */
uint32_t teeproc_text_step(const char *text, uint32_t size, bool *printable);

/** teeproc_text_is_printable() - is each character of @size bytes? */
bool teeproc_text_is_printable(const char *text, uint32_t size);

#endif /* TEEPROC_TEXT_H */
