#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# The bindings of the series: each is a valid schema, its examples compile and keep to
# it, and one that does not is noticed.
set -u
. tests/tap.sh

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git -C build/series.git archive HEAD Documentation/devicetree | tar -x -C "$work"
folder=$work/Documentation/devicetree/bindings
headers=$(realpath build/cache/series-tree)/include
schemas=("$folder/remoteproc/remoteproc-tee.yaml" "$folder/remoteproc/st,stm32-rproc.yaml")

# silent NAME: $work/log is empty
silent() {
	[ ! -s "$work/log" ]
	ok $? "$1"
	head -n 12 "$work/log" | sed 's/^/# /'
}

# compile DTS DTB; what the frame around an example lacks is no matter
compile() {
	cpp -nostdinc -undef -D__DTS__ -I "$headers" -x assembler-with-cpp "$1" |
		dtc -I dts -O dtb -Wno-avoid_unnecessary_addr_size -o "$2" -
}

# refused NAME SCRIPT: the last example of stm32-rproc, changed by sed
refused() {
	compile "$work/tee.dts" "$work/tee.dtb" 2>/dev/null
	sed "$2" "$work/tee.dts" >"$work/bad.dts"
	! cmp -s "$work/tee.dts" "$work/bad.dts" && compile "$work/bad.dts" "$work/bad.dtb" 2>"$work/log" &&
		dt-validate -s "$work/schema.json" "$work/bad.dtb" 2>&1 | grep -q "${3:-st,stm32-rproc}"
	ok $? "refused: $1"
}

dt-mk-schema -j "${schemas[@]}" >"$work/schema.json" 2>"$work/log"
silent "schemas can be used"
for schema in "${schemas[@]}"; do
	name=${schema##*/}
	dt-doc-validate -u "$folder" "$schema" >"$work/log" 2>&1
	silent "$name is a valid schema"
	dt-extract-example "$schema" >"$work/example.dts" 2>"$work/log"
	compile "$work/example.dts" "$work/example.dtb" 2>>"$work/log"
	silent "$name: examples compile"
	dt-validate -s "$work/schema.json" "$work/example.dtb" >"$work/log" 2>&1
	silent "$name: examples are valid"
done

cp "$work/example.dts" "$work/tee.dts"
tee='st,rproc-tee = <&tee_rproc 0>;'
refused "resets beside the TEE" "s/$tee/& resets = <\&rcc 1>;/"
refused "hold boot beside the TEE" "s/$tee/& st,syscfg-holdboot = <\&rcc 1 2>;/"
refused "an application without an id" "s/$tee/st,rproc-tee = <\&tee_rproc>;/"
refused "neither resets nor a TEE" "s/$tee//"
refused "resets without hold boot" "s/$tee/resets = <\&rcc 1>; reset-names = \"mcu_rst\";/"
refused "a number of cells" 's/80a4c275.*/&\n#size-cells = <1>;/' remoteproc-tee

# the board's own description of such a core, which tests/series/stm32.t boots; what is
# an overlay is looked at in the tree that QEMU has for the board
head -c 4096 /dev/zero >"$work/flash.bin"
timeout 60 qemu-system-aarch64 -nodefaults -display none -cpu cortex-a53 -m 512 \
	-bios "$work/flash.bin" -nic none \
	-M "virt,secure=on,gic-version=3,dumpdtb=$work/qemu.dtb" >"$work/out" 2>&1
[ -s "$work/qemu.dtb" ]
ok $? "QEMU's own tree"

# board SCRIPT: changed by sed
board() {
	cpp -nostdinc -undef -D__DTS__ -I board/dts -x assembler-with-cpp board/dts/stm32.dtso |
		sed "$1" | dtc -@ -q -I dts -O dtb -o "$work/board.dtbo" - &&
		fdtoverlay -i "$work/qemu.dtb" -o "$work/board.dtb" "$work/board.dtbo" &&
		dt-validate -s "$work/schema.json" "$work/board.dtb" >"$work/out" 2>&1
	[ -s "$work/board.dtb" ] &&
		grep -E 'm4@60000000|tee-remoteproc' "$work/out" >"$work/log"
}

board ''
silent "the board's Cortex-M4 for stm32_rproc is described as the binding asks for"
board "s/$tee/& resets = <\&mailbox0 1>;/"
[ -s "$work/log" ]
ok $? "and it is looked at: refused with resets beside the TEE"
done_testing
