# SPDX-License-Identifier: GPL-2.0-only
# The interface, as far as this client uses it
s/^( \* Commands from )TEEPROC_TA_CMD_OWN up are teeproc's; a TA that does not have$/\1RPROC_TEE_CMD_OWN up are further ones; a TA that does not have/
/^#define TEEPROC_TA_UUID /,/^\t\}$/ {
	/^\t\}$/ N
	d
}
/^\/\* Bytes that always hold the metadata/,/^$/d
/^\t \* params\[1\] value-out: a = enum teeproc_ta_state, b = enum$/ {
	N
	s/b = enum\n\t \* teeproc_core_state as the platform sees the core\./b = what the\
	 * platform says of the core./
}
