// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Another kernel client of the Trusted Application, such as a boot loader is:
 * it has a firmware started, for Linux' driver to find it running.
 *
 * Parameter other: written "load NAME", "start NAME" (load and start), "stop"
 * or "release", all of core 0. Reads as the TEE's last result.
 */
#include "hooks.h"

#include <linux/firmware.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/string.h>
#include <linux/tee_drv.h>
#include <linux/uuid.h>

#include <teeproc/ta.h>

static struct platform_device *pdev; /* somebody for request_firmware() */
static u32 result;

static int match_any(struct tee_ioctl_version_data *version, const void *data)
{
	return 1;
}

static u32 invoke(struct tee_context *ctx, u32 session, u32 command,
		  struct tee_shm *shm, size_t size)
{
	struct tee_ioctl_invoke_arg arg = {
		.func = command,
		.session = session,
		.num_params = 4,
	};
	struct tee_param params[4] = {
		[0].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
	};

	if (shm) {
		params[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT;
		params[1].u.memref.shm = shm;
		params[1].u.memref.size = size;
	}
	if (tee_client_invoke_func(ctx, &arg, params) < 0)
		return U32_MAX;

	return arg.ret;
}

static u32 load(struct tee_context *ctx, u32 session, const char *name)
{
	const struct firmware *fw;
	struct tee_shm *shm;
	u32 ret = U32_MAX;

	if (request_firmware(&fw, name, &pdev->dev))
		return ret;
	shm = tee_shm_alloc_kernel_buf(ctx, fw->size);
	if (!IS_ERR(shm)) {
		memcpy(tee_shm_get_va(shm, 0), fw->data, fw->size);
		ret = invoke(ctx, session, TEEPROC_TA_CMD_LOAD_FW, shm,
			     fw->size);
		tee_shm_free(shm);
	}
	release_firmware(fw);

	return ret;
}

static u32 run(struct tee_context *ctx, u32 session, const char *word)
{
	u32 ret;

	if (sysfs_streq(word, "stop"))
		return invoke(ctx, session, TEEPROC_TA_CMD_STOP_FW, NULL, 0);
	if (sysfs_streq(word, "release"))
		return invoke(ctx, session, TEEPROC_TA_CMD_RELEASE_FW, NULL, 0);
	if (!strncmp(word, "load ", 5))
		return load(ctx, session, word + 5);
	if (strncmp(word, "start ", 6))
		return U32_MAX;
	ret = load(ctx, session, word + 6);
	if (ret)
		return ret;

	return invoke(ctx, session, TEEPROC_TA_CMD_START_FW, NULL, 0);
}

static int other_set(const char *value, const struct kernel_param *kp)
{
	static const uuid_t uuid = UUID_INIT(0x80a4c275, 0x0a47, 0x4905, 0x82,
					     0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a,
					     0x08); /* TEEPROC_TA_UUID */
	struct tee_ioctl_open_session_arg arg = {
		.clnt_login = TEE_IOCTL_LOGIN_REE_KERNEL,
		.num_params = 1,
	};
	struct tee_param param = {
		.attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
	};
	struct tee_context *ctx;
	char word[64];

	if (strscpy(word, value, sizeof(word)) < 0)
		return -EINVAL;
	strim(word);

	ctx = tee_client_open_context(NULL, match_any, NULL, NULL);
	if (IS_ERR(ctx))
		return PTR_ERR(ctx);
	export_uuid(arg.uuid, &uuid);
	result = U32_MAX;
	if (!tee_client_open_session(ctx, &arg, &param)) {
		result = arg.ret;
		if (!arg.ret) {
			result = run(ctx, arg.session, word);
			tee_client_close_session(ctx, arg.session);
		}
	}
	tee_client_close_context(ctx);

	return result ? -EIO : 0;
}

static int other_get(char *buffer, const struct kernel_param *kp)
{
	return sysfs_emit(buffer, "%#x\n", result);
}

static const struct kernel_param_ops other_ops = {
	.set = other_set,
	.get = other_get,
};
module_param_cb(other, &other_ops, NULL, 0600);

int other_client_register(void)
{
	pdev = platform_device_register_simple("teeproc_hooks",
					       PLATFORM_DEVID_NONE, NULL, 0);
	return PTR_ERR_OR_ZERO(pdev);
}

void other_client_unregister(void)
{
	platform_device_unregister(pdev);
}
