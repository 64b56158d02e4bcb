// SPDX-License-Identifier: GPL-2.0-only
#include "client.h"

#include <linux/mm.h>
#include <linux/string.h>
#include <linux/tee.h>
#include <linux/vmalloc.h>

static int is_optee(struct tee_ioctl_version_data *version, const void *unused)
{
	return version->impl_id == TEE_IMPL_ID_OPTEE;
}

u32 client_open(struct client *client, const uuid_t *uuid, u32 login, u32 core)
{
	struct tee_ioctl_open_session_arg arg = { .clnt_login = login };
	struct tee_param params[CLIENT_PARAMS] = {
		{
			.attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
			.u.value.a = core,
		},
	};
	int ret;

	client->open = false;
	client->context = tee_client_open_context(NULL, is_optee, NULL, NULL);
	if (IS_ERR(client->context))
		return CLIENT_ERRNO | (u32)-PTR_ERR(client->context);
	export_uuid(arg.uuid, uuid);
	arg.num_params = CLIENT_PARAMS;
	ret = tee_client_open_session(client->context, &arg, params);
	if (ret || arg.ret) {
		tee_client_close_context(client->context);
		return ret ? CLIENT_ERRNO | (u32)-ret : arg.ret;
	}
	client->session = arg.session;
	client->open = true;
	return TEE_SUCCESS;
}

void client_close(struct client *client)
{
	if (!client->open)
		return;
	tee_client_close_session(client->context, client->session);
	tee_client_close_context(client->context);
	client->open = false;
}

u32 client_invoke(struct client *client, u32 command, struct tee_param *params)
{
	struct tee_ioctl_invoke_arg arg = {
		.func = command,
		.session = client->session,
		.num_params = CLIENT_PARAMS,
	};
	int ret = tee_client_invoke_func(client->context, &arg, params);

	return ret ? CLIENT_ERRNO | (u32)-ret : arg.ret;
}

u32 client_call(struct client *client, u32 command, u32 core)
{
	struct tee_param params[CLIENT_PARAMS] = {
		{
			.attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
			.u.value.a = core,
		},
	};

	return client_invoke(client, command, params);
}

u32 client_call_memory(struct client *client, u32 command, u32 core,
		       u64 attribute, const struct shared *memory, size_t *size)
{
	struct tee_param params[CLIENT_PARAMS] = {
		{
			.attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
			.u.value.a = core,
		},
		{
			.attr = attribute,
			.u.memref.shm = memory->shm,
			.u.memref.size = *size,
		},
	};
	u32 result = client_invoke(client, command, params);

	*size = params[1].u.memref.size;
	return result;
}

int shared_alloc(struct client *client, size_t size, struct shared *memory)
{
	memory->size = size;
	memory->va = vzalloc(PAGE_ALIGN(size));
	if (!memory->va)
		return -ENOMEM;
	memory->shm =
		tee_shm_register_kernel_buf(client->context, memory->va, size);
	if (IS_ERR(memory->shm)) {
		vfree(memory->va);
		memory->va = NULL;
		return PTR_ERR(memory->shm);
	}
	return 0;
}

void shared_free(struct shared *memory)
{
	if (!memory->va)
		return;
	tee_shm_free(memory->shm);
	vfree(memory->va);
	memory->va = NULL;
}

bool result_by_name(const char *name, u32 *result)
{
	static const struct {
		const char *name;
		u32 result;
	} results[] = {
		{ "SUCCESS", TEE_SUCCESS },
		{ "ACCESS_DENIED", TEE_ERROR_ACCESS_DENIED },
		{ "BAD_FORMAT", TEE_ERROR_BAD_FORMAT },
		{ "BAD_PARAMETERS", TEE_ERROR_BAD_PARAMETERS },
		{ "ITEM_NOT_FOUND", TEE_ERROR_ITEM_NOT_FOUND },
		{ "BUSY", TEE_ERROR_BUSY },
		{ "SECURITY", TEE_ERROR_SECURITY },
		{ "SIGNATURE_INVALID", TEE_ERROR_SIGNATURE_INVALID },
	};
	size_t i;

	for (i = 0; i < ARRAY_SIZE(results); i++) {
		if (!strcmp(results[i].name, name)) {
			*result = results[i].result;
			return true;
		}
	}
	return false;
}
