// SPDX-License-Identifier: GPL-2.0-only
/*
 * Life of a firmware in the charge of the TEE: the operations of
 * teeproc_tee.h.
 */
#include "teeproc_tee.h"

#include <linux/device.h>
#include <linux/export.h>
#include <linux/firmware.h>
#include <linux/mutex.h>
#include <linux/remoteproc.h>

#include <teeproc/ta.h>

#include "rproc_fix.h"
#include "tee_client.h"
#include "tee_errno.h"

/* A command that has no parameters but the remote processor */
static u32 invoke_plain(struct teeproc *tee, u32 command)
{
	struct tee_param params[TEEPROC_PARAMS] = {};

	return teeproc_invoke(tee, command, params);
}

/* Did the command get to the application, and was it refused there? */
static bool is_refusal(u32 result)
{
	return result != TEE_SUCCESS && result != TEE_ERROR_COMMUNICATION &&
	       result != TEE_ERROR_TARGET_DEAD;
}

/*
 * Parts of a refused image may be left: OP-TEE's own application keeps them
 * until the release, and a scrub can fail. What somebody else has started is not
 * to be touched, and an application that knows nothing of the remote processor
 * has loaded nothing.
 */
static void scrub_refused(struct teeproc *tee)
{
	u32 result = invoke_plain(tee, TEEPROC_TA_CMD_RELEASE_FW);

	tee->holds_fw = result != TEE_SUCCESS &&
			result != TEE_ERROR_BAD_STATE &&
			result != TEE_ERROR_BAD_PARAMETERS;
	if (tee->holds_fw)
		teeproc_result(tee, TEEPROC_TA_CMD_RELEASE_FW, result);
}

static int load_image(struct teeproc *tee, const struct firmware *fw)
{
	u32 result;
	int ret;

	/* the TEE would keep the one that it has */
	if (tee->maybe_loaded) {
		ret = teeproc_release(tee);
		if (ret)
			return ret;
	}

	ret = teeproc_send_image(tee, fw, &result);
	if (ret)
		return ret;

	/*
	 * Without memory the command may not have got there: then the TEE holds
	 * what it held.
	 */
	if (result != TEE_ERROR_OUT_OF_MEMORY) {
		tee->maybe_loaded = !is_refusal(result);
		tee->holds_fw = tee->maybe_loaded;
	}

	ret = teeproc_result(tee, TEEPROC_TA_CMD_LOAD_FW, result);
	if (is_refusal(result) && result != TEE_ERROR_BAD_STATE)
		scrub_refused(tee);

	return ret;
}

/**
 * teeproc_parse_fw() - have a firmware loaded, read its resource table
 * @tee: handle of the remote processor
 * @fw: signed image
 *
 * The resource table counts only once the firmware is authenticated, so the TEE
 * authenticates and loads here. On success the remote processor's cached_table,
 * table_ptr and table_sz are as after rproc_elf_load_rsc_table(). On failure
 * the TEE holds nothing.
 *
 * Context: a parse_fw operation.
 * Return: 0 or a negative errno; the reason is logged.
 */
int teeproc_parse_fw(struct teeproc *tee, const struct firmware *fw)
{
	int ret;

	ret = load_image(tee, fw);
	if (ret)
		return ret;

	ret = teeproc_cache_table(tee);
	if (ret) {
		teeproc_release(tee);
		return ret;
	}
	tee->preloaded = true;

	return 0;
}
EXPORT_SYMBOL_NS_GPL(teeproc_parse_fw, TEEPROC_NS);

/**
 * teeproc_load() - load a firmware
 * @tee: handle of the remote processor
 * @fw: signed image
 *
 * In a boot teeproc_parse_fw() has done it; in a recovery, which has no
 * parse_fw, it is done here.
 *
 * Context: a load operation.
 * Return: 0 or a negative errno; the reason is logged.
 */
int teeproc_load(struct teeproc *tee, const struct firmware *fw)
{
	if (tee->preloaded) {
		tee->preloaded = false;
		return 0;
	}

	return load_image(tee, fw);
}
EXPORT_SYMBOL_NS_GPL(teeproc_load, TEEPROC_NS);

/**
 * teeproc_find_loaded_rsc_table() - map the resource table of the loaded
 * firmware
 * @tee: handle of the remote processor
 *
 * The mapping lives until the core uses its cached table again:
 * teeproc_stop() or teeproc_release() end it.
 *
 * The core takes NULL for a firmware without a table. So if there should be one
 * and it can't be had, teeproc_start() fails with the reason.
 *
 * Context: a find_loaded_rsc_table operation.
 * Return: the table, or NULL.
 */
struct resource_table *teeproc_find_loaded_rsc_table(struct teeproc *tee)
{
	size_t size = tee->rproc->table_sz;

	tee->table_error = 0;
	if (!tee->rproc->cached_table)
		return NULL;

	tee->table_error = teeproc_map_table(tee, &size);

	return tee->table;
}
EXPORT_SYMBOL_NS_GPL(teeproc_find_loaded_rsc_table, TEEPROC_NS);

/**
 * teeproc_get_loaded_rsc_table() - map the resource table of a firmware that
 * somebody else has started
 * @tee: handle of the remote processor
 * @size: filled in, in bytes
 *
 * The mapping lives until teeproc_detach(), teeproc_stop() or, when the
 * attachment fails, teeproc_release().
 *
 * An application that was started anew while the firmware ran does not know its
 * table any more. Then it is taken as one without a table: the remote processor
 * has to be attached to so that it can be stopped.
 *
 * Context: a get_loaded_rsc_table operation.
 * Return: the table, NULL if the firmware has none or nobody knows, or an
 * ERR_PTR.
 */
struct resource_table *teeproc_get_loaded_rsc_table(struct teeproc *tee,
						    size_t *size)
{
	int ret;

	rproc_fix_attaching(tee->rproc);

	*size = 0;
	ret = teeproc_map_table(tee, size);
	if (ret == -ENODATA) {
		dev_warn(&tee->rproc->dev,
			 "attached without resource table: stop it and start it for all of its devices\n");
		return NULL;
	}
	if (ret)
		return ERR_PTR(ret);

	return tee->table;
}
EXPORT_SYMBOL_NS_GPL(teeproc_get_loaded_rsc_table, TEEPROC_NS);

/**
 * teeproc_start() - start the firmware that is loaded
 * @tee: handle of the remote processor
 *
 * Context: a start operation.
 * Return: 0 or a negative errno; the reason is logged.
 */
int teeproc_start(struct teeproc *tee)
{
	u32 result;

	if (tee->table_error)
		return tee->table_error;

	result = invoke_plain(tee, TEEPROC_TA_CMD_START_FW);
	if (result == TEE_SUCCESS)
		tee->maybe_loaded = false;
	/* loaded it is, so it is the core that finds nothing */
	if (result == TEE_ERROR_NO_DATA) {
		dev_err(&tee->rproc->dev,
			"start: the firmware has no vector table where this remote processor begins (%#x)\n",
			result);
		return -ENOEXEC;
	}

	return teeproc_result(tee, TEEPROC_TA_CMD_START_FW, result);
}
EXPORT_SYMBOL_NS_GPL(teeproc_start, TEEPROC_NS);

/*
 * After a failed boot or attachment the core may still use it: then release does
 * this. If not, it works on a copy.
 */
static void unmap_unused_table(struct teeproc *tee)
{
	if (tee->rproc->table_ptr == tee->table)
		return;

	rproc_fix_freed_table(tee->rproc);
	teeproc_unmap_table(tee);
}

static int stop_at_tee(struct teeproc *tee)
{
	u32 result = invoke_plain(tee, TEEPROC_TA_CMD_STOP_FW);

	/* loaded only: a start that failed half way through a recovery */
	if (result == TEE_ERROR_BAD_STATE)
		return teeproc_release(tee);
	if (result == TEE_SUCCESS) {
		tee->holds_fw = true;
		tee->maybe_loaded = false;
	}

	return teeproc_result(tee, TEEPROC_TA_CMD_STOP_FW, result);
}

/**
 * teeproc_stop() - stop the remote processor
 * @tee: handle of the remote processor
 *
 * Its memories are kept until teeproc_release(), or another load.
 *
 * A stop that fails can be asked for again.
 *
 * Context: a stop operation.
 * Return: 0 or a negative errno; the reason is logged.
 */
int teeproc_stop(struct teeproc *tee)
{
	int ret;

	unmap_unused_table(tee);

	ret = stop_at_tee(tee);
	rproc_fix_stopped(tee->rproc, ret);

	return ret;
}
EXPORT_SYMBOL_NS_GPL(teeproc_stop, TEEPROC_NS);

/**
 * teeproc_detach() - leave a firmware running
 * @tee: handle of the remote processor
 *
 * Context: a detach operation.
 */
void teeproc_detach(struct teeproc *tee)
{
	unmap_unused_table(tee);
}
EXPORT_SYMBOL_NS_GPL(teeproc_detach, TEEPROC_NS);

/**
 * teeproc_release() - have the TEE forget the firmware and scrub its memories
 * @tee: handle of the remote processor
 *
 * Also the end of a failed boot: whatever was mapped or loaded by then is given
 * back. Nothing is done to a firmware that somebody else has started.
 *
 * Context: an unprepare operation, after which the core uses no table.
 * Return: 0 or a negative errno; the reason is logged.
 */
int teeproc_release(struct teeproc *tee)
{
	u32 result;

	rproc_fix_failed_attach(tee->rproc, tee->table);
	teeproc_unmap_table(tee);
	tee->table_error = 0;
	tee->preloaded = false;
	if (!tee->holds_fw)
		return 0;

	result = invoke_plain(tee, TEEPROC_TA_CMD_RELEASE_FW);
	if (result == TEE_ERROR_BAD_STATE) {
		/* the start that failed did start it */
		result = invoke_plain(tee, TEEPROC_TA_CMD_STOP_FW);
		if (result == TEE_SUCCESS)
			result = invoke_plain(tee, TEEPROC_TA_CMD_RELEASE_FW);
	}
	if (result == TEE_SUCCESS) {
		tee->holds_fw = false;
		tee->maybe_loaded = false;
	}

	return teeproc_result(tee, TEEPROC_TA_CMD_RELEASE_FW, result);
}
EXPORT_SYMBOL_NS_GPL(teeproc_release, TEEPROC_NS);

/* An application without the command: its answer to a release tells as much. */
static int state_by_release(struct teeproc *tee)
{
	u32 result = invoke_plain(tee, TEEPROC_TA_CMD_RELEASE_FW);

	switch (result) {
	case TEE_SUCCESS:
	case TEE_ERROR_BAD_PARAMETERS: /* it has not seen this one yet */
		return TEEPROC_TA_OFF;
	case TEE_ERROR_BAD_STATE:
		return TEEPROC_TA_STARTED;
	default:
		return teeproc_result(tee, TEEPROC_TA_CMD_RELEASE_FW, result);
	}
}

/* Return: TEEPROC_TA_*, or a negative errno, logged */
static int ask_state(struct teeproc *tee)
{
	struct tee_param params[TEEPROC_PARAMS] = {
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_OUTPUT,
	};
	u32 result = teeproc_invoke(tee, TEEPROC_TA_CMD_GET_STATE, params);

	if (result == TEE_ERROR_NOT_SUPPORTED ||
	    result == TEE_ERROR_NOT_IMPLEMENTED ||
	    result == TEE_ERROR_BAD_PARAMETERS)
		return state_by_release(tee);
	if (result != TEE_SUCCESS)
		return teeproc_result(tee, TEEPROC_TA_CMD_GET_STATE, result);

	switch (params[1].u.value.a) {
	case TEEPROC_TA_LOADED:
	case TEEPROC_TA_STARTED:
		return params[1].u.value.a;
	default:
		return TEEPROC_TA_OFF;
	}
}

/**
 * teeproc_is_started() - does the TEE have it running?
 * @tee: handle of the remote processor, which Linux has started or attached to
 *
 * Context: with the remote processor's lock held.
 * Return: 1, 0, or a negative errno; the reason is logged.
 */
int teeproc_is_started(struct teeproc *tee)
{
	int state = ask_state(tee);

	return state < 0 ? state : state == TEEPROC_TA_STARTED;
}
EXPORT_SYMBOL_NS_GPL(teeproc_is_started, TEEPROC_NS);

static int read_state(struct teeproc *tee)
{
	int state = ask_state(tee);
	int ret;

	if (state != TEEPROC_TA_LOADED)
		return state;

	tee->holds_fw = true;
	ret = teeproc_release(tee);

	return ret ? ret : TEEPROC_TA_OFF;
}

/**
 * teeproc_state() - state of the remote processor, before Linux takes it over
 * @tee: handle of the remote processor, fresh
 *
 * A firmware that a boot loader or an earlier kernel has loaded, but not
 * started, is released.
 *
 * Context: probe, before the remote processor is registered; takes its lock.
 * Return: TEEPROC_TA_OFF, TEEPROC_TA_STARTED, or a negative errno, logged.
 */
int teeproc_state(struct teeproc *tee)
{
	int state;

	mutex_lock(&tee->rproc->lock);
	state = read_state(tee);
	mutex_unlock(&tee->rproc->lock);

	return state;
}
EXPORT_SYMBOL_NS_GPL(teeproc_state, TEEPROC_NS);
