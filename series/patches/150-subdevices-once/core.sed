# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^static void rproc_stop_subdevices(/,/^}/ {
	/struct rproc_subdev \*subdev;/a\
\
	if (!rproc->subdevs_started)\
		return;\
	rproc->subdevs_started = false;
}
