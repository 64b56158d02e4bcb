// SPDX-License-Identifier: GPL-2.0-only
/*
 * Buffers for the TEE. A firmware lies in vmalloc memory; where the TEE
 * subsystem can register that, the TEE reads the very pages and nothing is
 * copied. Where it cannot, what the TEE is to see has to be physically
 * contiguous, and goes through a small buffer piece by piece.
 */
#include "tee_client.h"

#include <linux/err.h>
#include <linux/mm.h>

/**
 * teeproc_can_share() - can the TEE work on a buffer where it lies?
 * @data: the buffer
 */
bool teeproc_can_share(const void *data)
{
	/* TEE_REGISTERS_VMALLOC is told by Kbuild, which knows the kernel */
	if (is_vmalloc_addr(data))
		return TEE_REGISTERS_VMALLOC;

	/* a firmware in the kernel's image is neither */
	return virt_addr_valid(data);
}

/**
 * teeproc_share() - let the TEE work on a buffer
 * @tee: the handle
 * @data: the buffer, which teeproc_can_share(); stays the caller's, not to be
 *	freed until tee_shm_free()
 * @size: in bytes, not 0
 *
 * Return: shared memory over the buffer, or an ERR_PTR.
 */
struct tee_shm *teeproc_share(struct teeproc *tee, const void *data,
			      size_t size)
{
	return tee_shm_register_kernel_buf(tee->ctx, (void *)data, size);
}

/**
 * teeproc_alloc_shared() - get a buffer that the TEE can work on
 * @tee: the handle
 * @size: in bytes, not 0. TEEPROC_PIECE_SIZE can always be had, more depends
 *	on how fragmented the memory is
 * @va: its address, filled in
 *
 * Return: shared memory, for tee_shm_free(), or an ERR_PTR.
 */
struct tee_shm *teeproc_alloc_shared(struct teeproc *tee, size_t size,
				     void **va)
{
	struct tee_shm *shm = tee_shm_alloc_kernel_buf(tee->ctx, size);

	if (IS_ERR(shm))
		return shm;
	*va = tee_shm_get_va(shm, 0);
	if (IS_ERR(*va)) {
		tee_shm_free(shm);
		return ERR_CAST(*va);
	}

	return shm;
}
