// SPDX-License-Identifier: BSD-2-Clause
/*
 * The platform of Versal on a register and memories that the test plays: the reset of
 * the Cortex-R5F, and caches that show when they are forgotten. Its fuses are
 * test_pta_fuses.c's.
 */
#include "../../optee/pta/memories.h"
#include "../../optee/pta/platform.h"
#include "../../optee/pta/ta_memory.h"
#include "cmocka_api.h"
#include "pta_calls.h"
#include "versal_soc.h"

#include <openssl/sha.h>
#include <string.h>
#include <teeproc/crash_record.h>
#include <teeproc/machine.h>
#include <teeproc/pta.h>

static uint8_t *bytes; /* the TA's client's */

static const struct rproc_platform *const platform = &rproc_platform;

static struct ta_memory memory_of(size_t size)
{
	struct ta_memory memory = { .va = (vaddr_t)bytes, .size = size };

	return memory;
}

static void hash_of(size_t size, uint8_t *hash)
{
	SHA256(bytes, size, hash);
}

static bool is_zero(const uint8_t *at, size_t size)
{
	while (size--)
		if (*at++)
			return false;
	return true;
}

static void test_describe(void **state)
{
	static struct core_map map;
	struct core_map empty;

	(void)state;
	memset(&map, 0, sizeof(map));
	soc.mapped = false;
	assert_int_equal(platform->describe(&map), TEE_SUCCESS);
	assert_true(soc.mapped);
	assert_int_equal(map.num_cores, 1);
	assert_false(map.untargeted);
	assert_false(map.cores[0].direct);
	assert_string_equal(map.cores[0].identity.core, "r5-0");
	assert_string_equal(map.cores[0].identity.class, "cortex-r5f");
	assert_int_equal(map.cores[0].num_memories, 3);
	assert_false(map.cores[0].memories[0].has_pa);
	assert_false(map.cores[0].memories[1].has_pa);
	assert_true(map.cores[0].memories[2].has_pa);
	assert_int_equal(map.cores[0].memories[2].pa, SHARED);

	memset(&empty, 0, sizeof(empty));
	soc.no_io = true;
	assert_int_equal(platform->describe(&empty), TEE_ERROR_GENERIC);
	soc.no_io = false;
	/* memory that is not the core's alone */
	soc.linux_pages = 1;
	assert_int_equal(platform->describe(&empty), TEE_ERROR_ACCESS_DENIED);
	soc.linux_pages = 0;
	soc.no_space = true;
	assert_int_equal(platform->describe(&empty), TEE_ERROR_OUT_OF_MEMORY);
	assert_int_equal(empty.num_cores, 0);
}

static void test_load(void **state)
{
	static const uint32_t places[] = { CODE, DATA + 0x3ff000, SHARED };
	struct ta_memory memory = memory_of(4096);
	uint8_t hash[32];
	size_t n;

	(void)state;
	memset(bytes, 0x5a, 4096);
	hash_of(4096, hash);
	for (n = 0; n < 3; n++) {
		uint8_t *at = windows[n].memory + (places[n] - windows[n].pa);

		assert_int_equal(platform->load(0, places[n], &memory, hash),
				 TEE_SUCCESS);
		/* where the core sees it, not in a cache only */
		assert_memory_equal(at, bytes, 4096);
		hash[7] ^= 1;
		assert_int_equal(platform->load(0, places[n], &memory, hash),
				 TEE_ERROR_SECURITY);
		assert_true(is_zero(at, 4096));
		hash[7] ^= 1;
	}
	/* what the core has changed is loaded anew, though the cache has it as it was */
	assert_int_equal(platform->load(0, CODE, &memory, hash), TEE_SUCCESS);
	windows[0].memory[77] = 1;
	assert_int_equal(platform->load(0, CODE, &memory, hash), TEE_SUCCESS);
	assert_memory_equal(windows[0].memory, bytes, 4096);
	/* what is in no memory of the core's */
	assert_int_equal(platform->load(0, DATA + 0x400000, &memory, hash),
			 TEE_ERROR_ACCESS_DENIED);

	/* what can't be read leaves nothing of what was there */
	memset(windows[0].memory, 0xff, 4096);
	memory.va = 16;
	assert_int_equal(platform->load(0, CODE, &memory, hash),
			 TEE_ERROR_ACCESS_DENIED);
	assert_true(is_zero(windows[0].memory, 4096));
}

static void test_running(void **state)
{
	struct ta_memory memory = memory_of(64);
	uint8_t hash[32];

	(void)state;
	memset(bytes, 0x5a, 64);
	hash_of(64, hash);
	soc.reset = RUN_VALUE;
	assert_int_equal(platform->load(0, CODE, &memory, hash),
			 TEE_ERROR_BAD_STATE);
	assert_int_equal(platform->zero(0, CODE, 64), TEE_ERROR_BAD_STATE);
	assert_true(is_zero(windows[0].memory, 64));
	windows[0].memory[0] = 1;
	assert_int_equal(platform->start(0), TEE_ERROR_BAD_STATE);
	assert_int_equal(soc.reset, RUN_VALUE);
}

static void test_zero_and_read(void **state)
{
	struct ta_memory memory = memory_of(64);

	(void)state;
	memset(windows[1].memory, 0x77, 256); /* by the core */
	assert_int_equal(platform->zero(0, DATA + 64, 64), TEE_SUCCESS);
	assert_true(is_zero(windows[1].memory + 64, 64));
	assert_int_equal(windows[1].memory[63], 0x77);
	assert_int_equal(windows[1].memory[128], 0x77);
	assert_int_equal(platform->read(0, DATA + 32, &memory), TEE_SUCCESS);
	assert_int_equal(bytes[31], 0x77);
	assert_int_equal(bytes[32], 0);
	windows[1].memory[70] = 9; /* and once more */
	assert_int_equal(platform->read(0, DATA + 64, &memory), TEE_SUCCESS);
	assert_int_equal(bytes[6], 9);
	assert_int_equal(platform->zero(0, SHARED, 0x1000000), TEE_SUCCESS);
	assert_int_equal(platform->zero(0, 0x30000000, 1),
			 TEE_ERROR_ACCESS_DENIED);
	assert_int_equal(platform->read(0, 0x30000000, &memory),
			 TEE_ERROR_ACCESS_DENIED);
}

static void test_start_and_stop(void **state)
{
	uint32_t value = 5;

	(void)state;
	/* nothing at its entry */
	assert_int_equal(platform->start(0), TEE_ERROR_NO_DATA);
	assert_int_equal(soc.reset, RESET_VALUE);

	windows[0].memory[3] = 1;
	soc.mapped = false;
	assert_int_equal(platform->start(0), TEE_ERROR_NO_DATA);
	soc.mapped = true;
	assert_int_equal(platform->start(0), TEE_SUCCESS);
	assert_int_equal(soc.reset, RUN_VALUE);
	assert_int_equal(platform->get_state(0, &value), TEE_SUCCESS);
	assert_int_equal(value, TEEPROC_CORE_RUNNING);

	soc.held_after = 9;
	assert_int_equal(platform->stop(0), TEE_SUCCESS);
	assert_int_equal(soc.held_after, 0);
	assert_int_equal(platform->get_state(0, &value), TEE_SUCCESS);
	assert_int_equal(value, TEEPROC_CORE_RESET);
	assert_int_equal(platform->stop(0), TEE_SUCCESS);

	/* a register that does not do what it is told */
	soc.ignores_reset = true;
	assert_int_equal(platform->start(0), TEE_ERROR_GENERIC);
	soc.reset = RUN_VALUE;
	assert_int_equal(platform->stop(0), TEE_ERROR_COMMUNICATION);
}

static void test_machine(void **state)
{
	uint32_t machine = 0;
	uint32_t bits = 0;

	(void)state;
	assert_int_equal(platform->get_machine(0, &machine, &bits),
			 TEE_SUCCESS);
	assert_int_equal(machine, TEEPROC_EM_ARM);
	assert_int_equal(bits, 32);
}

/* Where the core leaves it, past this CPU's caches */
static struct teeproc_crash_record *record(void)
{
	return (void *)(windows[1].memory +
			(TEEPROC_VERSAL_CRASH_RECORD - DATA));
}

/* and what lies behind the end of it, up to the end of the memory */
static uint8_t *after_record(void)
{
	return (uint8_t *)(record() + 1);
}

/* The core's fault handler */
static void leave_record(uint32_t first)
{
	uint32_t n;

	for (n = 0; n < TEEPROC_CRASH_REGS; n++)
		record()->regs[n] = first + n;
	record()->size = sizeof(record()->regs);
	record()->magic = TEEPROC_CRASH_MAGIC;
}

static TEE_Result registers(uint64_t *first)
{
	uint64_t regs[TEEPROC_PTA_REGS_MAX] = { 0 };
	size_t num = 0;
	TEE_Result res = platform->read_registers(0, regs, &num);
	size_t n;

	*first = regs[0];
	if (res) {
		assert_int_equal(num, 0);
		return res;
	}
	assert_int_equal(num,
			 teeproc_machine_find(TEEPROC_EM_ARM, false)->num_regs);
	for (n = 0; n < num; n++)
		assert_int_equal(regs[n], *first + n);
	for (; n < TEEPROC_PTA_REGS_MAX; n++)
		assert_int_equal(regs[n], 0);
	return TEE_SUCCESS;
}

static void test_registers(void **state)
{
	static const struct {
		uint32_t magic, size;
	} damaged[] = {
		{ 0, 68 },
		{ TEEPROC_CRASH_MAGIC ^ 1, 68 },
		{ TEEPROC_CRASH_MAGIC ^ 0x80000000u, 68 },
		{ TEEPROC_CRASH_MAGIC, 0 },
		{ TEEPROC_CRASH_MAGIC, 64 },
		{ TEEPROC_CRASH_MAGIC, 69 },
		{ TEEPROC_CRASH_MAGIC, 72 },
		{ TEEPROC_CRASH_MAGIC, UINT32_MAX },
	};
	struct ta_memory room = memory_of(TEEPROC_VERSAL_CRASH_ROOM);
	uint64_t first = 0;
	size_t n;

	(void)state;
	assert_int_equal(sizeof(record()->regs), 68);
	assert_true(sizeof(struct teeproc_crash_record) <=
		    TEEPROC_VERSAL_CRASH_ROOM);
	assert_int_equal(TEEPROC_VERSAL_CRASH_RECORD +
				 TEEPROC_VERSAL_CRASH_ROOM,
			 DATA + windows[1].size);

	/* none, and so it is told */
	assert_int_equal(registers(&first), TEE_ERROR_NO_DATA);
	assert_non_null(strstr(core_shim.message, "has left no registers"));
	leave_record(0xfffff000);
	after_record()[0] = 0x55; /* none of its, and in the cache as well */
	assert_int_equal(platform->read(0, TEEPROC_VERSAL_CRASH_RECORD, &room),
			 TEE_SUCCESS);
	assert_int_equal(registers(&first), TEE_SUCCESS);
	assert_int_equal(first, 0xfffff000);
	/* what the core has left since */
	leave_record(100);
	assert_int_equal(registers(&first), TEE_SUCCESS);
	assert_int_equal(first, 100);
	for (n = 0; n < sizeof(damaged) / sizeof(damaged[0]); n++) {
		record()->magic = damaged[n].magic;
		record()->size = damaged[n].size;
		assert_int_equal(registers(&first), TEE_ERROR_NO_DATA);
		assert_int_equal(first, 0);
	}
	leave_record(100);
	/* of a core that runs there are none, whatever it has left */
	soc.reset = RUN_VALUE;
	assert_int_equal(registers(&first), TEE_ERROR_BAD_STATE);
	assert_int_equal(first, 0);
}

/* An old crash is never shown for a new one. */
static void test_old_registers(void **state)
{
	uint64_t first = 0;

	(void)state;
	windows[0].memory[0] = 1;
	leave_record(100);
	after_record()[0] = 0x55;
	/* what was read before the start is in the cache */
	assert_int_equal(registers(&first), TEE_SUCCESS);
	assert_int_equal(platform->start(0), TEE_SUCCESS);
	/* in memory, where the core looks whether it has crashed before */
	assert_true(
		is_zero((void *)record(), sizeof(struct teeproc_crash_record)));
	assert_int_equal(after_record()[0], 0x55);
	assert_int_equal(platform->stop(0), TEE_SUCCESS);
	assert_int_equal(registers(&first), TEE_ERROR_NO_DATA);

	/* a start that is refused leaves what there is to be read */
	leave_record(200);
	windows[0].memory[0] = 0;
	assert_int_equal(platform->start(0), TEE_ERROR_NO_DATA);
	assert_int_equal(registers(&first), TEE_SUCCESS);
	assert_int_equal(first, 200);
	soc.reset = RUN_VALUE;
	assert_int_equal(platform->start(0), TEE_ERROR_BAD_STATE);
	soc.reset = RESET_VALUE;
	assert_int_equal(registers(&first), TEE_SUCCESS);

	/* and so do firmware's own bytes there, if it knows of no record */
	windows[0].memory[0] = 1;
	record()->magic = 0x12345678;
	assert_int_equal(platform->start(0), TEE_SUCCESS);
	assert_int_equal(record()->magic, 0x12345678);
	assert_int_equal(record()->regs[0], 200);
}

/* Where there is no place for a record the core starts, and has left nothing. */
static void test_no_place(void **state)
{
	int area = windows[1].area;
	uint64_t first = 0;

	(void)state;
	windows[0].memory[0] = 1;
	leave_record(100);
	windows[1].area = -1;
	assert_int_equal(registers(&first), TEE_ERROR_NO_DATA);
	assert_int_equal(platform->start(0), TEE_SUCCESS);
	windows[1].area = area;
	assert_int_equal(record()->magic, TEEPROC_CRASH_MAGIC);
}

static int open_all(void **state)
{
	int res = versal_soc_open(state);

	bytes = core_calls.memory[CORE_MEMORY_SHARED];
	return res;
}

#define TEST(name) cmocka_unit_test_setup(name, versal_soc_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_describe),	   TEST(test_load),
		TEST(test_running),	   TEST(test_zero_and_read),
		TEST(test_start_and_stop), TEST(test_registers),
		TEST(test_old_registers),  TEST(test_machine),
		TEST(test_no_place),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta versal", tests, open_all,
					   versal_soc_close);
}
