# SPDX-License-Identifier: GPL-2.0-only
/^int tee_errno\(/d
/^const char \*tee_advice\(/ { N; d; }
/^#include <linux\/types\.h>$/ { N; d; }
