/* SPDX-License-Identifier: BSD-2-Clause */
#include "mailbox.h"

#include "mps2.h"

/* Written by the interrupt handler, taken with interrupts off. */
static volatile bool kicked;
static volatile bool shut_down;

void mailbox_init(void)
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

void mailbox_send(uint8_t byte)
{
	while (UART_STATE(MAILBOX_UART) & UART_STATE_TXFULL)
		;
	UART_DATA(MAILBOX_UART) = byte;
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

/* Which vring was kicked does not matter: both are looked at. */
void mailbox_interrupt(void)
{
	UART_INTCLEAR(MAILBOX_UART) = UART_INT_RX;
	while (UART_STATE(MAILBOX_UART) & UART_STATE_RXFULL) {
		uint32_t byte = UART_DATA(MAILBOX_UART);

		if (byte == TEEPROC_MBOX_BYTE_VQ0 ||
		    byte == TEEPROC_MBOX_BYTE_VQ1)
			kicked = true;
		if (byte == TEEPROC_MBOX_BYTE_SHUTDOWN)
			shut_down = true;
	}
	if (kicked || shut_down)
		mailbox_kicked();
}
