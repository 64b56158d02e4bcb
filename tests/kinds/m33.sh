# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
# shellcheck disable=SC2034 # the suites read them
#
# The virtual board with two Cortex-M33, for the suites of the first kind of core.

# shellcheck source=tests/secure/board.sh
. /tests/board-virt.sh

core0_name=m33-0
core1_name=m33-1
core_kind=Cortex-M33
sram_da=0x80000000
code_da=0x10000000
vrings='vring 80c00000 80c08000'
fault_line='HardFault: pc 80000'
