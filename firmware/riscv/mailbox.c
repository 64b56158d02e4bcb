/* SPDX-License-Identifier: BSD-2-Clause */
/* The remote side of the mailbox on a 16550: one byte is one message. */
#include "../mailbox.h"

#include "../soc.h"

/* Written by the interrupt handler, taken with interrupts off. */
static volatile bool kicked;
static volatile bool shut_down;

void mailbox_init(void)
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

void mailbox_send(uint8_t byte)
{
	/* what it tells of comes first */
	__asm__ volatile("fence" ::: "memory");
	while (!(UART_LSR(MAILBOX_BASE) & UART_LSR_TX_EMPTY))
		;
	UART_DATA(MAILBOX_BASE) = byte;
}

bool mailbox_take_kick(void)
{
	bool ret = kicked;

	kicked = false;
	return ret;
}

__attribute__((weak)) void mailbox_kicked(void)
{
}

bool mailbox_is_shutdown(void)
{
	return shut_down;
}

static void take(uint8_t byte)
{
	if (byte == TEEPROC_MBOX_BYTE_VQ0 || byte == TEEPROC_MBOX_BYTE_VQ1)
		kicked = true;
	if (byte == TEEPROC_MBOX_BYTE_SHUTDOWN)
		shut_down = true;
}

/* Which vring was kicked does not matter: both are looked at. */
void mailbox_interrupt(void)
{
	uint32_t irq = PLIC_CLAIM;

	while (UART_LSR(MAILBOX_BASE) & UART_LSR_RX)
		take(UART_DATA(MAILBOX_BASE));
	if (irq)
		PLIC_CLAIM = irq;
	__asm__ volatile("fence" ::: "memory");
	if (kicked || shut_down)
		mailbox_kicked();
}
