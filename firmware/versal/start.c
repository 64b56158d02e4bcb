/* SPDX-License-Identifier: BSD-2-Clause */
/* From the vectors to main(), memory protection, and the faults. */
#include "../start.h"

#include <stdint.h>
#include <string.h>

#include <teeproc/crash_record.h>
#include <teeproc/versal_mailbox.h>

#include "../mailbox.h"
#include "../soc.h"
#include "../trace.h"

/* As vectors.S leaves it on the stack */
struct exception_frame {
	uint32_t cpsr, sp, lr;
	uint32_t r[13], pc;
};

extern char bss_start[], bss_end[];

bool fault_in_fault;

void start(void);
void take_exception(uint32_t kind, const struct exception_frame *frame);

#define CP15_WRITE(value, crn, crm, op2)                             \
	__asm__ volatile("mcr p15, 0, %0, " #crn ", " #crm ", " #op2 \
			 :                                           \
			 : "r"((uint32_t)(value))                    \
			 : "memory")
#define CP15_READ(crn, crm, op2)                                             \
	({                                                                   \
		uint32_t value_;                                             \
		__asm__ volatile("mrc p15, 0, %0, " #crn ", " #crm ", " #op2 \
				 : "=r"(value_));                            \
		value_;                                                      \
	})

#define SCTLR_M 1u
/* Access (DRACR): nobody; read and write, not cached and shared; registers */
#define NEVER_EXECUTED (1u << 12)
#define MEMORY_READ_ONLY (5u << 8 | 1u << 3 | 1u << 2)
#define MEMORY (1u << 8 | 1u << 3 | 1u << 2)
#define DEVICE (1u << 8 | 1u)

/*
 * What there is, and nothing else: a stray access is a fault. No memory is cached,
 * neither what is shared with Linux nor what the secure world reads after a crash. A
 * later region counts before an earlier one.
 */
static const struct region {
	uint32_t base;
	uint32_t log2_size;
	uint32_t access;
} regions[] = {
	{ 0x00000000, 32, NEVER_EXECUTED },
#ifdef FIRMWARE_IN_SRAM
	{ 0x00000000, 22, MEMORY_READ_ONLY },
	{ 0x21000000, 24, MEMORY },
#else
	{ 0x00000000, 22, MEMORY_READ_ONLY },
	{ 0x21000000, 24, MEMORY | NEVER_EXECUTED },
#endif
	{ 0x20000000, 22, MEMORY | NEVER_EXECUTED },
	{ TEEPROC_VMBOX_WORDS, 12, DEVICE | NEVER_EXECUTED },
	{ TEEPROC_VMBOX_ADMA, 12, DEVICE | NEVER_EXECUTED },
};

static void protect(void)
{
	uint32_t n;

	for (n = 0; n < sizeof(regions) / sizeof(regions[0]); n++) {
		CP15_WRITE(n, c6, c2, 0);
		CP15_WRITE(regions[n].base, c6, c1, 0);
		CP15_WRITE(regions[n].access, c6, c1, 4);
		CP15_WRITE((regions[n].log2_size - 1) << 1 | 1, c6, c1, 2);
	}
	__asm__ volatile("dsb" ::: "memory");
	CP15_WRITE(CP15_READ(c1, c0, 0) | SCTLR_M, c1, c0, 0);
	__asm__ volatile("isb" ::: "memory");
}

void start(void)
{
	memset(bss_start, 0, bss_end - bss_start);
	protect();
	main();
	sleep_forever();
}

/*
 * For the core dump: nobody reaches the registers from outside. A fault in a fault comes
 * here again, and what is told is the first one.
 */
static void keep_registers(const struct exception_frame *frame)
{
	volatile struct teeproc_crash_record *record =
		(void *)TEEPROC_VERSAL_CRASH_RECORD;
	uint32_t n;

	if (record->magic == TEEPROC_CRASH_MAGIC)
		return;
	for (n = 0; n < 13; n++)
		record->regs[n] = frame->r[n];
	record->regs[13] = frame->sp;
	record->regs[14] = frame->lr;
	record->regs[15] = frame->pc;
	record->regs[16] = frame->cpsr;
	record->size = sizeof(record->regs);
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	record->magic = TEEPROC_CRASH_MAGIC;
}

void take_exception(uint32_t kind, const struct exception_frame *frame)
{
	static const char *const kinds[] = { "undefined instruction",
					     "prefetch abort", "data abort",
					     "unexpected exception" };

	keep_registers(frame);
	if (fault_in_fault)
		__builtin_trap(); /* for ever: vectors.S */

	trace("Fault: %s: pc %08lx lr %08lx sp %08lx cpsr %08lx\n", kinds[kind],
	      frame->pc, frame->lr, frame->sp, frame->cpsr);
	trace("Fault: r0 %08lx r1 %08lx r2 %08lx r3 %08lx r12 %08lx\n",
	      frame->r[0], frame->r[1], frame->r[2], frame->r[3], frame->r[12]);
	trace("Fault: dfsr %08lx dfar %08lx ifsr %08lx ifar %08lx\n",
	      CP15_READ(c5, c0, 0), CP15_READ(c6, c0, 0), CP15_READ(c5, c0, 1),
	      CP15_READ(c6, c0, 2));

	mailbox_send(TEEPROC_MBOX_BYTE_CRASH);
	sleep_forever();
}
