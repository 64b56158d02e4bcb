/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * AArch64 instructions that depend on a condition (Arm ARM, C4.1 and C6.2).
 */
#ifndef INSTRUCTION_H
#define INSTRUCTION_H

#include "machine.h"

/*
 * Each does what the instruction at registers->pc does, or, with @turn, what it
 * would do if its condition were the other one. False if it is none of these.
 */

/* Branches: b.cond, cbz, cbnz, tbz, tbnz */
bool instruction_branch(uint32_t code, struct registers *registers, bool turn);

/* Selections and comparisons: csel, csinc, csinv, csneg, ccmp, ccmn */
bool instruction_select(uint32_t code, struct registers *registers, bool turn);

#endif /* INSTRUCTION_H */
