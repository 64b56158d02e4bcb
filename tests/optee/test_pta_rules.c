// SPDX-License-Identifier: BSD-2-Clause
/* The board's pseudo-TA, and the rules that its double keeps as well. */
#include "cmocka_api.h"
#include "pta_calls.h"
#include "pta_rules.h"

#include <teeproc/pta.h>

/* What is answered from the device tree: the SoC is not asked. */
static const uint32_t silent[] = {
	TEEPROC_PTA_CMD_HW_CAPABILITIES,
	TEEPROC_PTA_CMD_DA_TO_PA,
	TEEPROC_PTA_CMD_GET_MEMORY,
	TEEPROC_PTA_CMD_GET_IDENTITY,
};

/* A SoC with empty key slots, registers, and zeroes wherever it is asked */
static TEE_Result ask(uint32_t command, uint32_t types, TEE_Param *params)
{
	TEE_Result res;
	size_t n;

	pta_calls_setup(NULL);
	switch (command) {
	case TEEPROC_PTA_CMD_VERIFY_DIGEST:
		soc_answer = "err none";
		break;
	case TEEPROC_PTA_CMD_READ_REGISTERS:
		soc_answer = "ok 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0";
		break;
	case TEEPROC_PTA_CMD_GET_MACHINE:
		soc_answer = "ok 28 20";
		break;
	case TEEPROC_PTA_CMD_GET_COUNTER:
	case TEEPROC_PTA_CMD_GET_CORE_STATE:
		soc_answer = "ok 0";
		break;
	}
	res = invoke(command, types, params);
	for (n = 0; n < sizeof(silent) / sizeof(*silent); n++)
		if (silent[n] == command)
			assert_int_equal(core_shim.requests, 0);
	return res;
}

static void test_rules(void **state)
{
	const struct pta_under_rules pta = {
		.invoke = ask,
		.core = CORE,
		.unknown = UNKNOWN,
		.sram_pa = 0x60000000,
		.bytes = core_calls.memory[CORE_MEMORY_SHARED],
	};

	(void)state;
	pta_rules_check(&pta);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("pta rules", tests, pta_calls_open,
					   pta_calls_close);
}
