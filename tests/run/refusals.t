#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-board run: what is wrong with a command line or a firmware is said in one
# sentence before anything boots.
set -u
. tests/run/lib.sh
# other tests' boards have none of their folders here
export TMPDIR=$dir/tmp
mkdir "$TMPDIR"

# --- the command line
refuses 2 'no firmware is named: teeproc-board run my.elf' 'no firmware'
refuses 2 'no such option' 'an unknown option' --frobnicate "$firmware/hello.elf"
refuses 2 'needs a value' 'an option without its value' "$firmware/hello.elf" --mode
refuses 2 'neither secure nor direct' 'an unknown mode' --mode fast "$firmware/hello.elf"
refuses 2 'not a number from 0 to 1' 'a core that is not there' --core 2 "$firmware/hello.elf"
refuses 2 'the board has 2 cores' 'three cores' \
	--cores "$firmware/hello.elf,$firmware/hello.elf,$firmware/hello.elf"
refuses 2 'one firmware' 'two firmwares' "$firmware/hello.elf" "$firmware/end.elf"
refuses 2 'Unmatched' 'a wrong expression' --expect '(' "$firmware/hello.elf"
refuses 2 'nobody would notice' 'tampering in direct mode' --tamper --mode direct \
	"$firmware/shared.elf"
refuses 1 '/no/f: No such' 'a mistyped JUnit file' --junit "$dir/no/f" \
	"$firmware/hello.elf"
refuses 1 '/no/f: No such' 'a mistyped event file' --events "$dir/no/f" \
	"$firmware/hello.elf"
refuses 1 '5[.]4: the board has no such kernel' 'an unknown kernel' --kernel 5.4 "$firmware/hello.elf"
TEEPROC_KERNEL=5.5 refuses 1 '5[.]5: the board has no such kernel' "the environment's unknown kernel" "$firmware/hello.elf"
refuses 1 'No such file.*without --otp' 'a mistyped OTP' --otp opt.json \
	"$firmware/hello.elf"
refuses 1 'nowhere.sh: No such file' 'a mistyped script' \
	--script nowhere.sh "$firmware/hello.elf"

said=$("$board" shell --script x.sh 2>&1)
[ $? = 2 ] && [ "$said" = 'teeproc-board: --script: not for a shell; see teeproc-board shell --help' ]
ok $? 'an option that is not for a shell'

# --- the file
refuses 1 'no such file; build' 'no such firmware' "$dir/my.elf"
refuses 1 'Is a directory' 'a folder' "$dir"
refuses 1 'neither an ELF file nor a signed image' 'a text' README.md
refuses 1 'mcpu=cortex-m4' 'a program of this machine' /bin/true
refuses 1 'mcpu=cortex-m4' 'a program for Linux on the board' \
	build/tests/board/rpmsg-echo
refuses 1 'link it' 'an object file' "$firmware/object.elf"

# --- its memory
refuses 1 'segment 0, 0x8000000 to .*sram \(0x21000000, 16384 KiB\)' \
	'a segment outside all memories' "$firmware/outside.elf"
refuses 1 'or have the TEE load it' 'code in TCM in direct mode' --mode direct \
	"$firmware/hello.elf"
refuses 1 'resource table, 0x20000000, .*from 0x21000000' 'a resource table in TCM' \
	"$firmware/table-in-tcm.elf"
refuses 1 'trace buffer, 0x20000000, .*from 0x21000000' 'a trace buffer in TCM' \
	"$firmware/trace-in-tcm.elf"
refuses 1 "vdev0vring0 can't be placed at 0x21800000: .*0x21c00000" \
	'a vring elsewhere' "$firmware/vring-elsewhere.elf"
refuses 1 'vdev0vring0 with 4096 buffers .*lower num' 'a vring that is too large' \
	"$firmware/vring-too-large.elf"
refuses 1 'no vector table at 0x0 or 0x21000000' 'no vector table' \
	"$firmware/no-vectors.elf"
refuses 1 'no Thumb code' 'an entry that is not Thumb' "$firmware/even-entry.elf"
refuses 1 '0x30000000, which is no stack pointer' 'a stack pointer outside' \
	"$firmware/bad-stack.elf"

# --- signed by somebody
build/tools/teeproc-image/teeproc-image keygen --type p256 --out "$dir/key.pem"
build/tools/teeproc-image/teeproc-image sign --key "$dir/key.pem" --target 0 \
	--out "$dir/my.signed" "$firmware/hello.elf"
refuses 1 '--key-blob names its public key' 'a signed image without its key' \
	"$dir/my.signed"
refuses 1 'direct mode loads ELF files' 'a signed image in direct mode' \
	--mode direct "$dir/my.signed"
refuses 1 'No such file' 'a mistyped key blob' --key-blob "$dir/no.blob" "$dir/my.signed"

[ ! -e "$dir/data" ]
ok $? 'no key was made for what does not run'
[ -z "$(ls -A "$TMPDIR")" ]
ok $? 'nothing is left behind'

done_testing
