// SPDX-License-Identifier: BSD-2-Clause
/*
 * The root public keys: hashes in the fuses, blobs in the device tree.
 *
 * A slot is nine rows: the hash, its first byte lowest, then bit 0 programmed, bit 1
 * revoked, bits 8 to 15 the cores. Fuses are scarce. Who changes the device tree can
 * take a key away and nothing else: a blob counts if it has the hash that is burnt.
 */
#include "versal.h"

#include <io.h>
#include <kernel/dt.h>
#include <libfdt.h>
#include <string.h>
#include <string_ext.h>
#include <tee/tee_cryp_utl.h>
#include <tee_api_defines.h>
#include <trace.h>
#include <util.h>

#define ROW(slot) (1u + 9u * (slot))
#define HASH_ROWS (TEE_SHA256_HASH_SIZE / sizeof(uint32_t))
#define PROGRAMMED BIT32(0)
#define REVOKED BIT32(1)
#define CORES(flags) ((flags) >> 8 & 0xff)

static struct {
	size_t size;
	uint8_t bytes[TEEPROC_KEY_BLOB_MAX];
} blobs[TEEPROC_KEY_SLOTS];

void keys_take_blobs(void)
{
	const void *fdt = get_external_dt();
	int node = fdt ? fdt_node_offset_by_compatible(fdt, -1,
						       "teeproc,versal-keys") :
			 -1;
	char name[] = "teeproc,key-0";
	unsigned int n = 0;

	memset(blobs, 0, sizeof(blobs));
	for (n = 0; node >= 0 && n < TEEPROC_KEY_SLOTS; n++) {
		const void *blob = NULL;
		int len = 0;

		name[sizeof(name) - 2] = '0' + n;
		blob = fdt_getprop(fdt, node, name, &len);
		if (!blob || len < 0 || (size_t)len > sizeof(blobs[n].bytes))
			continue;
		memcpy(blobs[n].bytes, blob, len);
		blobs[n].size = len;
	}
}

TEE_Result keys_read_slot(unsigned int number, struct rproc_key_slot *slot)
{
	uint8_t burnt[TEE_SHA256_HASH_SIZE] = {};
	uint8_t hash[TEE_SHA256_HASH_SIZE] = {};
	uint32_t flags = 0;
	uint32_t word = 0;
	unsigned int n = 0;
	TEE_Result res = fuses_read(ROW(number) + HASH_ROWS, &flags);

	if (!res && !(flags & PROGRAMMED))
		return TEE_ERROR_NO_DATA;
	for (n = 0; !res && n < HASH_ROWS; n++) {
		res = fuses_read(ROW(number) + n, &word);
		put_le32(burnt + n * sizeof(word), word);
	}
	slot->size = blobs[number].size;
	memcpy(slot->blob, blobs[number].bytes, slot->size);
	if (!res)
		res = tee_hash_createdigest(TEE_ALG_SHA256, slot->blob,
					    slot->size, hash, sizeof(hash));
	if (!res && consttime_memcmp(hash, burnt, sizeof(hash))) {
		EMSG("remoteproc: slot %u: the blob is not that of the fuses",
		     number);
		res = TEE_ERROR_SECURITY;
	}
	slot->programmed = !res;
	slot->revoked = flags & REVOKED;
	slot->cores = CORES(flags);
	return res;
}
