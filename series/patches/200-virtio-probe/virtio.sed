# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_virtio.c
/^\t\t\.name\t= "rproc-virtio",/a\
\t\t.probe_type = PROBE_FORCE_SYNCHRONOUS,
