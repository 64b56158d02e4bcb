# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Completion for rprocctl in bash: source it, or put it where bash-completion
# looks, as rprocctl.

_rprocctl_words() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
}

# The command and what follows it, without the options and their arguments
_rprocctl_arguments() {
	local index word skip=
	arguments=()
	for ((index = 1; index < COMP_CWORD; index++)); do
		word=${COMP_WORDS[index]}
		if [ -n "$skip" ]; then
			skip=
		elif [[ $word = -* ]]; then
			case $word in
			-o | -c | -i | --out | --timeout | --channel | --count | \
				--interval | --size | --sysfs | --debugfs | --dev) skip=1 ;;
			esac
		else
			arguments+=("$word")
		fi
	done
}

_rprocctl() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local arguments

	COMPREPLY=()
	_rprocctl_arguments
	case $before in
	--timeout | --count | --interval | --size | -c | -i) return ;;
	--channel)
		_rprocctl_words "$(rprocctl --json channels "${arguments[1]}" 2>/dev/null |
			sed -n 's/.*"name": "\([^"]*\)".*/\1/p')" "$word"
		return
		;;
	--out | -o | --sysfs | --debugfs | --dev)
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
		return
		;;
	esac
	if [[ $word = -* ]]; then
		_rprocctl_words "--json --follow --out --timeout --channel --count
			--interval --size --sysfs --debugfs --dev --help --version" "$word"
		return
	fi
	case ${#arguments[@]} in
	0)
		_rprocctl_words "list watch state start stop restart attach detach
			wait firmware recovery coredump dump log table channels
			ping measurement" "$word"
		;;
	1)
		case ${arguments[0]} in
		list | watch) ;;
		*) _rprocctl_words "$(rprocctl list 2>/dev/null |
			awk '{ print $1, $2 }')" "$word" ;;
		esac
		;;
	2)
		case ${arguments[0]} in
		start | restart | firmware)
			_rprocctl_words "$(cd /lib/firmware 2>/dev/null &&
				compgen -f -- "$word")" "$word"
			;;
		wait) _rprocctl_words "offline suspended running crashed deleted
			attached detached invalid" "$word" ;;
		recovery) _rprocctl_words "on off recover" "$word" ;;
		coredump) _rprocctl_words "disabled enabled inline" "$word" ;;
		esac
		;;
	esac
}
complete -o filenames -F _rprocctl rprocctl
