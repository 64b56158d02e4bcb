// SPDX-License-Identifier: BSD-2-Clause
/*
 * Entry points of the Trusted Application, and who may come in.
 */
#include "commands.h"
#include "core.h"

#include <tee_internal_api.h>
#include <tee_internal_api_extensions.h>
#include <teeproc/ta.h>
#include <trace.h>

TEE_Result TA_CreateEntryPoint(void)
{
	return TEE_SUCCESS;
}

void TA_DestroyEntryPoint(void)
{
	core_close_all();
}

/*
 * 0 for the kernel's login. Linux keeps it for itself: its user space is refused
 * it. Without a branch: see verdict.h.
 */
static uint32_t login_difference(void)
{
	TEE_Identity identity = { 0 };
	TEE_Result res = TEE_GetPropertyAsIdentity(TEE_PROPSET_CURRENT_CLIENT,
						   "gpd.client.identity",
						   &identity);

	return res | (identity.login ^ TEE_LOGIN_REE_KERNEL);
}

TEE_Result TA_OpenSessionEntryPoint(uint32_t types,
				    TEE_Param params[TEE_NUM_PARAMS],
				    void **session __unused)
{
	/* volatile: asked and looked at twice, whatever the compiler thinks */
	volatile uint32_t first = login_difference();
	volatile uint32_t second = login_difference();
	struct core *core = NULL;

	if (first)
		return TEE_ERROR_ACCESS_DENIED;
	if (second)
		return TEE_ERROR_ACCESS_DENIED;
	if (types != TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT,
				     TEE_PARAM_TYPE_NONE, TEE_PARAM_TYPE_NONE,
				     TEE_PARAM_TYPE_NONE))
		return TEE_ERROR_BAD_PARAMETERS;
	return core_get(params[0].value.a, &core);
}

/* Nothing ends with a session: see core.h. */
void TA_CloseSessionEntryPoint(void *session __unused)
{
}

TEE_Result TA_InvokeCommandEntryPoint(void *session __unused, uint32_t command,
				      uint32_t types,
				      TEE_Param params[TEE_NUM_PARAMS])
{
	return command_run(command, types, params);
}
