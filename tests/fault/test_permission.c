// SPDX-License-Identifier: BSD-2-Clause
/*
 * Signed images that this core must not start: other bytes come with them, or
 * they are not for it. And one that it must not start with other bytes.
 */
#include "attacks.h"
#include "crafted.h"

static const struct attack_case cases[] = {
	{ .name = "a start of an authentic image",
	  .image = craft_authentic,
	  .outcome = ALWAYS },
	{ .name = "a start with other bytes, or of another core",
	  .image = craft_authentic,
	  .wrong_bytes = true },
	{ .name = "a start with a byte of a segment changed",
	  .image = craft_changed_segment,
	  .answer = TEE_ERROR_SECURITY,
	  .because = "not loaded" },
	{ .name = "a start with a byte beside the segments changed",
	  .image = craft_changed_rest,
	  .answer = TEE_ERROR_SECURITY,
	  .because = "what is not loaded has another hash" },
	{ .name = "a start with a lower rollback index",
	  .image = craft_rolled_back,
	  .answer = TEE_ERROR_SECURITY,
	  .because = "rollback index 4 is below 5" },
	{ .name = "a start of another core's image",
	  .image = craft_other_core,
	  .answer = TEE_ERROR_SECURITY,
	  .because = "it is for core-4" },
	{ .name = "a start of an image for no core",
	  .image = craft_untargeted,
	  .answer = TEE_ERROR_SECURITY,
	  .because = "it does not say which core it is for" },
};

int main(int argc, char **argv)
{
	return attacks_run(argc, argv, FAULT_TA, cases,
			   sizeof(cases) / sizeof(cases[0]));
}
