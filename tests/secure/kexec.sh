# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Linux starts itself by kexec. The TEE and the remote cores know nothing of it: the
# next kernel's driver finds no session in its way, core 0 stopped, and core 1, of
# which the device tree says so, running on. This script runs in either kernel; the
# second has tests.done=N on its command line, the first one's tests.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed

first_kernel() {
	for id in 0 1; do
		core=$(core_of m4-$id) || bailoutput "no core m4-$id"
		is "$(core_start "$core" $fw)" 0 "first kernel: m4-$id starts"
		ok "first kernel: m4-$id echoes" echo_test "$core" 20 1
	done
	ok 'first kernel: loads the second' kexec -a -l /kexec/Image \
		--initrd=/kexec/initrd \
		--command-line="$(cat /proc/cmdline) tests.done=$((tap_count + 1))" ||
		done_testing
	sync
	# the log ends here: what its last moments say comes on the console
	dmesg
	dmesg -n 8
	exec kexec -e
}

second_kernel() {
	core=$(core_of m4-0) || bailoutput 'second kernel: no core m4-0'
	is "$(core_get "$core" state)" offline 'second kernel: m4-0 is stopped'
	ok 'second kernel: m4-0 is in reset' in_reset 0
	ok 'second kernel: m4-0 is scrubbed' sram_is_zero
	is "$(core_start "$core" $fw)" 0 'second kernel: m4-0 starts'
	ok 'second kernel: m4-0 echoes' echo_test "$core" 20 1
	is "$(core_stop "$core")" 0 'second kernel: m4-0 stops'

	core=$(core_of m4-1) || bailoutput 'second kernel: no core m4-1'
	is "$(core_get "$core" state)" detached 'second kernel: m4-1 runs on'
	not_ok 'second kernel: m4-1 is not in reset' in_reset 1
	is "$(core_start "$core")" 0 'second kernel: m4-1 is attached to'
	ok 'second kernel: m4-1 echoes' echo_test "$core" 20 2
	is "$(core_stop "$core")" 0 'second kernel: m4-1 stops'
	ok 'second kernel: m4-1 starts again' starts_again "$core" $fw
}

tap_count=$(sed -n 's/.* tests\.done=\([0-9]*\).*/\1/p' /proc/cmdline)
if [ -z "$tap_count" ]; then
	tap_count=0
	first_kernel
else
	second_kernel
fi

done_testing
