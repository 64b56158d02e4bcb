// SPDX-License-Identifier: BSD-2-Clause
#include "crash_record.h"

#include "cpu_memory.h"

#include <tee_api_defines.h>
#include <teeproc/crash_record.h>
#include <trace.h>

void crash_record_clear(struct teeproc_crash_record *record)
{
	if (!record)
		return;
	cpu_memory_fetch(record, sizeof(*record));
	if (record->magic == TEEPROC_CRASH_MAGIC)
		cpu_memory_zero(record, sizeof(*record));
}

TEE_Result crash_record_read(const struct teeproc_crash_record *record,
			     uint64_t regs[TEEPROC_PTA_REGS_MAX], size_t *num)
{
	size_t n = 0;

	if (record)
		cpu_memory_fetch(record, sizeof(*record));
	if (!record || record->magic != TEEPROC_CRASH_MAGIC ||
	    record->size != sizeof(record->regs)) {
		IMSG("remoteproc: the firmware has left no registers, or a damaged record of them");
		return TEE_ERROR_NO_DATA;
	}
	for (n = 0; n < TEEPROC_CRASH_REGS; n++)
		regs[n] = record->regs[n];
	*num = TEEPROC_CRASH_REGS;
	return TEE_SUCCESS;
}
