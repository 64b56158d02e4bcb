// SPDX-License-Identifier: BSD-2-Clause
/*
 * The run finds what it is made for: with the old code of authenticate_meta() put
 * back (tests/optee/one_digest.patch) one fault starts what nobody has signed.
 */
#include "attacks.h"
#include "crafted.h"

static const struct attack_case cases[] = {
	{ .name = "a start with one forged over a digest of zeroes",
	  .image = craft_forged,
	  .outcome = BY_A_FAULT,
	  .answer = TEE_ERROR_SIGNATURE_INVALID,
	  .because = "not authentic" },
};

int main(int argc, char **argv)
{
	return attacks_run(argc, argv, FAULT_HOLE_TA, cases,
			   sizeof(cases) / sizeof(cases[0]));
}
