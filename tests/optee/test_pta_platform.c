// SPDX-License-Identifier: BSD-2-Clause
/*
 * The pseudo-TA's own room on a platform that the test is: what it asks a SoC
 * for, and what it makes of any answer. test_pta_map.c has what it makes of the
 * memories that a platform describes.
 */
#include "../../optee/pta/memories.h"
#include "../../optee/pta/platform.h"
#include "../../optee/pta/ta_memory.h"
#include "cmocka_api.h"
#include "pta_calls.h"
#include "pta_rules.h"

#include <string.h>
#include <teeproc/pta.h>
#include <teeproc/ta.h>

#define ID 3
#define FAR_DA UINT64_C(0xfedcba9800000000)
#define FAR_PA UINT64_C(0x700000000)

enum operation {
	NONE_YET,
	LOAD,
	ZERO,
	READ,
	START,
	STOP,
	GET_STATE,
	GET_MACHINE,
	READ_REGISTERS,
	READ_KEY,
	READ_COUNTER,
	RAISE_COUNTER,
};

/* What was asked last, how often in all, and what is answered */
static struct {
	enum operation last;
	unsigned int calls;
	uint32_t core;
	uint64_t da;
	uint64_t size;
	struct ta_memory memory;
	uint8_t hash[32];
	uint32_t value;
	size_t num_regs;
	unsigned int slots; /* bit n: slot n was read */
	size_t slot_size;
	unsigned int fails; /* the call of that number only, 0: each */
	TEE_Result res;
} soc;

static TEE_Result describe(struct core_map *map)
{
	static const struct core cores[] = {
		{ .id = ID,
		  .identity = { .core = "r5-0", .soc = "other" },
		  .num_memories = 2,
		  .memories = { { .da = 0x1000, .size = 0x2000 },
				{ .da = FAR_DA,
				  .size = UINT32_MAX,
				  .pa = FAR_PA,
				  .has_pa = true } } },
		{ .id = ID + 1, .direct = true },
	};

	assert_int_equal(map->num_cores, 0);
	assert_false(map->untargeted);
	memcpy(map->cores, cores, sizeof(cores));
	map->num_cores = 2;
	map->untargeted = true;
	return TEE_SUCCESS;
}

static TEE_Result answer(enum operation operation, uint32_t core)
{
	soc.last = operation;
	soc.core = core;
	soc.calls++;
	return soc.fails && soc.fails != soc.calls ? TEE_SUCCESS : soc.res;
}

static TEE_Result load(uint32_t core, uint64_t da, const struct ta_memory *from,
		       const uint8_t *hash)
{
	const uint8_t *secure = core_calls.memory[CORE_MEMORY_SECURE];

	/* it is not where the TA, or a fault in it, could change it still */
	assert_true(hash < secure || hash >= secure + CORE_MEMORY_SIZE);
	memcpy(soc.hash, hash, 32);
	soc.da = da;
	soc.memory = *from;
	return answer(LOAD, core);
}

static TEE_Result zero(uint32_t core, uint64_t da, uint64_t size)
{
	soc.da = da;
	soc.size = size;
	return answer(ZERO, core);
}

static TEE_Result read(uint32_t core, uint64_t da, const struct ta_memory *to)
{
	soc.da = da;
	soc.memory = *to;
	return answer(READ, core);
}

static TEE_Result start(uint32_t core)
{
	return answer(START, core);
}

static TEE_Result stop(uint32_t core)
{
	return answer(STOP, core);
}

static TEE_Result get_state(uint32_t core, uint32_t *state)
{
	*state = soc.value;
	return answer(GET_STATE, core);
}

static TEE_Result get_machine(uint32_t core, uint32_t *machine, uint32_t *bits)
{
	*machine = soc.value;
	*bits = 0x76543210;
	return answer(GET_MACHINE, core);
}

static TEE_Result
read_registers(uint32_t core, uint64_t regs[TEEPROC_PTA_REGS_MAX], size_t *num)
{
	uint32_t n;

	*num = soc.num_regs;
	for (n = 0; n < soc.num_regs; n++)
		regs[n] = 0x01020304 * n + 0x60 + (UINT64_C(0x99) << 56);
	return answer(READ_REGISTERS, core);
}

static TEE_Result read_key(unsigned int number, struct rproc_key_slot *slot)
{
	static const struct rproc_key_slot empty;

	assert_in_range(number, 0, TEEPROC_KEY_SLOTS - 1);
	assert_memory_equal(slot, &empty, sizeof(empty));
	soc.slots |= 1u << number;
	memset(slot, 0xff, sizeof(*slot));
	slot->programmed = true;
	slot->revoked = false;
	slot->size = soc.slot_size;
	return answer(READ_KEY, 0);
}

static TEE_Result read_counter(uint32_t core, uint32_t *value)
{
	*value = soc.value;
	return answer(READ_COUNTER, core);
}

static TEE_Result raise_counter(uint32_t core, uint32_t value)
{
	soc.value = value;
	return answer(RAISE_COUNTER, core);
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
	.has_counter = true,
	.read_counter = read_counter,
	.raise_counter = raise_counter,
};

static int setup(void **state)
{
	memset(&soc, 0, sizeof(soc));
	soc.value = 0xfedcba98;
	soc.num_regs = TEEPROC_PTA_REGS;
	soc.slot_size = 8;
	pta_calls_setup(state);
	return core_shim_init();
}

static TEE_Param params[4];

/* A command that is carried out: its parameters are in params */
static TEE_Result run(uint32_t id)
{
	size_t n;

	for (n = 0; n < pta_command_count; n++)
		if (pta_commands[n].id == id)
			return invoke(id, pta_commands[n].types, params);
	fail();
	return 0;
}

static void set_params(uint32_t id)
{
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED] + 100;
	uint8_t *secure = core_calls.memory[CORE_MEMORY_SECURE];

	memset(params, 0, sizeof(params));
	params[0].value.a = ID;
	switch (id) {
	case TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256:
	case TEEPROC_PTA_CMD_LOAD_RECEIPT:
		memset(secure, 0x5a, 32);
		set_memref(params + 1, shared, 0x1234);
		set64(params + 2, FAR_DA + 5);
		set_memref(params + 3, secure, 32);
		break;
	case TEEPROC_PTA_CMD_SET_MEMORY:
		set64(params + 1, FAR_DA + 7);
		set64(params + 2, UINT32_MAX - 7);
		break;
	case TEEPROC_PTA_CMD_READ_MEMORY:
		set64(params + 1, 0x1001);
		set_memref(params + 2, shared, 0x1fff);
		break;
	case TEEPROC_PTA_CMD_READ_REGISTERS:
		set_memref(params + 1, shared, 68);
		break;
	case TEEPROC_PTA_CMD_RAISE_COUNTER:
		params[1].value.a = 0x89abcdef;
		break;
	}
}

/* Which operation a command is, one call of it */
static const struct {
	uint32_t id;
	enum operation operation;
} commands[] = {
	{ TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256, LOAD },
	{ TEEPROC_PTA_CMD_LOAD_RECEIPT, LOAD },
	{ TEEPROC_PTA_CMD_SET_MEMORY, ZERO },
	{ TEEPROC_PTA_CMD_START, START },
	{ TEEPROC_PTA_CMD_STOP, STOP },
	{ TEEPROC_PTA_CMD_GET_COUNTER, READ_COUNTER },
	{ TEEPROC_PTA_CMD_RAISE_COUNTER, RAISE_COUNTER },
	{ TEEPROC_PTA_CMD_READ_MEMORY, READ },
	{ TEEPROC_PTA_CMD_READ_REGISTERS, READ_REGISTERS },
	{ TEEPROC_PTA_CMD_GET_CORE_STATE, GET_STATE },
	{ TEEPROC_PTA_CMD_GET_MACHINE, GET_MACHINE },
};

#define COMMANDS (sizeof(commands) / sizeof(*commands))

/* What is asked is what the TA has asked, all of it. */
static void test_arguments(void **state)
{
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	uint8_t hash[32];
	size_t n;

	memset(hash, 0x5a, sizeof(hash));
	for (n = 0; n < COMMANDS; n++) {
		setup(state);
		set_params(commands[n].id);
		assert_int_equal(run(commands[n].id), TEE_SUCCESS);
		assert_int_equal(soc.last, commands[n].operation);
		assert_int_equal(soc.calls, 1);
		assert_int_equal(soc.core, ID);
		switch (soc.last) {
		case LOAD:
			assert_true(soc.da == FAR_DA + 5);
			assert_memory_equal(soc.hash, hash, 32);
			assert_true(soc.memory.va == (vaddr_t)shared + 100);
			assert_int_equal(soc.memory.size, 0x1234);
			break;
		case ZERO:
			assert_true(soc.da == FAR_DA + 7);
			assert_true(soc.size == UINT32_MAX - 7);
			break;
		case READ:
			assert_true(soc.da == 0x1001);
			assert_true(soc.memory.va == (vaddr_t)shared + 100);
			assert_int_equal(soc.memory.size, 0x1fff);
			break;
		case GET_STATE:
		case READ_COUNTER:
			assert_int_equal(params[1].value.a, 0xfedcba98);
			assert_int_equal(params[1].value.b, 0);
			break;
		case GET_MACHINE:
			assert_int_equal(params[1].value.a, 0xfedcba98);
			assert_int_equal(params[1].value.b, 0x76543210);
			break;
		case RAISE_COUNTER:
			assert_int_equal(soc.value, 0x89abcdef);
			break;
		case READ_REGISTERS:
			assert_int_equal(shared[100], 0x60);
			assert_int_equal(shared[100 + 4 * 16], 0xa0);
			assert_int_equal(shared[100 + 4 * 16 + 3], 0x10);
			break;
		default:
			break;
		}
	}
}

/* More registers, and wider ones, for who asks for them */
static void test_wide_registers(void **state)
{
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	uint32_t width;

	for (width = 3; width < 10; width++) {
		setup(state);
		soc.num_regs = TEEPROC_PTA_REGS_MAX;
		memset(params, 0, sizeof(params));
		params[0].value.a = ID;
		params[0].value.b = width;
		set_memref(params + 1, shared, width * TEEPROC_PTA_REGS_MAX);
		if (width != 4 && width != 8) {
			assert_int_equal(run(TEEPROC_PTA_CMD_READ_REGISTERS),
					 TEE_ERROR_BAD_PARAMETERS);
			continue;
		}
		assert_int_equal(run(TEEPROC_PTA_CMD_READ_REGISTERS),
				 TEE_SUCCESS);
		assert_int_equal(params[1].memref.size,
				 width * TEEPROC_PTA_REGS_MAX);
		assert_int_equal(shared[width * 33], 4 * 33 + 0x60);
		assert_int_equal(shared[width * 34 - 1],
				 width == 8 ? 0x99 : 33);
		/* there are more of them than the caller takes */
		set_memref(params + 1, shared, width * TEEPROC_PTA_REGS);
		assert_int_equal(run(TEEPROC_PTA_CMD_READ_REGISTERS),
				 TEE_ERROR_SHORT_BUFFER);
		assert_int_equal(params[1].memref.size,
				 width * TEEPROC_PTA_REGS_MAX);
	}
}

/*
 * Any refusal is the command's, and nothing that came with it is told; but of a
 * counter that there is nobody says that there is none.
 */
static void test_answers(void **state)
{
	static const TEE_Result answers[] = {
		TEE_ERROR_SECURITY,	   TEE_ERROR_BAD_STATE,
		TEE_ERROR_COMMUNICATION,   TEE_ERROR_GENERIC,
		TEE_ERROR_NOT_IMPLEMENTED, TEE_ERROR_NOT_SUPPORTED,
		TEE_ERROR_NO_DATA,	   1,
	};
	uint8_t *shared = core_calls.memory[CORE_MEMORY_SHARED];
	TEE_Param before[4];
	size_t n;
	size_t a;

	for (n = 0; n < COMMANDS; n++) {
		for (a = 0; a < sizeof(answers) / sizeof(*answers); a++) {
			TEE_Result res = answers[a];

			setup(state);
			set_params(commands[n].id);
			memcpy(before, params, sizeof(params));
			memset(shared, 0, 200);
			soc.res = res;
			if ((res == TEE_ERROR_NOT_IMPLEMENTED ||
			     res == TEE_ERROR_NOT_SUPPORTED) &&
			    (commands[n].operation == READ_COUNTER ||
			     commands[n].operation == RAISE_COUNTER))
				res = TEE_ERROR_COMMUNICATION;
			assert_int_equal(run(commands[n].id), res);
			assert_int_equal(soc.calls, 1);
			assert_memory_equal(params, before, sizeof(params));
			assert_int_equal(shared[100 + 4], 0);
		}
	}
}

/* Nobody is asked for what is no memory of the core's, or not the client's. */
static void test_ranges(void **state)
{
	static const uint32_t ids[] = { TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256,
					TEEPROC_PTA_CMD_LOAD_RECEIPT,
					TEEPROC_PTA_CMD_READ_MEMORY };
	uint8_t *secure = core_calls.memory[CORE_MEMORY_SECURE];
	struct ts_ctx no_user = { TEEPROC_TA_UUID_INIT, false };
	struct ts_session session = { &no_user };
	size_t n;

	(void)state;
	for (n = 0; n < 3; n++) {
		const unsigned int bytes =
			ids[n] == TEEPROC_PTA_CMD_READ_MEMORY ? 2 : 1;

		set_params(ids[n]);
		set64(params + 3 - bytes, FAR_DA - 1);
		assert_int_equal(run(ids[n]), TEE_ERROR_ACCESS_DENIED);
		/* the last byte is the memory's, the next one is not */
		set64(params + 3 - bytes, 0x3000 - 16);
		params[bytes].memref.size = 16;
		assert_int_equal(run(ids[n]), TEE_SUCCESS);
		params[bytes].memref.size = 17;
		if (bytes == 1)
			set64(params + 2, 0x3000 - 16);
		assert_int_equal(run(ids[n]), TEE_ERROR_ACCESS_DENIED);
		set_params(ids[n]);
		params[bytes].memref.buffer = secure;
		assert_int_equal(run(ids[n]), TEE_ERROR_ACCESS_DENIED);
		/* the other core is Linux's */
		set_params(ids[n]);
		params[0].value.a = ID + 1;
		assert_int_equal(run(ids[n]), TEE_ERROR_ACCESS_DENIED);
		/* who has no client */
		set_params(ids[n]);
		core_calls.caller = n ? &session : NULL;
		assert_int_equal(run(ids[n]), TEE_ERROR_ACCESS_DENIED);
		core_calls.caller = &remoteproc_session;
		assert_int_equal(soc.calls, n + 1);
	}
}

/* A receipt is for what the SoC has loaded. */
static void test_receipt(void **state)
{
	(void)state;
	set_params(TEEPROC_PTA_CMD_LOAD_RECEIPT);
	assert_int_equal(run(TEEPROC_PTA_CMD_LOAD_RECEIPT), TEE_SUCCESS);
	assert_int_equal(params[2].value.a, ~params[2].value.b);
	set_params(TEEPROC_PTA_CMD_LOAD_RECEIPT);
	soc.res = TEE_ERROR_SECURITY;
	assert_int_equal(run(TEEPROC_PTA_CMD_LOAD_RECEIPT), TEE_ERROR_SECURITY);
	assert_int_equal(params[2].value.a, 5);
}

static void test_release(void **state)
{
	unsigned int n;

	for (n = 1; n <= 3; n++) {
		setup(state);
		soc.fails = n;
		soc.res = TEE_ERROR_BAD_STATE;
		set_params(TEEPROC_PTA_CMD_RELEASE);
		assert_int_equal(run(TEEPROC_PTA_CMD_RELEASE),
				 n < 3 ? TEE_ERROR_BAD_STATE : TEE_SUCCESS);
		assert_int_equal(soc.calls, 2);
		assert_true(soc.da == FAR_DA && soc.size == UINT32_MAX);
	}
}

/* Each slot is read into zeros, and none is larger than a slot. */
static void test_keys(void **state)
{
	static const uint32_t info[2] = { TEE_ALG_ECDSA_P256, 32 };
	const size_t sizes[] = { 0, 8, TEEPROC_KEY_BLOB_MAX,
				 TEEPROC_KEY_BLOB_MAX + 1, SIZE_MAX };
	uint8_t *secure = core_calls.memory[CORE_MEMORY_SECURE];
	size_t n;

	memcpy(secure, info, sizeof(info));
	for (n = 0; n < 5; n++) {
		setup(state);
		soc.slot_size = sizes[n];
		set_params(TEEPROC_PTA_CMD_VERIFY_DIGEST);
		set_memref(params + 1, secure, 40);
		set_memref(params + 2, secure + 64, 32);
		set_memref(params + 3, secure + 128, 64);
		assert_int_equal(run(TEEPROC_PTA_CMD_VERIFY_DIGEST),
				 n < 3 ? TEE_ERROR_SECURITY :
					 TEE_ERROR_COMMUNICATION);
		assert_int_equal(soc.slots, n < 3 ? 15 : 1);
	}
}

#define TEST(name) cmocka_unit_test_setup(name, setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_arguments), TEST(test_wide_registers),
		TEST(test_answers),   TEST(test_ranges),
		TEST(test_receipt),   TEST(test_release),
		TEST(test_keys),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta platform", tests,
					   pta_calls_open, pta_calls_close);
}
