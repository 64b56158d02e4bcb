#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-board run on other kinds of cores: chosen by what the firmware is made for, or
# named; a wrong one is said in one sentence before anything boots.
set -u
. tests/run/lib.sh
m4=build/firmware/teeproc-tcm.elf
m33=build/firmware/m33/teeproc-tcm.elf
rv64=build/firmware/rv64/teeproc-tcm.elf

# --- what does not fit
refuses 2 'none of m4, m33 and rv64' 'a kind that there is not' --kind avr "$m4"
refuses 1 'm4-0 is a Cortex-M4: build it with .*-mcpu=cortex-m4' \
	'RISC-V on a Cortex-M4' --kind m4 "$rv64"
refuses 1 'rv64-1 is a RISC-V 64: build it with riscv64-unknown-elf-gcc' \
	'Arm on a RISC-V' --kind rv64 --core 1 "$m4"
refuses 1 'm33-0: code-tcm \(0x10000000' "a Cortex-M4's on a Cortex-M33" --kind m33 "$m4"
refuses 1 'm4-1 is a Cortex-M4' 'two kinds at once' --mode direct \
	--cores build/firmware/teeproc-sram.elf,build/firmware/rv64/teeproc-sram.elf
# what fits none is told by the kind that it is most like
refuses 1 'can load on m33-0: sram \(0x80000000' "a Cortex-M33's own memory in direct mode" \
	--mode direct "$m33"
refuses 1 'can load on m4-0' "an Arm's, outside all memories" "$firmware/outside.elf"
riscv64-unknown-elf-objcopy --change-section-address .text+0x1000000 "$rv64" "$dir/far.elf" \
	2>"$dir/objcopy"
refuses 1 'can load on rv64-0' "a RISC-V's, outside all memories" "$dir/far.elf"

# --- what is chosen by itself, in both modes
runs 0 'a Cortex-M33' --expect 'tcm layout, is up' "$m33"
says stdout '^m33-0 (trace|uart): teeproc sample firmware' 'which it is made for'
runs 0 'a RISC-V, in direct mode' --mode direct --core 1 --expect 'sram layout, is up' \
	build/firmware/rv64/teeproc-sram.elf
says stdout '^rv64-1 (trace|uart): teeproc sample firmware' 'which it is made for'

# --- a crash, with names
cat >"$dir/crash.sh" <<'END'
#!/bin/sh
until device=$(echo /dev/rpmsg[0-9]*) && [ -c "${device%% *}" ]; do usleep 50000; done
echo teeproc crash >"${device%% *}"
until dmesg | grep -q 'crash detected'; do usleep 50000; done
END
runs 0 'a RISC-V that crashes' --kind rv64 --core-files "$dir" --json \
	--script "$dir/crash.sh" "$rv64"
json=$(grep '"event": "crash"' "$dir/stdout")
[[ $json == *'"core": "rv64-0"'*'"pc_name": "'*'"ra_name": "'*'"sp": '*'"t6": '* ]]
ok $? 'its registers have names' || sed 's/^/# /' "$dir/stdout"
[[ $json == *"\"core_file\": \"$dir/core0.core\""* ]] &&
	gdb-multiarch -q -nx -batch -ex bt "$rv64" "$dir/core0.core" 2>&1 |
	grep -q '^#.* command_crash ('
ok $? 'gdb opens what it leaves'
runs 0 '... told to people' --script "$dir/crash.sh" "$rv64"
says stderr '^  pc   [0-9a-f]{16}  [a-z_]+\+0x[0-9a-f]+ \(' 'where it was'
says stderr '^  ra   [0-9a-f]{16}  [a-z_]+\+0x[0-9a-f]+ \(' 'and where it was called'
says stderr '^  t4   [0-9a-f]{16}  t5   [0-9a-f]{16}  t6   [0-9a-f]{16}$' 'all of its registers'
done_testing
