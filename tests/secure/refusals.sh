# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Images that the TEE refuses: each with its errno and its sentence in the log,
# and nothing of it left in the core's memories.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
load_hooks
core=$(core_of "$core0_name") || bailoutput "no core $core0_name"
starts_again "$core" $fw || bailoutput 'it does not start'
remember first

# refused IMAGE ERRNO PATTERN
refused() {
	log_mark
	is "$(core_start "$core" "$1")" "$2" "$1: $2"
	log_since_mark >/tmp/log.new
	ok "$1: the log says why" grep -q -e "$3" /tmp/log.new ||
		diag "$(cat /tmp/log.new)"
	ok "$1: nothing left in the shared memory" sram_is_zero
	is "$(private_nonzero 0)" 0 "$1: nothing left in the private memories"
	ok "$1: offline, nothing else left" \
		left_nothing "$core"
}

starts_and_echoes() {
	[ "$(core_start "$core" $fw)" = 0 ] && echo_test "$core" 20 1 &&
		[ "$(core_stop "$core")" = 0 ]
}

# loaded_only IMAGE: the TEE accepts it, but the core is never started
loaded_only() {
	hook_set tee_result $tee_generic
	hook_set fail_command 2 # start
	_errno=$(core_start "$core" "$1")
	hook_set fail_command 0
	[ "$(hook tee_command)" = 2 ] && [ "$_errno" = EIO ] &&
		state_is "$core" offline
}

not_authentic='not authentic'
bad_signature='wrong signature\|not authentic'
bad_bytes='load: not authentic or rolled back: reinstall it or sign'
not_image='not a signed image'

# that the checks of the memories can fail
is "$(core_start "$core" teeproc-tcm.signed)" 0 'starts in its private memories'
ok 'its shared memory is in use' sram_has_bytes
ok 'and so are the private ones' [ "$(private_nonzero 0)" -gt 0 ]
is "$(core_stop "$core")" 0 'stops'
ok 'after the stop nothing is left in the shared memory' sram_is_zero
is "$(private_nonzero 0)" 0 'and nothing in the private ones'

refused teeproc-sram.elf ENOEXEC "$not_image"
refused bad-tampered-first.signed EKEYREJECTED "$bad_bytes"
refused bad-tampered-last.signed EKEYREJECTED "$bad_bytes"
refused bad-tampered-tcm-first.signed EKEYREJECTED "$bad_bytes"
refused bad-tampered-tcm-last.signed EKEYREJECTED "$bad_bytes"
refused bad-tampered-rest.signed EKEYREJECTED "$bad_bytes"
refused bad-tampered-tlv.signed EKEYREJECTED "$bad_signature"
refused bad-tampered-signature.signed EKEYREJECTED "$bad_signature"
refused bad-tampered-signature-ec.signed EKEYREJECTED "$bad_signature"
refused bad-truncated-header.signed ENOEXEC "$not_image"
refused bad-truncated-tlv.signed ENOEXEC "$not_image"
refused bad-truncated-image.signed ENOEXEC "$not_image"
refused bad-stranger.signed EKEYREJECTED "$not_authentic"
refused bad-revoked.signed EKEYREJECTED "$not_authentic"
refused bad-key-of-core1.signed EKEYREJECTED "$not_authentic"
refused bad-othercore.signed EKEYREJECTED "$not_authentic"
refused bad-othersoc.signed EKEYREJECTED "$not_authentic"
refused bad-untargeted.signed EKEYREJECTED "$not_authentic"
refused bad-oversized.signed EACCES 'does not allow it'
refused bad-outside.signed EACCES 'does not allow it'
refused bad-missing.signed ENOENT 'bad-missing.signed'

# other keys of the device, and without leave to dump
for good in teeproc-sram-ec.signed teeproc-sram-nodebug.signed; do
	ok "$good: is not refused" starts_again "$core" $good
done
[ -z "$core1_name" ] || ok "core 1's own key: core 1 takes it" \
	starts_again "$(core_of "$core1_name")" bad-key-of-core1.signed
ok 'after all refusals it starts and echoes' starts_and_echoes

# Rollback: what has run raises the bar. These stay to the end, since the images
# above have no index.
ok 'rollback index 2: starts' starts_again "$core" teeproc-sram-rollback2.signed
refused teeproc-sram-rollback1.signed EKEYREJECTED "$not_authentic"
refused $fw EKEYREJECTED "$not_authentic"
ok 'rollback index 2: starts again' starts_again "$core" teeproc-sram-rollback2.signed
ok 'rollback index 3: loading it alone does not raise the bar' \
	loaded_only teeproc-sram-rollback3.signed
ok 'rollback index 2: still starts' starts_again "$core" teeproc-sram-rollback2.signed

# The TA is built to fail closed: what the counter can't be raised for does not run.
raise_fails() {
	# shellcheck disable=SC2154 # of the board's own file
	inject 1 $inject_io $verb_raise
	not_ok 'rollback index 3: a counter that can not be raised' \
		[ "$(core_start "$core" teeproc-sram-rollback3.signed)" = 0 ]
	not_ok '... was asked for' injection_waits
	inject 0 0
	ok '... offline, nothing left' left_nothing "$core"
	ok 'rollback index 2: still starts after that' \
		starts_again "$core" teeproc-sram-rollback2.signed
}

can_inject && raise_fails
ok 'rollback index 3: starts' starts_again "$core" teeproc-sram-rollback3.signed
refused teeproc-sram-rollback2.signed EKEYREJECTED "$not_authentic"

done_testing
