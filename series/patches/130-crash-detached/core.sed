# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^static void rproc_crash_handler_work(/,/^}/ {
	s/if (rproc->state == RPROC_OFFLINE)/if (rproc->state == RPROC_OFFLINE || rproc->state == RPROC_DETACHED)/
	s/if the remote processor was stopped/if the remote processor was stopped, or left to itself/
}
