// SPDX-License-Identifier: BSD-2-Clause
#include "sessions.h"

#include "shim/shim.h"
#include "soc.h"

#include <string.h>

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
#define SESSION_ONE_CORE 0x100 /* and the core's number */

static uint32_t get_type(uint64_t types, unsigned int n)
{
	return types >> 4 * n & 15;
}

static bool is_memref(uint32_t type)
{
	return type >= TEE_PARAM_TYPE_MEMREF_INPUT &&
	       type <= TEE_PARAM_TYPE_MEMREF_INOUT;
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
TEE_Result session_invoke(struct tee *tee)
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
		machine_put32(machine, origin, TEE_ORIGIN_TEE);
	if (!from || (session != SESSION_PTA && session != SESSION_SYSTEM &&
		      session < SESSION_ONE_CORE))
		return TEE_ERROR_BAD_PARAMETERS;
	res = get_params(machine, from, params);
	if (res)
		return res;
	if (origin && !machine_put32(machine, origin, TEE_ORIGIN_TRUSTED_APP))
		return TEE_ERROR_ACCESS_DENIED;
	if (session == SESSION_SYSTEM)
		res = invoke_system(tee, command, params);
	else if (session != SESSION_PTA &&
		 session - SESSION_ONE_CORE != params[0].value.a)
		res = TEE_ERROR_ACCESS_DENIED;
	else
		res = invoke_soc(tee, command, from->types, params);
	put_params(from, params);
	return res;
}

static uint32_t handle_for(const TEE_Param *params)
{
	return params[0].value.b == TEEPROC_PTA_ONE_CORE ?
		       SESSION_ONE_CORE + params[0].value.a :
		       SESSION_PTA;
}

/* x0 UUID, x2 parameters, x3 session, x4 origin */
TEE_Result session_open(struct tee *tee)
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
		return machine_put32(machine, session, SESSION_SYSTEM) ?
			       TEE_SUCCESS :
			       TEE_ERROR_ACCESS_DENIED;
	if (memcmp(uuid, &pta, sizeof(*uuid)))
		return TEE_ERROR_ITEM_NOT_FOUND;
	res = get_params(machine, from, params);
	if (!res)
		res = fake_pta_open(from->types, params);
	if (!res && !machine_put32(machine, session, handle_for(params)))
		return TEE_ERROR_ACCESS_DENIED;
	return res;
}
