/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef CORE_UTIL_H
#define CORE_UTIL_H

#include <compiler.h>
#include <types_ext.h>

#define BIT32(n) (UINT32_C(1) << (n))
#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))
#define ROUNDDOWN(value, size) ((value) / (size) * (size))
/* the host is little endian */
#define TEE_U32_TO_LITTLE_ENDIAN(value) (value)
#define TEE_U64_TO_LITTLE_ENDIAN(value) (value)

static inline uint64_t reg_pair_to_64(uint32_t high, uint32_t low)
{
	return (uint64_t)high << 32 | low;
}

static inline void reg_pair_from_64(uint64_t value, uint32_t *high,
				    uint32_t *low)
{
	*high = value >> 32;
	*low = (uint32_t)value;
}

#endif /* CORE_UTIL_H */
