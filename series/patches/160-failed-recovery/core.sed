# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^static int \(rproc_start\|__rproc_attach\)(/,/^}/ {
	/\/\* Start any subdevices for the remote processor \*\//i\
	rproc->halted = false;\

}
/^static int rproc_start(/,/^}/ s/^\trproc->ops->stop(rproc);/\trproc->halted = !rproc->ops->stop(rproc);/
/^static int rproc_stop(/,/^}/ {
	s/^\tret = rproc->ops->stop(rproc);/\tret = rproc->halted ? 0 : rproc->ops->stop(rproc);/
	/^\trproc->state = RPROC_OFFLINE;/i\
	rproc->halted = true;
}
/^int rproc_trigger_recovery(/,/^}/ {
	/ret = rproc_boot_recovery(rproc);/a\
\
	/* Everything is still held: to be tried again, or released by a stop */\
	if (ret)\
		rproc->state = RPROC_CRASHED;
}
