# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Completion for teeproc-board run and shell in bash: source it, or put it where
# bash-completion looks, as teeproc-board.

_teeproc_board() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
	local options="--mode --core --cores --kind --kernel --key-blob --otp --share --gdb --halt
		--core-files --log-dir --help"

	COMPREPLY=()
	if [ "$COMP_CWORD" -eq 1 ]; then
		mapfile -t COMPREPLY < <(compgen -W "run shell --help --version" -- "$word")
		return
	fi
	case $before in
	--mode)
		mapfile -t COMPREPLY < <(compgen -W "secure direct" -- "$word")
		return
		;;
	--core)
		mapfile -t COMPREPLY < <(compgen -W "0 1" -- "$word")
		return
		;;
	--kind)
		mapfile -t COMPREPLY < <(compgen -W "m4 m33 rv64" -- "$word")
		return
		;;
	--kernel)
		mapfile -t COMPREPLY < <(compgen -W "6.1 6.12" -- "$word")
		return
		;;
	--expect | --timeout) return ;;
	--share | --log-dir | --core-files)
		mapfile -t COMPREPLY < <(compgen -d -- "$word")
		return
		;;
	esac
	[ "${COMP_WORDS[1]}" != run ] || options+=" --script --expect --timeout --tamper --recover
		--json --junit --events --verbose"
	if [ "${word#-}" != "$word" ]; then
		mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
}
complete -o filenames -F _teeproc_board teeproc-board
