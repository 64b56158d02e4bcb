// SPDX-License-Identifier: GPL-2.0-only
// File: drivers/remoteproc/remoteproc_core.c

@@
@@
 rproc_start_subdevices(...)
 {
	...
+	rproc->subdevs_started = true;
+
	return 0;
	...
 }
