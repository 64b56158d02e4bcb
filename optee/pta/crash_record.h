/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For platforms on which nobody reaches a core's registers: those that its firmware has
 * left in memory, teeproc/crash_record.h.
 */
#ifndef CRASH_RECORD_H
#define CRASH_RECORD_H

#include <stddef.h>
#include <stdint.h>
#include <tee_api_types.h>
#include <teeproc/pta.h>

struct teeproc_crash_record;

/*
 * crash_record_clear() - before a core is started: no record is an older crash's
 * @record:	mapped for writing, cacheable; lines of the cache that it is in hold nothing
 *		else that is written to. NULL if it can't be mapped
 *
 * Writes to nothing that is no record: firmware that does not know of it may have
 * something else there.
 */
void crash_record_clear(struct teeproc_crash_record *record);

/*
 * crash_record_read() - @read_registers of struct rproc_platform, of a core in reset
 * @record:	as above
 *
 * Returns TEE_ERROR_NO_DATA, and says so, if there is none, or one that is not whole.
 */
TEE_Result crash_record_read(const struct teeproc_crash_record *record,
			     uint64_t regs[TEEPROC_PTA_REGS_MAX], size_t *num);

#endif /* CRASH_RECORD_H */
