/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The rollback counters of the cores.
 *
 * The TA does without where it is told that there are none, and then takes every
 * index. So that is told by the platform's table alone, and by no answer.
 */
#ifndef COUNTER_H
#define COUNTER_H

#include <stdint.h>
#include <tee_api_types.h>

/*
 * counter_read() - the counter of a core
 * @value:	written on success
 *
 * Returns TEE_ERROR_NOT_IMPLEMENTED on a SoC without counters only; on others
 * TEE_ERROR_COMMUNICATION, whatever a disturbed SoC says of the request.
 */
TEE_Result counter_read(uint32_t core, uint32_t *value);

/* The same for raising it to @value, which survives a power cut afterwards. */
TEE_Result counter_raise(uint32_t core, uint32_t value);

#endif /* COUNTER_H */
