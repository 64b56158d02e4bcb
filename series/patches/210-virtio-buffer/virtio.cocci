// SPDX-License-Identifier: GPL-2.0-only
// File: drivers/remoteproc/remoteproc_virtio.c

@@
@@
 rproc_add_virtio_dev(...)
 {
	...
	if (!vdev) {
+		of_reserved_mem_device_release(dev);
+		dma_release_coherent_memory(dev);
		ret = -ENOMEM;
		...
	}
	...
 }
