/* SPDX-License-Identifier: BSD-2-Clause */
/* What a core held when it came to stand still, as a file that gdb opens. */
#ifndef SOC_CORE_FILE_H
#define SOC_CORE_FILE_H

#include "core.h"

/*
 * ELF core file @dir/coreN.core in place of one that is there: the registers, if
 * they are known, and all memories. For the core's worker, with its memories up to
 * date. Returns 0 or a negative errno, and leaves no half of a file then.
 */
int core_file_write(const struct core *core, const char *dir);

#endif /* SOC_CORE_FILE_H */
