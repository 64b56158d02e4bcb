// SPDX-License-Identifier: GPL-2.0-only
/* Each result of the TEE has one errno, and one sentence that says what to do. */
#include "tee_errno.h"

#include <linux/errno.h>
#include <linux/kernel.h>

struct tee_meaning {
	u32 result;
	int error;
	const char *advice;
};

static const struct tee_meaning tee_meanings[] = {
	{ TEE_SUCCESS, 0, "done" },
	{ TEE_ERROR_SIGNATURE_INVALID, -EKEYREJECTED,
	  "wrong signature: sign the image with a key that this device trusts" },
	{ TEE_ERROR_SECURITY, -EKEYREJECTED,
	  "not authentic or rolled back: reinstall it or sign the current one with a trusted key" },
	{ TEE_ERROR_MAC_INVALID, -EKEYREJECTED,
	  "not the bytes that were signed: install the image again" },
	{ TEE_ERROR_BAD_FORMAT, -ENOEXEC,
	  "not a signed image, or truncated: sign the ELF file, install it again" },
	{ TEE_ERROR_ACCESS_DENIED, -EACCES,
	  "the TEE does not allow it: see the secure log for the rule" },
	{ TEE_ERROR_OUT_OF_MEMORY, -ENOMEM,
	  "the TEE is out of memory: try again, or give it a larger heap" },
	{ TEE_ERROR_BAD_STATE, -EBUSY,
	  "in use: somebody else has loaded or started it, stop it there first" },
	{ TEE_ERROR_BUSY, -EBUSY,
	  "the TEE is busy with this remote processor: try again" },
	{ TEE_ERROR_ACCESS_CONFLICT, -EBUSY,
	  "another client of the TEE uses it: end that first" },
	{ TEE_ERROR_COMMUNICATION, -ECOMM,
	  "the TEE did not reach the remote processor: try again" },
	{ TEE_ERROR_TARGET_DEAD, -EPIPE,
	  "the Trusted Application has died: try again; see the secure log for why" },
	{ TEE_ERROR_BAD_PARAMETERS, -EINVAL,
	  "not understood: install the Trusted Application of this driver" },
	{ TEE_ERROR_ITEM_NOT_FOUND, -ENODEV,
	  "the TEE has no such remote processor: check the id in teeproc,tee" },
	{ TEE_ERROR_NOT_IMPLEMENTED, -EOPNOTSUPP,
	  "the Trusted Application lacks this command: update it" },
	{ TEE_ERROR_NOT_SUPPORTED, -EOPNOTSUPP,
	  "the TEE does not support what the image asks for: update it" },
	{ TEE_ERROR_NO_DATA, -ENODATA,
	  "the TEE has nothing to give: load a firmware first" },
	{ TEE_ERROR_EXCESS_DATA, -E2BIG,
	  "more than the TEE takes: make the firmware smaller" },
	{ TEE_ERROR_OVERFLOW, -EOVERFLOW,
	  "larger than the memory it is for: check the firmware's link layout" },
	{ TEE_ERROR_SHORT_BUFFER, -ENOSPC,
	  "the buffer is too small: report this as a bug of the driver" },
	{ TEE_ERROR_STORAGE_NO_SPACE, -ENOSPC,
	  "the TEE's storage is full: make room there" },
	{ TEE_ERROR_TIMEOUT, -ETIMEDOUT,
	  "the remote processor did not answer the TEE in time: try again" },
	{ TEE_ERROR_CANCEL, -ECANCELED,
	  "the TEE was told to give up: try again" },
	/* the last one is also for what is not in the table */
	{ TEE_ERROR_GENERIC, -EIO,
	  "the TEE does not say why: see the secure log" },
};

static const struct tee_meaning *tee_meaning(u32 result)
{
	const struct tee_meaning *last =
		&tee_meanings[ARRAY_SIZE(tee_meanings) - 1];
	const struct tee_meaning *meaning = tee_meanings;

	while (meaning != last && meaning->result != result)
		meaning++;

	return meaning;
}

/**
 * tee_errno() - the errno of a TEE result
 * @result: TEE_SUCCESS or TEE_ERROR_*
 *
 * Return: 0 or a negative errno; -EIO for a result that is not known.
 */
int tee_errno(u32 result)
{
	return tee_meaning(result)->error;
}

/**
 * tee_advice() - what to do about a TEE result
 * @result: TEE_ERROR_*
 *
 * Return: a sentence for the log, without a full stop.
 */
const char *tee_advice(u32 result)
{
	return tee_meaning(result)->advice;
}
