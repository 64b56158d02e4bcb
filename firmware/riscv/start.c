/* SPDX-License-Identifier: BSD-2-Clause */
/* From vectors.S to main(), and the traps. */
#include "../start.h"

#include <stdint.h>
#include <string.h>

#include "../mailbox.h"
#include "../soc.h"
#include "../trace.h"

#define CAUSE_INTERRUPT (UINT64_C(1) << 63)
#define CAUSE_EXTERNAL (CAUSE_INTERRUPT | 11u)

/* As vectors.S leaves it on the stack */
struct trap_frame {
	uint64_t pc;
	uint64_t x[31]; /* x1 is the first */
};

extern char bss_start[], bss_end[];

bool fault_in_fault;
static bool in_fault;

void start(void);
void trap_entry(void);
void trap(const struct trap_frame *frame);

void start(void)
{
	CSR_WRITE("mtvec", (uintptr_t)trap_entry);
	memset(bss_start, 0, bss_end - bss_start);
	main();
	sleep_forever();
}

#define HALVES(value) (uint32_t)((value) >> 32), (uint32_t)(value)

static void tell(const struct trap_frame *frame, uint64_t cause)
{
	trace("Fault: cause %u pc %08x%08x ra %08x%08x\n", (uint32_t)cause,
	      HALVES(frame->pc), HALVES(frame->x[0]));
	trace("Fault: sp %08x%08x a0 %08x%08x a1 %08x%08x\n",
	      HALVES(frame->x[1]), HALVES(frame->x[9]), HALVES(frame->x[10]));
	trace("Fault: tval %08x%08x status %08x%08x\n",
	      HALVES(CSR_READ("mtval")), HALVES(CSR_READ("mstatus")));
}

void trap(const struct trap_frame *frame)
{
	uint64_t cause = CSR_READ("mcause");

	if (cause == CAUSE_EXTERNAL) {
		mailbox_interrupt();
		return;
	}
	/* a fault in here would never end: the core has no lock-up */
	if (in_fault)
		FINISHER = FINISHER_RESET;
	in_fault = true;
	if (fault_in_fault)
		__builtin_trap();
	tell(frame, cause);
	mailbox_send(TEEPROC_MBOX_BYTE_CRASH);
	sleep_forever();
}
