// SPDX-License-Identifier: GPL-2.0-only
/*
 * Session with the Trusted Application, and the one function that sends it a
 * command.
 */
#include "tee_client.h"

#include <linux/device.h>
#include <linux/errno.h>
#include <linux/lockdep.h>
#include <linux/remoteproc.h>
#include <linux/string.h>

#include <teeproc/ta.h>

#include "tee_errno.h"

static void set_rproc_id(struct teeproc *tee, struct tee_param *param)
{
	param->attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT;
	param->u.value.a = tee->id;
	param->u.value.b = 0;
	param->u.value.c = 0;
}

/* What it comes to when Linux could not even ask the TEE */
static u32 unasked(int ret)
{
	return ret == -ENOMEM ? TEE_ERROR_OUT_OF_MEMORY :
				TEE_ERROR_COMMUNICATION;
}

static u32 open_session(struct teeproc *tee, struct tee_context *ctx)
{
	struct tee_ioctl_open_session_arg arg = {
		.clnt_login = TEE_IOCTL_LOGIN_REE_KERNEL,
		.num_params = 1,
	};
	struct tee_param param = {};
	int ret;

	export_uuid(arg.uuid, &tee->uuid);
	set_rproc_id(tee, &param);

	ret = tee_client_open_session(ctx, &arg, &param);
	if (ret < 0)
		return unasked(ret);
	if (arg.ret == TEE_SUCCESS) {
		tee->session = arg.session;
		tee->open = true;
	}

	return arg.ret;
}

#define TEES_MAX 8

/* The TEEs that have been asked, by what they say of themselves */
struct tee_search {
	struct tee_ioctl_version_data asked[TEES_MAX];
	unsigned int count;
};

static bool was_asked(const struct tee_search *search,
		      const struct tee_ioctl_version_data *version)
{
	unsigned int i;

	for (i = 0; i < search->count; i++)
		if (!memcmp(&search->asked[i], version, sizeof(*version)))
			return true;

	return false;
}

/*
 * A TEE's first device is the one for clients. The next with the same data is
 * that of its supplicant: merely to open it takes the place of that process, and
 * has the TEE's driver look for applications that only it could load.
 */
static int match_unasked(struct tee_ioctl_version_data *version,
			 const void *data)
{
	struct tee_search *const *search = data;

	if (!(version->gen_caps & TEE_GEN_CAP_REG_MEM) ||
	    was_asked(*search, version) || (*search)->count == TEES_MAX)
		return 0;
	(*search)->asked[(*search)->count++] = *version;

	return 1;
}

static int no_tee(struct teeproc *tee, const struct tee_context *error)
{
	if (PTR_ERR(error) == -ENOMEM) {
		dev_err(&tee->rproc->dev,
			"open session: no memory in Linux: try again\n");
		return -ENOMEM;
	}

	dev_err(&tee->rproc->dev,
		"open session: no TEE takes memory of the kernel's: enable its dynamic shared memory\n");
	return -EOPNOTSUPP;
}

/**
 * teeproc_open() - find the TEE that has the remote processor, open a session
 * @tee: with uuid and id set
 *
 * A bus device does not tell which TEE it belongs to, so each is asked in turn,
 * once, until one knows the application. Its answer counts, whatever it is.
 *
 * Return: 0 or a negative errno; the reason is logged.
 */
int teeproc_open(struct teeproc *tee)
{
	struct tee_search found = {};
	struct tee_search *search = &found;
	u32 result = TEE_ERROR_ITEM_NOT_FOUND;
	bool asked = false;
	struct tee_context *ctx;

	while (result == TEE_ERROR_ITEM_NOT_FOUND) {
		ctx = tee_client_open_context(NULL, match_unasked, &search,
					      NULL);
		if (IS_ERR(ctx) && asked && PTR_ERR(ctx) != -ENOMEM)
			break;
		if (IS_ERR(ctx))
			return no_tee(tee, ctx);

		asked = true;
		result = open_session(tee, ctx);
		if (result == TEE_SUCCESS) {
			tee->ctx = ctx;
			return 0;
		}
		tee_client_close_context(ctx);
	}

	dev_err(&tee->rproc->dev, "open session: %s (%#x)\n",
		tee_advice(result), result);
	return tee_errno(result);
}

static void close_session(struct teeproc *tee)
{
	if (tee->open)
		tee_client_close_session(tee->ctx, tee->session);
	tee->open = false;
}

/**
 * teeproc_close() - undo teeproc_open()
 * @tee: the handle
 */
void teeproc_close(struct teeproc *tee)
{
	close_session(tee);
	tee_client_close_context(tee->ctx);
	tee->ctx = NULL;
}

static const char *command_name(u32 command)
{
	switch (command) {
	case TEEPROC_TA_CMD_LOAD_FW:
		return "load";
	case TEEPROC_TA_CMD_START_FW:
		return "start";
	case TEEPROC_TA_CMD_STOP_FW:
		return "stop";
	case TEEPROC_TA_CMD_GET_RSC_TABLE:
		return "resource table";
	case TEEPROC_TA_CMD_GET_COREDUMP:
		return "core dump";
	case TEEPROC_TA_CMD_RELEASE_FW:
		return "release";
	case TEEPROC_TA_CMD_GET_STATE:
		return "state";
	case TEEPROC_TA_CMD_LOAD_FW_PIECE:
		return "load";
	case TEEPROC_TA_CMD_GET_COREDUMP_PIECE:
		return "core dump";
	case TEEPROC_TA_CMD_GET_MEASUREMENT:
		return "measurement";
	default:
		return "command";
	}
}

/* A new instance of the application can do these; it has lost the others' state */
static bool works_in_new_session(u32 command)
{
	return command == TEEPROC_TA_CMD_LOAD_FW ||
	       command == TEEPROC_TA_CMD_STOP_FW ||
	       command == TEEPROC_TA_CMD_RELEASE_FW ||
	       command == TEEPROC_TA_CMD_GET_STATE;
}

static u32 invoke_once(struct teeproc *tee, u32 command,
		       struct tee_param *params)
{
	struct tee_ioctl_invoke_arg arg = {
		.func = command,
		.session = tee->session,
		.num_params = TEEPROC_PARAMS,
	};
	int ret;

	if (!tee->open)
		return TEE_ERROR_TARGET_DEAD;

	set_rproc_id(tee, &params[0]);
	ret = tee_client_invoke_func(tee->ctx, &arg, params);
	if (ret < 0)
		return unasked(ret);

	return arg.ret;
}

/**
 * teeproc_invoke() - send a command to the Trusted Application
 * @tee: the handle
 * @command: enum teeproc_ta_cmd
 * @params: TEEPROC_PARAMS of them, from [1] on the caller's
 *
 * If the application has died, a new session is opened, once, and the command
 * is sent again if it can succeed there.
 *
 * Context: the remote processor is locked; may sleep, and waits for the TEE; no
 *	signal ends it.
 * Return: the TEE's result.
 */
u32 teeproc_invoke(struct teeproc *tee, u32 command, struct tee_param *params)
{
	struct tee_param fresh[TEEPROC_PARAMS];
	u32 opened;
	u32 result;

	lockdep_assert_held(&tee->rproc->lock);
	if (!tee->ctx)
		return TEE_ERROR_CANCEL; /* after teeproc_end() */

	memcpy(fresh, params, sizeof(fresh));
	result = invoke_once(tee, command, params);
	if (result != TEE_ERROR_TARGET_DEAD)
		return result;

	close_session(tee);
	dev_warn(&tee->rproc->dev, "%s: the Trusted Application has died\n",
		 command_name(command));
	opened = open_session(tee, tee->ctx);
	if (opened != TEE_SUCCESS)
		dev_warn(&tee->rproc->dev, "no new session: %#x\n", opened);
	if (opened != TEE_SUCCESS || !works_in_new_session(command))
		return TEE_ERROR_TARGET_DEAD;

	memcpy(params, fresh, sizeof(fresh));
	return invoke_once(tee, command, params);
}

/**
 * teeproc_result() - make an errno and a log line of a command's result
 * @tee: the handle
 * @command: enum teeproc_ta_cmd
 * @result: what teeproc_invoke() has returned
 *
 * Return: 0 or a negative errno; the reason is logged.
 */
int teeproc_result(struct teeproc *tee, u32 command, u32 result)
{
	if (result != TEE_SUCCESS)
		dev_err(&tee->rproc->dev, "%s: %s (%#x)\n",
			command_name(command), tee_advice(result), result);

	return tee_errno(result);
}

/**
 * teeproc_call() - send a command, log if it fails
 * @tee: the handle
 * @command: enum teeproc_ta_cmd
 * @params: as for teeproc_invoke()
 *
 * Return: 0 or a negative errno.
 */
int teeproc_call(struct teeproc *tee, u32 command, struct tee_param *params)
{
	return teeproc_result(tee, command,
			      teeproc_invoke(tee, command, params));
}
