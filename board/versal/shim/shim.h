/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What stands in for the protection units that QEMU's Versal has not (XMPU, XPPU):
 * Linux runs at EL1 on a stage 2 that has what it needs and nothing else.
 */
#ifndef SHIM_H
#define SHIM_H

/* Where the boot has put them (board/versal/versal-board) */
#define SHIM_KERNEL 0x10000000
#define SHIM_DTB 0x0f000000

/* RES1; 40-bit PA; inner shareable, write back, write allocate; level 1; T0SZ 32 */
#define VTCR_EL2_VALUE \
	(1 << 31 | 2 << 16 | 3 << 12 | 1 << 10 | 1 << 8 | 1 << 6 | 32)
/* EL1 is AArch64, and stage 2 is on */
#define HCR_EL2_VALUE (1 << 31 | 1 << 0)
#define SCTLR_EL1_RES1 0x30d00800

#endif /* SHIM_H */
