// SPDX-License-Identifier: BSD-2-Clause
/*
 * Signed images that this core must not start: other bytes come with them, or
 * they are not for it.
 */
#include "attacks.h"
#include "crafted.h"

static const struct attack_case cases[] = {
	{ .name = "an authentic image",
	  .image = craft_authentic,
	  .must_win = true },
	{ .name = "a byte of a segment changed",
	  .image = craft_changed_segment },
	{ .name = "a byte beside the segments changed",
	  .image = craft_changed_rest },
	{ .name = "a lower rollback index", .image = craft_rolled_back },
	{ .name = "for another core", .image = craft_other_core },
	{ .name = "for no core", .image = craft_untargeted },
};

int main(int argc, char **argv)
{
	return attacks_run(argc, argv, cases, sizeof(cases) / sizeof(cases[0]));
}
