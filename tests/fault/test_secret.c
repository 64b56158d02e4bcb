// SPDX-License-Identifier: BSD-2-Clause
/*
 * A closed image's memory never comes out in a core dump; and bytes that come in
 * pieces are not believed.
 */
#include "attacks.h"
#include "crafted.h"

static const struct attack_case cases[] = {
	{ .name = "a dump of an open image's memories",
	  .image = craft_authentic,
	  .plan = PLAN_DUMP,
	  .outcome = ALWAYS },
	{ .name = "a dump of a closed image's memories",
	  .image = craft_closed,
	  .plan = PLAN_DUMP,
	  .answer = TEE_ERROR_ACCESS_DENIED },
	{ .name = "a start with a byte of a segment changed, in pieces",
	  .image = craft_changed_segment,
	  .plan = PLAN_PIECES,
	  .answer = TEE_ERROR_SECURITY,
	  .because = "not loaded" },
};

int main(int argc, char **argv)
{
	return attacks_run(argc, argv, FAULT_TA, cases,
			   sizeof(cases) / sizeof(cases[0]));
}
