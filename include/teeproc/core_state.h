/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * State of a remote core as its SoC sees it: the answer of the control port's
 * `state`, passed on unchanged by the pseudo-TA and the Trusted Application.
 */
#ifndef TEEPROC_CORE_STATE_H
#define TEEPROC_CORE_STATE_H

enum teeproc_core_state {
	TEEPROC_CORE_RESET = 0, /* held in reset */
	TEEPROC_CORE_RUNNING = 1,
	TEEPROC_CORE_CRASHED = 2, /* crash line raised, not stopped yet */
	TEEPROC_CORE_EXITED = 3, /* the firmware said that it has ended */
};

#endif /* TEEPROC_CORE_STATE_H */
