/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the TEE has measured of the firmware that it has loaded: an attribute that
 * teeproc's driver gives the remote processor's device.
 */
#ifndef MEASUREMENT_H
#define MEASUREMENT_H

#include <stdbool.h>

#include "remoteproc.h"

/* At most as many bytes as the kernel shows of an attribute: a page */
#define MEASUREMENT_TEXT_MAX 65536

/**
 * struct measurement - hashes in hexadecimal
 * @text: their lines, cut into words
 * @all: of all that was loaded
 * @segments: of each segment, @count of them; none where there is no room to show
 *	so many
 */
struct measurement {
	char text[MEASUREMENT_TEXT_MAX];
	const char *all;
	const char *segments[MEASUREMENT_TEXT_MAX / 65];
	unsigned int count;
};

/*
 * 0 or -errno: -ENOENT if no TEE is in charge of it, -ENODATA if the TEE has not
 * loaded what it runs, or nothing is loaded; -EOPNOTSUPP if the TEE does not
 * measure; -EBADMSG if these are no hashes.
 */
int measurement_read(const struct rproc *rproc,
		     struct measurement *measurement);

void measurement_print(const struct measurement *measurement, bool json);

#endif /* MEASUREMENT_H */
