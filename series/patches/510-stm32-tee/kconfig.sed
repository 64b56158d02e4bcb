# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/Kconfig
/^config STM32_RPROC$/,/^\thelp/ {
	/select MAILBOX/ i\
	depends on REMOTEPROC_TEE || !REMOTEPROC_TEE
}
