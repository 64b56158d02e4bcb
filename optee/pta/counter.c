// SPDX-License-Identifier: BSD-2-Clause
#include "counter.h"

#include "platform.h"

#include <tee_api_defines.h>

static TEE_Result not_without(TEE_Result res)
{
	if (res == TEE_ERROR_NOT_SUPPORTED || res == TEE_ERROR_NOT_IMPLEMENTED)
		return TEE_ERROR_COMMUNICATION;
	return res;
}

TEE_Result counter_read(uint32_t core, uint32_t *value)
{
	uint32_t counter = UINT32_MAX;
	TEE_Result res = TEE_SUCCESS;

	if (!rproc_platform.has_counter)
		return TEE_ERROR_NOT_IMPLEMENTED;
	res = not_without(rproc_platform.read_counter(core, &counter));
	if (!res)
		*value = counter;
	return res;
}

TEE_Result counter_raise(uint32_t core, uint32_t value)
{
	if (!rproc_platform.has_counter)
		return TEE_ERROR_NOT_IMPLEMENTED;
	return not_without(rproc_platform.raise_counter(core, value));
}
