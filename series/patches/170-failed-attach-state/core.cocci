// SPDX-License-Identifier: GPL-2.0-only
// File: drivers/remoteproc/remoteproc_core.c

@@
@@
 __rproc_attach(...)
 {
	<+...
-	rproc->ops->stop(rproc);
+	if (rproc->ops->stop && !rproc->ops->stop(rproc)) {
+		rproc->halted = true;
+		rproc->state = RPROC_OFFLINE;
+	}
	...+>
 }
