/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Zephyr on the virtual board: a thread that serves an rpmsg channel, woken by kicks,
 * and one that ticks beside it. Faults end where the board sees them.
 */
#if __has_include(<zephyr/kernel.h>)
#include <zephyr/fatal.h>
#include <zephyr/kernel.h>
#include <zephyr/version.h>
#else /* before 3.1 */
#include <fatal.h>
#include <version.h>
#include <zephyr.h>
#endif

#include "link.h"
#include "mailbox.h"
#include "trace.h"

#define KICK_PRIORITY 1
#define STACK_SIZE 1024
#if KERNEL_VERSION_NUMBER < 0x30700
#define arch_esf __esf
#endif

static K_SEM_DEFINE(kick, 0, 1);

/* In the interrupt of a kick */
void mailbox_kicked(void)
{
	mailbox_take_kick();
	k_sem_give(&kick);
}

static void received(const void *unused)
{
	ARG_UNUSED(unused);
	mailbox_interrupt();
}

static void echo(const struct rpmsg_message *msg)
{
	link_answer(msg, msg->data, msg->len);
}

static const struct link_channel channel = {
	.name = "rpmsg-raw",
	.addr = 0x400,
	.serve = echo,
};

static void ticker(void *a, void *b, void *c)
{
	ARG_UNUSED(a);
	ARG_UNUSED(b);
	ARG_UNUSED(c);
	for (;;) {
		k_sleep(K_SECONDS(1));
		printk("up for %u s\n", k_uptime_get_32() / 1000);
	}
}
K_THREAD_DEFINE(ticker_thread, STACK_SIZE, ticker, NULL, NULL, NULL, 7, 0, 0);

/* Zephyr has told of it on its console; this tells the board, whose Linux recovers. */
void k_sys_fatal_error_handler(unsigned int reason,
			       const struct arch_esf *frame)
{
	ARG_UNUSED(frame);
	trace("Zephyr: fatal error %u\n", reason);
	mailbox_send(TEEPROC_MBOX_BYTE_CRASH);
	for (;;)
		;
}

/* A thread: Zephyr's own */
int main(void)
{
	trace_init();
	trace("Zephyr " KERNEL_VERSION_STRING " is up\n");
	IRQ_CONNECT(DT_IRQ_BY_NAME(DT_NODELABEL(uart1), rx, irq), KICK_PRIORITY,
		    received, NULL, 0);
	/* then the first poll: a kick that comes before it is not needed */
	mailbox_init();
	for (;;) {
		link_poll(&channel, 1);
		k_sem_take(&kick, K_FOREVER);
	}
}
