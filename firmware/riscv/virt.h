/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parts of QEMU's RISC-V machine "virt" that the firmware uses, in machine mode:
 * two UARTs (16550), interrupt controller (PLIC), and the core's own registers. The
 * second UART is a PCI device, which the SoC has mapped, like the shared memory.
 */
#ifndef RISCV_VIRT_H
#define RISCV_VIRT_H

#include <stdint.h>

#define SRAM_DA 0x40000000u
/* firmware/rules.mk: half of an address is no constant for the compiler */
#define TRACE_DA (SRAM_DA + 0x10000u)

#define REG8(addr) (*(volatile uint8_t *)(uintptr_t)(addr))
#define REG32(addr) (*(volatile uint32_t *)(uintptr_t)(addr))

#define MAILBOX_BASE 0x10000000u
#define MAILBOX_IRQ 10u
#define CONSOLE_BASE 0x03001000u

/* 16550 */
#define UART_DATA(base) REG8((base) + 0)
#define UART_IER(base) REG8((base) + 1)
#define UART_LSR(base) REG8((base) + 5)
#define UART_IER_RX 1u
#define UART_LSR_RX 1u
#define UART_LSR_TX_EMPTY 0x20u

/* PLIC: context 0 is machine mode of hart 0 */
#define PLIC 0x0c000000u
#define PLIC_PRIORITY(irq) REG32(PLIC + 4u * (irq))
#define PLIC_ENABLE(irq) REG32(PLIC + 0x2000u + (irq) / 32u * 4u)
#define PLIC_THRESHOLD REG32(PLIC + 0x200000u)
#define PLIC_CLAIM REG32(PLIC + 0x200004u)

/* What ends QEMU resets it, too */
#define FINISHER REG32(0x00100000u)
#define FINISHER_RESET 0x7777u

#define MSTATUS_MIE 8u
#define MIE_EXTERNAL 0x800u

#define CSR_READ(name)                                             \
	({                                                         \
		uint64_t value_;                                   \
		__asm__ volatile("csrr %0, " name : "=r"(value_)); \
		value_;                                            \
	})
#define CSR_WRITE(name, value)                                        \
	__asm__ volatile("csrw " name ", %0" ::"r"((uint64_t)(value)) \
			 : "memory")
#define CSR_SET(name, value)                                          \
	__asm__ volatile("csrs " name ", %0" ::"r"((uint64_t)(value)) \
			 : "memory")
#define CSR_CLEAR(name, value)                                        \
	__asm__ volatile("csrc " name ", %0" ::"r"((uint64_t)(value)) \
			 : "memory")

static inline void irq_disable(void)
{
	CSR_CLEAR("mstatus", MSTATUS_MIE);
}

static inline void irq_enable(void)
{
	CSR_SET("mstatus", MSTATUS_MIE);
}

/* Also wakes up for an interrupt that irq_disable() holds back. */
static inline void wait_for_interrupt(void)
{
	__asm__ volatile("fence\n\twfi" ::: "memory");
}

/* No interrupt wakes the core up any more. */
static inline void __attribute__((noreturn)) sleep_forever(void)
{
	irq_disable();
	CSR_WRITE("mie", 0);
	for (;;)
		wait_for_interrupt();
}

static inline void console_init(void)
{
}

/* Nobody may be listening: the console gives a byte up rather than to wait. */
#define CONSOLE_SPINS 100000u

static inline void console_put(char c)
{
	uint32_t spins;

	for (spins = 0; spins < CONSOLE_SPINS; spins++) {
		if (UART_LSR(CONSOLE_BASE) & UART_LSR_TX_EMPTY) {
			UART_DATA(CONSOLE_BASE) = (uint8_t)c;
			return;
		}
	}
}

static inline void mailbox_uart_init(void)
{
	/* what has come before this function is not needed */
	while (UART_LSR(MAILBOX_BASE) & UART_LSR_RX)
		(void)UART_DATA(MAILBOX_BASE);
	UART_IER(MAILBOX_BASE) = UART_IER_RX;
	PLIC_PRIORITY(MAILBOX_IRQ) = 1;
	PLIC_ENABLE(MAILBOX_IRQ) = 1u << MAILBOX_IRQ % 32u;
	PLIC_THRESHOLD = 0;
	CSR_SET("mie", MIE_EXTERNAL);
	irq_enable();
}

static inline void mailbox_uart_put(uint8_t byte)
{
	/* what it tells of comes first */
	__asm__ volatile("fence" ::: "memory");
	while (!(UART_LSR(MAILBOX_BASE) & UART_LSR_TX_EMPTY))
		;
	UART_DATA(MAILBOX_BASE) = byte;
}

/* In its interrupt: all that has come goes to @take */
static inline void mailbox_uart_take(void (*take)(uint8_t byte))
{
	uint32_t irq = PLIC_CLAIM;

	while (UART_LSR(MAILBOX_BASE) & UART_LSR_RX)
		take(UART_DATA(MAILBOX_BASE));
	if (irq)
		PLIC_CLAIM = irq;
	__asm__ volatile("fence" ::: "memory");
}

#endif /* RISCV_VIRT_H */
