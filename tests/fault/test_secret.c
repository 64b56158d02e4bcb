// SPDX-License-Identifier: BSD-2-Clause
/*
 * A closed image's memory never comes out in a core dump; and bytes that come in
 * pieces are not believed.
 */
#include "attacks.h"
#include "crafted.h"

static const struct attack_case cases[] = {
	{ .name = "an open image's core dump",
	  .image = craft_authentic,
	  .plan = PLAN_DUMP,
	  .must_win = true },
	{ .name = "a closed image's core dump",
	  .image = craft_closed,
	  .plan = PLAN_DUMP },
	{ .name = "a byte of a segment changed, in pieces",
	  .image = craft_changed_segment,
	  .plan = PLAN_PIECES },
};

int main(int argc, char **argv)
{
	return attacks_run(argc, argv, cases, sizeof(cases) / sizeof(cases[0]));
}
