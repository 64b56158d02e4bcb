/* SPDX-License-Identifier: BSD-2-Clause */
/* Would this firmware load and start on that core? Before anything boots. */
#ifndef TEEPROC_FIRMWARE_CHECK_H
#define TEEPROC_FIRMWARE_CHECK_H

#include <teeproc/elf.h>

#include "core_map.h"

/**
 * firmware_check() - segments, resource table, vrings, vector table
 * @elf: the ELF files of one firmware, opened
 * @num: of them
 * @core: what it is for
 * @why: a sentence that says what to do, if not
 * @elsewhere: how many segments lie where only the TEE knows whether there is
 *	memory; NULL if nobody asks
 *
 * Sizes and rules are those of Linux's remoteproc core, of the drivers here and,
 * for the vector table, of the core.
 */
bool firmware_check(const struct teeproc_elf *elf, unsigned int num,
		    const struct core_map *core, char *why, size_t why_size,
		    unsigned int *elsewhere);

#endif /* TEEPROC_FIRMWARE_CHECK_H */
