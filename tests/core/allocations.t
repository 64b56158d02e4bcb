#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name. Who can't have large memory says so with a trace, and
# rpmsg's own control device, whose name finds no memory, with a warning. The buffers of
# a virtio device for which the remoteproc core finds no memory are never given back.
exec "$(dirname "$0")/../secure/secure-test" --timeout 1200 \
	--allow 'vmalloc error|Call trace:|cut here|WARNING: (.* )?at device_release\+' \
	--allow-leak dma_init_coherent_memory --overlay secure allocations
