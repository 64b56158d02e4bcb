# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The virtual board's table of wrong images (tests/secure/refusals.sh), keys and
# rollback, on fuses.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

fw=teeproc-sram.signed
core=remoteproc0
sram0=0x21000000

# refused IMAGE ERRNO PATTERN
refused() {
	log_mark
	is "$(core_start $core "$1")" "$2" "$1: $2"
	log_since_mark >/tmp/log.new
	ok "$1: the log says why" grep -q -e "$3" /tmp/log.new ||
		diag "$(cat /tmp/log.new)"
	ok "$1: nothing left in the shared memory" sram_is_zero
	is "$(core_get $core state)" offline "$1: offline"
}

ok 'what is to be refused is not, when it is right' starts_again $core $fw
is "$(core_start $core $fw)" 0 'it starts once more'
ok 'its shared memory is in use' sram_has_bytes
is "$(core_stop $core)" 0 'stops'
ok 'and leaves nothing in the shared memory' sram_is_zero

# words of that suite, and its table
eval "$(grep -E '^(not_authentic|bad_signature|bad_bytes|not_image)=|^refused bad-' \
	/tests/refusals.sh)"
at_most $((20 - $(grep -c '^refused bad-' /tests/refusals.sh))) 0 \
	'the table has its 20 rows: so many less'

for good in teeproc-sram-ec.signed teeproc-sram-nodebug.signed; do
	ok "$good: is not refused" starts_again $core $good
done

# what has run burns a fuse, and stays to the end
ok 'rollback index 2: starts' starts_again $core teeproc-sram-rollback2.signed
refused teeproc-sram-rollback1.signed EKEYREJECTED "$not_authentic"
refused $fw EKEYREJECTED "$not_authentic"
ok 'rollback index 3: starts' starts_again $core teeproc-sram-rollback3.signed
refused teeproc-sram-rollback2.signed EKEYREJECTED "$not_authentic"

done_testing
