/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls of OP-TEE's core for sessions of the Trusted Application with
 * pseudo-TAs: that of the SoC, and the one that maps memory. Arguments and
 * results as in digests.h
 */
#ifndef SESSIONS_H
#define SESSIONS_H

#include "tee.h"

TEE_Result session_open(struct tee *tee);
TEE_Result session_invoke(struct tee *tee);

#endif /* SESSIONS_H */
