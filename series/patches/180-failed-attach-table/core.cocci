// SPDX-License-Identifier: GPL-2.0-only
// File: drivers/remoteproc/remoteproc_core.c

@@
@@
 rproc_attach(...)
 {
	<+...
	rproc_resource_cleanup(rproc);
+	rproc_put_back_rsc_table(rproc);
	...+>
 }
