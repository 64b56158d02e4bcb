# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The Trusted Application and its pseudo-TA, as kernel and user space of the
# booted board see them. First boot of two with one OTP: ta_again.sh goes on.
. /tests/lib.sh
. /tests/ta_lib.sh

ta=80a4c275-0a47-4905-8285-1486a9771a08
pta=54af4a68-19be-40d7-bbe6-8950350a8744
kernel_login=0x80000000

commands() {
	ta_test state_table own "$(image sram)"
	ta_test input "$(image sram)"
	ta_test sessions "$(image sram)"
	ta_test cores "$(image tcm)"
}

images() {
	ta_test start own 0 "$(image sram)" 'sram layout, is up'
	ta_test start own 1 "$(image tcm)" 'tcm layout, is up'
	ta_test start own 0 "$(image p256)" 'is up'
	ta_test start own 0 "$(image no-key-info)" 'is up'
	ta_test start own 0 "$(image notable)" -
	ta_test start own 0 "$(image big)" 'is up'
	ta_test start own 0 "$(image two)" 'tcm layout, is up'
	# of OP-TEE's script
	ta_test start own 0 "$(image script-p256)" 'sram layout, is up'
	ta_test start own 0 "$(image script-rsa)" 'tcm layout, is up'

	ta_test load own ta_test/unsigned.elf BAD_FORMAT
	ta_test load own "$(image tampered)" SECURITY
	ta_test load own "$(image script-tampered)" SECURITY
	ta_test load own "$(image stranger)" SECURITY
	ta_test load own "$(image script-stranger)" SIGNATURE_INVALID
	ta_test load own "$(image revoked)" SECURITY
	ta_test load own "$(image outside)" ACCESS_DENIED
	ta_test load own "$(image sram)" SUCCESS
}

told() {
	ta_test measurement "$(image sram)" ta_test/sram.measurement
	ta_test measurement "$(image tcm)" ta_test/tcm.measurement
	ta_test rsc_table own "$(image sram)" ta_test/sram.rsc_table
	ta_test rsc_table own "$(image tcm)" ta_test/tcm.rsc_table
	ta_test rsc_table own "$(image script-p256)" ta_test/sram.rsc_table
	ta_test rsc_table own "$(image notable)" -
	ta_test coredump "$(image sram)" SUCCESS
	ta_test coredump "$(image tcm)" SUCCESS
	ta_test coredump "$(image closed)" ACCESS_DENIED
}

pieces() {
	ta_test load_pieces "$(image big)"
	ta_test coredump_pieces "$(image tcm)"
}

# The counter follows what was started, not what was loaded.
rollback() {
	ta_test start own 0 "$(image index-5)" 'is up'
	ta_test load own "$(image index-4)" SECURITY
	ta_test load own "$(image closed)" SECURITY # has no index: 0
	ta_test load own "$(image index-7)" SUCCESS
	ta_test start own 0 "$(image index-5)" 'is up'
	ta_test start own 0 "$(image index-6)" 'is up'
	ta_test load own "$(image index-5)" SECURITY
	# each core has its own
	ta_test start own 1 "$(image index-4)" 'is up'
}

# bus_error ADDRESS: a read of physical memory ends in SIGBUS
bus_error() {
	devmem "$1" 32
	[ $? -eq $((128 + 7)) ]
}

isolation() {
	is "$(tee-open $ta 0)" 0xffff0001 'user space: TA, public login'
	is "$(tee-open $ta $kernel_login)" EPERM 'user space: TA, kernel login'
	is "$(tee-open $pta 0)" 0xffff0001 'user space: pseudo-TA, public login'
	is "$(tee-open $pta $kernel_login)" EPERM \
		'user space: pseudo-TA, kernel login'
	is "$(teec-open ta)" 0xffff0001 'libteec: TA'
	is "$(teec-open pta)" 0xffff0001 'libteec: pseudo-TA'
	for login in 1 2 4; do
		result=$(teec-open ta $login 2>/dev/null)
		like "$result" '*0xffff000[16]' "libteec: TA, login $login"
	done
	ta_test logins own

	# fw_cfg, which has no driver here
	ok "devmem reads a device of the normal world" devmem 0x09020000 32
	for address in 0x09040000 0x09040018 0x09040fe0; do
		ok "the control port at $address: a bus error" bus_error $address
	done
}

# words_at PLACE: eight of them, one a line
words_at() {
	for _n in 0 4 8 12 16 20 24 28; do
		devmem $(($1 + _n)) 32 2>/dev/null || echo fault
	done
}

# While a firmware runs in the TCMs, nothing that Linux can name shows it. Where one
# may be seen, it is seen by the same means.
tcms() {
	firmware=/lib/firmware/ta_test
	ta_test hold own 0 "$(image sram)" STARTED
	is "$(words_at 0x60000000)" "$(cat $firmware/sram.vectors)" \
		'the vector table of one in the shared memory is seen'
	ta_test hold own 0 "$(image sram)" OFF
	ta_test hold own 0 "$(image tcm)" STARTED
	for place in 0x00000000 0x20000000 0x21000000 0x60000000; do
		words=$(words_at $place)
		not_ok "no vector table at $place" \
			[ "$words" = "$(cat $firmware/tcm.vectors)" ]
		diag "$place:" $words
	done
	not_ok 'no TCM in /proc/iomem' grep -i tcm /proc/iomem
	set -- /proc/device-tree/remoteproc-*/dma-ranges
	is $# 2 'each core says what of its memory has a physical address'
	for ranges; do
		like "$(hexdump -v -e '4/1 "%02x" " "' "$ranges")" \
			'21000000 00000000 6?000000 01000000 ' \
			"$(basename "$(dirname "$ranges")"): only the SRAM has a physical address"
	done
	set -- /proc/device-tree/board/core@*/*-tcm@*
	is $# 4 'two cores have two TCMs each'
	for tcm; do
		not_ok "${tcm#/proc/device-tree/}: no physical address" \
			[ -e "$tcm/teeproc,pa" ]
	done
	ta_test hold own 0 "$(image tcm)" OFF
}

commands
images
told
isolation
tcms
pieces
rollback
done_testing
