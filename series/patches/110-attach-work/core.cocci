// SPDX-License-Identifier: GPL-2.0-only
// File: drivers/remoteproc/remoteproc_core.c

@@
@@
 rproc_del(...)
 {
	...
	if (cancel_work_sync(&rproc->crash_handler))
		pm_relax(rproc->dev.parent);

+
+	cancel_work_sync(&rproc->attach_work);
	...
 }
