// SPDX-License-Identifier: BSD-2-Clause
/* Struct SHA256_CTX can be copied byte by byte, an EVP_MD_CTX can't. */
#define OPENSSL_API_COMPAT 0x10100000L

#include "digests.h"

#include <string.h>

/* x0 algorithm, x1 mode, x4 handle */
TEE_Result digest_alloc(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	uint32_t n;

	if (machine_x(machine, 0) != TEE_ALG_SHA256 ||
	    machine_x(machine, 1) != TEE_MODE_DIGEST)
		return TEE_ERROR_NOT_SUPPORTED;
	for (n = 0; n < TEE_OPERATIONS; n++)
		if (!tee->state.operations[n].used)
			break;
	if (n == TEE_OPERATIONS)
		return TEE_ERROR_OUT_OF_MEMORY;
	if (!machine_put32(machine, machine_x(machine, 4), n + 1))
		return TEE_ERROR_ACCESS_DENIED;
	tee->state.operations[n].used = true;
	/* so that one that was not initialized can be told */
	memset(&tee->state.operations[n].sha256, 0, sizeof(SHA256_CTX));
	return TEE_SUCCESS;
}

static SHA256_CTX *find_operation(struct tee *tee, uint64_t handle)
{
	if (!handle || handle > TEE_OPERATIONS ||
	    !tee->state.operations[handle - 1].used)
		return NULL;
	return &tee->state.operations[handle - 1].sha256;
}

/* x0 handle */
TEE_Result digest_free(struct tee *tee)
{
	const uint64_t handle = machine_x(&tee->machine, 0);

	if (!find_operation(tee, handle))
		return TEE_ERROR_BAD_PARAMETERS;
	tee->state.operations[handle - 1].used = false;
	return TEE_SUCCESS;
}

/* x0 handle */
TEE_Result digest_init(struct tee *tee)
{
	SHA256_CTX *sha256 = find_operation(tee, machine_x(&tee->machine, 0));

	if (!sha256)
		return TEE_ERROR_BAD_PARAMETERS;
	SHA256_Init(sha256);
	return TEE_SUCCESS;
}

/* x0 handle, x1 bytes, x2 how many */
TEE_Result digest_update(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	SHA256_CTX *sha256 = find_operation(tee, machine_x(machine, 0));
	const uint64_t size = machine_x(machine, 2);
	const void *bytes =
		machine_at(machine, machine_x(machine, 1), size, false);

	if (!size)
		return TEE_SUCCESS;
	if (!sha256 || !bytes)
		return TEE_ERROR_BAD_PARAMETERS;
	/* never initialized */
	if (!sha256->md_len)
		return TEE_ERROR_BAD_STATE;
	SHA256_Update(sha256, bytes, size);
	return TEE_SUCCESS;
}

/* the same, x3 digest, x4 room there */
TEE_Result digest_final(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	SHA256_CTX *sha256 = find_operation(tee, machine_x(machine, 0));
	uint64_t *room =
		machine_at(machine, machine_x(machine, 4), sizeof(*room), true);
	uint8_t *digest =
		room ? machine_at(machine, machine_x(machine, 3), *room, true) :
		       NULL;
	TEE_Result res = TEE_SUCCESS;

	if (!sha256 || !digest)
		return TEE_ERROR_BAD_PARAMETERS;
	if (*room < SHA256_DIGEST_LENGTH)
		res = TEE_ERROR_SHORT_BUFFER;
	*room = SHA256_DIGEST_LENGTH;
	if (!res)
		res = digest_update(tee);
	if (!res && !sha256->md_len)
		res = TEE_ERROR_BAD_STATE;
	if (!res)
		SHA256_Final(digest, sha256);
	return res;
}
