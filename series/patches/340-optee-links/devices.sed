# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/tee/optee/device.c
s/^#include <linux\/kernel\.h>$/#include <linux\/device.h>\n&/
/^void optee_unregister_devices(/,/^}/ {
	/^}/i\
\
	/* The last reference to a device may be that of a device link */\
	device_link_wait_removal();
}
