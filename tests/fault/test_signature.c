// SPDX-License-Identifier: BSD-2-Clause
/* Images without a signature that counts: none starts, whatever one fault does. */
#include "attacks.h"
#include "crafted.h"

static const struct attack_case cases[] = {
	{ .name = "no signature", .image = craft_unsigned },
	{ .name = "forged over a digest of zeroes", .image = craft_forged },
	{ .name = "another's key", .image = craft_other_key },
	{ .name = "another's key, ours named", .image = craft_wrong_key },
	{ .name = "a revoked key", .image = craft_revoked },
	{ .name = "the signature of the image before",
	  .image = craft_spliced,
	  .after_authentic = true },
	{ .name = "the place of the resource table changed",
	  .image = craft_moved_table },
};

int main(int argc, char **argv)
{
	return attacks_run(argc, argv, cases, sizeof(cases) / sizeof(cases[0]));
}
