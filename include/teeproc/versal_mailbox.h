/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The mailbox of a Cortex-R5F on xlnx-versal-virt, between firmware and Linux.
 *
 * A page of the DDR memory, outside of all that is loaded or scrubbed, has one word
 * for each channel and direction: how often it was signalled. Only the one side
 * writes a word and the other one looks whether it has changed, so neither has to
 * lock it. The channels are the vectors of teeproc/mailbox.h.
 *
 * To the core nothing rings: it looks. To Linux rings the completion interrupt of
 * ADMA's channel 0, by which the core copies a word within that page. Of that channel
 * Linux has three registers and no more, or it could have all memory copied: its
 * interrupt's status, enable and disable. Words are little endian.
 */
#ifndef TEEPROC_VERSAL_MAILBOX_H
#define TEEPROC_VERSAL_MAILBOX_H

#define TEEPROC_VMBOX_WORDS 0x22000000
#define TEEPROC_VMBOX_TO_LINUX(channel) (0x00 + 4 * (channel))
#define TEEPROC_VMBOX_TO_CORE(channel) (0x40 + 4 * (channel))

/* What is copied, and where to: nobody looks at it */
#define TEEPROC_VMBOX_COPY_FROM 0x80
#define TEEPROC_VMBOX_COPY_TO 0xc0

/* ADMA channel 0 */
#define TEEPROC_VMBOX_ADMA 0xffa80000
#define TEEPROC_VMBOX_ISR 0x100 /* 1 clears */
#define TEEPROC_VMBOX_IEN 0x108
#define TEEPROC_VMBOX_IDS 0x10c
#define TEEPROC_VMBOX_SRC 0x128 /* address (low, high), size, flags */
#define TEEPROC_VMBOX_DST 0x138
#define TEEPROC_VMBOX_DST_INTR 0x4
#define TEEPROC_VMBOX_CTRL2 0x200
#define TEEPROC_VMBOX_CTRL2_EN 0x1
#define TEEPROC_VMBOX_DONE 0x400

#endif /* TEEPROC_VERSAL_MAILBOX_H */
