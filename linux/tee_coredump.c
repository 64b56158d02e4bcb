// SPDX-License-Identifier: GPL-2.0-only
/*
 * Core dump of a remote processor whose memories only the TEE reaches: the TEE
 * writes it, whole or in pieces, and user space gets it.
 */
#include "teeproc_tee.h"

#include <linux/devcoredump.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/export.h>
#include <linux/minmax.h>
#include <linux/remoteproc.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#include <teeproc/ta.h>

#include "tee_client.h"
#include "tee_errno.h"

static u32 invoke_coredump(struct teeproc *tee, struct tee_shm *shm,
			   size_t *size)
{
	struct tee_param params[TEEPROC_PARAMS] = {
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_OUTPUT,
	};
	u32 result;

	params[1].u.memref.shm = shm;
	params[1].u.memref.size = *size;
	result = teeproc_invoke(tee, TEEPROC_TA_CMD_GET_COREDUMP, params);
	*size = params[1].u.memref.size;

	return result;
}

static u32 invoke_piece(struct teeproc *tee, struct tee_shm *shm, size_t offset,
			size_t *size)
{
	struct tee_param params[TEEPROC_PARAMS] = {
		[1].attr = TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_OUTPUT,
		[1].u.memref.shm = shm,
		[1].u.memref.size = *size,
		[2].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
		[2].u.value.a = offset,
	};
	u32 result =
		teeproc_invoke(tee, TEEPROC_TA_CMD_GET_COREDUMP_PIECE, params);

	/* the TEE's word is not taken for what Linux copies */
	if (!params[1].u.memref.size || params[1].u.memref.size > *size)
		return result == TEE_SUCCESS ? TEE_ERROR_GENERIC : result;
	*size = params[1].u.memref.size;

	return result;
}

static u32 fill_pieces(struct teeproc *tee, u8 *dump, size_t size,
		       struct tee_shm *shm, const void *va)
{
	size_t done = 0;
	size_t piece;
	u32 result;

	while (done < size) {
		piece = min_t(size_t, size - done, TEEPROC_PIECE_SIZE);
		result = invoke_piece(tee, shm, done, &piece);
		if (result != TEE_SUCCESS)
			return result;
		memcpy(dump + done, va, piece);
		done += piece;
	}

	return TEE_SUCCESS;
}

static u32 fill_through_pieces(struct teeproc *tee, void *dump, size_t size)
{
	struct tee_shm *shm;
	u32 result;
	void *va;

	shm = teeproc_alloc_shared(tee, TEEPROC_PIECE_SIZE, &va);
	if (IS_ERR(shm))
		return TEE_ERROR_OUT_OF_MEMORY;
	result = fill_pieces(tee, dump, size, shm, va);
	tee_shm_free(shm);

	return result;
}

static u32 fill_in_place(struct teeproc *tee, void *dump, size_t *size)
{
	struct tee_shm *shm;
	u32 result;

	shm = teeproc_share(tee, dump, *size);
	if (IS_ERR(shm))
		return TEE_ERROR_OUT_OF_MEMORY;
	result = invoke_coredump(tee, shm, size);
	tee_shm_free(shm);

	return result;
}

static void no_coredump(struct teeproc *tee, u32 result)
{
	const char *why = tee_advice(result);

	if (result == TEE_ERROR_ACCESS_DENIED)
		why = "the TEE does not know the firmware as debuggable";
	else if (result == TEE_ERROR_BAD_STATE)
		why = "no firmware has run since the memories were scrubbed";
	dev_info(&tee->rproc->dev, "no core dump: %s (%#x)\n", why, result);
}

/**
 * teeproc_coredump() - hand the TEE's core dump to user space
 * @tee: handle of the remote processor
 *
 * An ELF core file, as a devcoredump. Whether there is one is for the TEE to
 * say; a recovery goes on without.
 *
 * Context: a coredump operation; the remote processor is stopped.
 */
void teeproc_coredump(struct teeproc *tee)
{
	struct rproc *rproc = tee->rproc;
	size_t room = 0;
	size_t size;
	u32 result;
	void *dump;

	if (rproc->dump_conf == RPROC_COREDUMP_DISABLED)
		return;

	/* the first time only to be told the size */
	result = invoke_coredump(tee, NULL, &room);
	if (result != TEE_ERROR_SHORT_BUFFER || !room) {
		no_coredump(tee, result);
		return;
	}
	dump = vzalloc(room);
	if (!dump) {
		no_coredump(tee, TEE_ERROR_OUT_OF_MEMORY);
		return;
	}

	size = room;
	result = teeproc_can_share(dump) ? fill_in_place(tee, dump, &size) :
					   fill_through_pieces(tee, dump, size);
	if (result == TEE_SUCCESS && size > room)
		result = TEE_ERROR_SHORT_BUFFER;
	if (result != TEE_SUCCESS) {
		no_coredump(tee, result);
		vfree(dump);
		return;
	}
	dev_coredumpv(&rproc->dev, dump, size, GFP_KERNEL); /* frees it */
}
EXPORT_SYMBOL_NS_GPL(teeproc_coredump, TEEPROC_NS);
