// SPDX-License-Identifier: GPL-2.0-only
/*
 * Images and core dumps that go in pieces: the same bytes as in one.
 */
#include "core.h"
#include "report.h"
#include "tests.h"

#include <linux/kernel.h>
#include <linux/minmax.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

/* The smallest first piece, and one that is no multiple of anything */
static const size_t steps[] = { 0x8000, 0x100001 };

/* @bad: offset of a byte that is changed before its piece goes; 0: none */
static u32 load_in_steps(struct core *core, size_t step, size_t bad)
{
	const struct shared *image = &core->image;
	u8 *bytes = image->va;
	size_t offset = 0;
	u32 result = TEE_SUCCESS;

	if (bad)
		bytes[bad] ^= 0x10;
	while (!result && offset < image->size) {
		size_t size = min(step, image->size - offset);

		result = core_load_piece(core, image, offset, size);
		offset += size;
	}
	if (bad)
		bytes[bad] ^= 0x10;
	return result;
}

static void check_step(struct core *core, size_t step, const void *whole)
{
	report_result(load_in_steps(core, step, 0), TEE_SUCCESS,
		      "loads in pieces");
	report(core_find_state(core) == STATE_TABLE_LOADED,
	       "then LOADED, in pieces of %zu bytes", step);
	report(!memcmp(core->sram, whole, SRAM_FIRMWARE_SIZE),
	       "the memory has what a load as a whole puts there");
	report_result(core_call(core, TEEPROC_TA_CMD_START_FW), TEE_SUCCESS,
		      "it starts");
	report(core_trace_has(core, "is up"), "and runs");
	core_bring_to(core, STATE_TABLE_OFF);

	/* a byte of the last piece but one, or of what there is */
	report_result(load_in_steps(core, step, core->image.size / 2),
		      TEE_ERROR_SECURITY, "one changed byte in the middle");
	report(core_find_state(core) == STATE_TABLE_OFF, "then OFF");
	report(core_sram_is_zero(core), "and nothing is left in the memory");
}

/* IMAGE: more than the smallest piece, in the shared SRAM */
void test_load_pieces(char **args)
{
	struct core core;
	void *whole;
	size_t i;

	if (core_open(&core, 0, false, args[0]))
		return;
	whole = vmalloc(SRAM_FIRMWARE_SIZE);
	if (!report(whole && core_bring_to(&core, STATE_TABLE_LOADED),
		    "%s: %zu bytes, loads as a whole", args[0],
		    core.image.size))
		goto out;
	memcpy(whole, core.sram, SRAM_FIRMWARE_SIZE);
	core_bring_to(&core, STATE_TABLE_OFF);
	for (i = 0; i < ARRAY_SIZE(steps); i++)
		check_step(&core, steps[i], whole);

	/* a piece that does not follow */
	report_result(core_load_piece(&core, &core.image, 0, 0x8000),
		      TEE_SUCCESS, "a first piece");
	report_result(core_load_piece(&core, &core.image, 0x9000, 0x1000),
		      TEE_ERROR_BAD_STATE, "one that does not follow");
	report(core_sram_is_zero(&core), "nothing is left in the memory");
out:
	vfree(whole);
	core_bring_to(&core, STATE_TABLE_OFF);
	core_close(&core);
}

/* IMAGE: its core dump, once it has run */
void test_coredump_pieces(char **args)
{
	size_t needed = 0, offset = 0, size;
	struct core core;
	void *whole = NULL;
	u32 result = TEE_SUCCESS;

	if (core_open(&core, 0, false, args[0]))
		return;
	if (!report(core_bring_to(&core, STATE_TABLE_STOPPED), "%s: has run",
		    args[0]))
		goto out;
	core_dump(&core, &needed);
	size = needed;
	whole = vmalloc(needed);
	if (!report(whole && !core_dump(&core, &size),
		    "a dump as a whole: %zu bytes", needed))
		goto out;
	memcpy(whole, core.dump.va, needed);
	memset(core.dump.va, 0, needed);
	while (!result && offset < needed) {
		size = 0x100001;
		result = core_dump_piece(&core, offset, &size);
		offset += size;
	}
	report_result(result, TEE_SUCCESS, "a dump in pieces");
	report(offset == needed && !memcmp(whole, core.dump.va, needed),
	       "has the same bytes");
	size = 1;
	report_result(core_dump_piece(&core, needed, &size),
		      TEE_ERROR_BAD_PARAMETERS, "behind its end");
out:
	vfree(whole);
	core_bring_to(&core, STATE_TABLE_OFF);
	core_close(&core);
}
