#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# rprocctl ping: what it counts, on a channel whose device is a terminal that
# answers well or badly. Endpoints of its own are tested in the board.

. "$(dirname "$0")/lib.sh"

core 0 m4-0
mkdir "$dir/dev"
place=$dir/sys/devices/remoteproc0/virtio0/virtio0.rpmsg-raw
mkdir -p "$dir/sys/bus/rpmsg/devices"

ctl ping 0
refused 1 'rprocctl: m4-0: it has no rpmsg channel now' 'no channel'
mkdir -p "$place"
echo rpmsg-raw >"$place/name"
echo 0x400 >"$place/dst"
ln -s "$place" "$dir/sys/bus/rpmsg/devices/virtio0.rpmsg-raw"
ctl ping 0 --channel other
refused 1 'rprocctl: m4-0: it has no channel other' 'no such channel'
ctl ping 0
refused 1 'rprocctl: m4-0: channel rpmsg-raw: it has no device, and there is no rpmsg_ctrl to make one' \
	'no rpmsg_ctrl'
mkdir -p "$place/rpmsg/rpmsg0"
ctl ping 0
refused 1 'rprocctl: m4-0: channel rpmsg-raw: No such file or directory' 'no device'

peer=
with() { # BEHAVIOUR...: of the peer from now on
	[ -z "$peer" ] || { kill "$peer" && wait "$peer"; } 2>/dev/null
	rm -f "$dir/dev/rpmsg0"
	"$(dirname "$0")/echo" "$dir/dev/rpmsg0" "$@" &
	peer=$!
	until [ -e "$dir/dev/rpmsg0" ]; do sleep 0.02; done
}

with well
ctl ping 0 -c 3 -i 0
is "$status:$err:$(sed -E 's/[0-9]+\.[0-9]+/T/g' <<<"$out")" '0::32 bytes: number 1, T ms
32 bytes: number 2, T ms
32 bytes: number 3, T ms
3 sent, 3 received, 0 wrong, 0 lost
min/avg/max/mdev T/T/T/T ms' 'all is well'
for size in 8 496; do
	ctl ping 0 -c 1 --size $size --json
	is "$status:$(json 'j["size"], j["sent"], j["received"]')" "0:$size 1 1" "$size bytes"
done
ctl ping 0 -c 2 -i 0.2 --json
is "$(json 'j["channel"], j["min_ms"] <= j["avg_ms"] <= j["max_ms"], j["mdev_ms"] <= j["max_ms"]')" \
	'rpmsg-raw True True' 'statistics agree'
for size in 0 7 497 99999; do
	ctl ping 0 --size $size
	refused 2 "rprocctl: --size: $size is not between 8 and 496 bytes" "$size bytes"
done
ctl ping 0 -c 0
refused 2 'rprocctl: 0: no such number; see rprocctl --help' 'no messages'
ctl list -c 1
refused 2 'rprocctl: list: has no --count; see rprocctl --help' 'elsewhere'

with well another none well
ctl ping 0 -c 4 -i 0 --timeout 0.3
is "$status:$(sed -E 's/[0-9]+\.[0-9]+/T/g' <<<"$out" | head -n 5)" '1:32 bytes: number 1, T ms
number 2: the answer is another
number 3: no answer
32 bytes: number 4, T ms
4 sent, 2 received, 1 wrong, 1 lost' 'each is counted for what it is'
with late after
ctl ping 0 -c 2 -i 0 --timeout 5 --json
is "$status:$(json 'j["received"], j["wrong"], j["lost"]')" '1:1 0 1' \
	'an answer that is late is not that to the next'
with well gone
ctl ping 0 -i 0
is "$status:$err" '1:rprocctl: m4-0: channel rpmsg-raw: it is gone' 'the device goes away'
is "$(grep sent <<<"$out")" '2 sent, 1 received, 0 wrong, 1 lost' 'and yet it counts'

with full
ctl ping 0 -i 0 --size 496 --timeout 0.01
is "$status:$err" '1:rprocctl: m4-0: channel rpmsg-raw: it takes no more messages' 'there is no room'
is "$(grep -o ' 0 received.*' <<<"$out")" ' 0 received, 0 wrong, '"$(grep -c 'no answer' <<<"$out") lost" \
	'and those before it count'
with none
started=$EPOCHREALTIME
ctl ping 0 -c 2 -i 0.3 --timeout 0.4
is "$status:$(tail -n 1 <<<"$out")" '1:2 sent, 0 received, 0 wrong, 2 lost' 'no answer'
took_ms=$(((${EPOCHREALTIME/./} - ${started/./}) / 1000))
[ $took_ms -ge 1080 ]
result $? 'and each time-out and the interval were waited for' "$took_ms ms"

with well
"$tool" "${places[@]}" ping 0 -i 0.05 >"$dir/pinged" &
pinger=$!
until grep -q 'number 3' "$dir/pinged"; do sleep 0.05; done
kill -INT $pinger
wait $pinger
is "$?:$(grep -c lost "$dir/pinged")" 0:1 'interrupted: it counts'
kill $peer

done_testing
