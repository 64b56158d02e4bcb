# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^static int rproc_handle_vdev(/,/^}/ {
	/return PTR_ERR(pdev);/ {
		n
		a\
\
	/* Its probe sets it; a device without is in no list */\
	if (!platform_get_drvdata(pdev)) {\
		dev_err(dev, "failed to probe rproc-virtio device\\n");\
		platform_device_unregister(pdev);\
		return -ENODEV;\
	}
	}
}
