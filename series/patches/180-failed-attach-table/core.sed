# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^static int rproc_reset_rsc_table_on_stop(/,/^}/ {
	/^}/a\
\
/*\
 * After an attach that has failed: the remote processor may run on, with the\
 * resource table that it had.\
 */\
static void rproc_put_back_rsc_table(struct rproc *rproc)\
{\
	if (rproc->state == RPROC_DETACHED && rproc->table_ptr && rproc->clean_table)\
		memcpy(rproc->table_ptr, rproc->clean_table, rproc->table_sz);\
	rproc->table_ptr = NULL;\
}
}
