// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers for the TEE. A firmware lies in vmalloc memory; where the TEE
 * subsystem can register that, the TEE reads the very pages and nothing is
 * copied.
 */
#include "tee_client.h"

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/string.h>

/* TEE_REGISTERS_VMALLOC is told by Kbuild, which knows the kernel. */
static bool can_register(const void *data)
{
	if (is_vmalloc_addr(data))
		return TEE_REGISTERS_VMALLOC;

	/* a firmware in the kernel's image is neither */
	return virt_addr_valid(data);
}

/**
 * rproc_tee_share() - let the TEE read a buffer
 * @tee: the handle
 * @data: the buffer; stays the caller's, until tee_shm_free() not to be freed
 * @size: in bytes, not 0
 *
 * Return: shared memory that holds the bytes, or an ERR_PTR.
 */
struct tee_shm *rproc_tee_share(struct rproc_tee *tee, const void *data,
				size_t size)
{
	struct tee_shm *shm;
	void *copy;

	if (can_register(data))
		return tee_shm_register_kernel_buf(tee->ctx, (void *)data,
						   size);

	shm = tee_shm_alloc_kernel_buf(tee->ctx, size);
	if (IS_ERR(shm))
		return shm;
	copy = tee_shm_get_va(shm, 0);
	if (IS_ERR(copy)) {
		tee_shm_free(shm);
		return ERR_CAST(copy);
	}
	memcpy(copy, data, size);

	return shm;
}

/**
 * rproc_tee_share_out() - let the TEE write into a vmalloc buffer
 * @tee: the handle
 * @data: the buffer, from vmalloc()
 * @size: in bytes, not 0
 *
 * Return: shared memory over the buffer, or an ERR_PTR: -EOPNOTSUPP where the
 * kernel cannot register vmalloc memory.
 */
struct tee_shm *rproc_tee_share_out(struct rproc_tee *tee, void *data,
				    size_t size)
{
	if (!TEE_REGISTERS_VMALLOC)
		return ERR_PTR(-EOPNOTSUPP);

	return tee_shm_register_kernel_buf(tee->ctx, data, size);
}
