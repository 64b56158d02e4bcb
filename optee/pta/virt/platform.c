// SPDX-License-Identifier: BSD-2-Clause
/*
 * The virtual board: each operation is a request to the SoC's control port.
 */
#include "../platform.h"

#include "board.h"
#include "control_port.h"
#include "page_list.h"

#include "../ta_memory.h"

#include <compiler.h>
#include <inttypes.h>
#include <stdlib.h>
#include <tee_api_defines.h>

/* FLAGS, CORES and the digits of a BLOB */
#define KEY_LINE_SIZE (2 * TEEPROC_KEY_BLOB_MAX + 32)
/* and 16 digits a register */
#define REGS_LINE_SIZE (17 * TEEPROC_PTA_REGS_MAX + 1)

_Static_assert(TEEPROC_CP_REGS == TEEPROC_PTA_REGS &&
		       TEEPROC_CP_REGS_MAX == TEEPROC_PTA_REGS_MAX,
	       "the SoC tells the registers that the TA asks for");

static TEE_Result load(uint32_t core, uint64_t da, const struct ta_memory *from,
		       const uint8_t *hash)
{
	char hash_hex[2 * TEE_SHA256_HASH_SIZE + 1] = {};
	struct page_list list = {};
	TEE_Result res = page_list_lock(from, &list);

	if (res)
		return res;
	control_port_hex(hash_hex, hash, TEE_SHA256_HASH_SIZE);
	res = control_port_call(NULL, 0,
				"%s %" PRIx32 " %" PRIx64 " %zx %s %" PRIxPA
				" %zx",
				TEEPROC_CP_VERB_LOAD, core, da, from->size,
				hash_hex, list.pa, list.offset);
	page_list_unlock();
	return res;
}

static TEE_Result zero(uint32_t core, uint64_t da, uint64_t size)
{
	return control_port_call(NULL, 0,
				 "%s %" PRIx32 " %" PRIx64 " %" PRIx64 " 0",
				 TEEPROC_CP_VERB_FILL, core, da, size);
}

static TEE_Result read(uint32_t core, uint64_t da, const struct ta_memory *to)
{
	struct page_list list = {};
	TEE_Result res = page_list_lock(to, &list);

	if (res)
		return res;
	res = control_port_call(NULL, 0,
				"%s %" PRIx32 " %" PRIx64 " %zx %" PRIxPA
				" %zx",
				TEEPROC_CP_VERB_DUMP, core, da, to->size,
				list.pa, list.offset);
	page_list_unlock();
	return res;
}

static TEE_Result call_plain(const char *verb, uint32_t core)
{
	return control_port_call(NULL, 0, "%s %" PRIx32, verb, core);
}

static TEE_Result start(uint32_t core)
{
	return call_plain(TEEPROC_CP_VERB_START, core);
}

/* The SoC polls, and answers when the core is held or will not be. */
static TEE_Result stop(uint32_t core)
{
	return call_plain(TEEPROC_CP_VERB_STOP, core);
}

static TEE_Result get_number(const char *verb, uint32_t core, uint32_t *value)
{
	char values[16] = {};
	TEE_Result res = control_port_call(values, sizeof(values),
					   "%s %" PRIx32, verb, core);

	if (!res && !control_port_number(values, value))
		return TEE_ERROR_COMMUNICATION;
	return res;
}

static TEE_Result get_state(uint32_t core, uint32_t *state)
{
	return get_number(TEEPROC_CP_VERB_STATE, core, state);
}

static TEE_Result get_machine(uint32_t core, uint32_t *machine, uint32_t *bits)
{
	char values[24] = {};
	const char *next = values;
	TEE_Result res = control_port_call(values, sizeof(values),
					   "%s %" PRIx32,
					   TEEPROC_CP_VERB_MACHINE, core);

	if (res)
		return res;
	next = control_port_number(next, machine);
	if (!next || !control_port_number(next, bits))
		return TEE_ERROR_COMMUNICATION;
	return TEE_SUCCESS;
}

static TEE_Result parse_registers(const char *line, uint64_t *regs, size_t *num)
{
	for (*num = 0; line && *line; (*num)++) {
		if (*num == TEEPROC_PTA_REGS_MAX)
			return TEE_ERROR_COMMUNICATION;
		line = control_port_number64(line, regs + *num);
	}
	/* of no core are they fewer */
	return line && *num >= TEEPROC_PTA_REGS ? TEE_SUCCESS :
						  TEE_ERROR_COMMUNICATION;
}

static TEE_Result
read_registers(uint32_t core, uint64_t regs[TEEPROC_PTA_REGS_MAX], size_t *num)
{
	char *line = calloc(1, REGS_LINE_SIZE);
	TEE_Result res = TEE_SUCCESS;

	if (!line)
		return TEE_ERROR_OUT_OF_MEMORY;
	res = control_port_call(line, REGS_LINE_SIZE, "%s %" PRIx32,
				TEEPROC_CP_VERB_REGS, core);
	if (!res)
		res = parse_registers(line, regs, num);
	free(line);
	return res;
}

static TEE_Result parse_key(const char *line, struct rproc_key_slot *slot)
{
	uint32_t flags = 0;
	const char *next = control_port_number(line, &flags);

	if (next && *next == ' ')
		next = control_port_number(next + 1, &slot->cores);
	if (!next || *next != ' ')
		return TEE_ERROR_COMMUNICATION;
	slot->size = sizeof(slot->blob);
	if (!control_port_unhex(next + 1, slot->blob, &slot->size))
		return TEE_ERROR_COMMUNICATION;
	slot->programmed = flags & TEEPROC_OTP_PROGRAMMED;
	slot->revoked = flags & TEEPROC_OTP_REVOKED;
	return TEE_SUCCESS;
}

static TEE_Result read_key(unsigned int number, struct rproc_key_slot *slot)
{
	char *line = calloc(1, KEY_LINE_SIZE);
	TEE_Result res = TEE_SUCCESS;

	if (!line)
		return TEE_ERROR_OUT_OF_MEMORY;
	res = control_port_call(line, KEY_LINE_SIZE, "%s %x",
				TEEPROC_CP_VERB_OTP, number);
	if (!res)
		res = parse_key(line, slot);
	free(line);
	return res;
}

static TEE_Result read_counter(uint32_t core, uint32_t *value)
{
	return get_number(TEEPROC_CP_VERB_COUNTER, core, value);
}

static TEE_Result raise_counter(uint32_t core, uint32_t value)
{
	return control_port_call(NULL, 0, "%s %" PRIx32 " %" PRIx32,
				 TEEPROC_CP_VERB_RAISE, core, value);
}

const struct rproc_platform rproc_platform RPROC_PLATFORM = {
	.describe = board_describe,
	.load = load,
	.zero = zero,
	.read = read,
	.start = start,
	.stop = stop,
	.get_state = get_state,
	.get_machine = get_machine,
	.read_registers = read_registers,
	.read_key = read_key,
	.has_counter = true,
	.read_counter = read_counter,
	.raise_counter = raise_counter,
};
