// SPDX-License-Identifier: GPL-2.0-only
/*
 * The way of an image to the TEE: as it lies in memory where the kernel allows
 * it; else copied, in pieces if it is large. An application without pieces,
 * such as OP-TEE's own, gets a copy of the whole.
 */
#include "tee_client.h"

#include <linux/device.h>
#include <linux/err.h>
#include <linux/firmware.h>
#include <linux/minmax.h>
#include <linux/remoteproc.h>
#include <linux/slab.h>
#include <linux/string.h>

#include <teeproc/ta.h>

#include "tee_errno.h"

static u32 send_whole(struct teeproc *tee, struct tee_shm *shm, size_t size)
{
	struct tee_param params[TEEPROC_PARAMS] = {
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT,
		[1].u.memref.shm = shm,
		[1].u.memref.size = size,
	};

	return teeproc_invoke(tee, TEEPROC_TA_CMD_LOAD_FW, params);
}

static u32 send_piece(struct teeproc *tee, struct tee_shm *shm, size_t size,
		      size_t offset, size_t total)
{
	struct tee_param params[TEEPROC_PARAMS] = {
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT,
		[1].u.memref.shm = shm,
		[1].u.memref.size = size,
		[2].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
		[2].u.value.a = offset,
		[2].u.value.b = total,
	};

	return teeproc_invoke(tee, TEEPROC_TA_CMD_LOAD_FW_PIECE, params);
}

static u32 send_pieces(struct teeproc *tee, const struct firmware *fw,
		       struct tee_shm *shm, void *va)
{
	size_t offset = 0;
	u32 result = TEE_SUCCESS;
	size_t size;

	while (result == TEE_SUCCESS && offset < fw->size) {
		size = min_t(size_t, fw->size - offset, TEEPROC_PIECE_SIZE);
		memcpy(va, fw->data + offset, size);
		result = send_piece(tee, shm, size, offset, fw->size);
		offset += size;
	}

	return result;
}

static int share_in_place(struct teeproc *tee, const struct firmware *fw,
			  u32 *result)
{
	struct tee_shm *shm = teeproc_share(tee, fw->data, fw->size);

	if (IS_ERR(shm))
		return PTR_ERR(shm);
	*result = send_whole(tee, shm, fw->size);
	tee_shm_free(shm);

	return 0;
}

static int copy_whole(struct teeproc *tee, const struct firmware *fw,
		      u32 *result)
{
	struct tee_shm *shm;
	void *va;

	if (fw->size > KMALLOC_MAX_SIZE) {
		dev_err(&tee->rproc->dev,
			"%zu bytes of firmware are too many to copy as a whole, and it can't go in pieces: sign it with teeproc-image\n",
			fw->size);
		return -E2BIG;
	}
	shm = teeproc_alloc_shared(tee, fw->size, &va);
	if (IS_ERR(shm))
		return PTR_ERR(shm);
	memcpy(va, fw->data, fw->size);
	*result = send_whole(tee, shm, fw->size);
	tee_shm_free(shm);

	return 0;
}

static int copy_pieces(struct teeproc *tee, const struct firmware *fw,
		       u32 *result)
{
	struct tee_shm *shm;
	void *va;

	shm = teeproc_alloc_shared(tee, TEEPROC_PIECE_SIZE, &va);
	if (IS_ERR(shm))
		return PTR_ERR(shm);

	/* the TEE has a part of it, whatever comes next */
	tee->holds_fw = true;
	*result = send_pieces(tee, fw, shm, va);
	/* a new instance of the application has none: once more from the start */
	if (*result == TEE_ERROR_TARGET_DEAD)
		*result = send_pieces(tee, fw, shm, va);
	tee_shm_free(shm);

	return 0;
}

/* Either the application takes no pieces, or not of an image like this one. */
static bool wants_whole(u32 result)
{
	return result == TEE_ERROR_NOT_SUPPORTED ||
	       result == TEE_ERROR_NOT_IMPLEMENTED ||
	       result == TEE_ERROR_BAD_PARAMETERS;
}

/**
 * teeproc_send_image() - have the TEE load an image
 * @tee: the handle; the TEE has no firmware loaded
 * @fw: signed image
 * @result: what the TEE said, filled in on success
 *
 * Return: 0, or a negative errno, logged, if the TEE could not be asked: -E2BIG
 * for an image that cannot go in pieces and is larger than memory in a row can be.
 */
int teeproc_send_image(struct teeproc *tee, const struct firmware *fw,
		       u32 *result)
{
	int ret;

	if (teeproc_can_share(fw->data)) {
		ret = share_in_place(tee, fw, result);
	} else if (fw->size <= TEEPROC_PIECE_SIZE) {
		ret = copy_whole(tee, fw, result);
	} else {
		ret = copy_pieces(tee, fw, result);
		if (!ret && wants_whole(*result))
			ret = copy_whole(tee, fw, result);
	}
	if (ret && ret != -E2BIG)
		dev_err(&tee->rproc->dev,
			"can't share %zu bytes of firmware with the TEE: %pe\n",
			fw->size, ERR_PTR(ret));

	return ret;
}
