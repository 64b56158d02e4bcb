#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The hooks make every allocation of the drivers fail, so they must know them
# all: what the modules import that may give no memory, by its name, is either
# in alloc_hooks.c or one of the exceptions here.
set -eu

modules=build/board/${KERNEL:-6.1}/modules/linux
# These give back, look up or pass on; the last two are the drivers' own and the
# board's; the first are KASAN's
exceptions='__asan_.*|tee_shm_free|tee_shm_get_va|tee_client_close_.*|kfree|vfree|devm_teeproc_get|rproc_add_carveout|mbox_free_channel|(__)?devm_reset_control_get.*|is_vmalloc_addr|__platform_driver_register|driver_register|sn?printf|scnprintf|seq_printf|sysfs_emit.*|_?printk|_dev_.*|devm_teeproc.*'

echo 1..2
mapfile -t imports < <(aarch64-linux-gnu-nm -u $modules/teeproc_tee.ko $modules/teeproc_rproc.ko |
	awk '$1 == "U" { print $2 }' | sort -u)
missing=
found=0
for name in "${imports[@]}"; do
	[[ $name =~ alloc|dup|printf|memremap|devm_|link_add|tee_shm|tee_client_|request_channel|entry_init|add_segment|carveout|_register ]] ||
		continue
	! [[ $name =~ ^($exceptions)$ ]] || continue
	found=$((found + 1))
	grep -q "\"$name\"" tests/secure/hooks/alloc_hooks.c || missing+=" $name"
done
if [ -z "$missing" ]; then
	echo 'ok 1 - the hooks know every function that allocates for the drivers'
else
	echo "# not in alloc_hooks.c:$missing"
	echo 'not ok 1 - the hooks know every function that allocates for the drivers'
fi
[ $found -ge 10 ] || printf 'not '
echo "ok 2 - there are such functions ($found)"
