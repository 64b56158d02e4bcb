# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # of board/boot/tf-a, or used there
# SPDX-License-Identifier: BSD-2-Clause
#
# TF-A for xlnx-versal-virt, whose QEMU has neither the platform management
# controller (PMC) that the real one boots by nor a mailbox to ask it with.

# shellcheck source=board/versal/edit.sh
. "$here/../versal/edit.sh"

# The second UART is the secure world's. Warnings are no errors: the edits leave
# functions that nobody calls. The normal world begins with the shim, which has the
# first half of the on-chip memory (board/versal/shim).
flags=(PLAT=versal SPD=opteed E=0 VERSAL_CONSOLE=pl011_1
	PRELOADED_BL33_BASE=0xfffc0000
	CROSS_COMPILE=aarch64-linux-gnu- DEBUG=0)

edit_tfa() {
	local versal=plat/xilinx/versal

	# Which chip it is can't be asked for: it is QEMU's.
	edit $versal/aarch64/versal_common.c \
		'\tif \(pm_get_chipid\(plat_info\).*?\n\t\}\n' \
		'\tplat_info[1] = VERSAL_QEMU << 24;\n'
	# No loader hands over what comes next: the defaults of platform_def.h do.
	edit $versal/bl31_versal_setup.c \
		'\tPM_PACK_PAYLOAD4\(payload.*?PLM to TF-A handover success[^\n]*\n\t\}\n' \
		'\tbl31_set_default_config();\n'
	edit $versal/bl31_versal_setup.c \
		'\tuint64_t tfa_handoff_addr;.*?addr\[HANDOFF_PARAMS_MAX_SIZE\];\n' ''
	# The interconnect's registers are not modelled.
	edit $versal/bl31_versal_setup.c \
		'\tplat_arm_interconnect_init\(\);\n\tplat_arm_interconnect_enter_coherency\(\);\n' ''
	# Nobody answers requests for power management, and so none are taken.
	edit $versal/sip_svc_setup.c '\t\(void\)pm_setup\(\);\n' ''
}

make_images() {
	edit_tfa
	make -j"$jobs" "${flags[@]}" bl31 | percent TF-A 100
	mv build/versal/release/bl31.bin "$1/"
}

build_shim() {
	local out=$1 source=$here/../versal/shim

	aarch64-linux-gnu-gcc -std=gnu11 -Os -ffreestanding -fno-builtin -fno-pic -no-pie \
		-mgeneral-regs-only -mstrict-align -mno-outline-atomics \
		-fno-stack-protector -I"$here/../../include" -Wall -Wextra -Werror -nostdlib -static \
		-Wl,--build-id=none,--no-warn-rwx-segments -T "$source/shim.ld" -o "$out.elf" \
		"$source/start.S" "$source/stage2.c" "$source/refuse.c" &&
		aarch64-linux-gnu-objcopy -O binary "$out.elf" "$out"
}

# one ELF file: QEMU's loader puts its segments where they belong
flash() {
	local base=$1 tee=$2 out=$3 work=$3.parts part

	rm -rf "$work"
	mkdir "$work"
	cp "$base/bl31.bin" "$tee/tee-raw.bin" "$work/"
	build_shim "$work/shim.bin" || die "$out: the shim can not be built"
	for part in bl31 tee-raw shim; do
		aarch64-linux-gnu-ld -r -b binary -o "$work/$part.o" "$work/$part.bin" || exit
	done
	# the names in the script have no folder
	(cd "$work" && aarch64-linux-gnu-ld -T "$here/../versal/flash.ld" \
		--no-warn-rwx-segments -o flash.elf bl31.o tee-raw.o shim.o) || exit
	mv "$work/flash.elf" "$out"
	rm -rf "$work"
}

edits=("$(declare -f edit edit_tfa make_images)")
