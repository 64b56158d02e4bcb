// SPDX-License-Identifier: BSD-2-Clause
/*
 * The remoteproc pseudo-TA: session and commands.
 *
 * It keeps no state of the cores: the SoC does, and refuses what does not fit.
 * Memory references are in the address space of the calling TA; what decides
 * something is copied from there once, what the SoC moves is handed on as it is
 * when it has been checked whose it is.
 */
#include "counter.h"
#include "keys.h"
#include "memories.h"
#include "platform.h"
#include "ta_memory.h"

#include <compiler.h>
#include <kernel/pseudo_ta.h>
#include <kernel/ts_manager.h>
#include <kernel/user_access.h>
#include <kernel/user_ta.h>
#include <stdlib.h>
#include <string.h>
#include <tee_api_defines.h>
#include <tee_api_types.h>
#include <teeproc/pta.h>
#include <teeproc/ta.h>
#include <utee_defines.h>
#include <util.h>

#define SIGNATURE_MAX 512 /* RSA-4096 */

#define TYPES(a, b, c, d)                                       \
	TEE_PARAM_TYPES(TEE_PARAM_TYPE_##a, TEE_PARAM_TYPE_##b, \
			TEE_PARAM_TYPE_##c, TEE_PARAM_TYPE_##d)

/* Command 8's params[1], as OP-TEE's remoteproc_pta.h has it. */
struct key_info {
	uint32_t algo;
	uint32_t info_size;
	uint8_t info[TEE_SHA256_HASH_SIZE];
};

static uint64_t value64(const TEE_Param *param)
{
	return reg_pair_to_64(param->value.b, param->value.a);
}

static TEE_Result capabilities(uint32_t core __unused, TEE_Param *params)
{
	params[1].value.a = TEEPROC_PTA_FMT_ELF;
	params[1].value.b = 0;
	params[2].value.a = TEEPROC_PTA_PROT_HASH_TABLE;
	params[2].value.b = 0;
	return TEE_SUCCESS;
}

/* @hash: what the SoC has compared with, for a receipt */
static TEE_Result load_hashed(uint32_t core, TEE_Param *params, uint8_t *hash)
{
	uint64_t da = value64(params + 2);
	const size_t hash_size = TEE_SHA256_HASH_SIZE;
	size_t size = params[1].memref.size;
	struct ta_memory from = {};
	TEE_Result res = TEE_SUCCESS;

	if (!size || params[3].memref.size != hash_size)
		return TEE_ERROR_BAD_PARAMETERS;
	if (!memories_find(core, da, size))
		return TEE_ERROR_ACCESS_DENIED;
	res = copy_from_user(hash, params[3].memref.buffer, hash_size);
	if (res)
		return res;
	res = ta_memory_check(params[1].memref.buffer, size, false, &from);
	if (res)
		return res;
	return rproc_platform.load(core, da, &from, hash);
}

static TEE_Result load_segment(uint32_t core, TEE_Param *params)
{
	uint8_t hash[TEE_SHA256_HASH_SIZE] = {};

	return load_hashed(core, params, hash);
}

static uint32_t mix(uint32_t sum, uint32_t word)
{
	return (sum ^ word) * TEEPROC_RECEIPT_FACTOR;
}

static TEE_Result load_receipt(uint32_t core, TEE_Param *params)
{
	uint8_t hash[TEE_SHA256_HASH_SIZE] = {};
	TEE_Result res = load_hashed(core, params, hash);
	uint32_t sum = TEEPROC_RECEIPT_START;
	size_t n = 0;

	if (res)
		return res;
	sum = mix(sum, core);
	sum = mix(sum, params[2].value.a);
	sum = mix(sum, params[2].value.b);
	sum = mix(sum, params[1].memref.size);
	for (n = 0; n < sizeof(hash); n += 4)
		sum = mix(sum, hash[n] | hash[n + 1] << 8 | hash[n + 2] << 16 |
				       (uint32_t)hash[n + 3] << 24);
	params[2].value.a = sum;
	params[2].value.b = ~sum;
	return TEE_SUCCESS;
}

/*
 * Zeroes are all that a TA asks for. Another byte is a fault on its way, and would
 * be what a firmware finds in its bss.
 */
static TEE_Result set_memory(uint32_t core, TEE_Param *params)
{
	uint64_t da = value64(params + 1);
	uint64_t size = value64(params + 2);

	if (!size || params[3].value.a)
		return TEE_ERROR_BAD_PARAMETERS;
	if (!memories_find(core, da, size))
		return TEE_ERROR_ACCESS_DENIED;
	return rproc_platform.zero(core, da, size);
}

static TEE_Result start(uint32_t core, TEE_Param *params __unused)
{
	return rproc_platform.start(core);
}

static TEE_Result stop(uint32_t core, TEE_Param *params __unused)
{
	return rproc_platform.stop(core);
}

static TEE_Result da_to_pa(uint32_t core, TEE_Param *params)
{
	uint64_t da = value64(params + 1);
	const struct memory *memory =
		memories_find(core, da, value64(params + 2));

	if (!memory || !memory->has_pa)
		return TEE_ERROR_ACCESS_DENIED;
	reg_pair_from_64(memory->pa + (da - memory->da), &params[3].value.b,
			 &params[3].value.a);
	return TEE_SUCCESS;
}

static TEE_Result get_key_info(const TEE_Param *param, struct key_info *key)
{
	const size_t header = offsetof(struct key_info, info);
	const uint8_t *buffer = param->memref.buffer;
	TEE_Result res = TEE_SUCCESS;

	if (param->memref.size < header)
		return TEE_ERROR_BAD_PARAMETERS;
	res = copy_from_user(key, buffer, header);
	if (res)
		return res;
	if (key->info_size != param->memref.size - header)
		return TEE_ERROR_BAD_PARAMETERS;
	if (key->info_size > sizeof(key->info))
		return TEE_ERROR_SECURITY;
	return copy_from_user(key->info, buffer + header, key->info_size);
}

static TEE_Result verify_digest(uint32_t core, TEE_Param *params)
{
	struct key_info key = {};
	uint8_t digest[TEE_SHA256_HASH_SIZE] = {};
	size_t sig_size = params[3].memref.size;
	uint8_t *sig = NULL;
	TEE_Result res = TEE_SUCCESS;

	res = get_key_info(params + 1, &key);
	if (res)
		return res;
	if (key.algo != TEE_ALG_RSASSA_PKCS1_V1_5_SHA256 &&
	    key.algo != TEE_ALG_ECDSA_P256 && key.algo != TEE_ALG_ECDSA_SHA256)
		return TEE_ERROR_NOT_SUPPORTED;
	if (params[2].memref.size != sizeof(digest) || !sig_size ||
	    sig_size > SIGNATURE_MAX)
		return TEE_ERROR_BAD_PARAMETERS;

	sig = malloc(sig_size);
	if (!sig)
		return TEE_ERROR_OUT_OF_MEMORY;
	res = copy_from_user(digest, params[2].memref.buffer, sizeof(digest));
	if (!res)
		res = copy_from_user(sig, params[3].memref.buffer, sig_size);
	if (!res)
		res = keys_verify(core, key.algo, key.info, key.info_size,
				  digest, sig, sig_size);
	free(sig);
	return res;
}

static TEE_Result release(uint32_t core, TEE_Param *params __unused)
{
	const struct memory *memory = NULL;
	TEE_Result res = TEE_SUCCESS;
	size_t n = 0;

	/* a memory that cannot be scrubbed is no reason to leave the others */
	for (n = 0; (memory = memories_get(core, n)); n++) {
		TEE_Result zeroed =
			rproc_platform.zero(core, memory->da, memory->size);

		if (!res)
			res = zeroed;
	}
	return res;
}

static TEE_Result get_counter(uint32_t core, TEE_Param *params)
{
	params[1].value.b = 0;
	return counter_read(core, &params[1].value.a);
}

static TEE_Result raise_counter(uint32_t core, TEE_Param *params)
{
	return counter_raise(core, params[1].value.a);
}

static TEE_Result read_memory(uint32_t core, TEE_Param *params)
{
	uint64_t da = value64(params + 1);
	size_t size = params[2].memref.size;
	struct ta_memory to = {};
	TEE_Result res = TEE_SUCCESS;

	if (!size)
		return TEE_ERROR_BAD_PARAMETERS;
	if (!memories_find(core, da, size))
		return TEE_ERROR_ACCESS_DENIED;
	res = ta_memory_check(params[2].memref.buffer, size, true, &to);
	if (res)
		return res;
	return rproc_platform.read(core, da, &to);
}

static TEE_Result read_registers(uint32_t core, TEE_Param *params)
{
	uint64_t regs[TEEPROC_PTA_REGS_MAX] = {};
	uint8_t bytes[sizeof(regs)] = {};
	size_t width = params[0].value.b ? params[0].value.b : 4;
	size_t room = params[1].memref.size;
	TEE_Result res = TEE_SUCCESS;
	size_t num = 0;
	size_t n = 0;

	if (width != 4 && width != 8)
		return TEE_ERROR_BAD_PARAMETERS;
	params[1].memref.size = TEEPROC_PTA_REGS * width;
	if (room < params[1].memref.size)
		return TEE_ERROR_SHORT_BUFFER;
	res = rproc_platform.read_registers(core, regs, &num);
	if (res)
		return res;
	params[1].memref.size = num * width;
	if (room < params[1].memref.size)
		return TEE_ERROR_SHORT_BUFFER;
	for (n = 0; n < num * width; n++)
		bytes[n] = regs[n / width] >> n % width * 8;
	return copy_to_user(params[1].memref.buffer, bytes, num * width);
}

static TEE_Result get_machine(uint32_t core, TEE_Param *params)
{
	uint32_t machine = 0;
	uint32_t bits = 0;
	TEE_Result res = rproc_platform.get_machine(core, &machine, &bits);

	if (res)
		return res;
	params[1].value.a = machine;
	params[1].value.b = bits;
	return TEE_SUCCESS;
}

static TEE_Result get_memory(uint32_t core, TEE_Param *params)
{
	const struct memory *memory = memories_get(core, params[0].value.b);

	if (!memory)
		return TEE_ERROR_ITEM_NOT_FOUND;
	reg_pair_from_64(memory->da, &params[1].value.b, &params[1].value.a);
	params[2].value.a = memory->size;
	params[2].value.b = memory->has_pa;
	return TEE_SUCCESS;
}

static TEE_Result get_core_state(uint32_t core, TEE_Param *params)
{
	uint32_t state = 0;
	TEE_Result res = rproc_platform.get_state(core, &state);

	params[1].value.b = 0;
	if (!res)
		params[1].value.a = state;
	return res;
}

static TEE_Result get_identity(uint32_t core, TEE_Param *params)
{
	const struct teeproc_identity *identity = memories_identity(core);

	if (!identity)
		return TEE_ERROR_ITEM_NOT_FOUND;
	if (params[1].memref.size < sizeof(*identity)) {
		params[1].memref.size = sizeof(*identity);
		return TEE_ERROR_SHORT_BUFFER;
	}
	params[1].memref.size = sizeof(*identity);
	params[2].value.a =
		memories_allow_untargeted() ? TEEPROC_IDENTITY_UNTARGETED : 0;
	params[2].value.b = 0;
	return copy_to_user(params[1].memref.buffer, identity,
			    sizeof(*identity));
}

static const struct command {
	uint32_t id;
	uint32_t types;
	TEE_Result (*run)(uint32_t core, TEE_Param *params);
} commands[] __relrodata_unpaged("rproc_commands") = {
	{ TEEPROC_PTA_CMD_HW_CAPABILITIES,
	  TYPES(VALUE_INPUT, VALUE_OUTPUT, VALUE_OUTPUT, NONE), capabilities },
	{ TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256,
	  TYPES(VALUE_INPUT, MEMREF_INPUT, VALUE_INPUT, MEMREF_INPUT),
	  load_segment },
	{ TEEPROC_PTA_CMD_LOAD_RECEIPT,
	  TYPES(VALUE_INPUT, MEMREF_INPUT, VALUE_INOUT, MEMREF_INPUT),
	  load_receipt },
	{ TEEPROC_PTA_CMD_SET_MEMORY,
	  TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_INPUT, VALUE_INPUT),
	  set_memory },
	{ TEEPROC_PTA_CMD_START, TYPES(VALUE_INPUT, NONE, NONE, NONE), start },
	{ TEEPROC_PTA_CMD_STOP, TYPES(VALUE_INPUT, NONE, NONE, NONE), stop },
	{ TEEPROC_PTA_CMD_DA_TO_PA,
	  TYPES(VALUE_INPUT, VALUE_INPUT, VALUE_INPUT, VALUE_OUTPUT),
	  da_to_pa },
	{ TEEPROC_PTA_CMD_VERIFY_DIGEST,
	  TYPES(VALUE_INPUT, MEMREF_INPUT, MEMREF_INPUT, MEMREF_INPUT),
	  verify_digest },
	{ TEEPROC_PTA_CMD_RELEASE, TYPES(VALUE_INPUT, NONE, NONE, NONE),
	  release },
	{ TEEPROC_PTA_CMD_GET_COUNTER,
	  TYPES(VALUE_INPUT, VALUE_OUTPUT, NONE, NONE), get_counter },
	{ TEEPROC_PTA_CMD_RAISE_COUNTER,
	  TYPES(VALUE_INPUT, VALUE_INPUT, NONE, NONE), raise_counter },
	{ TEEPROC_PTA_CMD_READ_MEMORY,
	  TYPES(VALUE_INPUT, VALUE_INPUT, MEMREF_OUTPUT, NONE), read_memory },
	{ TEEPROC_PTA_CMD_READ_REGISTERS,
	  TYPES(VALUE_INPUT, MEMREF_OUTPUT, NONE, NONE), read_registers },
	{ TEEPROC_PTA_CMD_GET_MEMORY,
	  TYPES(VALUE_INPUT, VALUE_OUTPUT, VALUE_OUTPUT, NONE), get_memory },
	{ TEEPROC_PTA_CMD_GET_CORE_STATE,
	  TYPES(VALUE_INPUT, VALUE_OUTPUT, NONE, NONE), get_core_state },
	{ TEEPROC_PTA_CMD_GET_IDENTITY,
	  TYPES(VALUE_INPUT, MEMREF_OUTPUT, VALUE_OUTPUT, NONE), get_identity },
	{ TEEPROC_PTA_CMD_GET_MACHINE,
	  TYPES(VALUE_INPUT, VALUE_OUTPUT, NONE, NONE), get_machine },
};

/* Kernel, user space and other TAs stay outside. */
static bool called_by_remoteproc_ta(void)
{
	static const TEE_UUID ta = TEEPROC_TA_UUID_INIT;
	struct ts_session *caller = ts_get_calling_session();

	return caller && is_user_ta_ctx(caller->ctx) &&
	       !memcmp(&caller->ctx->uuid, &ta, sizeof(ta));
}

/* The core that a session is for, and 1; 0: for all */
static void *session_of(const TEE_Param *params)
{
	if (params[0].value.b != TEEPROC_PTA_ONE_CORE)
		return NULL;
	return (void *)(vaddr_t)(params[0].value.a + 1);
}

static TEE_Result open_session(uint32_t types, TEE_Param *params,
			       void **session)
{
	if (!called_by_remoteproc_ta())
		return TEE_ERROR_ACCESS_DENIED;
	if (types != TYPES(VALUE_INPUT, NONE, NONE, NONE))
		return TEE_ERROR_BAD_PARAMETERS;
	*session = session_of(params);
	return memories_check_core(params[0].value.a);
}

static TEE_Result invoke_command(void *session, uint32_t id, uint32_t types,
				 TEE_Param *params)
{
	TEE_Result res = TEE_SUCCESS;
	size_t n = 0;

	for (n = 0; n < ARRAY_SIZE(commands); n++)
		if (commands[n].id == id)
			break;
	if (n == ARRAY_SIZE(commands))
		return TEE_ERROR_NOT_IMPLEMENTED;
	if (types != commands[n].types)
		return TEE_ERROR_BAD_PARAMETERS;
	/* a number that was lost between TA and here is none of a session's */
	if (session && (vaddr_t)session - 1 != params[0].value.a)
		return TEE_ERROR_ACCESS_DENIED;
	res = memories_check_core(params[0].value.a);
	if (res)
		return res;
	return commands[n].run(params[0].value.a, params);
}

pseudo_ta_register(.uuid = TEEPROC_PTA_UUID_INIT, .name = "remoteproc.pta",
		   .flags = PTA_DEFAULT_FLAGS,
		   .open_session_entry_point = open_session,
		   .invoke_command_entry_point = invoke_command);
