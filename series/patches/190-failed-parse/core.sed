# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^static int rproc_\(fw_boot\|attach\)(/,/^}/ {
	/ret = rproc_prepare_device(rproc);/,/goto/ s/^\t\tgoto/\t\trproc_resource_cleanup(rproc);\n&/
	/ret = rproc_parse_fw(/,/goto/ s/goto unprepare_rproc/goto clean_up_resources/
	/^unprepare_rproc:/d
}
