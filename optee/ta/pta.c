// SPDX-License-Identifier: BSD-2-Clause
#include "pta.h"

#define TYPES(a, b, c)                                                  \
	TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_##a, \
			TEE_PARAM_TYPE_##b, TEE_PARAM_TYPE_##c)

bool pta_lacks(TEE_Result res)
{
	return res == TEE_ERROR_NOT_IMPLEMENTED ||
	       res == TEE_ERROR_NOT_SUPPORTED;
}

static void set64(TEE_Param *param, uint64_t value)
{
	param->value.a = value;
	param->value.b = value >> 32;
}

static uint64_t get64(const TEE_Param *param)
{
	return (uint64_t)param->value.b << 32 | param->value.a;
}

static void set_memref(TEE_Param *param, const void *buffer, size_t size)
{
	param->memref.buffer = (void *)(uintptr_t)buffer;
	param->memref.size = size;
}

static TEE_Result call(struct core *core, uint32_t command, uint32_t types,
		       TEE_Param params[TEE_NUM_PARAMS])
{
	volatile TEE_Result res = UNDONE;
	uint32_t origin = 0;

	params[0].value.a = core->id;
	res = TEE_InvokeTACommand(core->pta, TEE_TIMEOUT_INFINITE, command,
				  types, params, &origin);
	/* what has not got there has not succeeded either */
	if (origin != TEE_ORIGIN_TRUSTED_APP && !res)
		return TEE_ERROR_COMMUNICATION;
	if (!res)
		core->done = command;
	return res;
}

static TEE_Result call_plain(struct core *core, uint32_t command)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	return call(core, command, TYPES(NONE, NONE, NONE), params);
}

TEE_Result pta_open(struct core *core)
{
	static const TEE_UUID uuid = TEEPROC_PTA_UUID_INIT;
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = TEE_SUCCESS;

	params[0].value.a = core->id;
	params[0].value.b = TEEPROC_PTA_ONE_CORE;
	res = TEE_OpenTASession(&uuid, TEE_TIMEOUT_INFINITE,
				TYPES(NONE, NONE, NONE), params, &core->pta,
				NULL);
	/* what OP-TEE's pseudo-TAs say of a core that the SoC does not have */
	if (res == TEE_ERROR_NOT_SUPPORTED)
		return TEE_ERROR_ITEM_NOT_FOUND;
	return res;
}

void pta_close(struct core *core)
{
	TEE_CloseTASession(core->pta);
	core->pta = TEE_HANDLE_NULL;
}

TEE_Result pta_capabilities(struct core *core, uint32_t *formats,
			    uint32_t *protections)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = call(core, TEEPROC_PTA_CMD_HW_CAPABILITIES,
			      TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE), params);

	*formats = params[1].value.a;
	*protections = params[2].value.a;
	return res;
}

static void set_load(TEE_Param params[TEE_NUM_PARAMS],
		     const struct pta_load *load)
{
	set_memref(params + 1, load->bytes, load->size);
	set64(params + 2, load->da);
	set_memref(params + 3, load->hash, TEEPROC_SHA256_SIZE);
}

static TEE_Result load_plain(struct core *core, const struct pta_load *load)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	set_load(params, load);
	return call(core, TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256,
		    TYPES(MEMREF_INPUT, VALUE_INPUT, MEMREF_INPUT), params);
}

TEE_Result pta_load_segment(struct core *core, const struct pta_load *load,
			    uint64_t *receipt)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = TEE_SUCCESS;

	if (core->receipts == RECEIPTS_LACKING)
		return load_plain(core, load);
	set_load(params, load);
	res = call(core, TEEPROC_PTA_CMD_LOAD_RECEIPT,
		   TYPES(MEMREF_INPUT, VALUE_INOUT, MEMREF_INPUT), params);
	/* one that gave a receipt has no reason not to */
	if (pta_lacks(res) && core->receipts != RECEIPTS_GIVEN) {
		core->receipts = RECEIPTS_LACKING;
		return load_plain(core, load);
	}
	if (!res)
		core->receipts = RECEIPTS_GIVEN;
	*receipt = get64(params + 2);
	return res;
}

static uint32_t mix(uint32_t sum, uint32_t word)
{
	return (sum ^ word) * TEEPROC_RECEIPT_FACTOR;
}

uint32_t pta_receipt_difference(const struct core *core, uint64_t receipt,
				uint64_t da, uint32_t size, const uint8_t *hash)
{
	uint32_t sum = TEEPROC_RECEIPT_START;
	uint64_t difference = 0;
	size_t n = 0;

	if (core->receipts == RECEIPTS_LACKING)
		return 0;
	sum = mix(sum, core->id);
	sum = mix(sum, da);
	sum = mix(sum, da >> 32);
	sum = mix(sum, size);
	for (n = 0; n < TEEPROC_SHA256_SIZE; n += 4)
		sum = mix(sum, hash[n] | hash[n + 1] << 8 | hash[n + 2] << 16 |
				       (uint32_t)hash[n + 3] << 24);
	difference = receipt ^ ((uint64_t)~sum << 32 | sum);
	return difference | difference >> 32;
}

TEE_Result pta_zero(struct core *core, uint64_t da, uint64_t size)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	set64(params + 1, da);
	set64(params + 2, size);
	return call(core, TEEPROC_PTA_CMD_SET_MEMORY,
		    TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_INPUT), params);
}

TEE_Result pta_start(struct core *core)
{
	return call_plain(core, TEEPROC_PTA_CMD_START);
}

TEE_Result pta_stop(struct core *core)
{
	return call_plain(core, TEEPROC_PTA_CMD_STOP);
}

TEE_Result pta_release(struct core *core)
{
	return call_plain(core, TEEPROC_PTA_CMD_RELEASE);
}

TEE_Result pta_da_to_pa(struct core *core, uint64_t da, uint64_t size,
			uint64_t *pa)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = TEE_SUCCESS;

	set64(params + 1, da);
	set64(params + 2, size);
	res = call(core, TEEPROC_PTA_CMD_DA_TO_PA,
		   TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_OUTPUT), params);
	*pa = get64(params + 3);
	return res;
}

TEE_Result pta_verify_digest(struct core *core, const void *key_info,
			     size_t key_info_size, const uint8_t *digest,
			     const uint8_t *sig, size_t sig_size)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	set_memref(params + 1, key_info, key_info_size);
	set_memref(params + 2, digest, TEEPROC_SHA256_SIZE);
	set_memref(params + 3, sig, sig_size);
	return call(core, TEEPROC_PTA_CMD_VERIFY_DIGEST,
		    TYPES(MEMREF_INPUT, MEMREF_INPUT, MEMREF_INPUT), params);
}

TEE_Result pta_get_identity(struct core *core,
			    struct teeproc_identity *identity, uint32_t *flags)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = TEE_SUCCESS;

	set_memref(params + 1, identity, sizeof(*identity));
	res = call(core, TEEPROC_PTA_CMD_GET_IDENTITY,
		   TYPES(MEMREF_OUTPUT, VALUE_OUTPUT, NONE), params);
	*flags = params[2].value.a;
	if (!res && params[1].memref.size != sizeof(*identity))
		return TEE_ERROR_BAD_FORMAT;
	return res;
}

TEE_Result pta_get_counter(struct core *core, uint32_t *value)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = TEE_SUCCESS;

	/* an answer that does not come is above each index */
	params[1].value.a = UINT32_MAX;
	res = call(core, TEEPROC_PTA_CMD_GET_COUNTER,
		   TYPES(VALUE_OUTPUT, NONE, NONE), params);
	*value = params[1].value.a;
	return res;
}

TEE_Result pta_raise_counter(struct core *core, uint32_t value)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	params[1].value.a = value;
	return call(core, TEEPROC_PTA_CMD_RAISE_COUNTER,
		    TYPES(VALUE_INPUT, NONE, NONE), params);
}

TEE_Result pta_read_memory(struct core *core, uint64_t da, void *bytes,
			   size_t size)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };

	set64(params + 1, da);
	set_memref(params + 2, bytes, size);
	return call(core, TEEPROC_PTA_CMD_READ_MEMORY,
		    TYPES(VALUE_INPUT, MEMREF_OUTPUT, NONE), params);
}

TEE_Result pta_get_machine(struct core *core, uint32_t *machine, uint32_t *bits)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = call(core, TEEPROC_PTA_CMD_GET_MACHINE,
			      TYPES(VALUE_OUTPUT, NONE, NONE), params);

	*machine = params[1].value.a;
	*bits = params[1].value.b;
	return res;
}

TEE_Result pta_read_registers(struct core *core, void *regs, size_t num,
			      size_t width)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = TEE_SUCCESS;

	params[0].value.b = width;
	set_memref(params + 1, regs, num * width);
	res = call(core, TEEPROC_PTA_CMD_READ_REGISTERS,
		   TYPES(MEMREF_OUTPUT, NONE, NONE), params);
	if (!res && params[1].memref.size != num * width)
		return TEE_ERROR_BAD_FORMAT;
	return res;
}

TEE_Result pta_get_memory(struct core *core, size_t index,
			  struct memory *memory)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = TEE_SUCCESS;

	params[0].value.b = index;
	res = call(core, TEEPROC_PTA_CMD_GET_MEMORY,
		   TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE), params);
	memory->da = get64(params + 1);
	memory->size = params[2].value.a;
	return res;
}

TEE_Result pta_get_core_state(struct core *core, uint32_t *state)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	TEE_Result res = call(core, TEEPROC_PTA_CMD_GET_CORE_STATE,
			      TYPES(VALUE_OUTPUT, NONE, NONE), params);

	*state = params[1].value.a;
	return res;
}
