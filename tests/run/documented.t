#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Help, manual page and completion of teeproc-board run and shell know the same options.
set -u
. tests/run/lib.sh
. board/run/completion.bash
page=board/run/teeproc-board.1

complete_words() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_teeproc_board
	printf '%s\n' "${COMPREPLY[@]}"
}

helped() {
	"$board" "$1" --help | grep -oE '^  --[a-z-]+' | sort | xargs
}

# documented COMMAND: of the page's options, those that are its
documented() {
	tr -d '\\' <$page | awk -v command="$1" '
		/^\.TP/ { option = ""; next }
		/^\.BI?R? --/ && option == "" { option = $2; names[option] = 1; next }
		/^Not for shell\./ && command == "shell" { delete names[option] }
		/^\.SH (ENV|EXIT)/ { exit }
		END { for (name in names) print name }' | sort | xargs
}

for command in run shell; do
	[ "$(complete_words teeproc-board $command -- | sort | xargs)" = "$(helped $command)" ]
	ok $? "$command: completion: $(helped $command)"
	[ "$(documented $command)" = "$(helped $command)" ]
	ok $? "$command: manual page"
done
groff -man -Tascii -P-cbou -ww $page >"$dir/page" 2>"$dir/stderr"
[ ! -s "$dir/stderr" ] && grep -q "EXIT STATUS" "$dir/page"
ok $? 'the manual page is well formed'
done_testing
