// SPDX-License-Identifier: BSD-2-Clause
#include "versal_soc.h"

#include "cmocka_api.h"
#include "pta_calls.h"

#include <io.h>
#include <kernel/cache_helpers.h>
#include <mm/core_memprot.h>
#include <mm/core_mmu.h>
#include <stdlib.h>
#include <string.h>

#define RST_CPU_R5 0xff5e0300u
#define EFUSE 0xf1240000u
#define PAGE_1 (1u << 13)

struct window windows[WINDOWS] = {
	{ CODE, 0x400000, MEM_AREA_RAM_SEC, NULL, NULL, NULL },
	{ DATA, 0x400000, MEM_AREA_RAM_SEC, NULL, NULL, NULL },
	{ SHARED, 0x1000000, MEM_AREA_RAM_NSEC, NULL, NULL, NULL },
};
struct versal_soc soc;

void *phys_to_virt(paddr_t pa, int area, size_t size)
{
	size_t n;

	if (area == MEM_AREA_IO_SEC)
		return soc.no_io ? NULL : (void *)(uintptr_t)pa;
	for (n = soc.mapped ? 0 : 1; n < WINDOWS; n++)
		if (windows[n].area == area && pa >= windows[n].pa &&
		    pa + size <= (uint64_t)windows[n].pa + windows[n].size)
			return windows[n].cached + (pa - windows[n].pa);
	return NULL;
}

/* What is at address 0 is mapped when it is asked for. */
void *core_mmu_add_mapping(int area, paddr_t pa, size_t size)
{
	assert_int_equal(area, MEM_AREA_RAM_SEC);
	assert_int_equal(pa, CODE);
	soc.mapped = !soc.no_space;
	return phys_to_virt(pa, area, size);
}

bool core_pbuf_is(int attr, paddr_t pa, size_t size)
{
	assert_int_equal(attr, CORE_MEM_NON_SEC);
	return pa + size > windows[0].size - soc.linux_pages * PAGE;
}

void dcache_cleaninv_range(void *va, size_t size)
{
	struct window *window = windows;
	uint8_t *from = va;
	size_t n;

	while (from < window->cached || from >= window->cached + window->size)
		assert_ptr_not_equal(++window, windows + WINDOWS);
	n = (size_t)(from - window->cached);
	assert_true(size <= window->size - n);
	for (; size; size--, n++) {
		if (window->cached[n] != window->fetched[n])
			window->memory[n] = window->cached[n];
		window->cached[n] = window->memory[n];
		window->fetched[n] = window->memory[n];
	}
}

static void efuse_do(uint32_t address, bool burn)
{
	uint32_t row = address >> 5 & 0xff;

	assert_int_equal(address & ~0x1fffu, PAGE_1);
	assert_int_not_equal(row, 0);
	if (burn) {
		soc.burnt++;
		if (!soc.breaks)
			soc.rows[row] |= 1u << (address & 31);
		if (soc.burns_more)
			soc.rows[row] |= 2u << (address & 31);
	} else {
		soc.data = soc.rows[row];
	}
}

static void efuse_operate(uint32_t address, bool burn)
{
	bool now = ++soc.operations == soc.trouble_at;
	bool fails = soc.fails || (burn && !(soc.cfg & 2)) ||
		     (now && (soc.trouble == FUSES_FAIL ||
			      soc.trouble == FUSES_DONE_AND_FAIL));
	bool silent = soc.silent || (now && !fails);
	uint32_t done = burn ? 1 : 4;

	if (!burn)
		assert_int_equal(soc.cfg, 0);
	soc.looks = 0;
	if (now ? soc.trouble >= FUSES_DONE_AND_SILENT : !fails && !silent)
		efuse_do(address, burn);
	if (!silent)
		soc.isr |= fails ? done | done << 1 : done;
}

static void efuse_write(uint32_t reg, uint32_t value)
{
	if (reg == 0x00)
		soc.locked = value != 0xdf0d;
	if (reg == 0x00 || soc.locked)
		return;
	switch (reg) {
	case 0x04:
		soc.cfg = value;
		break;
	case 0x0c:
	case 0x10:
		efuse_operate(value, reg == 0x0c);
		break;
	case 0x30:
		soc.isr &= ~value;
		break;
	default:
		fail();
	}
}

uint32_t io_read32(vaddr_t address)
{
	core_shim.now_us += 1000;
	switch (address) {
	case RST_CPU_R5:
		if (soc.held_after && soc.held_after-- > 1)
			return soc.reset & ~1u;
		return soc.reset;
	case EFUSE + 0x14:
		return soc.data;
	case EFUSE + 0x30:
		return soc.looks++ < soc.busy ? 0 : soc.isr;
	default:
		fail();
		return 0;
	}
}

void io_write32(vaddr_t address, uint32_t value)
{
	if (address == RST_CPU_R5) {
		/* the other core stays where it is */
		assert_int_equal(value & 2, soc.reset & 2);
		if (!soc.ignores_reset)
			soc.reset = value;
	} else if (address >= EFUSE && address < EFUSE + 0x100) {
		efuse_write((uint32_t)address - EFUSE, value);
	} else {
		fail();
	}
}

int versal_soc_open(void **state)
{
	bool ok = true;
	size_t n;

	(void)state;
	core_calls_setup();
	core_shim_reset();
	for (n = 0; n < WINDOWS; n++) {
		windows[n].cached = malloc(windows[n].size);
		windows[n].memory = malloc(windows[n].size);
		windows[n].fetched = malloc(windows[n].size);
		ok = ok && windows[n].cached && windows[n].memory &&
		     windows[n].fetched;
	}
	return ok ? 0 : -1;
}

int versal_soc_close(void **state)
{
	size_t n;

	for (n = 0; n < WINDOWS; n++) {
		free(windows[n].cached);
		free(windows[n].memory);
		free(windows[n].fetched);
	}
	return pta_calls_close(state);
}

int versal_soc_setup(void **state)
{
	size_t n;

	memset(&soc, 0, sizeof(soc));
	soc.reset = RESET_VALUE;
	soc.locked = true;
	soc.mapped = true;
	for (n = 0; n < WINDOWS; n++) {
		memset(windows[n].cached, 0, windows[n].size);
		memset(windows[n].memory, 0, windows[n].size);
		memset(windows[n].fetched, 0, windows[n].size);
	}
	return pta_calls_setup(state);
}
