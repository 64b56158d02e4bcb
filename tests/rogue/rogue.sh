# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# A Trusted Application that logs requests to the SoC: whether it gets in, and if
# it does, whether the SoC obeys. The kernel's command line says which board this
# is: rogue=default as it is built; rogue=admitted with Trusted Applications from
# Linux's file system; rogue=open the same with a console that prints what it is
# told, to see that the requests would be obeyed.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

board=$(sed 's/.*rogue=\([a-z]*\).*/\1/' /proc/cmdline)
ta=5f2c9a0e-6d5b-4a3c-9b7e-0c1d2e3f4a5b
success=0x00000000
not_found=0xffff0008
security=0xffff000f
core=$(core_of m4-0) || bailoutput 'no core'
fw=teeproc-sram.signed

# install WHOSE: signed with that key
install() {
	mkdir -p /lib/optee_armtz
	cp "/tests/rogue/$1.ta" "/lib/optee_armtz/$ta.ta"
}

client() {
	rogue-client "$@" 2>&1
}

# What Linux can write anyway: a vector table in the shared memory, and an endless
# loop. Of the TEE's keys nobody has signed it.
plant() {
	physmem set $((sram0)) 0x21100000
	physmem set $((sram0 + 4)) 0x21000009
	physmem set $((sram0 + 8)) 0xe7fee7fe
}

# log_request WORDS: has it logged; true if the SoC has counted none
ignored() {
	_before=$(requests)
	[ "$(client log 1 "$1")" = $success ] || {
		echo 'it was not logged'
		return 1
	}
	[ "$(requests)" = "$_before" ] || {
		echo "the SoC has counted $(($(requests) - _before)) requests"
		return 1
	}
}

as_built() {
	install public
	is "$(client open)" $not_found "signed with OP-TEE's public key: not found"
	install own
	is "$(client open)" $not_found "signed with the board's own key: not found"
}

refused_by_key() {
	install public
	is "$(client open)" $security "signed with OP-TEE's public key: refused"
	install own
	is "$(client open)" $success "signed with the board's own key: taken"
}

# starts beside a client that logs without a pause
starts_beside() {
	client log 400 'beef stop 0' >/tmp/flood &
	for _n in 1 2 3; do
		starts_again "$core" $fw || return 1
	done
	wait
	[ "$(cat /tmp/flood)" = $success ]
}

no_request() {
	plant
	for request in 'beef start 0' 'bee0 state 0' 'bee1 fill 0 20000000 4 a5' \
		'bee2 raise 0 ff'; do
		ok "logged, $request: no request" ignored "$request"
	done
	ok 'the core is in reset' in_reset 0
	ok 'half a request is logged' [ "$(client half)" = $success ]
	ok 'after it a signed firmware starts' starts_again "$core" $fw
	ok 'signed firmware starts beside a stream of them' starts_beside
	ok 'the core is in reset again' in_reset 0
}

obeyed() {
	plant
	ok 'the core is in reset' in_reset 0
	ok 'a start is logged' [ "$(client log 1 'beef start 0')" = $success ]
	ok 'and carried out: unsigned code runs' wait_for 10 runs
}

runs() {
	[ "$(register 0 0x1c)" = 1 ]
}

tee-supplicant -d || bailoutput 'no supplicant'
case $board in
default) as_built ;;
admitted)
	refused_by_key
	no_request
	;;
open)
	install own
	obeyed
	;;
*) bailoutput "rogue=$board" ;;
esac
done_testing
