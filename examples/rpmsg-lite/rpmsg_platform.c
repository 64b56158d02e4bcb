/* SPDX-License-Identifier: BSD-2-Clause */
#include "rpmsg_platform.h"

#include <rpmsg_env.h>

#include "mailbox.h"
#include "mps2.h"
#include "rsc_table.h"

static int32_t disabled; /* how often */

/* In the interrupt of a kick, which does not tell of which queue */
void mailbox_kicked(void)
{
	mailbox_take_kick();
	env_isr(0);
	env_isr(1);
}

int32_t platform_init(void)
{
	return 0;
}

int32_t platform_deinit(void)
{
	return 0;
}

int32_t platform_init_interrupt(uint32_t vector_id, void *isr_data)
{
	env_register_isr(vector_id, isr_data);
	return 0;
}

int32_t platform_deinit_interrupt(uint32_t vector_id)
{
	env_unregister_isr(vector_id);
	return 0;
}

int32_t platform_interrupt_enable(uint32_t vector_id)
{
	(void)vector_id;
	if (--disabled == 0)
		NVIC_ISER(IRQ_UART_RX(MAILBOX_UART)) =
			NVIC_BIT(IRQ_UART_RX(MAILBOX_UART));
	return 0;
}

int32_t platform_interrupt_disable(uint32_t vector_id)
{
	(void)vector_id;
	disabled++;
	NVIC_ICER(IRQ_UART_RX(MAILBOX_UART)) =
		NVIC_BIT(IRQ_UART_RX(MAILBOX_UART));
	return 0;
}

int32_t platform_in_isr(void)
{
	uint32_t ipsr;

	__asm__ volatile("mrs %0, ipsr" : "=r"(ipsr));
	return ipsr != 0;
}

void platform_notify(uint32_t vector_id)
{
	mailbox_send(rsc_table.vdev.vring[RL_GET_Q_ID(vector_id)].notifyid);
}

/* Descriptors bear Linux's addresses; it says in the resource table where it is. */
uintptr_t platform_vatopa(void *addr)
{
	return (uintptr_t)addr - rsc_table.buffers.da + rsc_table.buffers.pa;
}

void *platform_patova(uintptr_t addr)
{
	return (void *)(addr - rsc_table.buffers.pa + rsc_table.buffers.da);
}

void platform_time_delay(uint32_t num_msec)
{
	volatile uint32_t loops = SYSCLK_HZ / 4000u * num_msec;

	while (loops)
		loops--;
}
