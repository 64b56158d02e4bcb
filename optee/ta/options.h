/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a platform chooses when it builds the TA: see the Makefile.
 */
#ifndef OPTIONS_H
#define OPTIONS_H

/*
 * Does an image that does not say which core it is for load where the pseudo-TA
 * can't say whether it may?
 */
#ifdef CFG_TEEPROC_UNTARGETED
#define UNTARGETED_LOADS 1
#else
#define UNTARGETED_LOADS 0
#endif

/*
 * Is a core stopped whose rollback counter can't be raised when it starts? Else
 * it runs, the log says so, and the next START_FW tries again.
 */
#ifdef CFG_TEEPROC_ROLLBACK_STRICT
#define ROLLBACK_STRICT 1
#else
#define ROLLBACK_STRICT 0
#endif

#endif /* OPTIONS_H */
