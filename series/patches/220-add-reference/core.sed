# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^int rproc_add(/,/^}/ {
	/ret = device_add(dev);/,/}/ {
		s/^\tif (ret < 0) {/\tif (ret < 0)/
		/put_device(dev);/d
		/^\t}$/d
	}
}
