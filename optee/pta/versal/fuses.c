// SPDX-License-Identifier: BSD-2-Clause
/*
 * The eFuse controller (EFUSE_CTRL of the Versal register reference), and the rows of
 * page 1, of which row 0 has test bits: 1 to 36 are for keys (keys.c), 64 to 95 the
 * rollback counter of core 0.
 *
 * On hardware the timing registers have to fit the clock; QEMU burns at once.
 */
#include "versal.h"

#include <io.h>
#include <kernel/delay.h>
#include <mm/core_memprot.h>
#include <mm/core_mmu.h>
#include <tee_api_defines.h>
#include <trace.h>
#include <util.h>

#define EFUSE_PA 0xf1240000u
#define EFUSE_SIZE SMALL_PAGE_SIZE
register_phys_mem(MEM_AREA_IO_SEC, EFUSE_PA, EFUSE_SIZE);

#define WR_LOCK 0x00
#define WR_UNLOCKED 0xdf0d
#define WR_LOCKED 1
#define CFG 0x04
#define CFG_PGM_EN BIT32(1)
#define PGM_ADDR 0x0c
#define RD_ADDR 0x10
#define RD_DATA 0x14
#define ISR 0x30
#define ISR_PGM_DONE BIT32(0)
#define ISR_RD_DONE BIT32(2)
#define ISR_ERROR_OF(done) ((done) << 1)
#define TIMEOUT_US 100000

#define ADDRESS(row, column) (1u << 13 | (row) << 5 | (column)) /* page 1 */
#define ROW_BITS 32u
#define COUNTER_ROW 64u
#define COUNTER_ROWS (FUSES_COUNTER_MAX / ROW_BITS)

static TEE_Result wait(vaddr_t base, uint32_t done)
{
	uint64_t end = timeout_init_us(TIMEOUT_US);
	uint32_t isr = 0;

	while (!((isr = io_read32(base + ISR)) & done))
		if (timeout_elapsed(end))
			return TEE_ERROR_COMMUNICATION;
	return isr & ISR_ERROR_OF(done) ? TEE_ERROR_GENERIC : TEE_SUCCESS;
}

/* What the last operation has left would be taken for the answer to this one. */
static TEE_Result operate(uint32_t reg, uint32_t address, uint32_t done,
			  uint32_t *data)
{
	vaddr_t base =
		(vaddr_t)phys_to_virt(EFUSE_PA, MEM_AREA_IO_SEC, EFUSE_SIZE);
	TEE_Result res = TEE_SUCCESS;

	if (!base)
		return TEE_ERROR_GENERIC;
	io_write32(base + WR_LOCK, WR_UNLOCKED);
	io_write32(base + ISR, done | ISR_ERROR_OF(done));
	io_write32(base + CFG, reg == PGM_ADDR ? CFG_PGM_EN : 0);
	io_write32(base + reg, address);
	res = wait(base, done);
	if (!res)
		*data = io_read32(base + RD_DATA);
	io_write32(base + CFG, 0);
	io_write32(base + WR_LOCK, WR_LOCKED);
	return res;
}

TEE_Result fuses_read(unsigned int row, uint32_t *value)
{
	return operate(RD_ADDR, ADDRESS(row, 0), ISR_RD_DONE, value);
}

/* From the top: the first row with a bit has the highest. */
TEE_Result fuses_read_counter(uint32_t core __unused, uint32_t *value)
{
	unsigned int row = COUNTER_ROWS;
	uint32_t word = 0;
	TEE_Result res = TEE_SUCCESS;

	while (row && !word) {
		res = fuses_read(COUNTER_ROW + --row, &word);
		if (res)
			return res;
	}
	for (*value = row * ROW_BITS; word; word >>= 1)
		(*value)++;
	return TEE_SUCCESS;
}

TEE_Result fuses_raise_counter(uint32_t core, uint32_t value)
{
	uint32_t now = 0;
	uint32_t unused = 0;
	TEE_Result res = fuses_read_counter(core, &now);

	if (res || value == now)
		return res;
	if (value < now)
		return TEE_ERROR_ACCESS_DENIED;
	if (value > FUSES_COUNTER_MAX) {
		EMSG("remoteproc: a counter in fuses ends at %u",
		     FUSES_COUNTER_MAX);
		return TEE_ERROR_GENERIC;
	}
	value--;
	res = operate(PGM_ADDR,
		      ADDRESS(COUNTER_ROW + value / ROW_BITS, value % ROW_BITS),
		      ISR_PGM_DONE, &unused);
	if (!res)
		res = fuses_read_counter(core, &now);
	return res || now == value + 1 ? res : TEE_ERROR_GENERIC;
}
