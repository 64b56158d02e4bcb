# SPDX-License-Identifier: BSD-2-Clause
# Kernel modules for any board: the TEE client and the platform driver.

KMOD_DIRS += linux
MODULES_LOAD += remoteproc_tee tee_rproc
