# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The image is rewritten on another CPU while it is loaded.
. /tests/lib.sh
. /tests/ta_lib.sh

# the list of pages that a DMA engine reads, where the board has one
list=$([ ! -e /proc/device-tree/board/teeproc,dma-list ] || echo list)
for target in whole header table segments $list; do
	ta_test race "$(image race-look)" "$(image evil-look)" $target "$(in_check_all 12 6)" look
done
for target in whole segments $list; do
	ta_test race "$(image race-start)" "$(image evil-start)" $target "$(in_check_all 8 4)" start
done
done_testing
