#compdef rprocctl
# SPDX-License-Identifier: BSD-2-Clause
#
# Completion for rprocctl in zsh: to be put into a folder of fpath, as _rprocctl.

_rprocctl_core() {
	local -a cores
	cores=(${(f)"$(rprocctl list 2>/dev/null | awk '{ print $1; print $2 }')"})
	compadd -a cores
}

_rprocctl_value() {
	case $words[2] in
	start | restart | firmware) _files -W /lib/firmware ;;
	wait) compadd offline suspended running crashed deleted attached \
		detached invalid ;;
	recovery) compadd on off recover ;;
	coredump) compadd disabled enabled inline ;;
	esac
}

_rprocctl_command() {
	compadd list watch state start stop restart attach detach wait firmware \
		recovery coredump dump log table channels ping measurement
}

_arguments -S \
	'--json[for programs]' \
	'(-f --follow)'{-f,--follow}'[log: go on with what is added]' \
	'(-o --out)'{-o,--out}'[dump: the file]:file:_files' \
	'--timeout[wait, ping: seconds]:seconds:' \
	'--channel[ping: which channel]:channel:' \
	'(-c --count)'{-c,--count}'[ping: how many messages]:number:' \
	'(-i --interval)'{-i,--interval}'[ping: seconds between two]:seconds:' \
	'--size[ping: bytes of each]:bytes:' \
	'--sysfs[where sysfs is]:folder:_files -/' \
	'--debugfs[where debugfs is]:folder:_files -/' \
	'--dev[where devices are]:folder:_files -/' \
	'--help[how it is used]' \
	'--version[which this is]' \
	'1:command:_rprocctl_command' \
	'2:remote processor:_rprocctl_core' \
	'3:value:_rprocctl_value'
