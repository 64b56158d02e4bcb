/* SPDX-License-Identifier: BSD-2-Clause */
/* From reset to main(), and the faults: vector table and what stands in it. */
#include "start.h"

#include <stdint.h>
#include <string.h>

#include "mailbox.h"
#include "mps2.h"
#include "trace.h"

/* What the core pushes when it takes an exception. */
struct exception_frame {
	uint32_t r0, r1, r2, r3, r12, lr, pc, xpsr;
};

extern uint32_t stack_top[];
extern char bss_start[], bss_end[];

bool fault_in_fault;

void reset_handler(void);
void hard_fault_handler(void);
void unexpected_handler(void);
void hard_fault(const struct exception_frame *frame);

typedef void (*vector)(void);

static const struct {
	uint32_t *stack;
	vector exceptions[15];
	vector irqs[IRQ_COUNT];
} vectors __attribute__((section(".vectors"), used)) = {
	.stack = stack_top,
	.exceptions = {
		[0] = reset_handler,
		[1] = nmi_handler,
		[2] = hard_fault_handler,
		[3 ... 9] = unexpected_handler,
		[10] = svc_handler,
		[11 ... 12] = unexpected_handler,
		[13] = pendsv_handler,
		[14] = systick_handler,
	},
	.irqs = {
		[0 ... IRQ_UART_RX(MAILBOX_UART) - 1] = unexpected_handler,
		[IRQ_UART_RX(MAILBOX_UART)] = mailbox_interrupt,
		[IRQ_UART_RX(MAILBOX_UART) + 1 ... IRQ_COUNT - 1] =
			unexpected_handler,
	},
};

void reset_handler(void)
{
	SCB_VTOR = (uint32_t)&vectors;
	memset(bss_start, 0, bss_end - bss_start);
	main();
	sleep_forever();
}

/* The watchdog has run out once; nobody feeds it, it resets the core next. */
__attribute__((weak)) void nmi_handler(void)
{
	trace("watchdog: no sign of life\n");
	sleep_forever();
}

void unexpected_handler(void)
{
	__builtin_trap();
}

__attribute__((weak, alias("unexpected_handler"))) void svc_handler(void);
__attribute__((weak, alias("unexpected_handler"))) void pendsv_handler(void);
__attribute__((weak, alias("unexpected_handler"))) void systick_handler(void);

/* Bit 2 of the handler's lr tells on which stack the frame is. */
__attribute__((naked)) void hard_fault_handler(void)
{
	__asm__ volatile("tst lr, #4\n\t"
			 "ite eq\n\t"
			 "mrseq r0, msp\n\t"
			 "mrsne r0, psp\n\t"
			 "b hard_fault");
}

__attribute__((used)) void hard_fault(const struct exception_frame *frame)
{
	if (fault_in_fault)
		__builtin_trap(); /* no way to escalate: the core locks up */

	trace("HardFault: pc %08lx lr %08lx xpsr %08lx\n", frame->pc, frame->lr,
	      frame->xpsr);
	trace("HardFault: r0 %08lx r1 %08lx r2 %08lx r3 %08lx r12 %08lx\n",
	      frame->r0, frame->r1, frame->r2, frame->r3, frame->r12);
	trace("HardFault: cfsr %08lx hfsr %08lx mmfar %08lx bfar %08lx\n",
	      SCB_CFSR, SCB_HFSR, SCB_MMFAR, SCB_BFAR);

	mailbox_send(TEEPROC_MBOX_BYTE_CRASH);
	sleep_forever();
}
