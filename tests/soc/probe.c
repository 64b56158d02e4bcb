// SPDX-License-Identifier: BSD-2-Clause
/*
 * Firmware for the tests of the SoC: does on command what a core can do. It
 * greets on its console, echoes the mailbox's bytes, and looks at a command
 * word in the shared SRAM. Linked to run from the code TCM and from the SRAM.
 */
#include <stdint.h>

#define SRAM_COMMAND 0x21ff0000u /* enum command, back to 0 when taken */
#define SRAM_BEATS 0x21ff0004u /* counts up while the core runs */
#define SRAM_RECEIVED 0x21ff0008u /* bytes from the mailbox */
#define SRAM_VTOR 0x21ff000cu

enum command {
	NOTHING,
	CRASH, /* with known registers */
	LOCK_UP,
	WATCHDOG,
	EXIT,
	SELF_RESET,
	FLOOD, /* kicks without end */
	WRITE_TCM,
};

#define WORD(address) (*(volatile uint32_t *)(address))
#define UART(n) (0x40004000u + 0x1000u * (n))
#define UART_DATA 0x00
#define UART_STATE 0x04
#define UART_CTRL 0x08
#define UART_BAUDDIV 0x10
#define UART_TX_FULL 1u
#define UART_RX_FULL 2u
#define WATCHDOG_BASE 0x40008000u
#define AIRCR 0xe000ed0cu
#define VTOR 0xe000ed08u

void reset(void);
void fault(void);
void stand_still(void);

__attribute__((section(".vectors"),
	       used)) static const void *const vectors[16] = {
	(void *)0x20001000,
	reset,
	stand_still,
	fault,
};

static void uart_open(uint32_t uart)
{
	WORD(uart + UART_BAUDDIV) = 16;
	WORD(uart + UART_CTRL) = 3;
}

static void uart_put(uint32_t uart, uint32_t byte)
{
	while (WORD(uart + UART_STATE) & UART_TX_FULL)
		;
	WORD(uart + UART_DATA) = byte;
}

/* A fault in the handler of a fault: the core locks up. */
void fault(void)
{
	__asm__ volatile("udf #0");
}

void stand_still(void)
{
	for (;;)
		;
}

static void crash(void)
{
	__asm__ volatile("ldr r0, =0x40005000\n"
			 "movs r1, #0xc0\n"
			 "ldr r2, =0x22222222\n"
			 "ldr r3, =0x33333333\n"
			 "ldr r4, =0x44444444\n"
			 "ldr r7, =0x77777777\n"
			 "ldr r12, =0xcccccccc\n"
			 "str r1, [r0]\n"
			 "1: b 1b\n"
			 ".ltorg\n");
}

static void watchdog(void)
{
	WORD(WATCHDOG_BASE + 0xc00) = 0x1acce551; /* unlock */
	WORD(WATCHDOG_BASE) = 25000; /* 1 ms at 25 MHz */
	WORD(WATCHDOG_BASE + 8) = 3; /* interrupt, then reset */
	stand_still();
}

static void obey(uint32_t command)
{
	switch (command) {
	case CRASH:
		crash();
		break;
	case LOCK_UP:
		__asm__ volatile("ldr r5, =0x55555555\nudf #1\n.ltorg");
		break;
	case WATCHDOG:
		watchdog();
		break;
	case EXIT:
		uart_put(UART(1), 0xc1);
		stand_still();
		break;
	case SELF_RESET:
		WORD(AIRCR) = 0x05fa0004;
		stand_still();
		break;
	case FLOOD:
		for (;;)
			uart_put(UART(1), 0);
		break;
	case WRITE_TCM:
		WORD(0x20002000) = 0x12345678;
		break;
	}
}

void reset(void)
{
	static const char hello[] = "probe: hello\n";

	uart_open(UART(0));
	uart_open(UART(1));
	WORD(SRAM_VTOR) = WORD(VTOR);
	WORD(SRAM_RECEIVED) = 0;
	for (const char *c = hello; *c; c++)
		uart_put(UART(0), *c);
	for (;;) {
		uint32_t command = WORD(SRAM_COMMAND);

		WORD(SRAM_BEATS)++;
		if (command) {
			WORD(SRAM_COMMAND) = NOTHING;
			obey(command);
		}
		if (WORD(UART(1) + UART_STATE) & UART_RX_FULL) {
			uint32_t byte = WORD(UART(1) + UART_DATA);

			WORD(SRAM_RECEIVED)++;
			uart_put(UART(1), byte);
		}
	}
}
