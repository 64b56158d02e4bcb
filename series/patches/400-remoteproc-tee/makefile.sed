# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/Makefile
/^obj-\$(CONFIG_REMOTEPROC_CDEV)/ a\
obj-$(CONFIG_REMOTEPROC_TEE)		+= remoteproc_tee.o\
remoteproc_tee-y			:= remoteproc_tee_client.o\
remoteproc_tee-y			+= remoteproc_tee_coredump.o\
remoteproc_tee-y			+= remoteproc_tee_errno.o\
remoteproc_tee-y			+= remoteproc_tee_image.o\
remoteproc_tee-y			+= remoteproc_tee_lifecycle.o\
remoteproc_tee-y			+= remoteproc_tee_memref.o\
remoteproc_tee-y			+= remoteproc_tee_rsc_table.o\
remoteproc_tee-y			+= remoteproc_tee_session.o
