// SPDX-License-Identifier: GPL-2.0-only
// File: drivers/remoteproc/remoteproc_core.c

@@
identifier f = { rproc_reset_rsc_table_on_detach, rproc_reset_rsc_table_on_stop, rproc_attach };
@@
 f(...)
 {
	<+...
	kfree(rproc->clean_table);
+	rproc->clean_table = NULL;
	...+>
 }
