#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# What CBMC has said is taken from the cache for the same program only, and if it is
# whole; and what it proves is looked at again.
set -u
. tests/tap.sh
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
export TEEPROC_CACHE=$dir/cache TEEPROC_PROVE_OUT=$dir/out

# proves PATTERN NAME: the proof "text" and its line
proves() {
	tests/prove/run check text >"$dir/tap" 2>&1 || true
	grep -qE "$1" "$dir/tap" || { sed 's/^/# /' "$dir/tap"; false; }
	ok $? "$2"
}

again='^ok 1 - text: .*, as it was before$'
anew='^ok 1 - text: .*, [0-9.]+ s$'
proves "$anew" 'the first time it is computed'
proves "$again" 'the second time it is taken from the cache'
[ "$(find "$dir/cache/proof" -type f | wc -l)" = 1 ]
ok $? 'there it is once'
kept=$(find "$dir/cache/proof" -type f)
cp "$kept" "$dir/whole"

sed -i '/^VERIFICATION FAILED$/d' "$kept"
proves "$anew" 'what is not whole is computed again'
grep -qx 'VERIFICATION FAILED' "$kept"
ok $? '... and kept'
sed -i '0,/: SUCCESS$/s//: FAILURE/' "$kept"
proves '^not ok 1 - text: ' 'what it has said is looked at each time'
cp "$dir/whole" "$kept"

mkdir "$dir/kit"
cp -rL build/cache/cbmc/. "$dir/kit/"
echo of another version >"$dir/kit/lib/other"
TEEPROC_PROVE_KIT=$dir/kit proves "$anew" 'with another CBMC it is computed'
[ "$(find "$dir/cache/proof" -type f | wc -l)" = 2 ]
ok $? '... and kept beside the other'
done_testing
