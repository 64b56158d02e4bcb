# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# remoteproc0 is the first core of the device tree, as its aliases say, in whatever
# order the cores get their driver. The board has booted without any module.

# shellcheck source=tests/secure/lib-secure.sh
. /tests/lib-secure.sh

platform=/sys/bus/platform/drivers/teeproc_rproc

load_but_probe_nothing() {
	for module in $(cat /etc/modules); do
		[ "$module" != teeproc_rproc ] || echo 0 >/sys/bus/platform/drivers_autoprobe
		modprobe "$module" || return 1
	done
	ls $platform/remoteproc-* 2>/dev/null
	[ ! -e $platform/remoteproc-0 ] && [ ! -e $platform/remoteproc-1 ]
}

bind() {
	wait_for 10 eval "echo remoteproc-$1 >$platform/bind"
}

unbind() {
	echo "remoteproc-$1" >$platform/unbind
}

numbers_are() {
	is "$(core_of m4-0) $(core_of m4-1)" "$1 $2" "$3"
}

ok 'no core has its driver yet' load_but_probe_nothing
bind 1
numbers_are '' remoteproc1 'the second core comes first'
bind 0
numbers_are remoteproc0 remoteproc1 'then the first'
unbind 1
bind 1
numbers_are remoteproc0 remoteproc1 'the second has gone and come'
unbind 0
bind 0
numbers_are remoteproc0 remoteproc1 'the first has gone and come'
unbind 0
unbind 1
bind 0
numbers_are remoteproc0 '' 'both have gone, and the first comes first'
bind 1
numbers_are remoteproc0 remoteproc1 'then the second'

unbind 0
unbind 1
round=0
bad=
while [ $round -lt 10 ]; do
	round=$((round + 1))
	bind 0 &
	first=$!
	bind 1
	wait $first
	numbers="$(core_of m4-0) $(core_of m4-1)"
	[ "$numbers" = 'remoteproc0 remoteproc1' ] || bad="$bad $round: $numbers"
	unbind 1
	unbind 0
done
is "$bad" '' 'both at once, 10 times'

rmmod teeproc_rproc
echo 1 >/sys/bus/platform/drivers_autoprobe
modprobe teeproc_rproc
ok 'the module comes' wait_for 20 eval 'core_of m4-0 && core_of m4-1'
numbers_are remoteproc0 remoteproc1 'the module comes: in order'

done_testing
