/* SPDX-License-Identifier: BSD-2-Clause */
/* Bench variants carry PADDING_FILE, so that loading has something to do. */
	.section .padding, "aw", %progbits
	.incbin PADDING_FILE
