# SPDX-License-Identifier: GPL-2.0-only
2,/^ \*\/$/ c\
/*\
 * The way of an image to the TEE: as it lies in memory, or, of one that the TEE\
 * subsystem can't register, as a copy.\
 */
/^#include <linux\/minmax\.h>$/d
s/ too many to copy as a whole, and it can't go in pieces: sign it with teeproc-image/ too many to copy/
s/^( \* Return: 0, or a negative errno, logged, if the TEE could not be asked): -E2BIG$/\1./
/^ \* for an image that cannot go in pieces and is larger/d
s/^\tif \(teeproc_can_share\(fw->data\)\) \{$/\tif (teeproc_can_share(fw->data))/
/^\t\} else if \(fw->size <= TEEPROC_PIECE_SIZE\) \{$/,/^\t\}$/ c\
\telse\
\t\tret = copy_whole(tee, fw, result);
