// SPDX-License-Identifier: BSD-2-Clause
/* Images without a signature that counts: none starts, whatever one fault does. */
#include "attacks.h"
#include "crafted.h"

static const struct attack_case cases[] = {
	{ .name = "a start without a signature",
	  .image = craft_unsigned,
	  .answer = TEE_ERROR_SIGNATURE_INVALID,
	  .because = "not authentic" },
	{ .name = "a start with one forged over a digest of zeroes",
	  .image = craft_forged,
	  .answer = TEE_ERROR_SIGNATURE_INVALID,
	  .because = "not authentic" },
	{ .name = "a start with another's key",
	  .image = craft_other_key,
	  .answer = TEE_ERROR_SECURITY,
	  .because = "not authentic" },
	{ .name = "a start with another's key, ours named",
	  .image = craft_wrong_key,
	  .answer = TEE_ERROR_SIGNATURE_INVALID,
	  .because = "not authentic" },
	{ .name = "a start with a revoked key",
	  .image = craft_revoked,
	  .answer = TEE_ERROR_SECURITY,
	  .because = "not authentic" },
	{ .name = "a start with the signature of the image before",
	  .image = craft_spliced,
	  .after_authentic = true,
	  .answer = TEE_ERROR_SIGNATURE_INVALID,
	  .because = "not authentic" },
	{ .name = "a start with the place of the resource table changed",
	  .image = craft_moved_table,
	  .answer = TEE_ERROR_SIGNATURE_INVALID,
	  .because = "not authentic" },
};

int main(int argc, char **argv)
{
	return attacks_run(argc, argv, FAULT_TA, cases,
			   sizeof(cases) / sizeof(cases[0]));
}
