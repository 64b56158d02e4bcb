/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * As little firmware as can be, in the ways that a user's can be wrong: what it is
 * compiled with decides (tests/run/rules.mk).
 */
#include <stdint.h>

#define REG32(address) (*(volatile uint32_t *)(address))
#define UART(n) (0x40004000u + 0x1000u * (n))

#ifndef STACK
#define STACK 0x20001000u
#endif
#ifndef VRING0
#define VRING0 0xffffffffu
#endif
#ifndef VRING_NUM
#define VRING_NUM 16
#endif
#ifndef TRACE
#define TRACE 0x21010000u
#endif

void reset(void);
void hard_fault(void);
void divide_the_undividable(void);
void send_mailbox(uint32_t byte);

#ifndef NO_VECTORS
__attribute__((section(".vectors"), used)) static const uintptr_t vectors[] = {
	STACK,
#ifdef EVEN_ENTRY
	(uintptr_t)0x1000,
#else
	(uintptr_t)reset,
#endif
	(uintptr_t)hard_fault,
	(uintptr_t)hard_fault,
};
#endif

#ifdef TABLE
/* include/linux/remoteproc.h: a trace buffer and a vdev with two vrings */
__attribute__((section(".resource_table"),
	       used)) static const uint32_t table[] = {
	1,
	2,
	0,
	0,
	24,
	80,
	/* 24: trace */
	2,
	TRACE,
	4096,
	0,
	0x63617274,
	0x00003065,
	0,
	0,
	0,
	0,
	0,
	0,
	/* 72 */ 0,
	0,
	/* 80: vdev */
	3,
	7,
	0,
	1,
	0,
	0,
	0x200,
	/* 108 */ VRING0,
	4096,
	VRING_NUM,
	0,
	0,
	/* 128 */ 0xffffffff,
	4096,
	16,
	1,
	0,
};
#endif

static inline void print(const char *text)
{
	REG32(UART(0) + 16) = 16;
	REG32(UART(0) + 8) = 1;
	while (*text) {
		while (REG32(UART(0) + 4) & 1)
			;
		REG32(UART(0)) = (unsigned char)*text++;
	}
}

#ifdef LAST_WORDS
/* In the trace buffer alone */
static void last_words(const char *text)
{
	volatile char *at = (volatile char *)TRACE;

	while (*text)
		*at++ = *text++;
}
#endif

void send_mailbox(uint32_t byte)
{
	REG32(UART(1) + 16) = 16;
	REG32(UART(1) + 8) = 1;
	REG32(UART(1)) = byte;
}

#ifdef LOCKUP
void hard_fault(void)
{
	__asm__ volatile("udf #1");
}
#else
void hard_fault(void)
{
	volatile uint32_t locals[20]; /* below what the exception has pushed */

	locals[0] = 0xc0;
	send_mailbox(locals[0]);
	for (;;)
		;
}
#endif

__attribute__((noinline)) void divide_the_undividable(void)
{
	__asm__ volatile("udf #0");
}

void reset(void)
{
#ifndef SILENT
	print("tiny is up\n");
#endif
#ifdef SECOND
	print("version two\n");
#endif
#ifdef LAST_WORDS
	last_words("its last words\n");
#endif
#ifdef END
	send_mailbox(0xc1);
#endif
#ifdef CRASH
	divide_the_undividable();
#endif
#ifdef PROMPT
	print("tiny> ");
#endif
	for (;;)
		__asm__ volatile("wfi");
}
