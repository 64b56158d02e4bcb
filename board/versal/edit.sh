# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Edits of other people's sources: small, each with its reason, and each seen to
# have applied. To be sourced after board/boot/common.sh.

# edit FILE REGEX REPLACEMENT: in Perl's words, over lines; it has to match once
edit() {
	local file=$1 count

	[ -f "$file" ] || {
		echo "Error: $file: is not in this version"
		return 1
	}
	count=$(FROM=$2 TO=$3 perl -0777 -i -pe '
		BEGIN { $n = 0; $to = $ENV{TO} =~ s/\\n/\n/gr =~ s/\\t/\t/gr }
		$n = s/$ENV{FROM}/$to/smg;
		END { print STDERR $n + 0 }' "$file" 2>&1)
	[ "$count" = 1 ] || {
		echo "Error: $file: $2: found $count times, not once"
		return 1
	}
}
