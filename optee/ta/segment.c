// SPDX-License-Identifier: BSD-2-Clause
#include "segment.h"

#include "authentication.h"
#include "pta.h"

#include <trace.h>

/* Commands come one at a time, so one for all cores will do. */
static uint8_t copy[4096];

/* 0 if this part of the segment is what the platform says that it has loaded */
static uint32_t load_difference(const struct core *core,
				const struct walk *walk,
				const struct teeproc_range *part,
				const uint8_t *hash, uint64_t receipt)
{
	const struct teeproc_segment *again = &walk->again;
	uint32_t da = again->da + (part->offset - again->offset);

	return format_difference(walk) |
	       pta_receipt_difference(core, receipt, da, part->size, hash);
}

/* One without file bytes is complete when nothing of it is loaded. */
static TEE_Result load_nothing(const struct walk *walk, struct verdict *verdict)
{
	verdict_add(verdict, VERDICT_SEGMENT,
		    walk->segment.file_size | format_difference(walk));
	verdict_add(verdict, VERDICT_SEGMENT,
		    walk->again.file_size | format_difference(walk));
	return TEE_SUCCESS;
}

static TEE_Result load_whole(struct core *core, const struct walk *walk,
			     const uint8_t *bytes, struct verdict *verdict)
{
	const struct teeproc_segment *segment = &walk->segment;
	const struct teeproc_segment *again = &walk->again;
	const struct teeproc_range part = { again->offset, again->file_size };
	const struct pta_load load = {
		.da = segment->da,
		.bytes = bytes,
		.size = segment->file_size,
		.hash = segment->hash,
	};
	volatile uint32_t res = UNDONE;
	uint64_t receipt = 0;

	res = pta_load_segment(core, &load, &receipt);
	verdict_add(verdict, VERDICT_SEGMENT,
		    res | (load.size ^ again->file_size));
	verdict_add(verdict, VERDICT_SEGMENT,
		    res | load_difference(core, walk, &part, again->hash,
					  receipt));
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

static TEE_Result load_part(struct core *core, const struct walk *walk,
			    const uint8_t *bytes,
			    const struct teeproc_range *part,
			    struct segment_parts *parts)
{
	uint8_t hash[TEEPROC_SHA256_SIZE] = { 0 };
	const struct teeproc_segment *segment = &walk->segment;
	const struct pta_load load = {
		.da = segment->da + (part->offset - segment->offset),
		.bytes = bytes,
		.size = part->size,
		.hash = hash,
	};
	volatile uint32_t res = UNDONE;
	uint64_t receipt = 0;

	if (!parts->op && sha256_open(&parts->op))
		return TEE_ERROR_OUT_OF_MEMORY;
	res = hash_part(parts, bytes, part->size, hash);
	if (!res) {
		res = pta_load_segment(core, &load, &receipt);
		parts->loaded += part->size;
	}
	parts->failed |= res;
	parts->failed |= load_difference(core, walk, part, hash, receipt);
	return res;
}

/* All parts are there: are they, together, what was signed? */
static TEE_Result check_parts(const struct walk *walk,
			      struct segment_parts *parts,
			      struct verdict *verdict)
{
	uint8_t hash[TEEPROC_SHA256_SIZE] = { 0 };
	size_t size = sizeof(hash);
	TEE_Result res = TEE_DigestDoFinal(parts->op, NULL, 0, hash, &size);

	if (res)
		return res;
	verdict_add(verdict, VERDICT_SEGMENT,
		    parts->failed | (parts->loaded ^ walk->segment.file_size) |
			    TEE_MemCompare(hash, walk->segment.hash,
					   sizeof(hash)));
	verdict_add(verdict, VERDICT_SEGMENT,
		    parts->failed | (parts->loaded ^ walk->again.file_size) |
			    TEE_MemCompare(hash, walk->again.hash,
					   sizeof(hash)));
	return TEE_MemCompare(hash, walk->again.hash, sizeof(hash)) ?
		       TEE_ERROR_SECURITY :
		       TEE_SUCCESS;
}

static TEE_Result load_bytes(struct core *core, const struct walk *walk,
			     const struct window *window,
			     struct segment_parts *parts,
			     struct verdict *verdict)
{
	const struct teeproc_segment *segment = &walk->segment;
	struct teeproc_range part = { 0 };
	const uint8_t *bytes =
		format_look(window, segment->offset, segment->file_size, &part);
	TEE_Result res = TEE_SUCCESS;

	if (!bytes)
		return TEE_SUCCESS;
	if (part.size == segment->file_size)
		return load_whole(core, walk, bytes, verdict);
	res = load_part(core, walk, bytes, &part, parts);
	if (!res && parts->loaded == segment->file_size)
		res = check_parts(walk, parts, verdict);
	return res;
}

TEE_Result segment_load(struct core *core, const struct walk *walk,
			const struct window *window, bool last,
			struct segment_parts *parts, struct verdict *verdict)
{
	const struct teeproc_segment *segment = &walk->segment;
	TEE_Result res = TEE_SUCCESS;

	if (segment->file_size)
		res = load_bytes(core, walk, window, parts, verdict);
	else if (last)
		res = load_nothing(walk, verdict);
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
