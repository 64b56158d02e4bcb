#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# What rprocctl shows of a remote processor beside its state: resource table, core
# dump, channels, traces as JSON, the live view.

. "$(dirname "$0")/lib.sh"

core 0 m4-0
core 1 m4-1
debug=$dir/debug/remoteproc/remoteproc0

# --- the resource table, in the words of the kernel's debugfs
ctl table 0
refused 1 "rprocctl: m4-0: $debug/resource_table: No such file or directory; is debugfs mounted, and may you read it?" \
	'table: no debugfs'
echo 'No resource table found' >"$debug/resource_table"
ctl table 0
refused 1 'rprocctl: m4-0: it has no resource table now' 'table: none'
ctl table 0 --json
is "$status:$(json 'j')" '0:[]' 'table --json: none'
: >"$debug/resource_table"
ctl table 0
refused 1 'rprocctl: m4-0: it has no resource table now' 'table: empty'

cat >"$debug/resource_table" <<'EOF'
Entry 0 is of type vdev
  ID 7
  Notify ID 2
  Device features 0x1
  Guest features 0x1
  Config length 0x0
  Status 0x7
  Number of vrings 1
  Reserved (should be zero) [0][0]

  Vring 0
    Device Address 0x21c00000
    Alignment 4096
    Number of buffers 16
    Notify ID -1
    Physical Address 0x0

Entry 1 is of type trace
  Device Address 0x20000100
  Length 0x400 Bytes
  Reserved (should be zero) [0]
  Name m4_log

Entry 2 is of type carveout
  Device Address 0x20000000
  Physical Address 0x50000000
  Length 0x10000 Bytes
  Flags 0x3
  Reserved (should be zero) [0]
  Name a b

Entry 3 is of type vdev
  ID 99
  Notify ID 0
  Device features 0x0
  Guest features 0x0
  Config length 0x8
  Status 0x80
  Number of vrings 0
  Reserved (should be zero) [0][0]

Unknown resource type found: 4 [hdr: 0000]
EOF
ctl table 0
is "$status:$out" '0:vdev rpmsg: notify id 2, features 0x1, taken 0x1, 1 vrings, status 0x7 ACKNOWLEDGE DRIVER DRIVER_OK
  vring 0: notify id 4294967295, 16 buffers, align 4096, da 0x21c00000
trace m4_log: da 0x20000100, 1024 bytes
carveout a b: da 0x20000000, 65536 bytes, pa 0x50000000, flags 0x3
vdev of id 99: notify id 0, features 0x0, taken 0x0, configuration 8 bytes, 0 vrings, status 0x80 FAILED' \
	'table: in words'
ctl table 0 --json
is "$(json '[(e["type"], e["number"]) for e in j], j[1]["notifyid"], j[2]["name"], j[3]["pa"], j[0]["status"], "name" in j[0]')" \
	"[('vdev', 0), ('vring', 0), ('trace', 1), ('carveout', 2), ('vdev', 3)] 4294967295 m4_log 1342177280 7 False" \
	'table --json'
printf 'Entry 0 is of type trace\n  Name \e[2J\u202e"\n' >"$debug/resource_table"
ctl table 0
is "$out" 'trace \x1b[2J\xe2\x80\xae": da 0x0, 0 bytes' 'table: a name made to deceive'
ctl table 0 --json
is "$(json 'ascii(j[0]["name"])')" "'\\x1b[2J\\u202e\"'" 'table --json: it is in it'

# --- the core dump
dumps=$dir/sys/class/devcoredump
ctl dump 0
refused 1 'rprocctl: m4-0: no core dump: they are disabled; see rprocctl coredump' 'dump: disabled'
set_attr remoteproc0 coredump enabled
ctl dump 0
refused 1 'rprocctl: m4-0: no core dump: it has not crashed lately' 'dump: no class'
mkdir -p "$dumps/devcd1" "$dumps/devcd2" "$dumps/other"
ln -s ../../remoteproc/remoteproc1 "$dumps/devcd1/failing_device"
ln -s ../../remoteproc/nowhere "$dumps/devcd2/failing_device"
ctl dump 0
refused 1 'rprocctl: m4-0: no core dump: it has not crashed lately' "dump: another's"
ln -sfn ../../remoteproc/remoteproc0 "$dumps/devcd2/failing_device"
ctl dump 0
refused 1 "rprocctl: m4-0: can't read its core dump: No such file or directory" 'dump: no data'
head -c 200001 /dev/urandom >"$dir/core"
cp "$dir/core" "$dumps/devcd2/data"
ctl dump 0 --out "$dir/saved"
is "$status:$out" "0:$dir/saved: 200001 bytes" 'dump'
cmp -s "$dir/core" "$dir/saved"
result $? 'dump: byte for byte'
is "$(stat -c %a "$dir/saved")" 600 'dump: for its owner only'
cmp -s "$dir/core" "$dumps/devcd2/data"
is $? 1 'dump: the kernel is told to drop it'
cp "$dir/core" "$dumps/devcd2/data"
ctl dump 0 -o "$dir/saved"
refused 1 "rprocctl: $dir/saved: File exists" 'dump: never over a file'
cmp -s "$dir/core" "$dumps/devcd2/data"
result $? 'dump: then it stays'
ctl dump 0 -o /dev/full
refused 1 'rprocctl: /dev/full: File exists' 'dump: nor over a device'
"$tool" "${places[@]}" dump 0 -o - >/dev/full 2>"$dir/err"
is "$?:$(<"$dir/err")" '1:rprocctl: -: No space left on device; the core dump is still there' \
	'dump: a full disk'
cmp -s "$dir/core" "$dumps/devcd2/data"
result $? 'dump: then it stays'
(
	ulimit -f 64
	trap '' XFSZ
	"$tool" "${places[@]}" dump 0 -o "$dir/part" 2>"$dir/err"
)
is "$?:$(<"$dir/err")" \
	"1:rprocctl: $dir/part: File too large; the core dump is still there" 'dump: no room'
[ ! -e "$dir/part" ]
result $? 'dump: no part is left'
rm "$dumps/devcd2/data"
mkfifo "$dumps/devcd2/data"
exec 4<>"$dumps/devcd2/data"
for signal in INT TERM; do
	env --default-signal "$tool" "${places[@]}" dump 0 -o "$dir/part" 2>"$dir/err" &
	until [ -e "$dir/part" ] || ! kill -0 $! 2>/dev/null; do sleep 0.05; done
	kill -$signal $!
	wait $!
	is "$?:$(<"$dir/err")" \
		"1:rprocctl: m4-0: can't read its core dump: Interrupted system call" "dump: SIG$signal"
	[ ! -e "$dir/part" ]
	result $? "dump: SIG$signal: no part is left"
done
exec 4>&-
rm "$dumps/devcd2/data"
cp "$dir/core" "$dumps/devcd2/data"
"$tool" "${places[@]}" dump 0 -o - 2>"$dir/err" | cmp -s - "$dir/core"
is "${PIPESTATUS[*]}:$(<"$dir/err")" '0 0:' 'dump: to a pipe'
cp "$dir/core" "$dumps/devcd2/data"
here=$PWD
cd "$dir" || exit
tool=$here/$tool
ctl dump 0 --json
is "$status:$out" '0:{"file": "m4-0.core", "size": 200001}' 'dump --json: its own name'
cp "$dir/core" "$dumps/devcd2/data"
set_attr remoteproc0 name ../x
ctl dump 0
is "$status:$out" '0:remoteproc0.core: 200001 bytes' 'dump: a name that is no file name'
set_attr remoteproc0 name m4-0

# --- channels
bus=$dir/sys/bus/rpmsg
ctl channels 0
is "$status:$out" 0: 'channels: no bus'
device() { # CORE NAME DST
	local place=$dir/sys/devices/remoteproc$1/virtio$1/virtio$1.$2
	mkdir -p "$place" "$bus/devices" "$bus/drivers/rpmsg_chrdev"
	printf '%s\n' "$2" >"$place/name"
	echo 0x402 >"$place/src"
	echo "$3" >"$place/dst"
	ln -sfn "$place" "$bus/devices/virtio$1.$2"
}
device 0 rpmsg_ctrl 0x0
device 0 rpmsg_ns 0x35
device 0 rpmsg-raw 0x400
device 0 $'od\ed' 0x401
device 1 other 0x500
ln -s "$bus/drivers/rpmsg_chrdev" "$dir/sys/devices/remoteproc0/virtio0/virtio0.rpmsg-raw/driver"
mkdir -p "$dir/sys/devices/remoteproc0/virtio0/virtio0.rpmsg-raw/rpmsg/rpmsg3"
ctl channels 0
is "$status:$(tr -s ' ' <<<"$out")" '0:od\x1bd 0x401 - -
rpmsg-raw 0x400 rpmsg_chrdev /dev/rpmsg3' "channels: not the bus's own, nor another core's"
ctl channels 0 --json
is "$(json '[(c["name"], c["src"], c["dst"], c["driver"], c["device"]) for c in j]')" \
	"[('od\\x1bd', 1026, 1025, None, None), ('rpmsg-raw', 1026, 1024, 'rpmsg_chrdev', 'rpmsg3')]" \
	'channels --json'

# --- traces
printf 'one\n\xff\n' >"$debug/trace0"
: >"$debug/trace1"
printf 'two' >"$debug/trace2"
ctl log 0 --json
is "$status:$(/usr/bin/python3 -c 'import json, sys
print([(j["buffer"], j["text"]) for j in map(json.loads, sys.stdin)])' <<<"$out")" \
	"0:[(0, 'one\\n�\\n'), (2, 'two')]" 'log --json: a line for each buffer'

# --- the live view
"$tool" "${places[@]}" watch >"$dir/watched" &
watcher=$!
"$tool" "${places[@]}" watch --json >"$dir/watched.json" &
watcher_json=$!
seen() { # FILE TEXT
	for _ in {1..1200}; do
		grep -qF -- "$2" "$1" && return
		sleep 0.05
	done
	false
}
seen "$dir/watched" one
result $? 'watch: the trace'
seen "$dir/watched" 'rpmsg-raw'
result $? 'watch: the channels'
set_attr remoteproc1 state crashed
seen "$dir/watched" crashed
result $? 'watch: a change'
seen "$dir/watched.json" '"state": "crashed"'
result $? 'watch --json: a change'
kill $watcher $watcher_json
wait $watcher $watcher_json 2>/dev/null
is "$(wc -l <"$dir/watched.json")" 2 'watch --json: a line for each change'
"$tool" --sysfs "$dir/nowhere" watch >"$dir/watched" &
watcher=$!
seen "$dir/watched" 'no remote processor'
result $? 'watch: no remote processor'
kill $watcher
wait $watcher 2>/dev/null
"$tool" "${places[@]}" watch >/dev/full 2>"$dir/err"
is $? 1 'watch: a full disk ends it'

done_testing
