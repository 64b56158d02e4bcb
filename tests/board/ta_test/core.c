// SPDX-License-Identifier: GPL-2.0-only
#include "core.h"

#include "report.h"

#include <linux/delay.h>
#include <linux/firmware.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/of.h>
#include <linux/string.h>
#include <linux/tee.h>
#include <teeproc/pta.h>
#include <teeproc/ta.h>

#define DUMP_ROOM (26 * 1024 * 1024)
#define TRACE_TRIES 200 /* of 10 ms */

#define RSC_TRACE 2

const uuid_t ta_uuid = UUID_INIT(0x80a4c275, 0x0a47, 0x4905, 0x82, 0x85, 0x14,
				 0x86, 0xa9, 0x77, 0x1a, 0x08);
const uuid_t pta_uuid = UUID_INIT(0x54af4a68, 0x19be, 0x40d7, 0xbb, 0xe6, 0x89,
				  0x50, 0x35, 0x0a, 0x87, 0x44);

/* The core's memory that Linux reaches: where it sees it, where Linux does */
static int find_sram(struct core *core)
{
	struct device_node *node;
	char path[32];
	u32 range[4]; /* address of the device, address in two cells, size */
	int ret;

	snprintf(path, sizeof(path), "/remoteproc-%u", core->id);
	node = of_find_node_by_path(path);
	ret = of_property_read_u32_array(node, "dma-ranges", range,
					 ARRAY_SIZE(range));
	of_node_put(node);
	if (ret)
		return ret;
	core->sram_da = range[0];
	core->sram_pa = (u64)range[1] << 32 | range[2];
	return 0;
}

int core_read_image(struct core *core, const char *name, struct shared *image)
{
	const struct firmware *firmware;
	int ret = request_firmware(&firmware, name, test_device);

	if (ret)
		return ret;
	ret = shared_alloc(&core->client, firmware->size, image);
	if (!ret)
		memcpy(image->va, firmware->data, firmware->size);
	release_firmware(firmware);
	return ret;
}

int core_open(struct core *core, u32 id, bool upstream, const char *image)
{
	u32 result;
	int ret;

	memset(core, 0, sizeof(*core));
	core->id = id;
	core->upstream = upstream;
	ret = find_sram(core);
	if (ret) {
		report(false, "core %u: the device tree has its memory", id);
		return ret;
	}
	core->sram = memremap(core->sram_pa, SRAM_FIRMWARE_SIZE, MEMREMAP_WC);
	if (!core->sram)
		return -ENOMEM;
	result = client_open(&core->client, &ta_uuid,
			     TEE_IOCTL_LOGIN_REE_KERNEL, id);
	if (result) {
		report_result(result, TEE_SUCCESS, "a session is opened");
		core_close(core);
		return -EIO;
	}
	if (!image)
		return 0;
	ret = core_read_image(core, image, &core->image);
	if (ret) {
		report(false, "%s: read: %d", image, ret);
		core_close(core);
	}
	return ret;
}

void core_close(struct core *core)
{
	shared_free(&core->image);
	shared_free(&core->dump);
	client_close(&core->client);
	if (core->sram)
		memunmap(core->sram);
	core->sram = NULL;
}

u32 core_load(struct core *core, const struct shared *image)
{
	size_t size = image->size;

	return client_call_memory(&core->client, TEEPROC_TA_CMD_LOAD_FW,
				  core->id,
				  TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT, image,
				  &size);
}

/* A command with a part of a shared memory, and its @offset */
static u32 call_piece(struct core *core, u32 command, u64 attribute,
		      const struct shared *memory, size_t offset, size_t *size)
{
	struct tee_param params[CLIENT_PARAMS] = {
		[0].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
		[0].u.value.a = core->id,
		[1].attr = attribute,
		[1].u.memref.shm = memory->shm,
		[1].u.memref.shm_offs = offset,
		[1].u.memref.size = *size,
		[2].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT,
		[2].u.value.a = offset,
		[2].u.value.b = memory->size,
	};
	u32 result = client_invoke(&core->client, command, params);

	*size = params[1].u.memref.size;
	return result;
}

u32 core_load_piece(struct core *core, const struct shared *image,
		    size_t offset, size_t size)
{
	return call_piece(core, TEEPROC_TA_CMD_LOAD_FW_PIECE,
			  TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_INPUT, image, offset,
			  &size);
}

u32 core_call(struct core *core, u32 command)
{
	return client_call(&core->client, command, core->id);
}

static u32 make_room(struct core *core)
{
	if (!core->dump.va &&
	    shared_alloc(&core->client, DUMP_ROOM, &core->dump))
		return CLIENT_ERRNO | ENOMEM;
	return TEE_SUCCESS;
}

u32 core_dump_piece(struct core *core, size_t offset, size_t *size)
{
	u32 result = make_room(core);

	if (result)
		return result;
	return call_piece(core, TEEPROC_TA_CMD_GET_COREDUMP_PIECE,
			  TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_OUTPUT, &core->dump,
			  offset, size);
}

static u32 call_dump(struct core *core, u32 command, size_t *size)
{
	u32 result = make_room(core);

	if (result)
		return result;
	return client_call_memory(&core->client, command, core->id,
				  TEE_IOCTL_PARAM_ATTR_TYPE_MEMREF_OUTPUT,
				  &core->dump, size);
}

u32 core_dump(struct core *core, size_t *size)
{
	return call_dump(core, TEEPROC_TA_CMD_GET_COREDUMP, size);
}

static u32 call_values(struct core *core, u32 command, unsigned int values,
		       struct tee_param *params)
{
	unsigned int i;

	memset(params, 0, CLIENT_PARAMS * sizeof(*params));
	params[0].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_INPUT;
	params[0].u.value.a = core->id;
	for (i = 1; i <= values; i++)
		params[i].attr = TEE_IOCTL_PARAM_ATTR_TYPE_VALUE_OUTPUT;
	return client_invoke(&core->client, command, params);
}

u32 core_get_state(struct core *core, u32 *ta_state, u32 *soc_state)
{
	struct tee_param params[CLIENT_PARAMS];
	u32 result = call_values(core, TEEPROC_TA_CMD_GET_STATE, 1, params);

	*ta_state = params[1].u.value.a;
	*soc_state = params[1].u.value.b;
	return result;
}

u32 core_get_rsc_table(struct core *core, u64 *pa, u64 *size)
{
	struct tee_param params[CLIENT_PARAMS];
	u32 result = call_values(core, TEEPROC_TA_CMD_GET_RSC_TABLE, 2, params);

	*pa = params[1].u.value.a | params[1].u.value.b << 32;
	*size = params[2].u.value.a | params[2].u.value.b << 32;
	return result;
}

u32 core_run(struct core *core, u32 command)
{
	size_t size = DUMP_ROOM;
	u64 pa, rsc_size;
	u32 ta_state, soc_state;

	switch (command) {
	case TEEPROC_TA_CMD_LOAD_FW:
		return core_load(core, &core->image);
	case TEEPROC_TA_CMD_GET_RSC_TABLE:
		return core_get_rsc_table(core, &pa, &rsc_size);
	case TEEPROC_TA_CMD_GET_COREDUMP:
	case TEEPROC_TA_CMD_GET_MEASUREMENT:
		return call_dump(core, command, &size);
	case TEEPROC_TA_CMD_GET_STATE:
		return core_get_state(core, &ta_state, &soc_state);
	case TEEPROC_TA_CMD_LOAD_FW_PIECE:
		return core_load_piece(core, &core->image, 0, core->image.size);
	case TEEPROC_TA_CMD_GET_COREDUMP_PIECE:
		return core_dump_piece(core, 0, &size);
	}
	return core_call(core, command);
}

bool core_bring_to(struct core *core, enum state_table_state state)
{
	static const u32 way[] = {
		TEEPROC_TA_CMD_LOAD_FW,
		TEEPROC_TA_CMD_START_FW,
		TEEPROC_TA_CMD_STOP_FW,
	};
	u32 result;
	unsigned int i;

	/* refused where it is LOADED; OP-TEE's TA knows the core after a load */
	core_call(core, TEEPROC_TA_CMD_STOP_FW);
	result = core_call(core, TEEPROC_TA_CMD_RELEASE_FW);
	if (result && !core->upstream) {
		diag("RELEASE_FW: %#x", result);
		return false;
	}
	for (i = 0; i < state; i++) {
		result = core_run(core, way[i]);
		if (result) {
			diag("on the way to %s: command %u: %#x",
			     state_table_names[state], way[i], result);
			return false;
		}
	}
	return true;
}

enum state_table_state core_find_state(struct core *core)
{
	size_t none = 0;
	u64 pa, size;
	u32 result = core_get_rsc_table(core, &pa, &size);

	if (!result) {
		result = core_call(core, TEEPROC_TA_CMD_STOP_FW);
		return result == TEE_ERROR_BAD_STATE ? STATE_TABLE_LOADED :
		       result == TEE_SUCCESS	     ? STATE_TABLE_STARTED :
						       STATE_TABLE_STATES;
	}
	if (result != TEE_ERROR_BAD_STATE)
		return STATE_TABLE_STATES;
	result = core_dump(core, &none);
	return result == TEE_ERROR_BAD_STATE ||
			       result == TEE_ERROR_NOT_IMPLEMENTED ?
		       STATE_TABLE_OFF :
		       STATE_TABLE_STOPPED;
}

bool core_sram_is_zero(struct core *core)
{
	return !memchr_inv(core->sram, 0, SRAM_FIRMWARE_SIZE);
}

/* @da of the firmware's part of the SRAM, as Linux sees it */
static void *sram_at(struct core *core, u32 da, u32 size)
{
	u32 offset = da - core->sram_da;

	if (da < core->sram_da || size > SRAM_FIRMWARE_SIZE ||
	    offset > SRAM_FIRMWARE_SIZE - size)
		return NULL;
	return core->sram + offset;
}

const char *core_trace(struct core *core, size_t *size)
{
	const u32 *table, *entry;
	u64 pa, table_size;
	u32 i;

	if (core_get_rsc_table(core, &pa, &table_size) || !table_size)
		return NULL;
	table = sram_at(core, pa - core->sram_pa + core->sram_da, table_size);
	/* version, number, two reserved words, offsets */
	for (i = 0; table && i < table[1]; i++) {
		entry = table + table[4 + i] / sizeof(u32);
		if (entry[0] != RSC_TRACE)
			continue;
		*size = entry[2];
		return sram_at(core, entry[1], entry[2]);
	}
	return NULL;
}

bool core_trace_has(struct core *core, const char *text)
{
	size_t size = 0;
	const char *trace = core_trace(core, &size);
	unsigned int tries;

	for (tries = 0; trace && tries < TRACE_TRIES; tries++) {
		if (strnstr(trace, text, size))
			return true;
		usleep_range(10000, 12000);
	}
	if (!trace)
		diag("there is no trace");
	else
		diag("the trace is: %.100s", trace);
	return false;
}
