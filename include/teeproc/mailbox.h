/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The virtual board's mailbox, one per remote core.
 *
 * Application side: a PCI device (ivshmem-doorbell, 1af4:1110) whose server is
 * the SoC process. Its peer id is TEEPROC_MBOX_PEER_SOC. Linux rings vector n
 * by writing peer << 16 | n to BAR0 + 12; the SoC raises MSI-X vector n. BAR2
 * is one page of registers, below; all words are 32 bit, little endian. What
 * Linux writes there is checked by the SoC and never trusted.
 *
 * Remote side: UART 1 of the core; one byte is one message.
 */
#ifndef TEEPROC_MAILBOX_H
#define TEEPROC_MAILBOX_H

#define TEEPROC_MBOX_PCI_VENDOR 0x1af4
#define TEEPROC_MBOX_PCI_DEVICE 0x1110
#define TEEPROC_MBOX_DOORBELL 12 /* byte offset in BAR0 */
#define TEEPROC_MBOX_PEER_LINUX 0
#define TEEPROC_MBOX_PEER_SOC 1

/* Vectors, in both directions; all but 3 are the mailbox channel of that number */
#define TEEPROC_MBOX_VEC_VQ0 0
#define TEEPROC_MBOX_VEC_VQ1 1
#define TEEPROC_MBOX_VEC_CRASH 2 /* SoC to Linux only */
#define TEEPROC_MBOX_VEC_RESET 3 /* to the SoC: request; to Linux: done */
#define TEEPROC_MBOX_VEC_SHUTDOWN 4 /* to the core: end; to Linux: it has */
#define TEEPROC_MBOX_VECTORS 5

/* Registers, byte offsets in BAR2 */
#define TEEPROC_MBOX_REG_MAGIC 0x00 /* TEEPROC_MBOX_MAGIC, set by the SoC */
#define TEEPROC_MBOX_REG_VERSION 0x04 /* 1 */
#define TEEPROC_MBOX_REG_CORE 0x08 /* remote processor id */
#define TEEPROC_MBOX_REG_RESET 0x0c /* Linux: 1 hold in reset, 0 release */
#define TEEPROC_MBOX_REG_SEQ 0x10 /* Linux: request number, then rings */
#define TEEPROC_MBOX_REG_ACK 0x14 /* SoC: number of the last answered request */
#define TEEPROC_MBOX_REG_RESULT 0x18 /* SoC: enum teeproc_mbox_result of it */
#define TEEPROC_MBOX_REG_STATE 0x1c /* SoC: enum teeproc_core_state */
/*
 * Fault injection, only where the board was started with --test-hooks: the
 * control-port request number NTH (1 = the next) whose verb has this index in
 * the list of control_port.h (0 = otp; 0xffffffff = any) is answered with
 * REASON, an index into the reasons in their order there (0 = verb; 0x100 = no
 * answer at all; 0x101 = nak; the request sent again is the next one). The SoC
 * counts NTH down; it is 0 when it has happened.
 */
#define TEEPROC_MBOX_REG_INJECT_NTH 0x40
#define TEEPROC_MBOX_REG_INJECT_VERB 0x44
#define TEEPROC_MBOX_REG_INJECT_REASON 0x48
#define TEEPROC_MBOX_REG_REQUESTS 0x4c /* SoC: control-port requests so far */
/*
 * With --test-hooks: when Linux rings the vector of the crash line, the SoC
 * writes here how many bytes of the core's private memories are not 0.
 */
#define TEEPROC_MBOX_REG_PRIVATE 0x50
/* SoC: microseconds from the requests' arrival to their answers, all together */
#define TEEPROC_MBOX_REG_REQUEST_US 0x54
#define TEEPROC_MBOX_REGS_SIZE 0x1000

#define TEEPROC_MBOX_MAGIC 0x424d5054 /* "TPMB" */

enum teeproc_mbox_result {
	TEEPROC_MBOX_OK = 0,
	TEEPROC_MBOX_DENIED = 1, /* not in secure mode */
	TEEPROC_MBOX_NO_IMAGE = 2, /* no vector table at the boot address */
	TEEPROC_MBOX_DEAD = 3, /* the core does not answer */
	TEEPROC_MBOX_INVALID = 4, /* no such request */
};

/* Remote side: bytes from the core; to the core only the kicks and SHUTDOWN */
#define TEEPROC_MBOX_BYTE_VQ0 0x00
#define TEEPROC_MBOX_BYTE_VQ1 0x01
/* to the core: it is to be stopped; from it: as far as it goes it has ended */
#define TEEPROC_MBOX_BYTE_SHUTDOWN 0x02
#define TEEPROC_MBOX_BYTE_CRASH 0xc0 /* the firmware asks for the crash line */
#define TEEPROC_MBOX_BYTE_EXIT 0xc1 /* the firmware has ended */

#endif /* TEEPROC_MAILBOX_H */
