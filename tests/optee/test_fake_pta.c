// SPDX-License-Identifier: BSD-2-Clause
/* The double of the pseudo-TA keeps the rules that the board's own keeps. */
#include "cmocka_api.h"
#include "fake_pta.h"
#include "pta_rules.h"
#include "shim/shim.h"

/* A core that was stopped, with nothing written to it since */
static TEE_Result ask(uint32_t command, uint32_t types,
		      TEE_Param params[TEE_NUM_PARAMS])
{
	fake_pta_reset();
	return fake_pta_invoke(command, types, params);
}

static void test_rules(void **state)
{
	static uint8_t bytes[PTA_RULES_BYTES];
	const struct pta_under_rules pta = {
		.invoke = ask,
		.core = FAKE_BIG,
		.unknown = FAKE_UNKNOWN,
		.sram_pa = FAKE_SRAM_PA,
		.bytes = bytes,
	};

	(void)state;
	pta_rules_check(&pta);
	fake_pta_free();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rules),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("fake pta", tests, NULL, NULL);
}
