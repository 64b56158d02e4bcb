# SPDX-License-Identifier: GPL-2.0-only
# The results themselves are in a header for every client of a TEE.
2,/^ \*\/$/ c\
/* Results of a TEE, for Linux. */
s/^#include <linux\/types\.h>$/#include <linux\/tee_result.h>\
&/
/^#define TEE_(SUCCESS|ERROR)/d
