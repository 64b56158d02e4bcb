# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
# shellcheck disable=SC2034 # the suites read them
#
# The virtual board with two RISC-V of 64 bits, for the suites of the first kind of core.

# shellcheck source=tests/secure/board.sh
. /tests/board-virt.sh

core0_name=rv64-0
core1_name=rv64-1
core_kind='RISC-V 64'
sram_da=0x40000000
code_da=0x80000000
vrings='vring 40c00000 40c08000'
fault_line='Fault: cause 3 pc 0000000040000'
# there is no watchdog
crashes='crash lockup'
