# SPDX-License-Identifier: GPL-2.0-only
# File: include/linux/remoteproc.h
/^ \* @subdevs: /a\
 * @subdevs_started: flag that states if the subdevices are started
/^\tstruct list_head subdevs;/a\
\tbool subdevs_started;
