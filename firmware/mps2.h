/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parts of two Arm MPS2 FPGA images that the firmware uses, AN386 (Cortex-M4)
 * and AN505 (Cortex-M33, in the secure state): CMSDK UARTs and watchdog, and the
 * core's own control blocks.
 */
#ifndef MPS2_H
#define MPS2_H

#include <stdint.h>

#define REG32(addr) (*(volatile uint32_t *)(uintptr_t)(addr))

#if __ARM_ARCH >= 8 /* AN505 */
#define SRAM_DA 0x80000000u
#define UARTS 0x50200000u
#define WATCHDOG 0x50081000u
#define SYSCLK_HZ 20000000u
#define IRQ_UARTS 32u
#define IRQ_COUNT 124u
#else
#define SRAM_DA 0x21000000u
#define UARTS 0x40004000u
#define WATCHDOG 0x40008000u
#define SYSCLK_HZ 25000000u
#define IRQ_UARTS 0u
#define IRQ_COUNT 32u
#endif

/* CMSDK UART n */
#define UART_BASE(n) (UARTS + 0x1000u * (n))
#define UART_DATA(n) REG32(UART_BASE(n) + 0x00)
#define UART_STATE(n) REG32(UART_BASE(n) + 0x04)
#define UART_CTRL(n) REG32(UART_BASE(n) + 0x08)
#define UART_INTCLEAR(n) REG32(UART_BASE(n) + 0x0c)
#define UART_BAUDDIV(n) REG32(UART_BASE(n) + 0x10)
#define UART_STATE_TXFULL 1u
#define UART_STATE_RXFULL 2u
#define UART_CTRL_TX 1u
#define UART_CTRL_RX 2u
#define UART_CTRL_RX_INT 8u
#define UART_INT_RX 2u
#define UART_BAUDDIV_MIN 16u

/* Interrupts: UART n receives on the first and 2n, for n below 3 */
#define IRQ_UART_RX(n) (IRQ_UARTS + 2u * (n))

/* CMSDK watchdog: NMI when it first runs out, reset when it does again */
#define WDOG_LOAD REG32(WATCHDOG)
#define WDOG_CONTROL REG32(WATCHDOG + 0x008)
#define WDOG_INTCLR REG32(WATCHDOG + 0x00c)
#define WDOG_LOCK REG32(WATCHDOG + 0xc00)
#define WDOG_LOCK_KEY 0x1acce551u
#define WDOG_CONTROL_INTEN 1u
#define WDOG_CONTROL_RESEN 2u

/* Armv7-M and Armv8-M; 32 interrupts a word */
#define NVIC_ISER(irq) REG32(0xe000e100u + (irq) / 32u * 4u)
#define NVIC_ICER(irq) REG32(0xe000e180u + (irq) / 32u * 4u)
#define NVIC_BIT(irq) (1u << (irq) % 32u)
#define SCB_VTOR REG32(0xe000ed08u)
#define SCB_CFSR REG32(0xe000ed28u)
#define SCB_HFSR REG32(0xe000ed2cu)
#define SCB_MMFAR REG32(0xe000ed34u)
#define SCB_BFAR REG32(0xe000ed38u)

static inline void irq_disable(void)
{
	__asm__ volatile("cpsid i" ::: "memory");
}

static inline void irq_enable(void)
{
	__asm__ volatile("cpsie i" ::: "memory");
}

/* Also wakes up for an interrupt that irq_disable() holds back. */
static inline void wait_for_interrupt(void)
{
	__asm__ volatile("dsb\n\twfi" ::: "memory");
}

/* No interrupt wakes the core up any more. */
static inline void __attribute__((noreturn)) sleep_forever(void)
{
	uint32_t irq;

	irq_disable();
	for (irq = 0; irq < IRQ_COUNT; irq += 32)
		NVIC_ICER(irq) = 0xffffffffu;
	for (;;)
		wait_for_interrupt();
}

#define CONSOLE_UART 0u
/* Nobody may be listening: the console gives a byte up rather than to wait. */
#define CONSOLE_SPINS 100000u

static inline void console_init(void)
{
	UART_BAUDDIV(CONSOLE_UART) = UART_BAUDDIV_MIN;
	UART_CTRL(CONSOLE_UART) = UART_CTRL_TX;
}

static inline void console_put(char c)
{
	uint32_t spins;

	for (spins = 0; spins < CONSOLE_SPINS; spins++) {
		if (!(UART_STATE(CONSOLE_UART) & UART_STATE_TXFULL)) {
			UART_DATA(CONSOLE_UART) = (uint8_t)c;
			return;
		}
	}
}

#define MAILBOX_UART 1u

static inline void mailbox_uart_init(void)
{
	UART_BAUDDIV(MAILBOX_UART) = UART_BAUDDIV_MIN;
	UART_CTRL(MAILBOX_UART) = UART_CTRL_TX | UART_CTRL_RX |
				  UART_CTRL_RX_INT;
	/*
	 * A QEMU that was not able to pass a byte on looks again only after a
	 * read. If that swallows a kick, it was one from before this function.
	 * The UART's interrupt is on already: it does not tell of a byte that
	 * it has got before, and takes no other one until that is read.
	 */
	(void)UART_DATA(MAILBOX_UART);
	NVIC_ISER(IRQ_UART_RX(MAILBOX_UART)) =
		NVIC_BIT(IRQ_UART_RX(MAILBOX_UART));
}

static inline void mailbox_uart_put(uint8_t byte)
{
	while (UART_STATE(MAILBOX_UART) & UART_STATE_TXFULL)
		;
	UART_DATA(MAILBOX_UART) = byte;
}

/* In its interrupt: all that has come goes to @take */
static inline void mailbox_uart_take(void (*take)(uint8_t byte))
{
	UART_INTCLEAR(MAILBOX_UART) = UART_INT_RX;
	while (UART_STATE(MAILBOX_UART) & UART_STATE_RXFULL)
		take((uint8_t)UART_DATA(MAILBOX_UART));
}

#define SOC_WATCHDOG

#endif /* MPS2_H */
