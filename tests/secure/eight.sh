# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# As many cores as the board can have, all in the TEE's charge, at once.

# shellcheck source=tests/secure/lib-several.sh
. /tests/lib-several.sh

load_hooks
find_cores 8 || bailoutput 'not all cores are there'
not_ok 'there is no ninth' core_of m4-8
is "$(start_all $fw)" "$(each 0)" 'all start for the first time'
is "$(stop_all)" "$(each 0)" 'and stop'
remember first

lives_at_once "$(in_check_all 10 2)"

# the last one's memory is what lies behind all others'
last=${cores##* }
life_of_the_last() {
	crash "$last" lockup
	is "$(core_stop "$last")" 0 'stop: stops'
	refuse "$last" bad-tampered-last.signed EKEYREJECTED
	is "$(core_start "$last" $fw)" 0 'stop: starts again'
	stop_and_start "$last" $tcm
}

is "$(start_all $fw)" "$(each 0)" 'side by side: all start'
beside "${cores% *}" 'life of the last' life_of_the_last
beside "${cores#* }" 'crash of the first' crash "${cores%% *}" crash
is "$(stop_all)" "$(each 0)" 'side by side: all stop'
nothing_left_of_all 'side by side'

crash_at_once "$(in_check_all 5 1)"

done_testing
