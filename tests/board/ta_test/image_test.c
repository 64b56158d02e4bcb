// SPDX-License-Identifier: GPL-2.0-only
/*
 * What becomes of an image: is it taken, does it run, what does the TA tell of
 * it.
 */
#include "core.h"
#include "report.h"
#include "tests.h"

#include <linux/elf.h>
#include <linux/kernel.h>
#include <linux/string.h>
#include <linux/tee.h>

/* Upstream's TA refuses what is no signed image with another error. */
static bool accepted_difference(const struct core *core, u32 want, u32 got)
{
	if (!core->upstream || want != TEE_ERROR_BAD_FORMAT ||
	    got != TEE_ERROR_BAD_PARAMETERS)
		return false;
	diag("difference: OP-TEE's TA says BAD_PARAMETERS of a wrong format");
	return true;
}

static void check_refused(struct core *core, const char *name)
{
	report(core_find_state(core) == STATE_TABLE_OFF, "%s: then OFF", name);
	if (core->upstream) {
		diag("difference: OP-TEE's TA does not scrub after a failure");
		core_call(core, TEEPROC_TA_CMD_RELEASE_FW);
	}
	report(core_sram_is_zero(core), "%s: nothing is left in the memory",
	       name);
}

/* TA IMAGE RESULT: LOAD_FW from OFF answers this */
void test_load(char **args)
{
	struct core core;
	u32 want, got;

	if (!result_by_name(args[2], &want)) {
		report(false, "%s: a result of that name", args[2]);
		return;
	}
	if (core_open(&core, 0, is_upstream(args[0]), args[1]))
		return;
	core_bring_to(&core, STATE_TABLE_OFF);
	got = core_load(&core, &core.image);
	report(got == want || accepted_difference(&core, want, got), "%s: %s",
	       args[1], args[2]);
	if (got != want)
		diag("got %#x", got);
	if (want)
		check_refused(&core, args[1]);
	else
		report(core_find_state(&core) == STATE_TABLE_LOADED,
		       "%s: then LOADED", args[1]);
	core_bring_to(&core, STATE_TABLE_OFF);
	core_close(&core);
}

/* TA CORE IMAGE TRACE: it starts, and its trace has this ("-": has none) */
void test_start(char **args)
{
	const char *name = args[2];
	struct core core;
	u32 id;

	if (kstrtou32(args[1], 0, &id) ||
	    core_open(&core, id, is_upstream(args[0]), name))
		return;
	if (report(core_bring_to(&core, STATE_TABLE_STARTED), "%s: starts",
		   name)) {
		if (strcmp(args[3], "-"))
			report(core_trace_has(&core, args[3]),
			       "%s: runs, its trace has '%s'", name, args[3]);
		report_result(core_call(&core, TEEPROC_TA_CMD_STOP_FW),
			      TEE_SUCCESS, "STOP_FW");
	}
	report_result(core_call(&core, TEEPROC_TA_CMD_RELEASE_FW), TEE_SUCCESS,
		      "RELEASE_FW");
	report(core_sram_is_zero(&core), "%s: nothing is left in the memory",
	       name);
	core_close(&core);
}

/* TA CORE IMAGE STATE: brings the core there and leaves it */
void test_hold(char **args)
{
	struct core core;
	int state =
		match_string(state_table_names, STATE_TABLE_STATES, args[3]);
	u32 id;

	if (!report(state >= 0, "%s: a state of that name", args[3]) ||
	    kstrtou32(args[1], 0, &id) ||
	    core_open(&core, id, is_upstream(args[0]), args[2]))
		return;
	report(core_bring_to(&core, state), "%s: brought to %s", args[2],
	       args[3]);
	if (state == STATE_TABLE_STARTED)
		report(core_trace_has(&core, "is up"), "%s: runs", args[2]);
	core_close(&core);
}

static void check_bytes(struct core *core, const char *expected,
			const void *got, size_t size, const char *what)
{
	struct shared want = {};
	int ret = core_read_image(core, expected, &want);

	if (ret) {
		report(false, "%s: read: %d", expected, ret);
		return;
	}
	report(want.size == size && !memcmp(want.va, got, size), "%s", what);
	if (want.size != size)
		diag("%zu bytes, expected %zu", size, want.size);
	shared_free(&want);
}

/* IMAGE EXPECTED: GET_MEASUREMENT gives the bytes of that file */
void test_measurement(char **args)
{
	struct shared out = {};
	struct core core;
	size_t size = PAGE_SIZE;

	if (core_open(&core, 0, false, args[0]))
		return;
	if (report(core_bring_to(&core, STATE_TABLE_LOADED), "%s: loads",
		   args[0]) &&
	    !shared_alloc(&core.client, PAGE_SIZE, &out)) {
		report_result(client_call_memory(&core.client,
						 TEEPROC_TA_CMD_GET_MEASUREMENT,
						 core.id,
						 TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_OUTPUT,
						 &out, &size),
			      TEE_SUCCESS, "GET_MEASUREMENT");
		check_bytes(&core, args[1], out.va, size,
			    "the measurement is that of the ELF file");
		shared_free(&out);
	}
	core_bring_to(&core, STATE_TABLE_OFF);
	core_close(&core);
}

static bool in_sram(const struct core *core, u64 pa, u64 size)
{
	return pa >= core->sram_pa && size <= SRAM_FIRMWARE_SIZE &&
	       pa - core->sram_pa <= SRAM_FIRMWARE_SIZE - size;
}

/* TA IMAGE TABLE: the loaded table is that file's; "-": there is none */
void test_rsc_table(char **args)
{
	struct core core;
	u64 pa = 1, size = 1;

	if (core_open(&core, 0, is_upstream(args[0]), args[1]))
		return;
	if (report(core_bring_to(&core, STATE_TABLE_LOADED), "%s: loads",
		   args[1])) {
		report_result(core_get_rsc_table(&core, &pa, &size),
			      TEE_SUCCESS, "GET_RSC_TABLE");
		diag("%llu bytes at %#llx", size, pa);
		if (!strcmp(args[2], "-"))
			report(!pa && !size, "0, 0: there is none");
		else if (report(in_sram(&core, pa, size),
				"it lies in the shared SRAM"))
			check_bytes(&core, args[2],
				    core.sram + (pa - core.sram_pa), size,
				    "its bytes are those of the ELF file");
	}
	core_bring_to(&core, STATE_TABLE_OFF);
	core_close(&core);
}

static bool is_arm_core(const struct elf32_hdr *ehdr)
{
	return !memcmp(ehdr->e_ident, ELFMAG, SELFMAG) &&
	       ehdr->e_ident[EI_CLASS] == ELFCLASS32 &&
	       ehdr->e_type == ET_CORE && ehdr->e_machine == EM_ARM;
}

/* The core file's headers, and that of the shared SRAM's bytes. */
static void check_core_file(struct core *core, size_t size)
{
	const struct elf32_hdr *ehdr = core->dump.va;
	const struct elf32_phdr *phdr = core->dump.va + ehdr->e_phoff;
	unsigned int notes = 0, loads = 0, i;
	bool inside = true, same = false;

	report(is_arm_core(ehdr), "an ELF32 core file for Arm");
	for (i = 0; i < ehdr->e_phnum && i < 16; i++, phdr++) {
		notes += phdr->p_type == PT_NOTE;
		loads += phdr->p_type == PT_LOAD;
		if (phdr->p_offset > size ||
		    phdr->p_filesz > size - phdr->p_offset) {
			inside = false;
			continue;
		}
		if (phdr->p_type == PT_LOAD && phdr->p_vaddr == core->sram_da &&
		    phdr->p_filesz >= SRAM_FIRMWARE_SIZE)
			same = !memcmp(core->dump.va + phdr->p_offset,
				       core->sram, SRAM_FIRMWARE_SIZE);
	}
	report(notes == 1 && loads == 3 && inside,
	       "registers and three memories, all inside the file");
	report(same, "the shared SRAM's bytes are those that Linux sees");
}

/* IMAGE RESULT: GET_COREDUMP of it once it has run */
void test_coredump(char **args)
{
	size_t size = 0, needed, room;
	struct core core;
	u32 want;

	if (!result_by_name(args[1], &want) ||
	    core_open(&core, 0, false, args[0]))
		return;
	if (!report(core_bring_to(&core, STATE_TABLE_STARTED), "%s: starts",
		    args[0]) ||
	    !report(core_trace_has(&core, "is up"), "%s: runs", args[0]))
		goto out;
	report_result(core_call(&core, TEEPROC_TA_CMD_STOP_FW), TEE_SUCCESS,
		      "STOP_FW");
	if (want) {
		room = core.dump.size;
		report_result(core_dump(&core, &size), want,
			      "GET_COREDUMP into no bytes");
		room = core.dump.size;
		memset(core.dump.va, 0, PAGE_SIZE);
		report_result(core_dump(&core, &room), want,
			      "GET_COREDUMP into enough bytes");
		report(!memchr_inv(core.dump.va, 0, PAGE_SIZE),
		       "which stay as they were");
		goto out;
	}
	report_result(core_dump(&core, &size), TEE_ERROR_SHORT_BUFFER,
		      "GET_COREDUMP into no bytes");
	needed = size;
	report(needed > 24 * 1024 * 1024 && needed < core.dump.size,
	       "which tells the size: %zu", needed);
	size = needed - 1;
	report_result(core_dump(&core, &size), TEE_ERROR_SHORT_BUFFER,
		      "one byte too few");
	report(size == needed, "which tells the same size");
	report_result(core_dump(&core, &size), TEE_SUCCESS, "just enough");
	report(size == needed, "the size is what was told");
	check_core_file(&core, size);
	report_result(core_call(&core, TEEPROC_TA_CMD_RELEASE_FW), TEE_SUCCESS,
		      "RELEASE_FW");
	report_result(core_dump(&core, &size), TEE_ERROR_BAD_STATE,
		      "no dump after it");
out:
	core_bring_to(&core, STATE_TABLE_OFF);
	core_close(&core);
}
