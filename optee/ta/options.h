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

#endif /* OPTIONS_H */
