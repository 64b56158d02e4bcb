/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * EL2 under Linux: entered once by TF-A, and by what Linux is refused.
 *
 * x0 to x3 of the entry are nobody's: TF-A hands nothing over on this board.
 */
#include "shim.h"

	.section .text.start, "ax"
	.global shim_start
shim_start:
	ldr	x0, =shim_stack_top
	mov	sp, x0
	ldr	x0, =shim_bss_start
	ldr	x1, =shim_bss_end
1:	cmp	x0, x1
	b.hs	2f
	str	xzr, [x0], #8
	b	1b
2:	bl	shim_tables

	ldr	x0, =shim_vectors
	msr	vbar_el2, x0
	ldr	x0, =shim_level1
	msr	vttbr_el2, x0
	/* 32-bit addresses of the guest's, from level 1, in 40 bits; 4 KiB pages */
	ldr	x0, =VTCR_EL2_VALUE
	msr	vtcr_el2, x0
	mov	x0, #3			/* timers and counters are Linux's */
	msr	cnthctl_el2, x0
	msr	cntvoff_el2, xzr
	mov	x0, #0x33ff		/* nothing of the FPU is trapped */
	msr	cptr_el2, x0
	msr	hstr_el2, xzr
	mrs	x0, S3_4_C12_C9_5	/* ICC_SRE_EL2: its interrupts are Linux's */
	orr	x0, x0, #0xf
	msr	S3_4_C12_C9_5, x0
	mrs	x0, midr_el1
	msr	vpidr_el2, x0
	mrs	x0, mpidr_el1
	msr	vmpidr_el2, x0
	ldr	x0, =SCTLR_EL1_RES1
	msr	sctlr_el1, x0
	dsb	sy
	tlbi	vmalls12e1
	dsb	sy
	ldr	x0, =HCR_EL2_VALUE
	msr	hcr_el2, x0
	isb
	mov	x0, #0x3c5		/* EL1h, all masked */
	msr	spsr_el2, x0
	ldr	x0, =SHIM_KERNEL
	msr	elr_el2, x0
	ldr	x0, =SHIM_DTB
	mov	x1, xzr
	mov	x2, xzr
	mov	x3, xzr
	eret

	.macro	hang
	.balign	128
	b	.
	.endm

	.balign	2048
	.global shim_vectors
shim_vectors:
	.rept	8
	hang
	.endr
	/* synchronous, of Linux or a process */
	.balign	128
	b	trapped
	.rept	7
	hang
	.endr

trapped:
	sub	sp, sp, #256
	stp	x0, x1, [sp, #0]
	stp	x2, x3, [sp, #16]
	stp	x4, x5, [sp, #32]
	stp	x6, x7, [sp, #48]
	stp	x8, x9, [sp, #64]
	stp	x10, x11, [sp, #80]
	stp	x12, x13, [sp, #96]
	stp	x14, x15, [sp, #112]
	stp	x16, x17, [sp, #128]
	stp	x18, x19, [sp, #144]
	stp	x20, x21, [sp, #160]
	stp	x22, x23, [sp, #176]
	stp	x24, x25, [sp, #192]
	stp	x26, x27, [sp, #208]
	stp	x28, x29, [sp, #224]
	str	x30, [sp, #240]
	mov	x0, sp
	bl	shim_trapped
	ldp	x0, x1, [sp, #0]
	ldp	x2, x3, [sp, #16]
	ldp	x4, x5, [sp, #32]
	ldp	x6, x7, [sp, #48]
	ldp	x8, x9, [sp, #64]
	ldp	x10, x11, [sp, #80]
	ldp	x12, x13, [sp, #96]
	ldp	x14, x15, [sp, #112]
	ldp	x16, x17, [sp, #128]
	ldp	x18, x19, [sp, #144]
	ldp	x20, x21, [sp, #160]
	ldp	x22, x23, [sp, #176]
	ldp	x24, x25, [sp, #192]
	ldp	x26, x27, [sp, #208]
	ldp	x28, x29, [sp, #224]
	ldr	x30, [sp, #240]
	add	sp, sp, #256
	eret
	.ltorg
