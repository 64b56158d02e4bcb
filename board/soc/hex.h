/* SPDX-License-Identifier: BSD-2-Clause */
/* Hexadecimal, lower case, as the control port and the OTP file have it. */
#ifndef SOC_HEX_H
#define SOC_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 1 to 16 digits and nothing else */
bool hex_number(const char *text, uint64_t *value);
/* Pairs of digits; false for other characters, an odd one, or too many. */
bool hex_bytes(const char *text, uint8_t *bytes, size_t max, size_t *size);
/* @text has room for 2 * @size + 1. */
void hex_text(const uint8_t *bytes, size_t size, char *text);

#endif /* SOC_HEX_H */
