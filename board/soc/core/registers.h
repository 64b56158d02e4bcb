/* SPDX-License-Identifier: BSD-2-Clause */
/* Registers of a remote core, as QEMU prints them. */
#ifndef SOC_REGISTERS_H
#define SOC_REGISTERS_H

#include <stdbool.h>
#include <stdint.h>

#include <teeproc/control_port.h>

/*
 * r0..r12, sp, lr, pc, xpsr out of `info registers` or of the dump that QEMU
 * leaves on stderr when it ends on a lock-up; the last dump of @text counts.
 */
bool registers_parse(const char *text, uint32_t regs[TEEPROC_CP_REGS]);

#endif /* SOC_REGISTERS_H */
