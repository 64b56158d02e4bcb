# SPDX-License-Identifier: BSD-2-Clause
# shellcheck shell=dash
#
# The image is rewritten on another CPU while it is loaded.
. /tests/lib.sh
. /tests/ta_lib.sh

for target in whole header table segments list; do
	ta_test race "$(image race-look)" "$(image evil-look)" $target 12 look
done
for target in whole segments list; do
	ta_test race "$(image race-start)" "$(image evil-start)" $target 8 start
done
done_testing
