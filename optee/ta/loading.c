// SPDX-License-Identifier: BSD-2-Clause
/*
 * Loading: nothing is written before header, TLVs, signature, rollback index
 * and the place of every segment are checked; nothing is believed of the bytes
 * themselves but what the platform measures at their destination.
 */
#include "loading.h"

#include "authentication.h"
#include "format.h"
#include "pta.h"
#include "rollback.h"

#include <trace.h>

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
	struct teeproc_segment segment = { 0 };
	TEE_Result res = TEE_SUCCESS;
	uint32_t pos = 0;

	while (teeproc_image_next_segment(&fw->image, &pos, &segment)) {
		res = core_check_place(core, segment.da, segment.mem_size);
		verdict_add(verdict, VERDICT_PLACED, res);
		if (res) {
			EMSG("core %" PRIu32 ": image refused: %#" PRIx32
			     " bytes at %#" PRIx32 " are no memory of it",
			     core->id, segment.mem_size, segment.da);
			return res;
		}
	}
	return TEE_SUCCESS;
}

static TEE_Result load_segment(struct core *core, const struct firmware *fw,
			       const struct teeproc_segment *segment,
			       struct verdict *verdict)
{
	uint32_t zeroes = segment->mem_size - segment->file_size;
	volatile uint32_t loaded = 0;
	TEE_Result res = TEE_SUCCESS;

	if (segment->file_size) {
		res = pta_load_segment(core, segment->da,
				       fw->images + segment->offset,
				       segment->file_size, segment->hash);
		loaded = segment->file_size;
	}
	/* one that was left out has not failed, but is not what was signed */
	verdict_add(verdict, VERDICT_SEGMENT,
		    res | (loaded ^ segment->file_size));
	if (!res && zeroes)
		res = pta_fill(core, (uint64_t)segment->da + segment->file_size,
			       zeroes, 0);
	if (res)
		EMSG("core %" PRIu32 ": segment at %#" PRIx32
		     " not loaded: %#" PRIx32,
		     core->id, segment->da, res);
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

/*
 * An image must not find, and its core dump must not tell, what another one has
 * left between its segments. A platform that cannot scrub does not hinder.
 */
static TEE_Result scrub_leftovers(struct core *core)
{
	TEE_Result res = TEE_SUCCESS;

	if (!core->scrubbed)
		res = core_scrub(core);
	core->scrubbed = false;
	return pta_lacks(res) ? TEE_SUCCESS : res;
}

static TEE_Result load_segments(struct core *core, const struct firmware *fw,
				struct verdict *verdict)
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
		res = load_segment(core, fw, &segment, verdict);
		if (res)
			goto out;
		note_segment(core, &segment);
		put_le32(place, segment.da);
		put_le32(place + 4, segment.file_size);
		put_le32(place + 8, segment.mem_size);
		TEE_DigestUpdate(op, place, sizeof(place));
		TEE_DigestUpdate(op, segment.hash, TEEPROC_SHA256_SIZE);
	}
	res = TEE_DigestDoFinal(op, NULL, 0, core->measurement_all, &size);
out:
	TEE_FreeOperation(op);
	return res;
}

static TEE_Result find_rsc_table(struct core *core, struct firmware *fw)
{
	enum teeproc_image_error error = TEEPROC_IMAGE_OK;
	uint32_t da = 0;
	uint32_t size = 0;
	TEE_Result res = TEE_SUCCESS;

	error = teeproc_image_find_rsc_table(&fw->image, fw->images, &da,
					     &size);
	if (error == TEEPROC_IMAGE_RSC_NONE)
		return TEE_SUCCESS;
	res = format_result(error);
	if (res)
		return res;
	res = pta_da_to_pa(core, da, size, &core->rsc_table_pa);
	if (res) {
		EMSG("core %" PRIu32
		     ": image refused: the normal world does not"
		     " reach its resource table at %#" PRIx32,
		     core->id, da);
		return res;
	}
	core->rsc_table_size = size;
	return TEE_SUCCESS;
}

static TEE_Result load_steps(struct core *core, struct firmware *fw)
{
	struct verdict *verdict = &core->verdict;
	TEE_Result res = TEE_SUCCESS;

	verdict_begin(verdict);
	res = authenticate_meta(core, fw, verdict);
	if (!res)
		res = rollback_check(core, fw, verdict);
	if (!res) {
		res = format_result(teeproc_image_open(&fw->image, fw->images));
		verdict_add(verdict, VERDICT_OPENED, res);
	}
	if (!res)
		res = check_places(core, fw, verdict);
	if (!res)
		res = scrub_leftovers(core);
	if (!res)
		res = load_segments(core, fw, verdict);
	if (!res)
		res = authenticate_rest(fw, verdict);
	if (!res)
		res = find_rsc_table(core, fw);
	return res;
}

TEE_Result check_loaded(const struct core *core)
{
	if (!verdict_holds(&core->verdict, core->segments))
		return TEE_ERROR_SECURITY;
	if (!verdict_holds(&core->verdict, core->segments))
		return TEE_ERROR_SECURITY;
	return TEE_SUCCESS;
}

TEE_Result load_firmware(struct core *core, const void *buffer, size_t size)
{
	struct firmware fw = { 0 };
	TEE_Result res = TEE_SUCCESS;

	core_forget_firmware(core);
	res = format_read(buffer, size, &fw);
	if (!res)
		res = load_steps(core, &fw);
	if (!res)
		res = check_loaded(core);
	if (!res) {
		core->debuggable = DEBUGGABLE * fw.image.debuggable;
		core->has_rollback = fw.image.has_rollback;
		core->rollback = fw.image.rollback;
		core->has_firmware = true;
		core->state = CORE_LOADED;
	}
	format_free(&fw);
	if (res) {
		core_scrub(core);
		core_forget_firmware(core);
	}
	return res;
}
