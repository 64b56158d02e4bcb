// SPDX-License-Identifier: GPL-2.0-only
/*
 * What a client may get wrong: parameter types, sizes, numbers of commands and
 * cores, images. Each is refused, and the TA lives on.
 */
#include "core.h"
#include "report.h"
#include "tests.h"

#include <linux/kernel.h>
#include <linux/prandom.h>
#include <linux/string.h>
#include <linux/tee.h>

#define NONE TEE_IOCTL_PARAM_ATTR_TYPE_NONE
#define VALUE_IN TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT
#define VALUE_OUT TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_OUTPUT
#define VALUE_INOUT TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INOUT
#define MEMREF_IN TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT
#define MEMREF_OUT TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_OUTPUT
#define MEMREF_INOUT TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INOUT

#define SEED 20261123
#define DAMAGES 48

static const u64 all_types[] = { NONE,	      VALUE_IN,	 VALUE_OUT,
				 VALUE_INOUT, MEMREF_IN, MEMREF_OUT,
				 MEMREF_INOUT };

static const struct {
	u32 command;
	u64 types[CLIENT_PARAMS];
} commands[] = {
	{ TEEPROC_TA_CMD_LOAD_FW, { VALUE_IN, MEMREF_IN, NONE, NONE } },
	{ TEEPROC_TA_CMD_START_FW, { VALUE_IN, NONE, NONE, NONE } },
	{ TEEPROC_TA_CMD_STOP_FW, { VALUE_IN, NONE, NONE, NONE } },
	{ TEEPROC_TA_CMD_GET_RSC_TABLE,
	  { VALUE_IN, VALUE_OUT, VALUE_OUT, NONE } },
	{ TEEPROC_TA_CMD_GET_COREDUMP, { VALUE_IN, MEMREF_OUT, NONE, NONE } },
	{ TEEPROC_TA_CMD_RELEASE_FW, { VALUE_IN, NONE, NONE, NONE } },
	{ TEEPROC_TA_CMD_GET_STATE, { VALUE_IN, VALUE_OUT, NONE, NONE } },
	{ TEEPROC_TA_CMD_GET_MEASUREMENT,
	  { VALUE_IN, MEMREF_OUT, NONE, NONE } },
	{ TEEPROC_TA_CMD_LOAD_FW_PIECE,
	  { VALUE_IN, MEMREF_IN, VALUE_IN, NONE } },
	{ TEEPROC_TA_CMD_GET_COREDUMP_PIECE,
	  { VALUE_IN, MEMREF_OUT, VALUE_IN, NONE } },
};

static u32 invoke(struct core *core, u32 command, u32 core_id, const u64 *types)
{
	struct tee_param params[CLIENT_PARAMS] = {};
	unsigned int i;

	for (i = 0; i < CLIENT_PARAMS; i++) {
		params[i].attr = types[i];
		if (types[i] >= MEMREF_IN) {
			params[i].u.memref.shm = core->image.shm;
			params[i].u.memref.size = core->image.size;
		}
	}
	if (types[0] != NONE && types[0] < MEMREF_IN)
		params[0].u.value.a = core_id;
	return client_invoke(&core->client, command, params);
}

/* One parameter at a time is of each wrong type. */
static void wrong_types(struct core *core)
{
	unsigned int tried, refused;
	u64 types[CLIENT_PARAMS];
	size_t c, at, t;
	u32 result;

	for (c = 0; c < ARRAY_SIZE(commands); c++) {
		tried = 0;
		refused = 0;
		for (at = 0; at < CLIENT_PARAMS; at++) {
			for (t = 0; t < ARRAY_SIZE(all_types); t++) {
				memcpy(types, commands[c].types, sizeof(types));
				if (types[at] == all_types[t])
					continue;
				types[at] = all_types[t];
				result = invoke(core, commands[c].command,
						core->id, types);
				tried++;
				refused += result == TEE_ERROR_BAD_PARAMETERS;
				if (result != TEE_ERROR_BAD_PARAMETERS)
					diag("param %zu of type %llu: %#x", at,
					     types[at], result);
			}
		}
		report(tried == refused,
		       "command %#x: wrong types are BAD_PARAMETERS (%u of %u)",
		       commands[c].command, refused, tried);
	}
}

static void unknown_commands(struct core *core)
{
	static const u32 unknown[] = { 0,     7,	  8,
				       9,     0xff,	  0x104,
				       0x1ff, 0x7fffffff, 0xffffffff };
	size_t i;
	u32 result;

	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		result = core_call(core, unknown[i]);
		report(result == TEE_ERROR_BAD_PARAMETERS,
		       "command %#x, which there is not: %#x", unknown[i],
		       TEE_ERROR_BAD_PARAMETERS);
		if (result != TEE_ERROR_BAD_PARAMETERS)
			diag("got %#x", result);
	}
}

/* The sessions are there already: each command tells its core anew. */
static void unknown_cores(struct core *core)
{
	static const u32 unknown[] = { 2,  3,	       7,	   8,
				       15, 0x7fffffff, 0x80000000, 0xffffffff };
	struct client client;
	unsigned int refused;
	size_t i, c;
	u32 result;
	bool good;

	for (i = 0; i < ARRAY_SIZE(unknown); i++) {
		result = client_open(&client, &ta_uuid,
				     TEE_IOCTL_LOGIN_REE_KERNEL, unknown[i]);
		client_close(&client);
		refused = 0;
		for (c = 0; c < ARRAY_SIZE(commands); c++)
			refused += invoke(core, commands[c].command, unknown[i],
					  commands[c].types) ==
				   TEE_ERROR_ITEM_NOT_FOUND;
		good = result == TEE_ERROR_ITEM_NOT_FOUND &&
		       refused == ARRAY_SIZE(commands);
		report(good,
		       "core %#x, which there is not: no session, no command",
		       unknown[i]);
		if (result != TEE_ERROR_ITEM_NOT_FOUND)
			diag("session: %#x", result);
		if (refused != ARRAY_SIZE(commands))
			diag("commands: %u of %zu ITEM_NOT_FOUND", refused,
			     ARRAY_SIZE(commands));
	}
}

static u32 load_size(struct core *core, struct tee_shm *shm, size_t offset,
		     size_t size)
{
	struct tee_param params[CLIENT_PARAMS] = {
		{ .attr = VALUE_IN, .u.value.a = core->id },
		{
			.attr = MEMREF_IN,
			.u.memref.shm = shm,
			.u.memref.shm_offs = offset,
			.u.memref.size = size,
		},
	};

	return client_invoke(&core->client, TEEPROC_TA_CMD_LOAD_FW, params);
}

static bool is_refusal(u32 result)
{
	return result == TEE_ERROR_BAD_FORMAT ||
	       result == TEE_ERROR_BAD_PARAMETERS ||
	       result == TEE_ERROR_SECURITY ||
	       result == TEE_ERROR_SIGNATURE_INVALID;
}

static void wrong_sizes(struct core *core)
{
	const size_t right = core->image.size;
	const size_t sizes[] = {
		1,  IMAGE_HDR_SIZE - 1, IMAGE_HDR_SIZE, IMAGE_HDR_SIZE + 1,
		64, right / 2,		right - 8,	right - 1
	};
	/* more than there is: OP-TEE itself refuses the reference */
	const size_t huge[] = { right + PAGE_SIZE, 0x7fffffff,	 0x80000000,
				0xffffffff,	   SIZE_MAX - 7, SIZE_MAX / 2,
				SIZE_MAX };
	size_t i;
	u32 result;

	report_result(load_size(core, core->image.shm, 0, 0),
		      TEE_ERROR_BAD_PARAMETERS, "an image of no bytes");
	report_result(load_size(core, NULL, 0, 0), TEE_ERROR_BAD_PARAMETERS,
		      "no image");
	for (i = 0; i < ARRAY_SIZE(sizes); i++) {
		result = load_size(core, core->image.shm, 0, sizes[i]);
		report(is_refusal(result),
		       "an image cut at %zu is refused: %#x", sizes[i], result);
	}
	for (i = 0; i < ARRAY_SIZE(huge); i++) {
		result = load_size(core, core->image.shm, 0, huge[i]);
		report(result == TEE_ERROR_BAD_PARAMETERS || is_refusal(result),
		       "a reference of %#zx bytes is refused: %#x", huge[i],
		       result);
	}
	result = load_size(core, core->image.shm, right + PAGE_SIZE, 64);
	report(is_refusal(result), "a reference behind the end: %#x", result);
}

static u32 load_changed(struct core *core, size_t at, const void *bytes,
			size_t size)
{
	u8 kept[8];
	u32 result;

	memcpy(kept, core->image.va + at, size);
	memcpy(core->image.va + at, bytes, size);
	result = core_load(core, &core->image);
	memcpy(core->image.va + at, kept, size);
	return result;
}

/* Each word of the header with values that overflow, wrap or miss. */
static void wrong_header(struct core *core)
{
	static const char *const fields[] = { "magic", "version", "TLV length",
					      "signature length",
					      "images length" };
	static const u32 values[] = { 0,	  1,	      7,
				      8,	  0x1000,     0x7ffffff8,
				      0x80000000, 0xffffffe8, 0xfffffff8,
				      0xffffffff };
	const u32 *header = core->image.va;
	unsigned int tried, refused;
	size_t f, v;
	u32 result;

	for (f = 0; f < ARRAY_SIZE(fields); f++) {
		tried = 0;
		refused = 0;
		for (v = 0; v < ARRAY_SIZE(values); v++) {
			if (header[f] == values[v])
				continue;
			result = load_changed(core, f * 4, values + v, 4);
			tried++;
			refused += is_refusal(result);
			if (!is_refusal(result))
				diag("%#x: %#x", values[v], result);
		}
		report(tried == refused, "wrong %s is refused (%u of %u)",
		       fields[f], refused, tried);
	}
}

/* Flipped bits anywhere in what is signed, and in the signature. */
static void damaged(struct core *core)
{
	const u32 *header = core->image.va;
	u32 meta = IMAGE_HDR_SIZE + ALIGN(header[2], 8) + header[3];
	struct rnd_state random;
	unsigned int i, refused = 0;
	u32 at, result;
	u8 byte;

	prandom_seed_state(&random, SEED);
	for (i = 0; i < DAMAGES; i++) {
		at = prandom_u32_state(&random) % meta;
		byte = ((u8 *)core->image.va)[at] ^
		       1 << prandom_u32_state(&random) % 8;
		result = load_changed(core, at, &byte, 1);
		refused += is_refusal(result);
		if (!is_refusal(result))
			diag("bit at %u: %#x", at, result);
		if (!result)
			core_call(core, TEEPROC_TA_CMD_RELEASE_FW);
	}
	report(refused == DAMAGES, "one flipped bit is refused (%u of %u)",
	       refused, DAMAGES);
}

static void output_sizes(struct core *core)
{
	struct shared *out = &core->image; /* not an image any more */
	size_t size = 0, needed;

	report_result(client_call_memory(&core->client,
					 TEEPROC_TA_CMD_GET_MEASUREMENT,
					 core->id, MEMREF_OUT, out, &size),
		      TEE_ERROR_SHORT_BUFFER, "a measurement into no bytes");
	needed = size;
	report(needed > 32 && !(needed % 32), "which tells the size: %zu",
	       needed);
	size = needed - 1;
	report_result(client_call_memory(&core->client,
					 TEEPROC_TA_CMD_GET_MEASUREMENT,
					 core->id, MEMREF_OUT, out, &size),
		      TEE_ERROR_SHORT_BUFFER, "one byte too few");
	report(size == needed, "which tells the same size");
	report_result(client_call_memory(&core->client,
					 TEEPROC_TA_CMD_GET_MEASUREMENT,
					 core->id, MEMREF_OUT, out, &size),
		      TEE_SUCCESS, "just enough");
}

static void still_off(struct core *core, const char *after)
{
	u32 ta_state = 1, soc_state = 1;
	u32 result = core_get_state(core, &ta_state, &soc_state);

	report(!result && ta_state == TEEPROC_TA_OFF && !soc_state,
	       "%s: the TA lives, the core is OFF", after);
	report(core_sram_is_zero(core), "%s: nothing is left in its memory",
	       after);
}

void test_input(char **args)
{
	struct core core;

	if (core_open(&core, 0, false, args[0]))
		return;
	report(core_bring_to(&core, STATE_TABLE_OFF), "OFF at first");
	wrong_types(&core);
	unknown_commands(&core);
	unknown_cores(&core);
	still_off(&core, "after wrong commands");
	wrong_sizes(&core);
	still_off(&core, "after wrong sizes");
	wrong_header(&core);
	damaged(&core);
	still_off(&core, "after damaged images");

	report(core_bring_to(&core, STATE_TABLE_STARTED),
	       "the right image loads and starts");
	wrong_types(&core);
	report(core_find_state(&core) == STATE_TABLE_STARTED,
	       "wrong commands do not stop it");
	report(core_bring_to(&core, STATE_TABLE_LOADED), "LOADED once more");
	output_sizes(&core);
	report(core_bring_to(&core, STATE_TABLE_OFF), "OFF at the end");
	core_close(&core);
}
