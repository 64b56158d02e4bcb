/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Little-endian words in memory of any alignment. The loads are volatile: the
 * memory may change under the reader, and then a value that was checked must
 * not be fetched a second time.
 */
#ifndef TEEPROC_BYTES_H
#define TEEPROC_BYTES_H

#include <stdbool.h>
#include <stdint.h>

static inline uint64_t get_le(const uint8_t *bytes, unsigned int size)
{
	const volatile uint8_t *from = bytes;
	uint64_t value = 0;

	while (size--)
		value = value << 8 | from[size];
	return value;
}

static inline uint32_t get_le32(const uint8_t *bytes)
{
	return (uint32_t)get_le(bytes, 4);
}

static inline void put_le32(uint8_t *bytes, uint32_t value)
{
	unsigned int i;

	for (i = 0; i < 4; i++, value >>= 8)
		bytes[i] = (uint8_t)(value & 0xff);
}

/* Size with padding; does not overflow in 64 bits. */
static inline uint64_t pad8(uint64_t size)
{
	return (size + 7) & ~(uint64_t)7;
}

/* Does the range lie in [0, limit)? Safe against overflow. */
static inline bool range_inside(uint64_t offset, uint64_t size, uint64_t limit)
{
	return size <= limit && offset <= limit - size;
}

#endif /* TEEPROC_BYTES_H */
