// SPDX-License-Identifier: BSD-2-Clause
/*
 * Makes the Trusted Application panic where a test wants it.
 *
 * The order is in params[0].value.b of a command, or of the opening of a
 * session; no client but a test's has anything there:
 *
 *	bits 7:0	when: before it, after it has been carried out, or after
 *			a number of requests to the pseudo-TA, which may come in
 *			later commands
 *	bit 8		how: 0 by TEE_Panic(), 1 by a store to address 0
 *	bits 31:16	the number of requests
 */
#include <stdbool.h>
#include <stdint.h>
#include <tee_internal_api.h>

#define WHEN_MASK 0xff
#define WHEN_BEFORE 1
#define WHEN_AFTER 2
#define WHEN_REQUESTED 3
#define BY_FAULT 0x100
#define REQUESTS_SHIFT 16

#define PANIC_CODE 0x7e57

TEE_Result __real_TA_OpenSessionEntryPoint(uint32_t types,
					   TEE_Param params[TEE_NUM_PARAMS],
					   void **session);
TEE_Result __wrap_TA_OpenSessionEntryPoint(uint32_t types,
					   TEE_Param params[TEE_NUM_PARAMS],
					   void **session);
TEE_Result __real_TA_InvokeCommandEntryPoint(void *session, uint32_t command,
					     uint32_t types,
					     TEE_Param params[TEE_NUM_PARAMS]);
TEE_Result __wrap_TA_InvokeCommandEntryPoint(void *session, uint32_t command,
					     uint32_t types,
					     TEE_Param params[TEE_NUM_PARAMS]);
TEE_Result __real_TEE_InvokeTACommand(TEE_TASessionHandle session,
				      uint32_t timeout, uint32_t command,
				      uint32_t types,
				      TEE_Param params[TEE_NUM_PARAMS],
				      uint32_t *origin);
TEE_Result __wrap_TEE_InvokeTACommand(TEE_TASessionHandle session,
				      uint32_t timeout, uint32_t command,
				      uint32_t types,
				      TEE_Param params[TEE_NUM_PARAMS],
				      uint32_t *origin);

static uint32_t requests_left; /* 0: no matter how many */
static uint32_t requested_order;

/* volatile: that it is nowhere is not for the compiler to know */
static uint32_t *volatile nowhere;

static void panic_now(uint32_t order)
{
	if (order & BY_FAULT)
		*nowhere = PANIC_CODE;
	TEE_Panic(PANIC_CODE);
}

static void panic_if(uint32_t order, uint32_t when)
{
	if ((order & WHEN_MASK) == when)
		panic_now(order);
}

static uint32_t read_order(uint32_t types, const TEE_Param *params)
{
	uint32_t order = 0;

	if (TEE_PARAM_TYPE_GET(types, 0) == TEE_PARAM_TYPE_VALUE_INPUT)
		order = params[0].value.b;
	if ((order & WHEN_MASK) == WHEN_REQUESTED) {
		requests_left = order >> REQUESTS_SHIFT;
		requested_order = order;
	}
	return order;
}

TEE_Result __wrap_TA_OpenSessionEntryPoint(uint32_t types,
					   TEE_Param params[TEE_NUM_PARAMS],
					   void **session)
{
	uint32_t order = read_order(types, params);
	TEE_Result res = TEE_SUCCESS;

	panic_if(order, WHEN_BEFORE);
	res = __real_TA_OpenSessionEntryPoint(types, params, session);
	panic_if(order, WHEN_AFTER);
	return res;
}

TEE_Result __wrap_TA_InvokeCommandEntryPoint(void *session, uint32_t command,
					     uint32_t types,
					     TEE_Param params[TEE_NUM_PARAMS])
{
	uint32_t order = read_order(types, params);
	TEE_Result res = TEE_SUCCESS;

	panic_if(order, WHEN_BEFORE);
	res = __real_TA_InvokeCommandEntryPoint(session, command, types,
						params);
	panic_if(order, WHEN_AFTER);
	return res;
}

TEE_Result __wrap_TEE_InvokeTACommand(TEE_TASessionHandle session,
				      uint32_t timeout, uint32_t command,
				      uint32_t types,
				      TEE_Param params[TEE_NUM_PARAMS],
				      uint32_t *origin)
{
	TEE_Result res = __real_TEE_InvokeTACommand(session, timeout, command,
						    types, params, origin);

	if (requests_left && !--requests_left)
		panic_now(requested_order);
	return res;
}
