// SPDX-License-Identifier: BSD-2-Clause
#include "pta_calls.h"

#include "cmocka_api.h"

#include <libfdt.h>
#include <stdio.h>
#include <string.h>
#include <teeproc/ta.h>

static struct ts_ctx remoteproc_ta = { TEEPROC_TA_UUID_INIT, true };
struct ts_session remoteproc_session = { &remoteproc_ta };

const char *soc_answer;
unsigned int soc_refuses;
char soc_lines[SOC_LINES][TEEPROC_CP_LINE_MAX];

static void soc(const char *request)
{
	snprintf(soc_lines[(core_shim.requests - 1) % SOC_LINES],
		 sizeof(*soc_lines), "%s", request + 5); /* seq and SP */
	core_shim_answer(core_shim.requests == soc_refuses ? "err io" :
							     soc_answer);
}

TEE_Result invoke(uint32_t command, uint32_t types, TEE_Param *params)
{
	TEE_Result res = core_shim_pta.invoke_command_entry_point(NULL, command,
								  types,
								  params);

	assert_int_equal(core_shim.locks, 0);
	return res;
}

void set64(TEE_Param *param, uint64_t value)
{
	param->value.a = (uint32_t)value;
	param->value.b = value >> 32;
}

void set_memref(TEE_Param *param, void *buffer, size_t size)
{
	param->memref.buffer = buffer;
	param->memref.size = size;
}

void *pta_calls_tree(void)
{
	static char overlay[1 << 16];
	static char tree[1 << 17];
	FILE *file = fopen(OVERLAYS "/mixed.dtbo", "rb");
	size_t size;

	assert_non_null(file);
	size = fread(overlay, 1, sizeof(overlay), file);
	assert_in_range(size, 100, sizeof(overlay) - 1);
	fclose(file);
	assert_int_equal(fdt_open_into(overlay, tree, sizeof(tree)), 0);
	core_shim.fdt = tree;
	return tree;
}

int pta_calls_setup(void **state)
{
	(void)state;
	core_shim_reset();
	core_shim.soc = soc;
	core_calls.caller = &remoteproc_session;
	soc_answer = "ok";
	soc_refuses = 0;
	return 0;
}

int pta_calls_open(void **state)
{
	(void)state;
	core_calls_setup();
	core_shim_reset();
	pta_calls_tree();
	return core_shim_init() ? -1 : 0;
}

int pta_calls_close(void **state)
{
	(void)state;
	core_calls_free();
	return 0;
}
