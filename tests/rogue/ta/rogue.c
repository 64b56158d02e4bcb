// SPDX-License-Identifier: BSD-2-Clause
/*
 * A Trusted Application that anybody might have written, and that does no more
 * than to log what its client gives it.
 */
#include <rogue.h>
#include <tee_internal_api.h>
#include <utee_syscalls.h>

TEE_Result TA_CreateEntryPoint(void)
{
	return TEE_SUCCESS;
}

void TA_DestroyEntryPoint(void)
{
}

TEE_Result TA_OpenSessionEntryPoint(uint32_t types, TEE_Param params[4],
				    void **session)
{
	(void)types;
	(void)params;
	(void)session;
	return TEE_SUCCESS;
}

void TA_CloseSessionEntryPoint(void *session)
{
	(void)session;
}

TEE_Result TA_InvokeCommandEntryPoint(void *session, uint32_t command,
				      uint32_t types, TEE_Param params[4])
{
	(void)session;
	if (command != ROGUE_CMD_LOG ||
	    types != TEE_PARAM_TYPES(TEE_PARAM_TYPE_MEMREF_INPUT, 0, 0, 0))
		return TEE_ERROR_BAD_PARAMETERS;
	/* what every log macro of the development kit ends in */
	_utee_log(params[0].memref.buffer, params[0].memref.size);
	return TEE_SUCCESS;
}
