/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A Cortex-R5F of xlnx-versal-virt. Below QEMU 11.1 it has no interrupt controller:
 * it looks for itself. Both UARTs belong to the others, so there is no console.
 */
#ifndef VERSAL_H
#define VERSAL_H

#include <stdint.h>

#define SRAM_DA 0x21000000u

#define REG32(addr) (*(volatile uint32_t *)(uintptr_t)(addr))

static inline void irq_disable(void)
{
}

static inline void irq_enable(void)
{
}

/* What is waited for is looked at again: it may have come or not. */
static inline void wait_for_interrupt(void)
{
	__asm__ volatile("dsb\n\twfe" ::: "memory");
}

static inline void __attribute__((noreturn)) sleep_forever(void)
{
	for (;;)
		__asm__ volatile("dsb\n\twfi" ::: "memory");
}

static inline void console_init(void)
{
}

static inline void console_put(char c)
{
	(void)c;
}

#endif /* VERSAL_H */
