// SPDX-License-Identifier: BSD-2-Clause
#include "fake_pta.h"

#include "fake_keys.h"
#include "shim/shim.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <teeproc/control_port.h>
#include <teeproc/machine.h>
#include <util.h>

struct fake_pta fake_pta;

#define TYPES(a, b, c)                                                  \
	TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_##a, \
			TEE_PARAM_TYPE_##b, TEE_PARAM_TYPE_##c)

static uint64_t value64(const TEE_Param *param)
{
	return (uint64_t)param->value.b << 32 | param->value.a;
}

static void make_memory(struct fake_memory *memory, uint32_t da, uint32_t size,
			uint64_t pa)
{
	memory->da = da;
	memory->size = size;
	memory->pa = pa;
	if (!memory->bytes)
		memory->bytes = calloc(1, size);
	if (!memory->bytes)
		abort();
}

static void scrub(struct fake_core *core)
{
	unsigned int m = 0;

	for (m = 0; core->dirty && m < FAKE_MEMORIES; m++)
		memset(core->memories[m].bytes, 0, core->memories[m].size);
	core->dirty = false;
}

void fake_pta_reset(void)
{
	static bool been_here;
	const uint32_t small = 64 << 10;
	unsigned int n = 0;

	for (n = 0; n < FAKE_CORES; n++) {
		struct fake_core *core = fake_pta.cores + n;
		bool big = n == FAKE_BIG;

		make_memory(core->memories, FAKE_CODE_DA, big ? 4 << 20 : small,
			    0);
		make_memory(core->memories + 1, FAKE_DATA_DA,
			    big ? 4 << 20 : small, 0);
		make_memory(core->memories + 2, FAKE_SRAM_DA,
			    big ? 16 << 20 : small, FAKE_SRAM_PA);
		scrub(core);
		/* found running by the TA when it opens it */
		if (n != FAKE_RUNNING)
			core->state = TEEPROC_CORE_RESET;
		else if (!been_here)
			core->state = TEEPROC_CORE_RUNNING;
		core->counter = 0;
		core->has_regs = true;
		core->starts = 0;
		core->stuck = false;
		core->untargeted = false;
		core->nameless = false;
		core->no_counter = false;
		core->silent_counter = false;
		core->raises_nothing = false;
		core->receipt_flip = 0;
		core->no_receipts = false;
		core->no_release = false;
		core->fail_next_load = false;
		core->size_step = 0;
	}
	been_here = true;
	fake_pta.accept_all = false;
	fake_pta.before_load = NULL;
	fake_pta.loads = 0;
}

void fake_pta_free(void)
{
	unsigned int n = 0;
	unsigned int m = 0;

	for (n = 0; n < FAKE_CORES; n++) {
		for (m = 0; m < FAKE_MEMORIES; m++) {
			free(fake_pta.cores[n].memories[m].bytes);
			fake_pta.cores[n].memories[m].bytes = NULL;
		}
	}
	for (n = 0; n < TEEPROC_KEY_SLOTS; n++) {
		EVP_PKEY_free(fake_pta.slots[n].key);
		fake_pta.slots[n].key = NULL;
	}
}

uint8_t *fake_pta_at(uint32_t core, uint64_t da, uint64_t size)
{
	unsigned int m = 0;

	for (m = 0; m < FAKE_MEMORIES; m++) {
		struct fake_memory *memory = fake_pta.cores[core].memories + m;

		if (da >= memory->da && size <= memory->size &&
		    da - memory->da <= memory->size - size)
			return memory->bytes + (da - memory->da);
	}
	return NULL;
}

bool fake_pta_is_scrubbed(uint32_t number)
{
	struct fake_core *core = fake_pta.cores + number;
	unsigned int m = 0;

	for (m = 0; m < FAKE_MEMORIES; m++) {
		const struct fake_memory *memory = core->memories + m;

		if (memory->bytes[0] ||
		    memcmp(memory->bytes, memory->bytes + 1, memory->size - 1))
			return false;
	}
	return true;
}

static TEE_Result load_segment(struct fake_core *core, uint32_t id,
			       TEE_Param *params)
{
	size_t size = params[1].memref.size;
	uint8_t *dst = fake_pta_at(id, value64(params + 2), size);
	uint8_t hash[32] = { 0 };

	if (!size || params[3].memref.size != sizeof(hash))
		return TEE_ERROR_BAD_PARAMETERS;
	if (!dst)
		return TEE_ERROR_ACCESS_DENIED;
	if (!params[1].memref.buffer)
		return TEE_ERROR_BAD_PARAMETERS;
	if (core->state != TEEPROC_CORE_RESET)
		return TEE_ERROR_BAD_STATE;
	fake_pta.loads++;
	if (fake_pta.before_load)
		fake_pta.before_load(fake_pta.before_load_arg);
	core->dirty = true;
	core->has_regs = false;
	memcpy(dst, params[1].memref.buffer, size);
	SHA256(dst, size, hash);
	if (memcmp(hash, params[3].memref.buffer, sizeof(hash))) {
		memset(dst, 0, size);
		return TEE_ERROR_SECURITY;
	}
	return TEE_SUCCESS;
}

static uint32_t mix(uint32_t sum, const uint8_t *word)
{
	uint32_t value = word[0] | word[1] << 8 | word[2] << 16 |
			 (uint32_t)word[3] << 24;

	return (sum ^ value) * TEEPROC_RECEIPT_FACTOR;
}

/* The receipt is for what was carried out, not for what was asked. */
static TEE_Result load_receipt(struct fake_core *core, uint32_t id,
			       TEE_Param *params)
{
	uint32_t words[] = { id, params[2].value.a, params[2].value.b,
			     params[1].memref.size };
	uint32_t sum = TEEPROC_RECEIPT_START;
	TEE_Result res = TEE_ERROR_NOT_IMPLEMENTED;
	size_t n = 0;

	if (core->fail_next_load) {
		core->fail_next_load = false;
		return TEE_ERROR_COMMUNICATION;
	}
	if (!core->no_receipts)
		res = load_segment(core, id, params);
	if (res)
		return res;
	for (n = 0; n < ARRAY_SIZE(words); n++)
		sum = mix(sum, (const uint8_t *)(words + n));
	for (n = 0; n < 32; n += 4)
		sum = mix(sum, (const uint8_t *)params[3].memref.buffer + n);
	params[2].value.a = sum ^ (uint32_t)core->receipt_flip;
	params[2].value.b = ~sum ^ (uint32_t)(core->receipt_flip >> 32);
	return TEE_SUCCESS;
}

static TEE_Result set_memory(struct fake_core *core, uint32_t id,
			     TEE_Param *params)
{
	uint64_t size = value64(params + 2);
	uint8_t *dst = fake_pta_at(id, value64(params + 1), size);

	if (!size || params[3].value.a)
		return TEE_ERROR_BAD_PARAMETERS;
	if (!dst)
		return TEE_ERROR_ACCESS_DENIED;
	if (core->state != TEEPROC_CORE_RESET)
		return TEE_ERROR_BAD_STATE;
	core->dirty = true;
	core->has_regs = false;
	memset(dst, 0, size);
	return TEE_SUCCESS;
}

static TEE_Result start(struct fake_core *core, uint32_t id __unused,
			TEE_Param *params __unused)
{
	if (core->state != TEEPROC_CORE_RESET)
		return TEE_ERROR_BAD_STATE;
	core->state = TEEPROC_CORE_RUNNING;
	core->starts++;
	return TEE_SUCCESS;
}

static TEE_Result stop(struct fake_core *core, uint32_t id __unused,
		       TEE_Param *params __unused)
{
	if (core->stuck)
		return TEE_ERROR_BAD_STATE;
	core->state = TEEPROC_CORE_RESET;
	core->has_regs = true;
	return TEE_SUCCESS;
}

static TEE_Result release(struct fake_core *core, uint32_t id __unused,
			  TEE_Param *params __unused)
{
	if (core->no_release)
		return TEE_ERROR_NOT_SUPPORTED;
	if (core->state != TEEPROC_CORE_RESET)
		return TEE_ERROR_BAD_STATE;
	scrub(core);
	return TEE_SUCCESS;
}

static TEE_Result da_to_pa(struct fake_core *core, uint32_t id,
			   TEE_Param *params)
{
	struct fake_memory *sram = core->memories + 2;
	uint8_t *at = fake_pta_at(id, value64(params + 1), value64(params + 2));
	uint64_t pa = 0;

	fake_pta.table_size = value64(params + 2);
	if (!at || at < sram->bytes || at >= sram->bytes + sram->size)
		return TEE_ERROR_ACCESS_DENIED;
	pa = sram->pa + (at - sram->bytes);
	params[3].value.a = pa;
	params[3].value.b = pa >> 32;
	return TEE_SUCCESS;
}

static TEE_Result capabilities(struct fake_core *core, uint32_t id,
			       TEE_Param *params)
{
	params[1].value.a = id == FAKE_NO_ELF ? 0 : TEEPROC_PTA_FMT_ELF;
	params[1].value.b = 0;
	params[2].value.a = core->hashless ? 0 : TEEPROC_PTA_PROT_HASH_TABLE;
	params[2].value.b = 0;
	return TEE_SUCCESS;
}

static TEE_Result get_counter(struct fake_core *core, uint32_t id __unused,
			      TEE_Param *params)
{
	if (core->no_counter)
		return TEE_ERROR_NOT_SUPPORTED;
	if (core->silent_counter)
		return TEE_SUCCESS;
	params[1].value.a = core->counter;
	params[1].value.b = 0;
	return TEE_SUCCESS;
}

static TEE_Result raise_counter(struct fake_core *core, uint32_t id __unused,
				TEE_Param *params)
{
	if (params[1].value.a < core->counter)
		return TEE_ERROR_ACCESS_DENIED;
	if (!core->raises_nothing)
		core->counter = params[1].value.a;
	return TEE_SUCCESS;
}

static TEE_Result read_memory(struct fake_core *core __unused, uint32_t id,
			      TEE_Param *params)
{
	size_t size = params[2].memref.size;
	uint8_t *src = fake_pta_at(id, value64(params + 1), size);

	if (!size)
		return TEE_ERROR_BAD_PARAMETERS;
	if (!src)
		return TEE_ERROR_ACCESS_DENIED;
	if (!params[2].memref.buffer)
		return TEE_ERROR_BAD_PARAMETERS;
	memcpy(params[2].memref.buffer, src, size);
	return TEE_SUCCESS;
}

/* r0 is 0x1000, r1 0x1001, ... */
static TEE_Result read_registers(struct fake_core *core, uint32_t id __unused,
				 TEE_Param *params)
{
	size_t width = params[0].value.b ? params[0].value.b : 4;
	uint32_t num = core->is_rv64 ? 32 : TEEPROC_PTA_REGS;
	uint8_t *regs = params[1].memref.buffer;
	size_t size = params[1].memref.size;
	uint32_t n = 0;

	if (width != 4 && width != 8)
		return TEE_ERROR_BAD_PARAMETERS;
	params[1].memref.size = num * width;
	if (size < params[1].memref.size)
		return TEE_ERROR_SHORT_BUFFER;
	if (!core->has_regs)
		return TEE_ERROR_NO_DATA;
	for (n = 0; n < num; n++) {
		uint64_t value = 0x1000 + n;

		if (core->is_rv64)
			value |= UINT64_C(0x12345678) << 32;
		memcpy(regs + width * n, &value, width);
	}
	params[1].memref.size += core->size_step;
	return TEE_SUCCESS;
}

static TEE_Result get_machine(struct fake_core *core, uint32_t id __unused,
			      TEE_Param *params)
{
	if (core->machineless)
		return TEE_ERROR_NOT_IMPLEMENTED;
	params[1].value.a = core->is_rv64 ? TEEPROC_EM_RISCV : TEEPROC_EM_ARM;
	params[1].value.b = core->is_rv64 ? 64 : 32;
	if (core->odd_bits)
		params[1].value.b = core->odd_bits;
	return TEE_SUCCESS;
}

static TEE_Result get_memory(struct fake_core *core, uint32_t id,
			     TEE_Param *params)
{
	uint32_t index = params[0].value.b;

	if (id == FAKE_MANY && (!fake_pta.many || index < fake_pta.many))
		index = 0;
	if (index >= FAKE_MEMORIES)
		return TEE_ERROR_ITEM_NOT_FOUND;
	params[1].value.a = core->memories[index].da;
	params[1].value.b = core->memories[index].da >> 32;
	params[2].value.a = core->memories[index].size;
	params[2].value.b = !!core->memories[index].pa;
	return TEE_SUCCESS;
}

static TEE_Result get_core_state(struct fake_core *core, uint32_t id __unused,
				 TEE_Param *params)
{
	params[1].value.a = core->state;
	params[1].value.b = 0;
	return TEE_SUCCESS;
}

static TEE_Result get_identity(struct fake_core *core, uint32_t id,
			       TEE_Param *params)
{
	struct teeproc_identity identity = { .class = FAKE_CLASS,
					     .soc = FAKE_SOC };

	if (core->nameless)
		return TEE_ERROR_NOT_IMPLEMENTED;
	if (params[1].memref.size < sizeof(identity)) {
		params[1].memref.size = sizeof(identity);
		return TEE_ERROR_SHORT_BUFFER;
	}
	snprintf(identity.core, sizeof(identity.core), "core-%" PRIu32, id);
	memcpy(params[1].memref.buffer, &identity, sizeof(identity));
	params[1].memref.size = sizeof(identity) + core->size_step;
	params[2].value.a = core->untargeted ? TEEPROC_IDENTITY_UNTARGETED : 0;
	params[2].value.b = 0;
	return TEE_SUCCESS;
}

static const struct command {
	uint32_t id;
	uint32_t types;
	TEE_Result (*run)(struct fake_core *core, uint32_t id,
			  TEE_Param *params);
} commands[] = {
	{ TEEPROC_PTA_CMD_HW_CAPABILITIES,
	  TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE), capabilities },
	{ TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256,
	  TYPES(MEMREF_INPUT, VALUE_INPUT, MEMREF_INPUT), load_segment },
	{ TEEPROC_PTA_CMD_SET_MEMORY,
	  TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_INPUT), set_memory },
	{ TEEPROC_PTA_CMD_START, TYPES(NONE, NONE, NONE), start },
	{ TEEPROC_PTA_CMD_STOP, TYPES(NONE, NONE, NONE), stop },
	{ TEEPROC_PTA_CMD_DA_TO_PA,
	  TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_OUTPUT), da_to_pa },
	{ TEEPROC_PTA_CMD_VERIFY_DIGEST,
	  TYPES(MEMREF_INPUT, MEMREF_INPUT, MEMREF_INPUT),
	  fake_keys_verify_digest },
	{ TEEPROC_PTA_CMD_RELEASE, TYPES(NONE, NONE, NONE), release },
	{ TEEPROC_PTA_CMD_GET_COUNTER, TYPES(VALUE_OUTPUT, NONE, NONE),
	  get_counter },
	{ TEEPROC_PTA_CMD_RAISE_COUNTER, TYPES(VALUE_INPUT, NONE, NONE),
	  raise_counter },
	{ TEEPROC_PTA_CMD_READ_MEMORY, TYPES(VALUE_INPUT, MEMREF_OUTPUT, NONE),
	  read_memory },
	{ TEEPROC_PTA_CMD_READ_REGISTERS, TYPES(MEMREF_OUTPUT, NONE, NONE),
	  read_registers },
	{ TEEPROC_PTA_CMD_GET_MEMORY, TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE),
	  get_memory },
	{ TEEPROC_PTA_CMD_GET_CORE_STATE, TYPES(VALUE_OUTPUT, NONE, NONE),
	  get_core_state },
	{ TEEPROC_PTA_CMD_GET_IDENTITY,
	  TYPES(MEMREF_OUTPUT, VALUE_OUTPUT, NONE), get_identity },
	{ TEEPROC_PTA_CMD_LOAD_RECEIPT,
	  TYPES(MEMREF_INPUT, VALUE_INOUT, MEMREF_INPUT), load_receipt },
	{ TEEPROC_PTA_CMD_GET_MACHINE, TYPES(VALUE_OUTPUT, NONE, NONE),
	  get_machine },
};

TEE_Result fake_pta_open(uint32_t types, TEE_Param params[TEE_NUM_PARAMS])
{
	if (types != TYPES(NONE, NONE, NONE))
		return TEE_ERROR_BAD_PARAMETERS;
	fake_pta.session_core = params[0].value.a;
	fake_pta.session_kind = params[0].value.b;
	/* as OP-TEE's own pseudo-TA says it */
	if (params[0].value.a >= FAKE_CORES)
		return TEE_ERROR_NOT_SUPPORTED;
	return TEE_SUCCESS;
}

TEE_Result fake_pta_invoke(uint32_t command, uint32_t types,
			   TEE_Param params[TEE_NUM_PARAMS])
{
	uint32_t id = params[0].value.a;
	size_t n = 0;

	if (id == FAKE_UPSTREAM && command >= TEEPROC_PTA_CMD_OWN)
		return TEE_ERROR_NOT_IMPLEMENTED;
	for (n = 0; n < ARRAY_SIZE(commands); n++) {
		if (commands[n].id != command)
			continue;
		if (types != commands[n].types)
			return TEE_ERROR_BAD_PARAMETERS;
		if (id >= FAKE_CORES)
			return TEE_ERROR_ITEM_NOT_FOUND;
		return commands[n].run(fake_pta.cores + id, id, params);
	}
	return TEE_ERROR_NOT_IMPLEMENTED;
}
