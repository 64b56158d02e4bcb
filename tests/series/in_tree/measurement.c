// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* What firmware the TEE has loaded, as a client with a session of its own hears it. */
#include "teeproc_tee.h"

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/of.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/tee_drv.h>
#include <linux/tee_result.h>
#include <linux/uuid.h>

#include <teeproc/ta.h>

#define SIZE_MAX_ALL (TEEPROC_MEASUREMENT_HASH * 65)

static int match_optee(struct tee_ioctl_version_data *version, const void *data)
{
	return version->impl_id == TEE_IMPL_ID_OPTEE;
}

/* Return: a result of the TEE's */
static u32 measure(struct tee_context *ctx, u32 session, u32 id,
		   struct tee_shm *shm, size_t *size)
{
	struct tee_ioctl_invoke_arg arg = {
		.func = TEEPROC_TA_CMD_GET_MEASUREMENT,
		.session = session,
		.num_params = 4,
	};
	struct tee_param params[4] = {
		[0].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
		[0].u.value.a = id,
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_OUTPUT,
		[1].u.memref.size = SIZE_MAX_ALL,
		[1].u.memref.shm = shm,
	};

	if (tee_client_invoke_func(ctx, &arg, params) < 0)
		return TEE_ERROR_GENERIC;
	*size = params[1].u.memref.size;

	return arg.ret;
}

static int copy_hashes(struct tee_shm *shm, size_t size, u8 **hashes)
{
	void *va = tee_shm_get_va(shm, 0);

	if (IS_ERR(va))
		return PTR_ERR(va);
	if (size > SIZE_MAX_ALL || size % TEEPROC_MEASUREMENT_HASH)
		return -EIO;
	*hashes = kmemdup(va, size, GFP_KERNEL);

	return *hashes ? size / TEEPROC_MEASUREMENT_HASH : -ENOMEM;
}

static int measure_in_session(struct tee_context *ctx, u32 session, u32 id,
			      u8 **hashes)
{
	struct tee_shm *shm = tee_shm_alloc_kernel_buf(ctx, SIZE_MAX_ALL);
	size_t size = 0;
	u32 result;
	int ret;

	if (IS_ERR(shm))
		return PTR_ERR(shm);
	result = measure(ctx, session, id, shm, &size);
	if (result == TEE_SUCCESS)
		ret = copy_hashes(shm, size, hashes);
	else if (result == TEE_ERROR_BAD_STATE || result == TEE_ERROR_NO_DATA)
		ret = -ENODATA;
	else
		ret = -EIO;
	tee_shm_free(shm);

	return ret;
}

/**
 * teeproc_measurement() - as that of linux/tee_measurement.c
 * @tee: handle of the remote processor
 * @hashes: filled in, for kfree()
 *
 * Return: how many hashes there are, or a negative errno.
 */
int teeproc_measurement(struct teeproc *tee, u8 **hashes)
{
	static const uuid_t uuid = UUID_INIT(0x80a4c275, 0x0a47, 0x4905, 0x82,
					     0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a,
					     0x08); /* TEEPROC_TA_UUID */
	struct device_node *np = tee_to_rproc(tee)->dev.parent->of_node;
	struct tee_ioctl_open_session_arg arg = {
		.clnt_login = TEE_IOCTL_LOGIN_REE_KERNEL,
		.num_params = 1,
	};
	struct tee_param param = {
		.attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
	};
	struct tee_context *ctx;
	int ret = -EIO;
	u32 id;

	if (of_property_read_u32_index(np, TEEPROC_PROPERTY, 1, &id))
		return -EINVAL;
	param.u.value.a = id;
	export_uuid(arg.uuid, &uuid);
	ctx = tee_client_open_context(NULL, match_optee, NULL, NULL);
	if (IS_ERR(ctx))
		return PTR_ERR(ctx);
	if (!tee_client_open_session(ctx, &arg, &param) && !arg.ret) {
		ret = measure_in_session(ctx, arg.session, id, hashes);
		tee_client_close_session(ctx, arg.session);
	}
	tee_client_close_context(ctx);

	return ret;
}
