# shellcheck shell=bash
# SPDX-License-Identifier: BSD-2-Clause
#
# Helpers of rprocctl's tests, on top of TAP: a sysfs, a debugfs and devices that are
# plain files. To be sourced; a script ends with done_testing.

. "$(dirname "${BASH_SOURCE[0]}")/../tap.sh"
tool=$(dirname "${BASH_SOURCE[0]}")/../../build/tools/rprocctl/rprocctl-host
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
places=(--sysfs "$dir/sys" --debugfs "$dir/debug" --dev "$dir/dev")

# result STATUS NAME [DETAIL]: 0 is good; else the detail is shown
result() {
	ok "$1" "$2"
	[ "$1" = 0 ] || echo "# ${3//$'\n'/$'\n# '}"
}

is() {
	[ "$1" = "$2" ]
	result $? "$3" "got: $1"$'\n'"want: $2"
}

# ctl ARGUMENT...: sets out, err, status
ctl() {
	out=$("$tool" "${places[@]}" "$@" 2>"$dir/err")
	status=$?
	err=$(<"$dir/err")
}

# refused STATUS ERR NAME
refused() {
	is "$status" "$1" "$3: exit status"
	is "$err" "$2" "$3: reason"
	is "$out" '' "$3: nothing on stdout"
}

core() { # N NAME
	local core=$dir/sys/class/remoteproc/remoteproc$1
	mkdir -p "$core" "$dir/debug/remoteproc/remoteproc$1"
	echo "$2" >"$core/name"
	echo offline >"$core/state"
	echo "$2.elf" >"$core/firmware"
	echo enabled >"$core/recovery"
	echo disabled >"$core/coredump"
}

attr() {
	cat "$dir/sys/class/remoteproc/$1/$2"
}

# set_attr ID ATTRIBUTE VALUE
set_attr() {
	echo "$3" >"$dir/sys/class/remoteproc/$1/$2"
}

# json EXPRESSION: of what the tool printed, as j
json() {
	/usr/bin/python3 -c 'import json, sys
j = json.load(sys.stdin)
print('"$1"')' <<<"$out"
}
