// SPDX-License-Identifier: BSD-2-Clause
/*
 * Loading: nothing is written before header, TLVs, signature, target, rollback
 * index and the place of every segment are checked; nothing is believed of the bytes
 * themselves but what the platform measures at their destination. Of a segment
 * that comes in several pieces, see segment.h.
 */
#include "loading.h"

#include "authentication.h"
#include "format.h"
#include "identity.h"
#include "pta.h"
#include "rollback.h"
#include "segment.h"

#include <trace.h>

/**
 * struct loading - an image of which pieces have come
 * @fw: its metadata
 * @next: offset of the piece that must come next
 * @rest: SHA-256 of what is not loaded, if the image has that hash
 * @parts: of each segment
 */
struct loading {
	struct firmware fw;
	uint32_t next;
	TEE_OperationHandle rest;
	struct segment_parts parts[TEEPROC_SEGMENTS_MAX];
};

static void put_le32(uint8_t *dst, uint32_t value)
{
	dst[0] = value;
	dst[1] = value >> 8;
	dst[2] = value >> 16;
	dst[3] = value >> 24;
}

static TEE_Result check_places(const struct core *core,
			       const struct firmware *fw,
			       struct verdict *verdict)
{
	struct walk walk = { 0 };
	volatile TEE_Result res = UNDONE;

	for (format_walk(&walk); format_next_segment(fw, &walk);
	     format_used(&walk)) {
		const struct teeproc_segment *segment = &walk.segment;

		res = core_check_place(core, segment->da, segment->mem_size);
		verdict_add(verdict, VERDICT_PLACED,
			    res | format_difference(&walk));
		if (res) {
			EMSG("core %" PRIu32 ": image refused: %#" PRIx32
			     " bytes at %#" PRIx32 " are no memory of it",
			     core->id, segment->mem_size, segment->da);
			return res;
		}
		res = core_check_place(core, walk.again.da,
				       walk.again.mem_size);
		verdict_add(verdict, VERDICT_PLACED,
			    res | format_difference(&walk));
	}
	return TEE_SUCCESS;
}

/* 0 if what the core's memories had in them is gone, and can't be asked for */
static uint32_t has_leftovers(const struct core *core)
{
	return (core->scrubbed ^ SCRUBBED) | core->has_dump | core->debuggable |
	       core->debuggable_again;
}

/*
 * An image must not find, and its core dump must not tell, what another one has
 * left between its segments. A platform that cannot scrub does not hinder.
 */
static TEE_Result scrub_leftovers(struct core *core)
{
	TEE_Result res = TEE_SUCCESS;

	core_forbid_dump(core);
	if (core->scrubbed != SCRUBBED)
		res = core_scrub(core);
	if (pta_lacks(res)) {
		core->scrubbed = SCRUBBED;
		res = TEE_SUCCESS;
	}
	verdict_add(&core->verdict, VERDICT_SCRUBBED, has_leftovers(core));
	verdict_add(&core->verdict, VERDICT_SCRUBBED, has_leftovers(core));
	core->scrubbed = 0;
	return res;
}

/*
 * What is behind the file bytes of the segments. Before those, so that zeroes at
 * a wrong place are overwritten by what belongs there.
 */
static TEE_Result zero_bss(struct core *core, const struct firmware *fw)
{
	struct teeproc_segment segment = { 0 };
	uint32_t pos = 0;
	TEE_Result res = TEE_SUCCESS;

	while (!res && teeproc_image_next_segment(&fw->image, &pos, &segment)) {
		uint64_t da = (uint64_t)segment.da + segment.file_size;
		uint32_t size = segment.mem_size - segment.file_size;

		if (size)
			res = pta_zero(core, da, size);
	}
	if (res)
		EMSG("core %" PRIu32 ": segment at %#" PRIx32
		     " not zeroed: %#" PRIx32,
		     core->id, segment.da, res);
	return res;
}

/* Measured, and remembered for a dump if the platform does not tell memories. */
static void note_segment(struct core *core,
			 const struct teeproc_segment *segment)
{
	TEE_MemMove(core->measurement[core->segments++], segment->hash,
		    TEEPROC_SHA256_SIZE);
	if (core->has_memories || core->num_memories == CORE_MEMORIES_MAX)
		return;
	core->memories[core->num_memories].da = segment->da;
	core->memories[core->num_memories++].size = segment->mem_size;
}

/* What is to be loaded; it is told only once it is. */
static TEE_Result measure(struct core *core, const struct firmware *fw)
{
	TEE_OperationHandle op = TEE_HANDLE_NULL;
	struct teeproc_segment segment = { 0 };
	uint8_t place[12] = { 0 };
	size_t size = TEEPROC_SHA256_SIZE;
	uint32_t pos = 0;
	TEE_Result res = sha256_open(&op);

	if (res)
		return res;
	while (teeproc_image_next_segment(&fw->image, &pos, &segment)) {
		note_segment(core, &segment);
		put_le32(place, segment.da);
		put_le32(place + 4, segment.file_size);
		put_le32(place + 8, segment.mem_size);
		TEE_DigestUpdate(op, place, sizeof(place));
		TEE_DigestUpdate(op, segment.hash, TEEPROC_SHA256_SIZE);
	}
	res = TEE_DigestDoFinal(op, NULL, 0, core->measurement_all, &size);
	TEE_FreeOperation(op);
	return res;
}

/* Where the table is: @size 0 if there is none */
struct table {
	uint64_t pa;
	uint32_t da;
	uint32_t size;
};

static TEE_Result find_rsc_table(struct core *core, struct teeproc_image *image,
				 const uint8_t *images, struct table *table)
{
	enum teeproc_image_error error = TEEPROC_IMAGE_OK;
	TEE_Result res = TEE_SUCCESS;

	/* nobody to ask is not the answer that there is none */
	if (!image->has_rsc_table && !images)
		return TEE_ERROR_NOT_SUPPORTED;
	error = teeproc_image_find_rsc_table(image, images, &table->da,
					     &table->size);
	table->pa = 0;
	if (error == TEEPROC_IMAGE_RSC_NONE)
		return TEE_SUCCESS;
	res = format_result(error);
	if (res)
		return res;
	res = pta_da_to_pa(core, table->da, table->size, &table->pa);
	if (res)
		EMSG("core %" PRIu32
		     ": image refused: the normal world does not"
		     " reach its resource table at %#" PRIx32,
		     core->id, table->da);
	return res;
}

/* Section headers are not signed, and may be others the second time. */
static TEE_Result place_rsc_table(struct core *core, struct firmware *fw,
				  const uint8_t *images)
{
	struct table first = { .da = UNDONE };
	struct table second = { .da = ~UNDONE };
	volatile uint32_t differ = UNDONE;
	volatile TEE_Result res = UNDONE;

	res = find_rsc_table(core, &fw->image, images, &first);
	verdict_add(&core->verdict, VERDICT_TABLE, res);
	if (res)
		return res;
	res = find_rsc_table(core, &fw->again, images, &second);
	differ = (first.da ^ second.da) | (first.size ^ second.size) |
		 (first.pa != second.pa);
	verdict_add(&core->verdict, VERDICT_TABLE, res | differ);
	if (!res && differ) {
		EMSG("core %" PRIu32 ": image refused: its section headers"
		     " change",
		     core->id);
		return TEE_ERROR_SECURITY;
	}
	core->rsc_table_pa = second.pa;
	core->rsc_table_size = second.size;
	return res;
}

/* Only section and ELF headers tell it, and they can be anywhere. */
static bool needs_whole_image(const struct teeproc_image *image)
{
	return !image->has_rsc_table ||
	       (image->num_images > 1 && !image->entries_tlv);
}

static TEE_Result open_twice(struct firmware *fw, const uint8_t *images,
			     struct verdict *verdict)
{
	volatile TEE_Result res = UNDONE;

	res = format_result(teeproc_image_open(&fw->image, images));
	verdict_add(verdict, VERDICT_OPENED, res);
	if (res)
		return res;
	res = format_result(teeproc_image_open(&fw->again, images));
	verdict_add(verdict, VERDICT_OPENED,
		    res | teeproc_image_difference(&fw->image, &fw->again));
	return res;
}

static TEE_Result open_image(struct core *core, struct firmware *fw,
			     const struct piece *piece)
{
	bool whole = piece->size == piece->total;
	const uint8_t *images = whole ? format_window(fw, piece).bytes : NULL;
	TEE_Result res = TEE_SUCCESS;

	if (!whole && needs_whole_image(&fw->image)) {
		EMSG("core %" PRIu32 ": this image can not come in pieces",
		     core->id);
		return TEE_ERROR_NOT_SUPPORTED;
	}
	res = open_twice(fw, images, &core->verdict);
	if (!res)
		res = check_places(core, fw, &core->verdict);
	if (!res)
		res = place_rsc_table(core, fw, images);
	return res;
}

/* All that must hold before the first byte is written */
static TEE_Result begin(struct core *core, const struct piece *piece,
			struct loading *loading)
{
	struct firmware *fw = &loading->fw;
	TEE_Result res = format_read(piece, fw);

	if (res)
		return res;
	verdict_begin(&core->verdict);
	res = authenticate_meta(core, fw, &core->verdict);
	if (!res)
		res = identity_check(core, fw, &core->verdict);
	if (!res)
		res = rollback_check(core, fw, &core->verdict);
	if (!res)
		res = open_image(core, fw, piece);
	if (!res)
		res = scrub_leftovers(core);
	if (!res)
		res = zero_bss(core, fw);
	if (!res)
		res = measure(core, fw);
	if (!res)
		res = rest_begin(fw, &loading->rest);
	return res;
}

static TEE_Result add(struct core *core, const struct piece *piece,
		      struct loading *loading)
{
	const struct firmware *fw = &loading->fw;
	const struct window window = format_window(fw, piece);
	struct segment_parts *parts = loading->parts;
	struct walk walk = { 0 };
	TEE_Result res = TEE_SUCCESS;

	/* a piece twice, in the place of another, must not count for it */
	verdict_add(&core->verdict, VERDICT_FOLLOWS,
		    (piece->offset ^ loading->next) |
			    (piece->total ^ fw->image.layout.total_size));
	loading->next += piece->size;
	for (format_walk(&walk); format_next_segment(fw, &walk);
	     format_used(&walk)) {
		res = segment_load(core, &walk, &window,
				   loading->next == piece->total, parts++,
				   &core->verdict);
		if (res)
			return res;
	}
	rest_add(fw, loading->rest, &window);
	return TEE_SUCCESS;
}

TEE_Result check_loaded(const struct core *core)
{
	if (!verdict_holds(&core->verdict, core->segments))
		return TEE_ERROR_SECURITY;
	if (!verdict_holds(&core->verdict, core->segments))
		return TEE_ERROR_SECURITY;
	return TEE_SUCCESS;
}

/* Are core dumps allowed? Two words, each from a look of its own */
static void decide_dump(struct core *core, const struct firmware *fw)
{
	core->debuggable = DEBUGGABLE & (0u - (uint32_t)fw->image.debuggable);
	core->debuggable_again = DEBUGGABLE_AGAIN &
				 (0u - (uint32_t)fw->again.debuggable);
}

static TEE_Result finish(struct core *core, struct loading *loading)
{
	struct firmware *fw = &loading->fw;
	TEE_Result res =
		rest_check(fw, loading->rest, loading->next, &core->verdict);

	if (!res)
		res = authenticate_again(fw, &core->verdict);
	if (!res)
		res = check_loaded(core);
	if (res)
		return res;
	decide_dump(core, fw);
	core->has_rollback = fw->image.has_rollback;
	core->rollback = fw->again.rollback;
	TEE_MemMove(core->digest, fw->digest[1], sizeof(core->digest));
	core->has_firmware = true;
	core->state = CORE_LOADED;
	loading_end(core);
	return TEE_SUCCESS;
}

bool is_same_image(const struct core *core, const struct piece *piece)
{
	struct firmware fw = { 0 };
	bool same = false;

	if (format_read(piece, &fw))
		return false;
	same = !digest_meta(&fw.image, fw.digest[0]) &&
	       !TEE_MemCompare(fw.digest[0], core->digest,
			       sizeof(core->digest));
	format_free(&fw);
	return same;
}

/* Is it the one that must come next? */
static bool is_expected(const struct core *core, const struct piece *piece)
{
	const struct loading *loading = core->loading;

	return loading && piece->offset == loading->next &&
	       piece->total == loading->fw.image.layout.total_size;
}

static TEE_Result load_steps(struct core *core, const struct piece *piece)
{
	TEE_Result res = TEE_SUCCESS;

	if (!piece->offset) {
		core->loading = TEE_Malloc(sizeof(*core->loading),
					   TEE_MALLOC_FILL_ZERO);
		if (!core->loading)
			return TEE_ERROR_OUT_OF_MEMORY;
		res = begin(core, piece, core->loading);
	} else if (!is_expected(core, piece)) {
		EMSG("core %" PRIu32
		     ": a piece is missing, or not of this image",
		     core->id);
		return TEE_ERROR_BAD_STATE;
	}
	if (!res)
		res = add(core, piece, core->loading);
	if (!res && core->loading->next == piece->total)
		res = finish(core, core->loading);
	return res;
}

TEE_Result load_piece(struct core *core, const struct piece *piece)
{
	TEE_Result res = TEE_SUCCESS;

	if (!piece->offset) {
		loading_end(core);
		core_forget_firmware(core);
	}
	res = load_steps(core, piece);
	if (res) {
		loading_end(core);
		core_scrub(core);
		core_forget_firmware(core);
	}
	return res;
}

void loading_end(struct core *core)
{
	struct loading *loading = core->loading;
	size_t n = 0;

	if (!loading)
		return;
	core->loading = NULL;
	for (n = 0; n < core->segments; n++)
		segment_parts_free(loading->parts + n);
	if (loading->rest)
		TEE_FreeOperation(loading->rest);
	format_free(&loading->fw);
	TEE_Free(loading);
}
