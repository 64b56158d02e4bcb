/* SPDX-License-Identifier: BSD-2-Clause */
/* RISC-V, machine mode: what comes before C, and around each trap. */
	.cfi_sections .debug_frame

	.section .vectors, "ax", %progbits
	.global reset_handler
	.type	reset_handler, %function
reset_handler:
	.cfi_startproc
	.cfi_undefined ra
	la	sp, stack_top
	call	start
1:	j	1b
	.cfi_endproc

	.macro	each_register what, to:vararg
	.irp	n, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31
	\what	x\n, 8 * \n\to
	.endr
	.endm
	.macro	at_offset register, offset
	.cfi_rel_offset \register, \offset
	.endm

/*
 * Where a trap interrupts: pc, then x1 to x31, as struct trap_frame. A debugger goes on
 * there, through what says that the return address is mepc and where it has been saved.
 */
	.text
	.align	2
	.global trap_entry
	.type	trap_entry, %function
trap_entry:
	.cfi_startproc
	.cfi_signal_frame
	.cfi_return_column mepc
	addi	sp, sp, -256
	.cfi_def_cfa_offset 256
	each_register sd, (sp)
	each_register at_offset
	csrr	t0, mepc
	sd	t0, 0(sp)
	.cfi_rel_offset mepc, 0
	addi	t0, sp, 256
	sd	t0, 16(sp)
	mv	a0, sp
	call	trap
	ld	t0, 0(sp)
	csrw	mepc, t0
	each_register ld, (sp)
	addi	sp, sp, 256
	mret
	.cfi_endproc
	.size	trap_entry, . - trap_entry
