#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Help, manual page and both completions of rprocctl know the same commands and
# options.

. "$(dirname "$0")/lib.sh"
source_dir=$(dirname "$0")/../../tools/rprocctl
. "$source_dir/completion.bash"
page=$source_dir/rprocctl.1

complete_words() {
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	_rprocctl
	printf '%s\n' "${COMPREPLY[@]}"
}

ctl --help
commands=$(sed -nE 's/^  ([a-z]+) .*/\1/p' <<<"$out" | sort | xargs)
options=$(grep -oE -- '^ +(-[a-z], )?--[a-z]+' <<<"$out" | grep -oE -- '--[a-z]+' | sort | xargs)
is "$(wc -w <<<"$commands"):$(wc -w <<<"$options")" 18:13 'help: commands and options'

is "$(complete_words rprocctl '' | sort | xargs)" "$commands" 'bash: commands'
is "$(complete_words rprocctl -- | sort | xargs)" "$options" 'bash: options'
is "$(sed -n '/compadd list/,/}/p' "$source_dir/completion.zsh" | tr -d '}\\' |
	sed 's/compadd//' | xargs -n1 | sort | xargs)" "$commands" 'zsh: commands'
is "$(grep -oE -- "(^|[',])--[a-z]+" "$source_dir/completion.zsh" | grep -oE -- '--[a-z]+' |
	sort -u | xargs)" "$options" 'zsh: options'
zsh -n "$source_dir/completion.zsh"
result $? 'zsh: well formed'
is "$(sed -n '/^\.SH COMMANDS/,/^\.SH OPTIONS/p' "$page" | tr -d '\\' |
	sed -nE 's/^\.BI? ([a-z]+).*/\1/p' | grep -vE '^(detached|recover|rpmsg.*)$' |
	sort | xargs)" "$commands" 'manual page: commands'
is "$(sed -n '/^\.SH OPTIONS/,/^\.SH EXIT/p' "$page" | tr -d '\\' | grep '^\.B' |
	grep -oE -- '--[a-z]+' | sort | xargs)" "$options" 'manual page: options'
groff -man -Tascii -P-cbou -ww "$page" >"$dir/page" 2>"$dir/err"
is "$(<"$dir/err"):$(grep -c 'EXIT STATUS' "$dir/page")" :1 'manual page: well formed'

# what bash completes asks the tool
core 0 m4-0
core 3 m4-1
rprocctl() {
	"$tool" "${places[@]}" "$@"
}
is "$(complete_words rprocctl stop m | sort | xargs)" 'm4-0 m4-1' 'bash: names'
is "$(complete_words rprocctl --json state remoteproc3)" remoteproc3 'bash: behind an option'
is "$(complete_words rprocctl --timeout 3 wait m4-0 cr)" crashed 'bash: behind its argument'
is "$(complete_words rprocctl recovery 0 o | xargs)" 'on off' 'bash: values'
is "$(complete_words rprocctl stop m4-0 '')" '' 'bash: no value'
touch "$dir/a.core"
is "$(complete_words rprocctl dump m4-0 -o "$dir/a")" "$dir/a.core" 'bash: files'
mkdir -p "$dir/sys/devices/remoteproc0/c" "$dir/sys/bus/rpmsg/devices"
echo echo >"$dir/sys/devices/remoteproc0/c/name"
ln -s "$dir/sys/devices/remoteproc0/c" "$dir/sys/bus/rpmsg/devices/c"
is "$(complete_words rprocctl ping m4-0 --channel '')" echo 'bash: channels'

done_testing
