/* SPDX-License-Identifier: BSD-2-Clause */
/* Hexadecimal, for the tools and the SoC; what is written is in lower case. */
#ifndef TEEPROC_HEX_H
#define TEEPROC_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 1 to 16 digits, of letters the small ones, and nothing else */
bool hex_number(const char *text, uint64_t *value);
/*
 * Pairs of digits, of both cases; false for other characters, an odd one, or more
 * than @max bytes. May be read in its own place.
 */
bool hex_bytes(const char *text, uint8_t *bytes, size_t max, size_t *size);
/* @text has room for 2 * @size + 1. */
void hex_text(const uint8_t *bytes, size_t size, char *text);

#endif /* TEEPROC_HEX_H */
