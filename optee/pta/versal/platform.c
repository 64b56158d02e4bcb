// SPDX-License-Identifier: BSD-2-Clause
/*
 * AMD Versal, with the first Cortex-R5F as remote core.
 *
 * Asking the reset register (CRL.RST_CPU_R5) is asking the hardware. The second core
 * begins at the same address and has no memory here: it stays in reset.
 */
#include "versal.h"

#include "../crash_record.h"

#include <compiler.h>
#include <io.h>
#include <kernel/delay.h>
#include <mm/core_memprot.h>
#include <mm/core_mmu.h>
#include <tee_api_defines.h>
#include <trace.h>
#include <util.h>

#define CRL_PA 0xff5e0000u
#define CRL_SIZE SMALL_PAGE_SIZE
#define RST_CPU_R5 0x300
/* Set, it is in reset: the first core; both cores' bus and debug */
#define RST_CPU0 BIT32(0)
#define RST_AMBA BIT32(2)
#define RST_PGE BIT32(4)

#define STOP_TIMEOUT_US 100000
register_phys_mem(MEM_AREA_IO_SEC, CRL_PA, CRL_SIZE);

static vaddr_t reset_register(void)
{
	vaddr_t crl = (vaddr_t)phys_to_virt(CRL_PA, MEM_AREA_IO_SEC, CRL_SIZE);

	return crl ? crl + RST_CPU_R5 : 0;
}

static TEE_Result describe(struct core_map *map)
{
	if (!reset_register())
		return TEE_ERROR_GENERIC;
	keys_take_blobs();
	return memory_describe(map);
}

bool core_is_held(void)
{
	return io_read32(reset_register()) & RST_CPU0;
}

static TEE_Result start(uint32_t core __unused)
{
	if (!core_is_held())
		return TEE_ERROR_BAD_STATE;
	if (!memory_has_entry()) {
		EMSG("remoteproc: nothing where the core begins");
		return TEE_ERROR_NO_DATA;
	}
	crash_record_clear(memory_crash_record());
	io_clrbits32(reset_register(), RST_AMBA | RST_PGE);
	io_clrbits32(reset_register(), RST_CPU0);
	return core_is_held() ? TEE_ERROR_GENERIC : TEE_SUCCESS;
}

static TEE_Result stop(uint32_t core __unused)
{
	uint64_t end = timeout_init_us(STOP_TIMEOUT_US);

	io_setbits32(reset_register(), RST_CPU0);
	while (!core_is_held())
		if (timeout_elapsed(end))
			return TEE_ERROR_COMMUNICATION;
	return TEE_SUCCESS;
}

/* A crash is for the firmware to tell: the hardware knows of none. */
static TEE_Result get_state(uint32_t core __unused, uint32_t *state)
{
	*state = core_is_held() ? TEEPROC_CORE_RESET : TEEPROC_CORE_RUNNING;
	return TEE_SUCCESS;
}

/* A Cortex-R5F */
static TEE_Result get_machine(uint32_t core __unused, uint32_t *machine,
			      uint32_t *bits)
{
	*machine = TEEPROC_EM_ARM;
	*bits = 32;
	return TEE_SUCCESS;
}

/* Nothing but a debugger reaches them: those that its firmware has kept. */
static TEE_Result read_registers(uint32_t core __unused,
				 uint64_t regs[TEEPROC_PTA_REGS_MAX],
				 size_t *num)
{
	if (!core_is_held())
		return TEE_ERROR_BAD_STATE;
	return crash_record_read(memory_crash_record(), regs, num);
}

const struct rproc_platform rproc_platform RPROC_PLATFORM = {
	.describe = describe,
	.load = memory_load,
	.zero = memory_zero,
	.read = memory_read,
	.start = start,
	.stop = stop,
	.get_state = get_state,
	.get_machine = get_machine,
	.read_registers = read_registers,
	.read_key = keys_read_slot,
	.has_counter = true,
	.read_counter = fuses_read_counter,
	.raise_counter = fuses_raise_counter,
};
