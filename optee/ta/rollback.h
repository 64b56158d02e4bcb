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
 * the way back. Where the platform keeps no counter every index passes; one that
 * has told the counter once does keep one.
 */
TEE_Result rollback_check(struct core *core, const struct firmware *fw,
			  struct verdict *verdict);

/*
 * rollback_raise() - the firmware runs, or may: older ones shall not any more
 *
 * Where there is no counter, or no index, nothing is to be raised. After a
 * failure core->raise_due says that it is still to be done.
 */
TEE_Result rollback_raise(struct core *core);

#endif /* ROLLBACK_H */
