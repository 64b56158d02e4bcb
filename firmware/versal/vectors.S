/* SPDX-License-Identifier: BSD-2-Clause */
/* ARMv7-R: the exception vectors, which lie at 0, and what comes before C. */
	.syntax	unified
	.arm

#define MODE_FIQ 0x11
#define MODE_IRQ 0x12
#define MODE_SVC 0x13
#define MODE_ABT 0x17
#define MODE_UND 0x1b

	.section .vectors, "ax", %progbits
	.global vectors
vectors:
	ldr	pc, =reset_handler
	ldr	pc, =undefined
	ldr	pc, =unexpected		/* supervisor call */
	ldr	pc, =prefetch_abort
	ldr	pc, =data_abort
	nop
	ldr	pc, =unexpected		/* IRQ */
	ldr	pc, =unexpected		/* FIQ */
	.ltorg

	.text
	.global reset_handler
	.type	reset_handler, %function
reset_handler:
	cpsid	aif, #MODE_SVC
	ldr	sp, =stack_top
	bl	start
	b	.

/*
 * A fault begins a stack of its own anew each time: one in a fault comes back here,
 * and so on for ever. r1 is how far the return address is behind the instruction.
 */
	.macro	fault name, kind, ahead
	.type	\name, %function
\name:
	ldr	sp, =fault_stack_top
	push	{r0-r12, lr}
	mov	r0, #\kind
	mov	r1, #\ahead
	b	take_fault
	.endm

	fault	undefined, 0, 4
	fault	prefetch_abort, 1, 4
	fault	data_abort, 2, 8
	fault	unexpected, 3, 4

take_fault:
	mov	r2, sp
	ldr	r3, [sp, #52]
	sub	r3, r3, r1
	str	r3, [sp, #52]		/* the pc */
	mrs	r3, spsr
	mrs	r4, cpsr
	cps	#MODE_SVC		/* where all of the firmware runs */
	mov	r5, sp
	mov	r6, lr
	msr	cpsr_c, r4
	push	{r3, r5, r6}		/* cpsr, sp, lr */
	mov	r1, sp
	bl	take_exception
	b	.
	.ltorg
