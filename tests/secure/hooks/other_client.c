// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * Another kernel client of the Trusted Application, such as a boot loader is:
 * it has a firmware started, for Linux' driver to find it running.
 *
 * Parameter other: written "load NAME", "start NAME" (load and start), "stop",
 * "release", "state" or "panic ORDER" (an order to tests/secure/panic_ta), all of
 * core 0. Reads as the TEE's last result. Each has a session of its own, but those
 * between "keep" and "drop" share one.
 *
 * Parameter other_state: what "state" has told, the application's and the SoC's.
 */
#include "hooks.h"

#include <linux/firmware.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/string.h>
#include <linux/tee_drv.h>
#include <linux/uuid.h>

#include <teeproc/ta.h>

struct client {
	struct tee_context *ctx;
	u32 session;
};

static struct platform_device *pdev; /* somebody for request_firmware() */
static struct client kept; /* with a ctx: between keep and drop */
static u32 result;

static char other_state[32];
module_param_string(other_state, other_state, sizeof(other_state), 0444);

static int match_any(struct tee_ioctl_version_data *version, const void *data)
{
	return 1;
}

static int open_client(struct client *client)
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

	ctx = tee_client_open_context(NULL, match_any, NULL, NULL);
	if (IS_ERR(ctx))
		return PTR_ERR(ctx);
	export_uuid(arg.uuid, &uuid);
	result = U32_MAX;
	if (!tee_client_open_session(ctx, &arg, &param))
		result = arg.ret;
	if (result) {
		tee_client_close_context(ctx);
		return -EIO;
	}
	client->ctx = ctx;
	client->session = arg.session;

	return 0;
}

static void close_client(struct client *client)
{
	if (!client->ctx)
		return;
	tee_client_close_session(client->ctx, client->session);
	tee_client_close_context(client->ctx);
	client->ctx = NULL;
}

static u32 invoke(const struct client *client, u32 command,
		  struct tee_param params[4])
{
	struct tee_ioctl_invoke_arg arg = {
		.func = command,
		.session = client->session,
		.num_params = 4,
	};

	params[0].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT;
	if (tee_client_invoke_func(client->ctx, &arg, params) < 0)
		return U32_MAX;

	return arg.ret;
}

static u32 invoke_plain(const struct client *client, u32 command)
{
	struct tee_param params[4] = {};

	return invoke(client, command, params);
}

static u32 load(const struct client *client, const char *name)
{
	struct tee_param params[4] = {
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT,
	};
	const struct firmware *fw;
	struct tee_shm *shm;
	u32 ret = U32_MAX;

	if (request_firmware(&fw, name, &pdev->dev))
		return ret;
	shm = tee_shm_alloc_kernel_buf(client->ctx, fw->size);
	if (!IS_ERR(shm)) {
		memcpy(tee_shm_get_va(shm, 0), fw->data, fw->size);
		params[1].u.memref.shm = shm;
		params[1].u.memref.size = fw->size;
		ret = invoke(client, TEEPROC_TA_CMD_LOAD_FW, params);
		tee_shm_free(shm);
	}
	release_firmware(fw);

	return ret;
}

static u32 state(const struct client *client, unsigned int order)
{
	struct tee_param params[4] = {
		[0].u.value.b = order,
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_OUTPUT,
	};
	u32 ret = invoke(client, TEEPROC_TA_CMD_GET_STATE, params);

	snprintf(other_state, sizeof(other_state), "%llu %llu",
		 params[1].u.value.a, params[1].u.value.b);

	return ret;
}

static u32 run(const struct client *client, const char *word)
{
	unsigned int order;
	u32 ret;

	if (sysfs_streq(word, "stop"))
		return invoke_plain(client, TEEPROC_TA_CMD_STOP_FW);
	if (sysfs_streq(word, "release"))
		return invoke_plain(client, TEEPROC_TA_CMD_RELEASE_FW);
	if (sysfs_streq(word, "state"))
		return state(client, 0);
	if (sscanf(word, "panic %u", &order) == 1)
		return state(client, order);
	if (!strncmp(word, "load ", 5))
		return load(client, word + 5);
	if (strncmp(word, "start ", 6))
		return U32_MAX;
	ret = load(client, word + 6);
	if (ret)
		return ret;

	return invoke_plain(client, TEEPROC_TA_CMD_START_FW);
}

static int other_set(const char *value, const struct kernel_param *kp)
{
	struct client own = {};
	char word[64];
	int ret;

	if (strscpy(word, value, sizeof(word)) < 0)
		return -EINVAL;
	strim(word);

	if (sysfs_streq(word, "keep"))
		return kept.ctx ? -EBUSY : open_client(&kept);
	if (sysfs_streq(word, "drop")) {
		close_client(&kept);
		return 0;
	}

	if (!kept.ctx) {
		ret = open_client(&own);
		if (ret)
			return ret;
	}
	result = run(kept.ctx ? &kept : &own, word);
	close_client(&own);

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
	close_client(&kept);
	platform_device_unregister(pdev);
}
