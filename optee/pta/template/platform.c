// SPDX-License-Identifier: BSD-2-Clause
/*
 * Where a port begins: a SoC that has nothing yet.
 *
 * Copy the folder, and fill in one operation after the other; what each must do
 * is in platform.h, and the order of doing it in docs/porting.md. As it is, no
 * session is opened, since there is no core; with cores and nothing else, each
 * load is refused.
 */
#include "../platform.h"

#include "../memories.h"
#include "../ta_memory.h"

#include <compiler.h>
#include <tee_api_defines.h>

static TEE_Result describe(struct core_map *map __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result load(uint32_t core __unused, uint64_t da __unused,
		       const struct ta_memory *from __unused,
		       const uint8_t *hash __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result zero(uint32_t core __unused, uint64_t da __unused,
		       uint64_t size __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result read(uint32_t core __unused, uint64_t da __unused,
		       const struct ta_memory *to __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result start(uint32_t core __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result stop(uint32_t core __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result get_state(uint32_t core __unused, uint32_t *state __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result get_machine(uint32_t core __unused,
			      uint32_t *machine __unused,
			      uint32_t *bits __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result read_registers(uint32_t core __unused,
				 uint64_t regs[TEEPROC_PTA_REGS_MAX] __unused,
				 size_t *num __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result read_key(unsigned int number __unused,
			   struct rproc_key_slot *slot __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

/* Not called before .has_counter is true */
static TEE_Result read_counter(uint32_t core __unused, uint32_t *value __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

static TEE_Result raise_counter(uint32_t core __unused, uint32_t value __unused)
{
	return TEE_ERROR_NOT_IMPLEMENTED;
}

const struct rproc_platform rproc_platform RPROC_PLATFORM = {
	.describe = describe,
	.load = load,
	.zero = zero,
	.read = read,
	.start = start,
	.stop = stop,
	.get_state = get_state,
	.get_machine = get_machine,
	.read_registers = read_registers,
	.read_key = read_key,
	.has_counter = false,
	.read_counter = read_counter,
	.raise_counter = raise_counter,
};
