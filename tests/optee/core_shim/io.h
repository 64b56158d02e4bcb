/* SPDX-License-Identifier: BSD-2-Clause */
/* The UART's registers: see core_shim.c; a test has others in their place. */
#ifndef IO_H
#define IO_H

#include <types_ext.h>

uint32_t io_read32(vaddr_t address);
void io_write32(vaddr_t address, uint32_t value);

static inline void io_setbits32(vaddr_t address, uint32_t bits)
{
	io_write32(address, io_read32(address) | bits);
}

static inline void io_clrbits32(vaddr_t address, uint32_t bits)
{
	io_write32(address, io_read32(address) & ~bits);
}

/* the host is little endian */
static inline void put_le32(void *to, uint32_t value)
{
	__builtin_memcpy(to, &value, sizeof(value));
}

#endif /* IO_H */
