// SPDX-License-Identifier: BSD-2-Clause
#include "tee.h"

#include "digests.h"
#include "sessions.h"

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

#define ACCESS_ANY_OWNER 4
#define ACCESS_WRITE 2
#define PROPERTY_IDENTITY 0 /* index; any number will do */
#define PROPERTY_TYPE_IDENTITY 3

static const char identity_name[] = "gpd.client.identity";

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
	return machine_put32(machine, machine_x(machine, 3),
			     PROPERTY_IDENTITY) ?
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
	    !machine_put32(machine, machine_x(machine, 5), sizeof(*identity)) ||
	    !machine_put32(machine, machine_x(machine, 6),
			   PROPERTY_TYPE_IDENTITY))
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
		return session_open(tee);
	case CALL_CLOSE_TA_SESSION:
		return TEE_SUCCESS;
	case CALL_INVOKE_TA_COMMAND:
		return session_invoke(tee);
	case CALL_CHECK_ACCESS_RIGHTS:
		return check_access_rights(tee);
	case CALL_CRYP_STATE_ALLOC:
		return digest_alloc(tee);
	case CALL_CRYP_STATE_FREE:
		return digest_free(tee);
	case CALL_HASH_INIT:
		return digest_init(tee);
	case CALL_HASH_UPDATE:
		return digest_update(tee);
	case CALL_HASH_FINAL:
		return digest_final(tee);
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

	if (tee->on_call && tee->on_call(tee, tee->on_arg))
		machine_stop(machine, END_KNOWN);
	else if (call == CALL_RETURN)
		machine_stop(machine, END_RETURNED);
	else if (call == CALL_PANIC)
		machine_stop(machine, END_PANICKED);
	else
		machine_set_x0(machine, serve(tee, call));
}

static void block(struct machine *machine, uint64_t pc, void *arg)
{
	struct tee *tee = arg;

	if (tee->on_block && tee->on_block(tee, pc, tee->on_arg))
		machine_stop(machine, END_KNOWN);
}

void tee_open(struct tee *tee, const struct ta_file *ta, machine_step_fn *step)
{
	memset(tee, 0, sizeof(*tee));
	machine_open(&tee->machine, ta, system_call, step, block, tee);
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
