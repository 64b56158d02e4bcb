// SPDX-License-Identifier: GPL-2.0-only
// File: drivers/remoteproc/remoteproc_core.c

@@
@@
 rproc_crash_handler_work(...)
 {
	...
	if (rproc->state == RPROC_CRASHED) {
		...
-		return;
+		goto out;
	}
	...
 }
