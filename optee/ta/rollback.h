/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rollback index: an image that is older than what has run is refused.
 */
#ifndef ROLLBACK_H
#define ROLLBACK_H

#include "core.h"
#include "format.h"

/*
 * rollback_check() - compare the image's index with the core's counter
 *
 * An image without an index counts as index 0: else leaving it out would be
 * the way back. Where the platform keeps no counter every index passes.
 */
TEE_Result rollback_check(struct core *core, const struct firmware *fw,
			  struct verdict *verdict);

/* The firmware runs: older ones shall not any more. */
void rollback_raise(struct core *core);

#endif /* ROLLBACK_H */
