# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# OP-TEE's own remoteproc TA on the board's pseudo-TA: the same battery, as far
# as its features go. Where it differs, the test says so and why.
. /tests/lib.sh
. /tests/ta_lib.sh

ta_test state_table upstream "$(image sram)"
ta_test start upstream 0 "$(image sram)" 'sram layout, is up'
ta_test start upstream 0 "$(image tcm)" 'tcm layout, is up'
ta_test start upstream 1 "$(image p256)" 'is up'
ta_test start upstream 0 "$(image no-key-info)" 'is up'
ta_test start upstream 0 "$(image notable)" -
ta_test start upstream 0 "$(image big)" 'is up'
ta_test start upstream 0 "$(image script-p256)" 'sram layout, is up'
ta_test start upstream 0 "$(image script-rsa)" 'tcm layout, is up'

ta_test load upstream ta_test/unsigned.elf BAD_FORMAT
ta_test load upstream "$(image tampered)" SECURITY
ta_test load upstream "$(image stranger)" SECURITY
ta_test load upstream "$(image script-stranger)" SIGNATURE_INVALID
ta_test load upstream "$(image revoked)" SECURITY
ta_test load upstream "$(image outside)" ACCESS_DENIED
ta_test load upstream "$(image index-4)" SUCCESS
diag "difference: OP-TEE's TA knows no rollback index and no counter"

ta_test rsc_table upstream "$(image sram)" ta_test/sram.rsc_table
ta_test rsc_table upstream "$(image tcm)" ta_test/tcm.rsc_table
ta_test rsc_table upstream "$(image notable)" -
ta_test logins upstream
done_testing
