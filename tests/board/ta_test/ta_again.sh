# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# Second boot with the OTP that ta.sh has left: its counters have survived.
. /tests/lib.sh
. /tests/ta_lib.sh

ta_test load own "$(image index-5)" SECURITY
ta_test load own "$(image sram)" SECURITY
ta_test start own 0 "$(image index-6)" 'is up'
ta_test start own 1 "$(image index-4)" 'is up'
done_testing
