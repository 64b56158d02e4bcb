/* SPDX-License-Identifier: BSD-2-Clause */
/* The remote side of a mailbox on a UART: one byte is one message. */
#include "mailbox.h"

#include "soc.h"

/* Written by the interrupt handler, taken with interrupts off. */
static volatile bool kicked;
static volatile bool shut_down;

void mailbox_init(void)
{
	mailbox_uart_init();
}

void mailbox_send(uint8_t byte)
{
	mailbox_uart_put(byte);
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
static void take(uint8_t byte)
{
	if (byte == TEEPROC_MBOX_BYTE_VQ0 || byte == TEEPROC_MBOX_BYTE_VQ1)
		kicked = true;
	if (byte == TEEPROC_MBOX_BYTE_SHUTDOWN)
		shut_down = true;
}

void mailbox_interrupt(void)
{
	mailbox_uart_take(take);
	if (kicked || shut_down)
		mailbox_kicked();
}
