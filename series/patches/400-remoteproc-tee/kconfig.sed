# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/Kconfig
/^config IMX_REMOTEPROC$/ i\
config REMOTEPROC_TEE\
	tristate "Remote processors in the charge of a TEE"\
	depends on OF\
	depends on TEE\
	help\
	  Say y or m here for remote processors whose firmware is authenticated,\
	  loaded and started by a Trusted Application of the Trusted Execution\
	  Environment (TEE), instead of by Linux. The driver of the remote\
	  processor has to support it.\
\
	  It's safe to say N here.\

