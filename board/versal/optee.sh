# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154 # of board/boot/optee, or used there
# SPDX-License-Identifier: BSD-2-Clause
#
# OP-TEE for xlnx-versal-virt. Its own drivers ask the platform management
# controller by mailbox; QEMU has none of both, so they are left out.

# shellcheck source=board/versal/edit.sh
. "$here/../versal/edit.sh"

# The device tree is where the boot puts it (TF-A hands none over), and OP-TEE
# adds its node and memory to it. Memory: 32 MiB at 0x6000_0000, and 2 MiB to share.
platform=(PLATFORM=versal CFG_ARM64_core=y CFG_VERSAL_CRYPTO_DRIVER=n
	CFG_VERSAL_SHA3_384=n CFG_VERSAL_PM=n CFG_VERSAL_PUF=n CFG_VERSAL_HUK=n
	CFG_VERSAL_GPIO=n CFG_DT=y CFG_DT_ADDR=0x0f000000 CFG_TZDRAM_SIZE=0x02000000
	CFG_SHMEM_SIZE=0x00200000 CFG_DTB_MAX_SIZE=0x20000)
pta_platform=versal
images=(tee-raw.bin)

edit_source() {
	local plat=core/arch/arm/plat-versal

	# Forced on, and there is no controller to talk to: mailbox, random numbers,
	# fuses by mailbox. OP-TEE's software generator takes the place of the second.
	edit $plat/conf.mk 'force, ?CFG_VERSAL_MBOX,y' 'force,CFG_VERSAL_MBOX,n'
	edit $plat/conf.mk 'force, ?CFG_VERSAL_RNG_DRV,y' 'force,CFG_VERSAL_RNG_DRV,n'
	edit $plat/conf.mk 'force, ?CFG_WITH_SOFTWARE_PRNG,n' \
		'force,CFG_WITH_SOFTWARE_PRNG,y'
	edit $plat/conf.mk 'force, ?CFG_VERSAL_NVM,y' 'force,CFG_VERSAL_NVM,n'
	# What the loader has left in the controller's memory can't be read.
	edit $plat/main.c 'static TEE_Result platform_banner\(void\)\n\{.*?\n\}\n' ''
	edit $plat/main.c 'service_init\(platform_banner\);\n' ''
	edit $plat/main.c 'register_phys_mem\(MEM_AREA_IO_SEC, PLM_RTCA, PLM_RTCA_LEN\);\n' ''
	# Linux has the first UART; the second is the secure world's.
	edit $plat/platform_config.h 'define CONSOLE_UART_BASE\s+UART0_BASE' \
		'define CONSOLE_UART_BASE\tUART1_BASE'
}

edits=("$(declare -f edit edit_source)")
