// SPDX-License-Identifier: BSD-2-Clause
/* Struct SHA256_CTX can be copied byte by byte, an EVP_MD_CTX can't. */
#define OPENSSL_API_COMPAT 0x10100000L

#include "tee.h"

#include "shim/shim.h"
#include "soc.h"

#include <stdlib.h>
#include <string.h>

/* tee_syscall_numbers.h of OP-TEE */
enum system_call {
	CALL_RETURN = 0,
	CALL_LOG = 1,
	CALL_PANIC = 2,
	CALL_GET_PROPERTY = 3,
	CALL_GET_PROPERTY_NAME_TO_INDEX = 4,
	CALL_OPEN_TA_SESSION = 5,
	CALL_CLOSE_TA_SESSION = 6,
	CALL_INVOKE_TA_COMMAND = 7,
	CALL_CHECK_ACCESS_RIGHTS = 8,
	CALL_CRYP_STATE_ALLOC = 15,
	CALL_CRYP_STATE_FREE = 17,
	CALL_HASH_INIT = 18,
	CALL_HASH_UPDATE = 19,
	CALL_HASH_FINAL = 20,
	CALL_RANDOM_NUMBER_GENERATE = 33,
};

/* struct utee_params of OP-TEE's utee_types.h */
struct utee_params {
	uint64_t types;
	uint64_t values[TEE_NUM_PARAMS * 2];
};

/* pta_system.h of OP-TEE */
static const TEE_UUID system_pta = { 0x3a2f8978,
				     0x5dc0,
				     0x11e8,
				     { 0x9c, 0x2d, 0xfa, 0x7a, 0xe0, 0x1b, 0xbe,
				       0xbc } };
#define SYSTEM_MAP_ZI 2
#define SYSTEM_UNMAP 3

#define SESSION_PTA 1
#define SESSION_SYSTEM 2

#define ACCESS_ANY_OWNER 4
#define ACCESS_WRITE 2
#define PROPERTY_IDENTITY 0 /* index; any number will do */
#define PROPERTY_TYPE_IDENTITY 3

static const char identity_name[] = "gpd.client.identity";

static uint32_t get_type(uint64_t types, unsigned int n)
{
	return types >> 4 * n & 15;
}

static bool is_memref(uint32_t type)
{
	return type >= TEE_PARAM_TYPE_MEMREF_INPUT &&
	       type <= TEE_PARAM_TYPE_MEMREF_INOUT;
}

static bool put32(struct machine *machine, uint64_t address, uint32_t value)
{
	void *to = machine_at(machine, address, sizeof(value), true);

	if (to)
		memcpy(to, &value, sizeof(value));
	return to;
}

/* From the TA's parameters to those of a pseudo-TA, and back */
static TEE_Result get_params(struct machine *machine,
			     const struct utee_params *from, TEE_Param *to)
{
	unsigned int n;

	for (n = 0; n < TEE_NUM_PARAMS; n++) {
		const uint64_t *value = from->values + 2 * n;
		uint32_t type = get_type(from->types, n);

		memset(to + n, 0, sizeof(*to));
		if (!is_memref(type)) {
			to[n].value.a = value[0];
			to[n].value.b = value[1];
			continue;
		}
		to[n].memref.size = value[1];
		if (!value[0] && !value[1])
			continue;
		to[n].memref.buffer =
			machine_at(machine, value[0], value[1],
				   type != TEE_PARAM_TYPE_MEMREF_INPUT);
		if (!to[n].memref.buffer)
			return TEE_ERROR_ACCESS_DENIED;
	}
	return TEE_SUCCESS;
}

static void put_params(struct utee_params *to, const TEE_Param *from)
{
	unsigned int n;

	for (n = 0; n < TEE_NUM_PARAMS; n++) {
		uint32_t type = get_type(to->types, n);

		if (type == TEE_PARAM_TYPE_VALUE_OUTPUT ||
		    type == TEE_PARAM_TYPE_VALUE_INOUT) {
			to->values[2 * n] = from[n].value.a;
			to->values[2 * n + 1] = from[n].value.b;
		} else if (is_memref(type)) {
			to->values[2 * n + 1] = from[n].memref.size;
		}
	}
}

static TEE_Result map_zeroes(struct tee *tee, TEE_Param *params)
{
	const uint64_t size = ((uint64_t)params[0].value.a + PAGE_SIZE - 1) &
			      ~(PAGE_SIZE - 1);
	const uint64_t address = TMP_BASE + tee->state.tmp_used;

	if (!size || size > TMP_SIZE - tee->state.tmp_used)
		return TEE_ERROR_OUT_OF_MEMORY;
	memset(machine_at(&tee->machine, address, size, true), 0, size);
	tee->state.tmp_used += size;
	params[1].value.a = address >> 32;
	params[1].value.b = address;
	return TEE_SUCCESS;
}

/* Only the last mapping goes, as libutee has but one at a time. */
static TEE_Result unmap(struct tee *tee, const TEE_Param *params)
{
	const uint64_t address = (uint64_t)params[1].value.a << 32 |
				 params[1].value.b;
	const uint64_t size = ((uint64_t)params[0].value.a + PAGE_SIZE - 1) &
			      ~(PAGE_SIZE - 1);

	if (address < TMP_BASE || !size ||
	    address + size != TMP_BASE + tee->state.tmp_used)
		return TEE_ERROR_ITEM_NOT_FOUND;
	tee->state.tmp_used -= size;
	return TEE_SUCCESS;
}

static TEE_Result invoke_system(struct tee *tee, uint32_t command,
				TEE_Param *params)
{
	if (command == SYSTEM_MAP_ZI)
		return map_zeroes(tee, params);
	if (command == SYSTEM_UNMAP)
		return unmap(tee, params);
	return TEE_ERROR_NOT_SUPPORTED;
}

static TEE_Result invoke_soc(struct tee *tee, uint32_t command, uint32_t types,
			     TEE_Param *params)
{
	TEE_Result res = soc_invoke(command, types, params);

	if (command == TEEPROC_PTA_CMD_START && !res && tee->on_start)
		tee->on_start(params[0].value.a);
	return res;
}

/* x0 session, x2 command, x3 parameters, x4 origin */
static TEE_Result invoke_command(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	const uint64_t session = machine_x(machine, 0);
	const uint32_t command = machine_x(machine, 2);
	const uint64_t origin = machine_x(machine, 4);
	struct utee_params *from =
		machine_at(machine, machine_x(machine, 3), sizeof(*from), true);
	TEE_Param params[TEE_NUM_PARAMS];
	TEE_Result res;

	if (origin)
		put32(machine, origin, TEE_ORIGIN_TEE);
	if (!from || (session != SESSION_PTA && session != SESSION_SYSTEM))
		return TEE_ERROR_BAD_PARAMETERS;
	res = get_params(machine, from, params);
	if (res)
		return res;
	if (origin && !put32(machine, origin, TEE_ORIGIN_TRUSTED_APP))
		return TEE_ERROR_ACCESS_DENIED;
	if (session == SESSION_PTA)
		res = invoke_soc(tee, command, from->types, params);
	else
		res = invoke_system(tee, command, params);
	put_params(from, params);
	return res;
}

/* x0 UUID, x2 parameters, x3 session, x4 origin */
static TEE_Result open_session(struct tee *tee)
{
	static const TEE_UUID pta = TEEPROC_PTA_UUID_INIT;
	struct machine *machine = &tee->machine;
	const uint64_t session = machine_x(machine, 3);
	const TEE_UUID *uuid = machine_at(machine, machine_x(machine, 0),
					  sizeof(*uuid), false);
	struct utee_params *from =
		machine_at(machine, machine_x(machine, 2), sizeof(*from), true);
	TEE_Param params[TEE_NUM_PARAMS];
	TEE_Result res;

	if (!uuid || !from)
		return TEE_ERROR_ACCESS_DENIED;
	if (!memcmp(uuid, &system_pta, sizeof(*uuid)))
		return put32(machine, session, SESSION_SYSTEM) ?
			       TEE_SUCCESS :
			       TEE_ERROR_ACCESS_DENIED;
	if (memcmp(uuid, &pta, sizeof(*uuid)))
		return TEE_ERROR_ITEM_NOT_FOUND;
	res = get_params(machine, from, params);
	if (!res)
		res = fake_pta_open(from->types, params);
	if (!res && !put32(machine, session, SESSION_PTA))
		return TEE_ERROR_ACCESS_DENIED;
	return res;
}

/* x0 set, x1 name, x2 its length, x3 index */
static TEE_Result find_property(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	const uint64_t length = machine_x(machine, 2);
	const char *name =
		machine_at(machine, machine_x(machine, 1), length, false);

	if (!name)
		return TEE_ERROR_ACCESS_DENIED;
	if ((uint32_t)machine_x(machine, 0) !=
		    (uint32_t)(uintptr_t)TEE_PROPSET_CURRENT_CLIENT ||
	    length != sizeof(identity_name) ||
	    memcmp(name, identity_name, length))
		return TEE_ERROR_ITEM_NOT_FOUND;
	return put32(machine, machine_x(machine, 3), PROPERTY_IDENTITY) ?
		       TEE_SUCCESS :
		       TEE_ERROR_ACCESS_DENIED;
}

/* x0 set, x1 index, x4 value, x5 its length, x6 type */
static TEE_Result get_property(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	TEE_Identity *identity = machine_at(machine, machine_x(machine, 4),
					    sizeof(*identity), true);

	if ((uint32_t)machine_x(machine, 0) !=
		    (uint32_t)(uintptr_t)TEE_PROPSET_CURRENT_CLIENT ||
	    (uint32_t)machine_x(machine, 1) != PROPERTY_IDENTITY)
		return TEE_ERROR_ITEM_NOT_FOUND;
	if (!identity ||
	    !put32(machine, machine_x(machine, 5), sizeof(*identity)) ||
	    !put32(machine, machine_x(machine, 6), PROPERTY_TYPE_IDENTITY))
		return TEE_ERROR_ACCESS_DENIED;
	memset(identity, 0, sizeof(*identity));
	identity->login = TEE_LOGIN_REE_KERNEL;
	return TEE_SUCCESS;
}

/* x0 flags, x1 address, x2 size */
static TEE_Result check_access_rights(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	const uint64_t flags = machine_x(machine, 0);
	const uint64_t address = machine_x(machine, 1);

	if (!machine_at(machine, address, machine_x(machine, 2),
			flags & ACCESS_WRITE) ||
	    (!(flags & ACCESS_ANY_OWNER) &&
	     !machine_is_private(machine, address)))
		return TEE_ERROR_ACCESS_DENIED;
	return TEE_SUCCESS;
}

/* x0 algorithm, x1 mode, x4 handle */
static TEE_Result state_alloc(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	uint32_t n;

	if (machine_x(machine, 0) != TEE_ALG_SHA256 ||
	    machine_x(machine, 1) != TEE_MODE_DIGEST)
		return TEE_ERROR_NOT_SUPPORTED;
	for (n = 0; n < TEE_OPERATIONS; n++)
		if (!tee->state.operations[n].used)
			break;
	if (n == TEE_OPERATIONS)
		return TEE_ERROR_OUT_OF_MEMORY;
	if (!put32(machine, machine_x(machine, 4), n + 1))
		return TEE_ERROR_ACCESS_DENIED;
	tee->state.operations[n].used = true;
	/* so that one that was not initialized can be told */
	memset(&tee->state.operations[n].sha256, 0, sizeof(SHA256_CTX));
	return TEE_SUCCESS;
}

static SHA256_CTX *find_operation(struct tee *tee, uint64_t handle)
{
	if (!handle || handle > TEE_OPERATIONS ||
	    !tee->state.operations[handle - 1].used)
		return NULL;
	return &tee->state.operations[handle - 1].sha256;
}

/* x0 handle */
static TEE_Result state_free(struct tee *tee)
{
	const uint64_t handle = machine_x(&tee->machine, 0);

	if (!find_operation(tee, handle))
		return TEE_ERROR_BAD_PARAMETERS;
	tee->state.operations[handle - 1].used = false;
	return TEE_SUCCESS;
}

/* x0 handle */
static TEE_Result hash_init(struct tee *tee)
{
	SHA256_CTX *sha256 = find_operation(tee, machine_x(&tee->machine, 0));

	if (!sha256)
		return TEE_ERROR_BAD_PARAMETERS;
	SHA256_Init(sha256);
	return TEE_SUCCESS;
}

/* x0 handle, x1 bytes, x2 how many */
static TEE_Result hash_update(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	SHA256_CTX *sha256 = find_operation(tee, machine_x(machine, 0));
	const uint64_t size = machine_x(machine, 2);
	const void *bytes =
		machine_at(machine, machine_x(machine, 1), size, false);

	if (!size)
		return TEE_SUCCESS;
	if (!sha256 || !bytes)
		return TEE_ERROR_BAD_PARAMETERS;
	/* never initialized */
	if (!sha256->md_len)
		return TEE_ERROR_BAD_STATE;
	SHA256_Update(sha256, bytes, size);
	return TEE_SUCCESS;
}

/* the same, x3 digest, x4 room there */
static TEE_Result hash_final(struct tee *tee)
{
	struct machine *machine = &tee->machine;
	SHA256_CTX *sha256 = find_operation(tee, machine_x(machine, 0));
	uint64_t *room =
		machine_at(machine, machine_x(machine, 4), sizeof(*room), true);
	uint8_t *digest =
		room ? machine_at(machine, machine_x(machine, 3), *room, true) :
		       NULL;
	TEE_Result res = TEE_SUCCESS;

	if (!sha256 || !digest)
		return TEE_ERROR_BAD_PARAMETERS;
	if (*room < SHA256_DIGEST_LENGTH)
		res = TEE_ERROR_SHORT_BUFFER;
	*room = SHA256_DIGEST_LENGTH;
	if (!res)
		res = hash_update(tee);
	if (!res && !sha256->md_len)
		res = TEE_ERROR_BAD_STATE;
	if (!res)
		SHA256_Final(digest, sha256);
	return res;
}

/* x0 bytes, x1 how many. The same each time, so that runs can be compared */
static TEE_Result random_bytes(struct tee *tee)
{
	const uint64_t size = machine_x(&tee->machine, 1);
	uint8_t *bytes = machine_at(&tee->machine, machine_x(&tee->machine, 0),
				    size, true);
	uint64_t n;

	for (n = 0; bytes && n < size; n++)
		bytes[n] = 0x5b + 0x1d * n;
	return bytes ? TEE_SUCCESS : TEE_ERROR_ACCESS_DENIED;
}

static void keep_log(struct tee *tee)
{
	size_t size = machine_x(&tee->machine, 1);
	const void *text = machine_at(&tee->machine,
				      machine_x(&tee->machine, 0), size, false);

	if (!text)
		return;
	if (size >= sizeof(tee->log))
		size = sizeof(tee->log) - 1;
	memcpy(tee->log, text, size);
	tee->log[size] = '\0';
}

static TEE_Result serve(struct tee *tee, enum system_call call)
{
	switch (call) {
	case CALL_LOG:
		keep_log(tee);
		return TEE_SUCCESS;
	case CALL_GET_PROPERTY:
		return get_property(tee);
	case CALL_GET_PROPERTY_NAME_TO_INDEX:
		return find_property(tee);
	case CALL_OPEN_TA_SESSION:
		return open_session(tee);
	case CALL_CLOSE_TA_SESSION:
		return TEE_SUCCESS;
	case CALL_INVOKE_TA_COMMAND:
		return invoke_command(tee);
	case CALL_CHECK_ACCESS_RIGHTS:
		return check_access_rights(tee);
	case CALL_CRYP_STATE_ALLOC:
		return state_alloc(tee);
	case CALL_CRYP_STATE_FREE:
		return state_free(tee);
	case CALL_HASH_INIT:
		return hash_init(tee);
	case CALL_HASH_UPDATE:
		return hash_update(tee);
	case CALL_HASH_FINAL:
		return hash_final(tee);
	case CALL_RANDOM_NUMBER_GENERATE:
		return random_bytes(tee);
	default:
		return TEE_ERROR_NOT_SUPPORTED;
	}
}

static void system_call(struct machine *machine, void *arg)
{
	const enum system_call call = machine_x(machine, 8);
	struct tee *tee = arg;

	if (tee->on_call && tee->on_call(tee, tee->on_call_arg))
		machine_stop(machine, END_KNOWN);
	else if (call == CALL_RETURN)
		machine_stop(machine, END_RETURNED);
	else if (call == CALL_PANIC)
		machine_stop(machine, END_PANICKED);
	else
		machine_set_x0(machine, serve(tee, call));
}

void tee_open(struct tee *tee, const struct ta_file *ta, machine_step_fn *step)
{
	memset(tee, 0, sizeof(*tee));
	machine_open(&tee->machine, ta, system_call, step, tee);
}

void tee_close(struct tee *tee)
{
	machine_close(&tee->machine);
}

void tee_reset(struct tee *tee)
{
	memset(&tee->state, 0, sizeof(tee->state));
	machine_reset(&tee->machine);
}

TEE_Result tee_resume(struct tee *tee, const struct registers *registers,
		      unsigned long blocks)
{
	machine_run(&tee->machine, registers, blocks);
	return tee->machine.end == END_RETURNED ? machine_x(&tee->machine, 0) :
						  TEE_ERROR_TARGET_DEAD;
}

TEE_Result tee_enter(struct tee *tee, const struct tee_call *call,
		     unsigned long blocks)
{
	struct utee_params params = { .types = call->types };
	struct registers registers = { .pc = tee->machine.ta->entry };
	/* the parameters lie on top of the stack, which is kept aligned to 16 */
	const uint64_t address = (STACK_TOP - sizeof(params)) & ~UINT64_C(15);
	unsigned int n;

	for (n = 0; n < TEE_NUM_PARAMS; n++) {
		params.values[2 * n] = call->params[n].a;
		params.values[2 * n + 1] = call->params[n].b;
	}
	memcpy(machine_at(&tee->machine, address, sizeof(params), true),
	       &params, sizeof(params));
	registers.sp = address;
	registers.x[0] = call->entry;
	registers.x[1] = 1; /* the session */
	registers.x[2] = address;
	registers.x[3] = call->command;
	return tee_resume(tee, &registers, blocks);
}
