/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The least firmware of the virtual board: a line on the console UART and one in a
 * trace buffer that Linux shows, then the end, told by the mailbox.
 */
#include <stdint.h>

#define REG32(address) (*(volatile uint32_t *)(address))
#define CONSOLE 0x40004000u /* UART 0 */
#define MAILBOX 0x40005000u /* UART 1 */
#define ENDED 0xc1u

static void uart_send(uint32_t uart, uint32_t byte)
{
	REG32(uart + 0x10) = 16; /* the least divider: as fast as it can */
	REG32(uart + 0x08) = 1; /* transmitter on */
	while (REG32(uart + 0x04) & 1)
		; /* full */
	REG32(uart) = byte;
}

/* Resource table, version 1: one entry, the trace buffer */
static char trace[256] __attribute__((section(".shared")));
__attribute__((section(".resource_table"), used)) static const struct {
	uint32_t version, entries, reserved[2], offset[1];
	uint32_t type, da, len, none;
	char name[32];
} resource_table = {
	.version = 1,
	.entries = 1,
	.offset = { 20 },
	.type = 2, /* RSC_TRACE */
	.da = (uint32_t)trace,
	.len = sizeof(trace),
	.name = "trace0",
};

void reset(void);
void reset(void)
{
	const char *text = "hello from the trace\n";
	const char *line = "hello from the UART\n";
	uint32_t i;

	for (i = 0; text[i]; i++)
		((volatile char *)trace)[i] = text[i];
	while (*line)
		uart_send(CONSOLE, *line++);
	uart_send(MAILBOX, ENDED);
	for (;;)
		__asm__ volatile("wfi");
}

extern uint32_t stack_top[];
__attribute__((section(".vectors"), used)) static const struct {
	uint32_t *stack;
	void (*reset)(void);
} vectors = { stack_top, reset };
