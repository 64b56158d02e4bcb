# SPDX-License-Identifier: GPL-2.0-only
# File: include/linux/remoteproc.h
/^ \* @subdevs_started: /a\
 * @halted: flag that states if the stop operation has been done
/^\tbool subdevs_started;/a\
\tbool halted;
