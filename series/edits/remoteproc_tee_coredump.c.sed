# SPDX-License-Identifier: GPL-2.0-only
s/^( \* writes it), whole or in pieces, (and user space gets it\.)/\1, \2/
/^#include <linux\/(minmax|string)\.h>$/d
s/^\tresult = teeproc_can_share\(dump\) \? fill_in_place\(tee, dump, &size\) :$/\tresult = fill_in_place(tee, dump, \&size);/
/^\t+ *fill_through_pieces\(tee, dump, size\);$/d
