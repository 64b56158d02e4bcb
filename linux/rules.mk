# SPDX-License-Identifier: GPL-2.0-only
# Kernel modules for any board: the TEE client and the platform driver.

KMOD_DIRS += linux
MODULES_LOAD += remoteproc_tee tee_rproc
