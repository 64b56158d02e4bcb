// SPDX-License-Identifier: GPL-2.0-only
/*
 * Measurement: what the TEE has loaded, in hashes.
 */
#include "teeproc_tee.h"

#include <linux/err.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <teeproc/ta.h>

#include "tee_client.h"
#include "tee_errno.h"

#define SEGMENTS_MAX 64 /* TEEPROC_SEGMENTS_MAX of teeproc/image.h */

/* One hash over all, one for each of as many segments as an image can have */
#define MEASUREMENT_MAX (TEEPROC_MEASUREMENT_HASH * (1 + SEGMENTS_MAX))

/* Answers that are no trouble: nothing is logged of them */
static int measurement_errno(struct teeproc *tee, u32 result)
{
	switch (result) {
	case TEE_ERROR_BAD_STATE: /* nothing is loaded */
	case TEE_ERROR_NO_DATA: /* it found the remote processor running */
		return -ENODATA;
	case TEE_ERROR_NOT_SUPPORTED:
	case TEE_ERROR_NOT_IMPLEMENTED:
	case TEE_ERROR_BAD_PARAMETERS: /* OP-TEE's own, to an unknown command */
		return -EOPNOTSUPP;
	default:
		return teeproc_result(tee, TEEPROC_TA_CMD_GET_MEASUREMENT,
				      result);
	}
}

/**
 * teeproc_measurement() - what firmware is loaded, as the TEE has measured it
 * @tee: handle of the remote processor
 * @hashes: filled in, for kfree(): of SHA-256's the one over all, then one for each
 *	segment that was loaded, in the order of the file
 *
 * See TEEPROC_TA_CMD_GET_MEASUREMENT for what they are made of.
 *
 * Context: the remote processor is locked.
 * Return: how many hashes there are, at least 2; -ENODATA if no firmware is
 * loaded, or the TEE did not load it; -EOPNOTSUPP if the TEE does not measure; or
 * another negative errno, logged.
 */
int teeproc_measurement(struct teeproc *tee, u8 **hashes)
{
	struct tee_param params[TEEPROC_PARAMS] = {
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_OUTPUT,
		[1].u.memref.size = MEASUREMENT_MAX,
	};
	struct tee_shm *shm;
	size_t size;
	u32 result;
	void *va;

	shm = teeproc_alloc_shared(tee, MEASUREMENT_MAX, &va);
	if (IS_ERR(shm))
		return PTR_ERR(shm);
	params[1].u.memref.shm = shm;
	result = teeproc_invoke(tee, TEEPROC_TA_CMD_GET_MEASUREMENT, params);
	size = params[1].u.memref.size;
	/* the TEE's word is not taken for what Linux copies */
	if (result == TEE_SUCCESS &&
	    (size < 2 * TEEPROC_MEASUREMENT_HASH || size > MEASUREMENT_MAX ||
	     size % TEEPROC_MEASUREMENT_HASH))
		result = TEE_ERROR_GENERIC;
	*hashes = result == TEE_SUCCESS ? kmemdup(va, size, GFP_KERNEL) : NULL;
	tee_shm_free(shm);
	if (result != TEE_SUCCESS)
		return measurement_errno(tee, result);

	return *hashes ? size / TEEPROC_MEASUREMENT_HASH : -ENOMEM;
}
EXPORT_SYMBOL_NS_GPL(teeproc_measurement, TEEPROC_NS);
