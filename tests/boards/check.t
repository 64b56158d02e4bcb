#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-image check --board and sign --board, with the sanitizers: firmware that fits
# the device tree of a board is taken, and what does not is refused in one sentence.
set -u
. tests/image/lib.sh
secure=build/board/secure.dtbo
direct=build/board/direct.dtbo
fw=build/firmware

# --- the virtual board, as an overlay and laid over a tree of QEMU's kind
for file in "$fw"/teeproc-{sram,tcm,sram-8m,sram-notable,sram-stock}.elf build/examples/tasks-tcm.elf; do
	accepts "fits: $file" tool check --board $secure --core m4-0 "$file"
	grep -qx "$file: fits m4-0 of $secure" "$dir/stdout"
	ok $? 'and says so'
done
for kind in m33 rv64; do
	for file in "$fw"/$kind/teeproc-{sram,tcm}.elf; do
		accepts "fits another kind of core: $file" tool check --board build/board/$kind.dtbo --core $kind-1 "$file"
		refuses 1 'segment 0, .*does not lie in|built for another machine' "does not fit the first kind: $file" \
			tool check --board $secure --core m4-0 "$file"
	done
done
refuses 1 'built for another machine .*is a RISC-V 64' 'nor does the first kind fit another' \
	tool check --board build/board/rv64.dtbo --core rv64-0 "$fw/teeproc-tcm.elf"
accepts 'by number, in direct mode' tool check --board $direct --core 1 "$fw/teeproc-sram.elf"
grep -q 'fits m4-1' "$dir/stdout"
ok $? 'by number: it is that core'
tool keygen --type p256 --out "$dir/key.pem"
accepts 'sign asks as well' tool sign --key "$dir/key.pem" --board $secure --target m4-0@teeproc-virt \
	--out "$dir/fw.signed" "$fw/teeproc-tcm.elf"
accepts 'a signed image' tool check --board $secure --core m4-1 "$dir/fw.signed"
refuses 1 'segment 0, .*what Linux can load on m4-0: sram .*have the TEE load it' 'a signed image in direct mode' \
	tool check --board $direct --core 0 "$dir/fw.signed"

sign_refuses() { # PATTERN NAME ARGUMENT...
	refuses 1 "$1" "sign: $2" tool sign --key "$dir/key.pem" --out "$dir/none" "${@:3}"
	[ ! -e "$dir/none" ]
	ok $? "sign: $2: no file is left"
}
sign_refuses 'TEE load it' 'code in TCM in direct mode' --board $direct --target 0 "$fw/teeproc-tcm.elf"
sign_refuses "no core x1, but m4-0, m4-1" 'a target that the board has not' --board $secure --target x1 "$fw/teeproc-tcm.elf"
accepts 'sign: a class as target, and the core' tool sign --key "$dir/key.pem" --board $secure \
	--target cortex-m4 --core 1 --out "$dir/class.signed" "$fw/teeproc-tcm.elf"

refused() { # ELF PATTERN
	refuses 1 "$2" "$1" tool check --board $secure --core m4-0 "build/tests/run/$1.elf"
}
refused outside 'segment 0, 0x8000000 .*code-tcm \(0x00000000, 4096 KiB\), data-tcm .*sram'
refused table-in-tcm 'resource table, 0x20000000, .*from 0x21000000'
refused trace-in-tcm 'trace buffer, 0x20000000, .*from 0x21000000'
refused vring-elsewhere "vdev0vring0 can't be placed at 0x21800000: .*0x21c00000"
refused vring-too-large 'vdev0vring0 with 4096 buffers .*lower num'
refused no-vectors 'no vector table at 0x0 or 0x21000000'
refused even-entry 'no Thumb code'
refused bad-stack '0x30000000, which is no stack pointer'
refused object 'program header'

# of the places that Linux has
$MAKE_ELF "$dir/over.elf" segment=0x21000000:8:8 segment=0x21c07ff0:16:32
refuses 1 'segment 1, 0x21c07ff0 to 0x21c08010, lies over vdev0vring0 \(0x21c00000\)' \
	'a segment over a vring' tool check --board $secure --core 0 "$dir/over.elf"
buffers() { # OFFSET VALUE: a word of the sample's entry "vdev0buffer"
	python3 - "$fw/teeproc-sram.elf" "$dir/carveout.elf" "$@" <<'END'
import struct, sys
data = bytearray(open(sys.argv[1], "rb").read())
entry = data.index(b"vdev0buffer") - 24
struct.pack_into("<I", data, entry + int(sys.argv[3]), int(sys.argv[4], 0))
open(sys.argv[2], "wb").write(data)
END
}
buffers 12 0x100001
refuses 1 'carveout vdev0buffer of 1048577 bytes is larger' 'a carveout that is too large' \
	tool check --board $secure --core 0 "$dir/carveout.elf"
buffers 4 0x21d00001
refuses 1 "carveout vdev0buffer can't be at 0x21d00001: .*0x21d00000" 'a carveout elsewhere' \
	tool check --board $secure --core 0 "$dir/carveout.elf"
buffers 4 0xffffffff
accepts 'a carveout wherever Linux wants' tool check --board $secure --core 0 "$dir/carveout.elf"

# --- a vendor's board
tree() { # NAME CONTROL [REGION_DA]
	sed "s|TEE_CONTROL|$2|; s|REGION_DA|${3:-0x40000000}|" tests/boards/real.dts |
		dtc -q -O dtb -o "$dir/$1.dtb" -
}
tree tee 'teeproc,tee = <\&tee_rproc 3>'
tree reset 'resets = <\&mailbox 0>'
$MAKE_ELF "$dir/m4.elf" segment=0:0x400:0x400 segment=0x30000000:0x100:0x40000
$MAKE_ELF "$dir/dsp.elf" machine=243 segment=0x40000000:0x100:0x100000
accepts 'in the charge of the TEE' tool check --board "$dir/tee.dtb" --core 3 "$dir/m4.elf"
grep -q 'lie where Linux reaches nothing: 1' "$dir/stdout"
ok $? 'what the tree does not tell is said'
refuses 1 'segment 0, 0x0 to 0x400, does not lie in what Linux can load .*mcusram \(0x30000000, 256 KiB\)' \
	'in direct mode it is refused' tool check --board "$dir/reset.dtb" --core 0 "$dir/m4.elf"
accepts 'the other core, by its alias' tool check --board "$dir/reset.dtb" --core 1 "$dir/dsp.elf"
accepts 'the other core, by its node' tool check --board "$dir/tee.dtb" --core remoteproc-dsp "$dir/dsp.elf"
$MAKE_ELF "$dir/long.elf" machine=243 segment=0x40000000:0x100:0x100001
refuses 1 'segment 0, .*to 0x40100001, does not lie' 'one byte too many' \
	tool check --board "$dir/tee.dtb" --core 1 "$dir/long.elf"

# --- trees that can't be used
tree high 'resets = <\&mailbox 0>' 0xfff80000
refuses 1 'remoteproc-dsp: firmware, 0x180000000, is in no dma-ranges entry' 'a core that sees beyond 4 GiB' \
	tool check --board "$dir/high.dtb" --core 1 "$dir/dsp.elf"
sed '/memory-region-names = "firmware"/d' tests/boards/real.dts |
	sed 's|TEE_CONTROL|resets = <\&mailbox 0>|; s|REGION_DA|0x40000000|' | dtc -q -O dtb -o "$dir/unnamed.dtb" -
refuses 1 'memory-region-names: one for each' 'memories without names' \
	tool check --board "$dir/unnamed.dtb" --core 1 "$dir/dsp.elf"
refuses 1 'no device tree blob' 'a text for a tree' tool check --board README.md "$dir/m4.elf"
head -c 1000 "$dir/tee.dtb" >"$dir/short.dtb"
refuses 1 'no device tree blob' 'half a tree' tool check --board "$dir/short.dtb" "$dir/m4.elf"
echo '/dts-v1/; / { };' | dtc -q -O dtb -o "$dir/empty.dtb" -
refuses 1 'no node is compatible with teeproc,remoteproc' 'a tree without cores' \
	tool check --board "$dir/empty.dtb" "$dir/m4.elf"
refuses 1 'No such file' 'a mistyped tree' tool check --board "$dir/no.dtb" "$dir/m4.elf"
refuses 2 'core says for which: m4-0, m4-1' 'two cores and none named' tool check --board $secure "$fw/teeproc-tcm.elf"
refuses 2 'board is needed' 'no board' tool check "$fw/teeproc-tcm.elf"
refuses 2 'no file' 'no firmware' tool check --board $secure
refuses 2 'goes with --board' 'sign: a core without a board' tool sign --core 0 --key "$dir/key.pem" \
	--out "$dir/none" "$fw/teeproc-tcm.elf"

# any one byte of a tree another one: an answer, and no sanitizer's
broken=0
for at in $(seq 56 37 "$(stat -c %s "$dir/tee.dtb")"); do
	cp "$dir/tee.dtb" "$dir/odd.dtb"
	printf '\xff' | dd of="$dir/odd.dtb" bs=1 seek="$at" conv=notrunc status=none
	tool check --board "$dir/odd.dtb" --core 3 "$dir/m4.elf" >/dev/null 2>"$dir/stderr"
	[ $? -le 1 ] && ! grep -q Sanitizer "$dir/stderr" || { broken=1; echo "# byte $at"; }
done
ok $broken 'a tree with a wrong byte'
done_testing
