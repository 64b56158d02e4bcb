/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeRTOS on the virtual board: a task that serves an rpmsg channel, woken by kicks,
 * one that ticks beside it, and the watchdog, which is fed while both live.
 */
#include <FreeRTOS.h>
#include <task.h>

#include "link.h"
#include "mailbox.h"
#include "trace.h"
#include "watchdog.h"

#define STACK_WORDS 256
#define SIGN_TICKS \
	pdMS_TO_TICKS(100) /* a task shows that it lives this often */
#define WATCHDOG_MS 1000u
#define KICK_PRIORITY 0x80u /* below configMAX_SYSCALL_INTERRUPT_PRIORITY */
#define NVIC_IPR(n) (*(volatile uint8_t *)(0xe000e400u + (n)))

static TaskHandle_t server_task;
static volatile uint32_t server_signs;

/* In the interrupt of a kick */
void mailbox_kicked(void)
{
	BaseType_t woken = pdFALSE;

	mailbox_take_kick();
	vTaskNotifyGiveFromISR(server_task, &woken);
	portYIELD_FROM_ISR(woken);
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

static void server(void *unused)
{
	(void)unused;
	NVIC_IPR(IRQ_UART_RX(MAILBOX_UART)) = KICK_PRIORITY;
	/* then the first poll: a kick that comes before it is not needed */
	mailbox_init();
	for (;;) {
		link_poll(&channel, 1);
		server_signs++;
		ulTaskNotifyTake(pdTRUE, SIGN_TICKS);
	}
}

static void ticker(void *unused)
{
	uint32_t seen = 0;

	(void)unused;
	watchdog_start(WATCHDOG_MS);
	for (;;) {
		vTaskDelay(SIGN_TICKS);
		if (server_signs != seen)
			watchdog_feed();
		seen = server_signs;
	}
}

void vApplicationStackOverflowHook(TaskHandle_t task, char *name)
{
	(void)task;
	trace("FreeRTOS: the stack of %s has overflowed\n", name);
	__builtin_trap();
}

void main(void)
{
	static StackType_t stacks[2][STACK_WORDS];
	static StaticTask_t tasks[2];

	trace_init();
	trace("FreeRTOS " tskKERNEL_VERSION_NUMBER " is up\n");
	server_task = xTaskCreateStatic(server, "server", STACK_WORDS, NULL, 2,
					stacks[0], &tasks[0]);
	xTaskCreateStatic(ticker, "ticker", STACK_WORDS, NULL, 1, stacks[1],
			  &tasks[1]);
	vTaskStartScheduler();
}
