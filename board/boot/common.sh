# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=bash
#
# What the scripts of the boot chain share: the cache, its locks, and how a
# long step tells what it does and why it failed.
#
# The cache holds folders that are complete or absent: each is built beside its
# place under a lock and renamed. Their names carry the version and a hash of
# what went into them, so nothing in the cache is ever wrong, only unused.

set -euo pipefail

cache=${TEEPROC_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/teeproc}
PATH=$PATH:/usr/sbin:/sbin
# that ccache makes names of files relative is for this project's own; what is built here
# has options with the beginnings of absolute ones
unset CCACHE_BASEDIR
jobs=${JOBS:-2}
tool=${0##*/}

say() {
	printf '  %-8s %s\n' "$1" "$2" >&2
}

die() {
	echo "$tool: $*" >&"${errors:-2}"
	exit 1
}

# one short name for the contents of files and folders, and for words given
# after --
hash_of() {
	local path

	{
		while [ $# -gt 0 ] && [ "$1" != -- ]; do
			path=$1
			shift
			[ -e "$path" ] || continue
			(cd "$(dirname "$path")" &&
				find "$(basename "$path")" \( -name .git -o -name '*~' \) -prune -o \
					-type f -print0 | sort -z | xargs -0r sha256sum)
		done
		printf '%s\n' "$@"
	} | sha256sum | cut -c 1-12
}

# the sentence for a failed command: what its log says, or that the disk is
# full, which often leaves no log
reason_of() {
	local log=$1 folder=$2 line avail

	avail=$(df -k --output=avail "$folder" 2>/dev/null | tail -n 1) || avail=
	if grep -qsE 'No space left|File size limit|File too large|quota exceeded|write error' \
		"$log" || [ "${avail:-999999}" -lt 4096 ]; then
		echo "the disk is full at $folder; make room and run make again"
		return
	fi
	line=$(grep -sE -m 1 '^E: |[Ee]rror:|\*\*\* \[|not found|[Cc]an.?t |^(tar|cp|mv|dpkg-deb): ' "$log") ||
		line=$(tail -n 1 "$log" 2>/dev/null) || line=
	echo "${line:-no reason given} (see $log); make goes on from here"
}

# in_cache FOLDER TITLE COMMAND...: sees that FOLDER is in the cache. If it is
# not, COMMAND FOLDER.new builds it. What COMMAND prints goes to a log; the
# descriptor $progress reaches the user.
in_cache() {
	local folder=$1 title=$2 log lock status started
	shift 2

	[ ! -d "$folder" ] || return 0
	log=$cache/log/${folder#"$cache"/}
	log=${log//[ :]/_}.log
	mkdir -p "$cache/lock" "$(dirname "$log")" "$(dirname "$folder")" 2>/dev/null ||
		die "$cache: the cache can not be written to"
	exec {lock}>"$cache/lock/$(hash_of -- "$folder")"
	if ! flock -n "$lock"; then
		say WAIT "another make works on $title"
		flock "$lock"
	fi
	if [ ! -d "$folder" ]; then
		started=$SECONDS
		exec {progress}>&2
		rm -rf "$folder.new"
		set +e
		(
			set -e
			mkdir "$folder.new"
			"$@" "$folder.new"
		) >"$log" 2>&1 </dev/null
		status=$?
		set -e
		if [ $status -eq 0 ]; then
			mv -T "$folder.new" "$folder" || status=$?
		fi
		if [ $status -ne 0 ]; then
			title+=": $(reason_of "$log" "$(dirname "$folder")")"
			rm -rf "$folder.new"
			die "$title"
		fi
		[ $((SECONDS - started)) -lt 10 ] ||
			say DONE "$title: $((SECONDS - started)) s"
	fi
	exec {lock}>&-
}

# COMMAND | percent TITLE LINES: passes the output on and tells every few
# seconds how far it is, where LINES is what a whole run prints
percent() {
	local title=$1 lines=$2 n=0 next=$((SECONDS + 5)) line part

	while IFS= read -r line; do
		n=$((n + 1))
		printf '%s\n' "$line"
		[ "$SECONDS" -ge "$next" ] || continue
		next=$((SECONDS + 5))
		part=$((n * 100 / lines))
		[ "$part" -lt 99 ] || part=99
		say ... "$title: $part%" 2>&"${progress:-2}"
	done
}
