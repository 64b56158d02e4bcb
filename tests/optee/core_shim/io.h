/* SPDX-License-Identifier: BSD-2-Clause */
/* The UART's registers: see core_shim.c. */
#ifndef IO_H
#define IO_H

#include <types_ext.h>

uint32_t io_read32(vaddr_t address);
void io_write32(vaddr_t address, uint32_t value);

#endif /* IO_H */
