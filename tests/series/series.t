#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The series is there, applies to the tree that it was made for, and has in each part
# what belongs there: fixes of the core alone first, and then nothing of the core any
# more; no name, version or fix of the out-of-tree modules.
set -u
. tests/tap.sh

series=build/series
git=$series.git
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null

# says WHAT TEXT: 0 if there is no text
none() {
	[ -z "$2" ]
	ok $? "$1"
	[ -z "$2" ] || head -n 12 <<<"$2" | sed 's/^/# /'
}

folders=(series/patches/*/)
patches=("$PWD/$series"/[0-9]*.patch)
[ ${#patches[@]} = $((${#folders[@]} + 1)) ] && [[ ${patches[0]} == */0000-cover-letter.patch ]]
ok $? "a patch for each folder, and a cover letter: ${#patches[@]}"
! grep -q '\*\*\*' "${patches[0]}"
ok $? "the cover letter is written"
none "each is signed off" "$(grep -L '^Signed-off-by: ' "${patches[@]:1}")"

git init -q "$work/tree"
git -C "$git" archive base | tar -x -C "$work/tree"
git -C "$work/tree" add -A
git -C "$work/tree" -c user.name=test -c user.email=test@localhost commit -q -m base
git -C "$work/tree" -c user.name=test -c user.email=test@localhost \
	am -q "${patches[@]:1}" >"$work/am" 2>&1
ok $? "git am takes it"
[ "$(git -C "$work/tree" rev-parse 'HEAD^{tree}')" = "$(git -C "$git" rev-parse 'HEAD^{tree}')" ]
ok $? "and comes to the same tree"

# files_of SUBJECT-EXPRESSION: what those patches change
core='^(drivers/remoteproc/remoteproc_(core|virtio|internal|elf_loader|elf_helpers|coredump|sysfs|debugfs|cdev)\.[ch]|include/linux/remoteproc\.h)$'
fixes=$(git -C "$git" log --format=%H --grep='^remoteproc: \(core\|virtio\): ' base..)
others=$(git -C "$git" log --format=%H --invert-grep --grep='^remoteproc: \(core\|virtio\): ' base..)
[ "$(wc -l <<<"$fixes")" -ge 13 ] && [ "$(wc -l <<<"$others")" -ge 8 ]
ok $? "fixes of the core, and the rest"
# shellcheck disable=SC2086 # commits
none "the fixes change the core and nothing else" "$(git -C "$git" show --format= --name-only $fixes | sort -u | grep -vE "$core")"
# shellcheck disable=SC2086
none "the rest changes no file of the core" "$(git -C "$git" show --format= --name-only $others | sort -u | grep -E "$core")"
first=$(git -C "$git" log --reverse --format=%s base.. | grep -vnE '^remoteproc: (core|virtio): ' | head -n 1 | cut -d: -f1)
[ "$first" = $(($(wc -l <<<"$fixes") + 1)) ]
ok $? "the fixes come first"

mapfile -t new < <(git -C "$git" diff --name-only --diff-filter=A base..)
[ ${#new[@]} -ge 15 ]
ok $? "${#new[@]} new files"
none "none of them has an out-of-tree name" "$(cd "$work/tree" && grep -niE 'teeproc' -- "${new[@]}" | grep -v 'teeproc developers <teeproc@localhost>')"
none "nor what is for other kernels" "$(cd "$work/tree" &&
	grep -nE 'VERSION_CODE|KERNEL_VERSION|SYMBOL_NS|compat\.h|REGISTERS_VMALLOC|PIECE|rproc_fix' -- "${new[@]}")"
mapfile -t code < <(printf '%s\n' "${new[@]}" | grep '\.c$')
none "nor a write to what is the core's own" "$(cd "$work/tree" &&
	grep -nE 'rproc->(state|clean_table) = |rproc->power' -- "${code[@]}")"
# as the ELF loader: none first, then the copy
[ "$(cd "$work/tree" && grep -hE 'rproc->table_ptr = ' -- "${code[@]}" | sort | tr -d '\t\n')" = \
	'rproc->table_ptr = NULL;rproc->table_ptr = table;' ]
ok $? "table_ptr is set by parse_fw alone"

# told FIGURES: docs/upstream.md has them
told() {
	grep -qF "$1" docs/upstream.md
	ok $? "docs/upstream.md: $1"
}

# lines COMMITS FILE...: "70 lines more and 15 less", in the words of FORM
lines() {
	local commits=$1 form=$2
	shift 2

	# shellcheck disable=SC2086 # commits
	git -C "$git" show --format= --numstat $commits -- "$@" |
		awk -v form="$form" '{ more += $1; less += $2 } END { printf form, more, less }'
}

# commit SUBJECT-EXPRESSION, and number: of the patch that it is
commit() {
	git -C "$git" log --format=%H --grep="$1" base..
}

number() {
	git -C "$git" log --reverse --format=%s base.. | grep -n "$1" | cut -d: -f1 | sed -n "${2:-1}p"
}

told "$(wc -l <<<"$fixes") patches, $(lines "$fixes" '%d lines more and %d less' .)"
sizes=$(cd "$work/tree" && wc -l drivers/remoteproc/remoteproc_tee* include/linux/remoteproc_tee.h |
	awk '$2 == "total" { all = $1; next } { files++; if ($1 > most) most = $1 }
		END { printf "%d of at most %d lines, one noun each, %d,%03d together",
			files, most, all / 1000, all % 1000 }')
told "$sizes"
stm32=drivers/remoteproc/stm32_rproc.c
told "| $(lines "$(commit '^remoteproc: stm32: Add the TEE')" '%d more, %d less' $stm32), after one that splits it ($(
	lines "$(commit '^remoteproc: stm32: Split')" '%d more, %d less' $stm32)) |"
told "| 1 | 1 to $(wc -l <<<"$fixes") |"
told "| 2 | $(number ^dt-bindings), $(number ^dt-bindings 2) |"
told "| 3 | $(number ^tee:) to $(number '^remoteproc: Add') |"
told "| 4 | $(number '^remoteproc: stm32') to $(number '^remoteproc: stm32' 3) |"
told "| 5 | $(number ^Documentation), $(number ^MAINTAINERS) |"
[ "$(number ^MAINTAINERS)" = $((${#patches[@]} - 1)) ]
ok $? "which is the last one"

# one place that is not there: the patch is told, and nothing is written
mkdir -p "$work/other"
git -C "$git" archive base | tar -x -C "$work/other"
sed -i '/cancel_work_sync(&rproc->crash_handler)/,+1d' "$work/other/drivers/remoteproc/remoteproc_core.c"
! series/generate "$work/other" "$work/out" 2>"$work/log" &&
	grep -q '110-attach-work/core.cocci does not find its place in drivers/remoteproc/remoteproc_core.c' "$work/log" &&
	! compgen -G "$work/out/*.patch" >/dev/null
ok $? "a tree that has moved on is told by the patch that does not fit"
done_testing
