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

static TEE_Result get_login(uint32_t *login)
{
	TEE_Identity identity = { 0 };
	TEE_Result res = TEE_GetPropertyAsIdentity(TEE_PROPSET_CURRENT_CLIENT,
						   "gpd.client.identity",
						   &identity);

	*login = identity.login;
	return res;
}

/* Linux keeps this login for itself: its user space is refused it. */
static TEE_Result check_client(void)
{
	uint32_t login = TEE_LOGIN_PUBLIC;
	TEE_Result res = get_login(&login);

	if (res)
		return res;
	return login == TEE_LOGIN_REE_KERNEL ? TEE_SUCCESS :
					       TEE_ERROR_ACCESS_DENIED;
}

TEE_Result TA_OpenSessionEntryPoint(uint32_t types,
				    TEE_Param params[TEE_NUM_PARAMS],
				    void **session __unused)
{
	struct core *core = NULL;
	TEE_Result res = check_client();

	if (res)
		return res;
	/* twice: see verdict.h */
	res = check_client();
	if (res)
		return res;
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
