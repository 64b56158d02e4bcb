// SPDX-License-Identifier: BSD-2-Clause
#include "segment.h"

#include "authentication.h"
#include "pta.h"

#include <trace.h>

/* Commands come one at a time, so one for all cores will do. */
static uint8_t copy[4096];

static TEE_Result load_whole(struct core *core,
			     const struct teeproc_segment *segment,
			     const uint8_t *bytes, struct verdict *verdict)
{
	volatile uint32_t loaded = 0;
	TEE_Result res = TEE_SUCCESS;

	if (segment->file_size) {
		res = pta_load_segment(core, segment->da, bytes,
				       segment->file_size, segment->hash);
		loaded = segment->file_size;
	}
	/* one that was left out has not failed, but is not what was signed */
	verdict_add(verdict, VERDICT_SEGMENT,
		    res | (loaded ^ segment->file_size));
	return res;
}

/* Each byte is read from the caller once: both hashes are over one copy. */
static TEE_Result hash_part(struct segment_parts *parts, const uint8_t *bytes,
			    uint32_t size, uint8_t *hash)
{
	TEE_OperationHandle op = TEE_HANDLE_NULL;
	size_t hash_size = TEEPROC_SHA256_SIZE;
	uint32_t done = 0;
	TEE_Result res = sha256_open(&op);

	if (res)
		return res;
	while (done < size) {
		uint32_t step = size - done < sizeof(copy) ? size - done :
							     sizeof(copy);

		TEE_MemMove(copy, bytes + done, step);
		TEE_DigestUpdate(op, copy, step);
		TEE_DigestUpdate(parts->op, copy, step);
		done += step;
	}
	res = TEE_DigestDoFinal(op, NULL, 0, hash, &hash_size);
	TEE_FreeOperation(op);
	return res;
}

static TEE_Result load_part(struct core *core,
			    const struct teeproc_segment *segment,
			    const uint8_t *bytes,
			    const struct teeproc_range *part,
			    struct segment_parts *parts)
{
	uint8_t hash[TEEPROC_SHA256_SIZE] = { 0 };
	uint32_t da = segment->da + (part->offset - segment->offset);
	TEE_Result res = TEE_SUCCESS;

	if (!parts->op)
		res = sha256_open(&parts->op);
	if (!res)
		res = hash_part(parts, bytes, part->size, hash);
	if (!res) {
		res = pta_load_segment(core, da, bytes, part->size, hash);
		parts->loaded += part->size;
	}
	parts->failed |= res;
	return res;
}

/* All parts are there: are they, together, what was signed? */
static TEE_Result check_parts(const struct teeproc_segment *segment,
			      struct segment_parts *parts,
			      struct verdict *verdict)
{
	uint8_t hash[TEEPROC_SHA256_SIZE] = { 0 };
	size_t size = sizeof(hash);
	TEE_Result res = TEE_DigestDoFinal(parts->op, NULL, 0, hash, &size);
	uint32_t differ = 0;

	if (res)
		return res;
	differ = TEE_MemCompare(hash, segment->hash, sizeof(hash));
	verdict_add(verdict, VERDICT_SEGMENT,
		    parts->failed | (parts->loaded ^ segment->file_size) |
			    differ |
			    TEE_MemCompare(hash, segment->hash, sizeof(hash)));
	return differ ? TEE_ERROR_SECURITY : TEE_SUCCESS;
}

static TEE_Result load_bytes(struct core *core,
			     const struct teeproc_segment *segment,
			     const struct window *window,
			     struct segment_parts *parts,
			     struct verdict *verdict)
{
	struct teeproc_range part = { 0 };
	const uint8_t *bytes =
		format_look(window, segment->offset, segment->file_size, &part);
	TEE_Result res = TEE_SUCCESS;

	if (!bytes)
		return TEE_SUCCESS;
	if (part.size == segment->file_size)
		return load_whole(core, segment, bytes, verdict);
	res = load_part(core, segment, bytes, &part, parts);
	if (!res && parts->loaded == segment->file_size)
		res = check_parts(segment, parts, verdict);
	return res;
}

TEE_Result segment_load(struct core *core,
			const struct teeproc_segment *segment,
			const struct window *window, bool last,
			struct segment_parts *parts, struct verdict *verdict)
{
	uint32_t zeroes = segment->mem_size - segment->file_size;
	TEE_Result res = TEE_SUCCESS;

	if (segment->file_size)
		res = load_bytes(core, segment, window, parts, verdict);
	else if (last)
		res = load_whole(core, segment, NULL, verdict);
	if (!res && last && zeroes)
		res = pta_fill(core, (uint64_t)segment->da + segment->file_size,
			       zeroes, 0);
	if (res)
		EMSG("core %" PRIu32 ": segment at %#" PRIx32
		     " not loaded: %#" PRIx32,
		     core->id, segment->da, res);
	return res;
}

void segment_parts_free(struct segment_parts *parts)
{
	if (parts->op)
		TEE_FreeOperation(parts->op);
	parts->op = TEE_HANDLE_NULL;
}
