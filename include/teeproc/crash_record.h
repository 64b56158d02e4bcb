/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What firmware keeps of its crash, for a core whose registers nobody can read from
 * outside: a core dump in the TEE has them from here.
 *
 * The record lies in memory that is the core's and the secure world's alone, at a place
 * that is the SoC's. The secure world makes it void before it starts the core. The
 * firmware's fault handler fills it, the magic last, before it tells of the crash; what
 * is there already is the fault that came first, and stays. It is the firmware's word,
 * and nothing is decided by it. Words are little endian.
 */
#ifndef TEEPROC_CRASH_RECORD_H
#define TEEPROC_CRASH_RECORD_H

#include <stdint.h>

#define TEEPROC_CRASH_MAGIC 0x48535243u /* "CRSH" */

/* Of an Arm core of 32 bits: r0 to r12, sp, lr, pc and the status, as machine.h has them */
#define TEEPROC_CRASH_REGS 17

/**
 * struct teeproc_crash_record - registers of what was interrupted by the fault
 * @magic: TEEPROC_CRASH_MAGIC, or there is none
 * @size: bytes of @regs
 * @regs: in the order of a core file
 */
struct teeproc_crash_record {
	uint32_t magic;
	uint32_t size;
	uint32_t regs[TEEPROC_CRASH_REGS];
};

/*
 * xlnx-versal-virt, the first Cortex-R5F: the end of its data memory. So many bytes are
 * kept free, of which nothing else is in a line of a cache.
 */
#define TEEPROC_VERSAL_CRASH_RECORD 0x203fff80u
#define TEEPROC_VERSAL_CRASH_ROOM 0x80u

#endif /* TEEPROC_CRASH_RECORD_H */
