#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
case ${TEEPROC_BOARD:-virt} in
virt) core=m4-0 ;;
*) core=remoteproc-0 ;;
esac
exec "$(dirname "$0")/secure-test" --timeout 120 --overlay named \
	--append teeproc_rproc.auto_boot=$core autoboot
