# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/stm32_rproc.c
/^static int stm32_rproc_probe(/,/^}/ s/^	const char \*fw_name;$/	const char *fw_name = NULL;/
