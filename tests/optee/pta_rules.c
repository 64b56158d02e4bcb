// SPDX-License-Identifier: BSD-2-Clause
#include "pta_rules.h"

#include "cmocka_api.h"

#include <openssl/sha.h>
#include <string.h>
#include <teeproc/control_port.h>
#include <teeproc/pta.h>

#define TYPES(a, b, c)                                                  \
	TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_##a, \
			TEE_PARAM_TYPE_##b, TEE_PARAM_TYPE_##c)

#define DATA_DA 0x20000000u
#define SRAM_DA 0x21000000u
#define TCM_SIZE 0x400000u
#define SRAM_SIZE 0x1000000u
#define REGS_SIZE (4 * TEEPROC_CP_REGS)
#define ID_SIZE sizeof(struct teeproc_identity)
#define ALL UINT64_MAX

/* A number of 64 bits, or so many bytes of memory, in which no table lies */
#define NUM(number)              \
	{                        \
		.value = number, \
	}
#define MEM(bytes)                                 \
	{                                          \
		.is_memory = true, .value = bytes, \
	}
#define NO_MEM(bytes)                                               \
	{                                                           \
		.is_memory = true, .is_null = true, .value = bytes, \
	}

static const struct rule {
	uint32_t command;
	uint32_t types;
	struct {
		bool is_memory;
		bool is_null;
		uint64_t value;
	} params[3];
	TEE_Result res;
	/* of a parameter, after the call: of the one that is given back */
	unsigned int out; /* its number, 0: none */
	uint64_t out_value;
} rules[] = {
/* bytes, to where, their hash */
#define LOAD(bytes, da, hash, result)                                   \
	{ TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256,                          \
	  TYPES(MEMREF_INPUT, VALUE_INPUT, MEMREF_INPUT),               \
	  { bytes, NUM(da), hash },                                     \
	  TEE_##result,                                                 \
	  0,                                                            \
	  0 },                                                          \
	{                                                               \
		TEEPROC_PTA_CMD_LOAD_RECEIPT,                           \
			TYPES(MEMREF_INPUT, VALUE_INOUT, MEMREF_INPUT), \
			{ bytes, NUM(da), hash }, TEE_##result, 0, 0    \
	}
	LOAD(MEM(64), 0, MEM(32), SUCCESS),
	LOAD(MEM(1), TCM_SIZE - 1, MEM(32), SUCCESS),
	LOAD(MEM(0), 0, MEM(32), ERROR_BAD_PARAMETERS),
	LOAD(NO_MEM(64), 0, MEM(32), ERROR_BAD_PARAMETERS),
	LOAD(MEM(64), 0, MEM(31), ERROR_BAD_PARAMETERS),
	LOAD(MEM(64), 0, MEM(33), ERROR_BAD_PARAMETERS),
	LOAD(MEM(64), 0, MEM(0), ERROR_BAD_PARAMETERS),
	LOAD(MEM(64), 0x10000000, MEM(32), ERROR_ACCESS_DENIED),
	LOAD(MEM(2), TCM_SIZE - 1, MEM(32), ERROR_ACCESS_DENIED),
	LOAD(MEM(64), UINT64_C(1) << 32, MEM(32), ERROR_ACCESS_DENIED),
	LOAD(MEM(64), ALL - 7, MEM(32), ERROR_ACCESS_DENIED),

/* from where, how many, with what */
#define FILL(da, size, byte, result)                                          \
	{                                                                     \
		TEEPROC_PTA_CMD_SET_MEMORY,                                   \
			TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_INPUT),         \
			{ NUM(da), NUM(size), NUM(byte) }, TEE_##result, 0, 0 \
	}
	FILL(DATA_DA, TCM_SIZE, 0, SUCCESS),
	FILL(DATA_DA, 0, 0, ERROR_BAD_PARAMETERS),
	FILL(0x10000000, 0, 0, ERROR_BAD_PARAMETERS),
	FILL(DATA_DA, 16, 1, ERROR_BAD_PARAMETERS),
	FILL(DATA_DA, 16, 0x100, ERROR_BAD_PARAMETERS),
	FILL(DATA_DA, TCM_SIZE + 1, 0, ERROR_ACCESS_DENIED),
	FILL(DATA_DA - 1, 2, 0, ERROR_ACCESS_DENIED),
	FILL(DATA_DA, ALL, 0, ERROR_ACCESS_DENIED),
	FILL(ALL, 2, 0, ERROR_ACCESS_DENIED),

/* from where, to where */
#define READ(da, bytes, result)                                        \
	{                                                              \
		TEEPROC_PTA_CMD_READ_MEMORY,                           \
			TYPES(VALUE_INPUT, MEMREF_OUTPUT, NONE),       \
			{ NUM(da), bytes, NUM(0) }, TEE_##result, 0, 0 \
	}
	READ(SRAM_DA, MEM(4097), SUCCESS),
	READ(SRAM_DA + SRAM_SIZE - 1, MEM(1), SUCCESS),
	READ(SRAM_DA, MEM(0), ERROR_BAD_PARAMETERS),
	READ(0x10000000, MEM(0), ERROR_BAD_PARAMETERS),
	READ(SRAM_DA, NO_MEM(64), ERROR_BAD_PARAMETERS),
	READ(SRAM_DA + SRAM_SIZE - 1, MEM(2), ERROR_ACCESS_DENIED),
	READ(0x10000000, MEM(1), ERROR_ACCESS_DENIED),
	READ(ALL, MEM(2), ERROR_ACCESS_DENIED),

/* where, how many; where the normal world sees it, beyond the memory's start */
#define DA_TO_PA(da, size, result, offset)                               \
	{                                                                \
		TEEPROC_PTA_CMD_DA_TO_PA,                                \
			TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_OUTPUT),   \
			{ NUM(da), NUM(size), NUM(0) }, TEE_##result, 3, \
			offset                                           \
	}
	DA_TO_PA(SRAM_DA, SRAM_SIZE, SUCCESS, 0),
	DA_TO_PA(SRAM_DA + 0x12345, 1, SUCCESS, 0x12345),
	DA_TO_PA(SRAM_DA + 1, SRAM_SIZE, ERROR_ACCESS_DENIED, 0),
	DA_TO_PA(SRAM_DA + 1, UINT64_C(1) << 32, ERROR_ACCESS_DENIED, 0),
	DA_TO_PA(SRAM_DA + 1, ALL, ERROR_ACCESS_DENIED, 0),
	DA_TO_PA(0, 4, ERROR_ACCESS_DENIED, 0),
	DA_TO_PA(DATA_DA, 4, ERROR_ACCESS_DENIED, 0),
	DA_TO_PA(0x10000000, 4, ERROR_ACCESS_DENIED, 0),

	/* those that are too short hear how long they have to be */
	{ TEEPROC_PTA_CMD_READ_REGISTERS,
	  TYPES(MEMREF_OUTPUT, NONE, NONE),
	  { MEM(REGS_SIZE - 1) },
	  TEE_ERROR_SHORT_BUFFER,
	  1,
	  REGS_SIZE },
	{ TEEPROC_PTA_CMD_READ_REGISTERS,
	  TYPES(MEMREF_OUTPUT, NONE, NONE),
	  { MEM(0) },
	  TEE_ERROR_SHORT_BUFFER,
	  1,
	  REGS_SIZE },
	{ TEEPROC_PTA_CMD_READ_REGISTERS,
	  TYPES(MEMREF_OUTPUT, NONE, NONE),
	  { MEM(REGS_SIZE + 1) },
	  TEE_SUCCESS,
	  1,
	  REGS_SIZE },
	{ TEEPROC_PTA_CMD_GET_IDENTITY,
	  TYPES(MEMREF_OUTPUT, VALUE_OUTPUT, NONE),
	  { MEM(ID_SIZE - 1) },
	  TEE_ERROR_SHORT_BUFFER,
	  1,
	  ID_SIZE },
	{ TEEPROC_PTA_CMD_GET_IDENTITY,
	  TYPES(MEMREF_OUTPUT, VALUE_OUTPUT, NONE),
	  { MEM(ID_SIZE + 1), NUM(ALL) },
	  TEE_SUCCESS,
	  1,
	  ID_SIZE },

	/* both halves of what is given back are */
	{ TEEPROC_PTA_CMD_HW_CAPABILITIES,
	  TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE),
	  { NUM(ALL), NUM(ALL) },
	  TEE_SUCCESS,
	  1,
	  TEEPROC_PTA_FMT_ELF },
	{ TEEPROC_PTA_CMD_HW_CAPABILITIES,
	  TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE),
	  { NUM(ALL), NUM(ALL) },
	  TEE_SUCCESS,
	  2,
	  TEEPROC_PTA_PROT_HASH_TABLE },
	{ TEEPROC_PTA_CMD_GET_COUNTER,
	  TYPES(VALUE_OUTPUT, NONE, NONE),
	  { NUM(ALL) },
	  TEE_SUCCESS,
	  1,
	  0 },
	{ TEEPROC_PTA_CMD_GET_CORE_STATE,
	  TYPES(VALUE_OUTPUT, NONE, NONE),
	  { NUM(ALL) },
	  TEE_SUCCESS,
	  1,
	  0 },
	{ TEEPROC_PTA_CMD_GET_MEMORY,
	  TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE),
	  { NUM(ALL), NUM(ALL) },
	  TEE_SUCCESS,
	  1,
	  0 },
	{ TEEPROC_PTA_CMD_GET_MEMORY,
	  TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE),
	  { NUM(ALL), NUM(ALL) },
	  TEE_SUCCESS,
	  2,
	  TCM_SIZE },

	{ TEEPROC_PTA_CMD_LOAD,
	  TYPES(MEMREF_INPUT, VALUE_INPUT, NONE),
	  { MEM(64) },
	  TEE_ERROR_NOT_IMPLEMENTED,
	  0,
	  0 },
	{ UINT32_MAX,
	  TYPES(NONE, NONE, NONE),
	  { NUM(0) },
	  TEE_ERROR_NOT_IMPLEMENTED,
	  0,
	  0 },
	{ TEEPROC_PTA_CMD_STOP,
	  TYPES(NONE, NONE, VALUE_INPUT),
	  { NUM(0) },
	  TEE_ERROR_BAD_PARAMETERS,
	  0,
	  0 },
	{ TEEPROC_PTA_CMD_START, 0, { NUM(0) }, TEE_ERROR_BAD_PARAMETERS, 0, 0 },
	{ TEEPROC_PTA_CMD_LOAD_RECEIPT,
	  TYPES(MEMREF_INPUT, VALUE_INPUT, MEMREF_INPUT),
	  { MEM(64), NUM(0), MEM(32) },
	  TEE_ERROR_BAD_PARAMETERS,
	  0,
	  0 },
};

const struct pta_command pta_commands[] = {
	{ TEEPROC_PTA_CMD_HW_CAPABILITIES,
	  TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE) },
	{ TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256,
	  TYPES(MEMREF_INPUT, VALUE_INPUT, MEMREF_INPUT) },
	{ TEEPROC_PTA_CMD_SET_MEMORY,
	  TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_INPUT) },
	{ TEEPROC_PTA_CMD_START, TYPES(NONE, NONE, NONE) },
	{ TEEPROC_PTA_CMD_STOP, TYPES(NONE, NONE, NONE) },
	{ TEEPROC_PTA_CMD_DA_TO_PA,
	  TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_OUTPUT) },
	{ TEEPROC_PTA_CMD_VERIFY_DIGEST,
	  TYPES(MEMREF_INPUT, MEMREF_INPUT, MEMREF_INPUT) },
	{ TEEPROC_PTA_CMD_RELEASE, TYPES(NONE, NONE, NONE) },
	{ TEEPROC_PTA_CMD_GET_COUNTER, TYPES(VALUE_OUTPUT, NONE, NONE) },
	{ TEEPROC_PTA_CMD_RAISE_COUNTER, TYPES(VALUE_INPUT, NONE, NONE) },
	{ TEEPROC_PTA_CMD_READ_MEMORY,
	  TYPES(VALUE_INPUT, MEMREF_OUTPUT, NONE) },
	{ TEEPROC_PTA_CMD_READ_REGISTERS, TYPES(MEMREF_OUTPUT, NONE, NONE) },
	{ TEEPROC_PTA_CMD_GET_MEMORY, TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE) },
	{ TEEPROC_PTA_CMD_GET_CORE_STATE, TYPES(VALUE_OUTPUT, NONE, NONE) },
	{ TEEPROC_PTA_CMD_GET_IDENTITY,
	  TYPES(MEMREF_OUTPUT, VALUE_OUTPUT, NONE) },
	{ TEEPROC_PTA_CMD_LOAD_RECEIPT,
	  TYPES(MEMREF_INPUT, VALUE_INOUT, MEMREF_INPUT) },
	{ TEEPROC_PTA_CMD_GET_MACHINE, TYPES(VALUE_OUTPUT, NONE, NONE) },
};

const size_t pta_command_count = sizeof(pta_commands) / sizeof(*pta_commands);

/* Algorithm, size and bytes of the key information; a digest; a signature */
static const struct signature_rule {
	uint32_t algo;
	uint32_t info_size;
	size_t key_size;
	size_t digest_size;
	size_t sig_size;
	TEE_Result res;
} signature_rules[] = {
#define P256 TEE_ALG_ECDSA_P256
	{ P256, 32, 40, 32, 64, TEE_ERROR_SECURITY }, /* no such key */
	{ P256, 32, 7, 32, 64, TEE_ERROR_BAD_PARAMETERS },
	{ P256, 32, 39, 32, 64, TEE_ERROR_BAD_PARAMETERS },
	{ P256, 32, 41, 32, 64, TEE_ERROR_BAD_PARAMETERS },
	{ P256, UINT32_MAX, 40, 32, 64, TEE_ERROR_BAD_PARAMETERS },
	{ P256, 33, 41, 32, 64, TEE_ERROR_SECURITY },
	{ P256, 31, 39, 32, 64, TEE_ERROR_SECURITY },
	{ P256 ^ 0x100, 32, 40, 32, 64, TEE_ERROR_NOT_SUPPORTED },
	{ 0, 32, 40, 32, 64, TEE_ERROR_NOT_SUPPORTED },
	{ P256, 32, 40, 31, 64, TEE_ERROR_BAD_PARAMETERS },
	{ P256, 32, 40, 33, 64, TEE_ERROR_BAD_PARAMETERS },
	{ P256, 32, 40, 32, 0, TEE_ERROR_BAD_PARAMETERS },
	{ P256, 32, 40, 32, 513, TEE_ERROR_BAD_PARAMETERS },
};

static void fill_params(const struct pta_under_rules *pta,
			const struct rule *rule, TEE_Param *params)
{
	const uint64_t size = rule->params[0].value;
	unsigned int n;

	memset(params, 0, 4 * sizeof(*params));
	params[0].value.a = pta->core;
	for (n = 0; n < 3; n++) {
		TEE_Param *param = params + 1 + n;

		if (rule->params[n].is_memory) {
			param->memref.buffer =
				rule->params[n].is_null ?
					NULL :
					pta->bytes + n * (PTA_RULES_BYTES / 3);
			param->memref.size = rule->params[n].value;
		} else {
			param->value.a = (uint32_t)rule->params[n].value;
			param->value.b = rule->params[n].value >> 32;
		}
	}
	/* the hash that fits, of what is to be loaded */
	if (rule->params[0].is_memory && rule->params[2].is_memory) {
		memset(pta->bytes, 0, PTA_RULES_BYTES);
		SHA256(pta->bytes, size, params[3].memref.buffer);
	}
}

static void check_out(const struct pta_under_rules *pta,
		      const struct rule *rule, const TEE_Param *params)
{
	const TEE_Param *out = params + rule->out;
	uint64_t value = out->value.a | (uint64_t)out->value.b << 32;

	if (rule->params[rule->out - 1].is_memory)
		value = out->memref.size;
	/* has_pa is in the upper half there, and the first memory has none */
	if (rule->command == TEEPROC_PTA_CMD_DA_TO_PA && !rule->res)
		value -= pta->sram_pa;
	assert_true(value == rule->out_value);
}

static void check_command(const struct pta_under_rules *pta,
			  const struct pta_command *command)
{
	TEE_Param params[4] = { 0 };
	unsigned int bit;

	params[0].value.a = pta->core;
	for (bit = 0; bit < 16; bit++)
		assert_int_equal(pta->invoke(command->id,
					     command->types ^ 1u << bit,
					     params),
				 TEE_ERROR_BAD_PARAMETERS);
	params[0].value.a = pta->unknown;
	assert_int_equal(pta->invoke(command->id, command->types, params),
			 TEE_ERROR_ITEM_NOT_FOUND);
}

void pta_rules_check(const struct pta_under_rules *pta)
{
	TEE_Param params[4];
	uint32_t info[2];
	size_t n;

	for (n = 0; n < sizeof(rules) / sizeof(*rules); n++) {
		fill_params(pta, rules + n, params);
		assert_int_equal(pta->invoke(rules[n].command, rules[n].types,
					     params),
				 rules[n].res);
		if (rules[n].out)
			check_out(pta, rules + n, params);
		/* none of a core that there is not */
		if (rules[n].res != TEE_SUCCESS)
			continue;
		fill_params(pta, rules + n, params);
		params[0].value.a = pta->unknown;
		assert_int_equal(pta->invoke(rules[n].command, rules[n].types,
					     params),
				 TEE_ERROR_ITEM_NOT_FOUND);
	}
	for (n = 0; n < pta_command_count; n++)
		check_command(pta, pta_commands + n);
	memset(params, 0, sizeof(params));
	params[0].value.a = pta->core;
	params[0].value.b = 3;
	/* shows: GET_MEMORY values ITEM_NOT_FOUND */
	assert_int_equal(pta->invoke(TEEPROC_PTA_CMD_GET_MEMORY,
				     TYPES(VALUE_OUTPUT, VALUE_OUTPUT, NONE),
				     params),
			 TEE_ERROR_ITEM_NOT_FOUND);
	for (n = 0; n < sizeof(signature_rules) / sizeof(*signature_rules);
	     n++) {
		const struct signature_rule *rule = signature_rules + n;

		info[0] = rule->algo;
		info[1] = rule->info_size;
		memset(pta->bytes, 0xa5, PTA_RULES_BYTES);
		memcpy(pta->bytes, info, sizeof(info));
		params[0].value.b = 0;
		params[1].memref.buffer = pta->bytes;
		params[1].memref.size = rule->key_size;
		params[2].memref.buffer = pta->bytes + 1024;
		params[2].memref.size = rule->digest_size;
		params[3].memref.buffer = pta->bytes + 2048;
		params[3].memref.size = rule->sig_size;
		assert_int_equal(pta->invoke(TEEPROC_PTA_CMD_VERIFY_DIGEST,
					     TYPES(MEMREF_INPUT, MEMREF_INPUT,
						   MEMREF_INPUT),
					     params),
				 rule->res);
	}
}
