# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^static int rproc_reset_rsc_table_on_detach(/,/^}/ {
	/if (!rproc->table_ptr)/ {
		n
		a\
\
	/* Attached to again in a recovery: the copy is in use already */\
	if (rproc->table_ptr == rproc->cached_table)\
		return 0;
	}
}
