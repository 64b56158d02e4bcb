#!/bin/bash
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name. Its order is that of the reasons in the TEE's log; that a
# counter can't be raised is where the board has the SoC fail.
[ "${TEEPROC_BOARD:-virt}" = virt ] &&
	not_raised=(--tee-says 'core 0: rollback counter not raised')
exec "$(dirname "$0")/secure-test" --timeout 900 --overlay secure \
	--tee-says 'not a signed image: wrong magic number' \
	--tee-says 'segment at 0x210[0-9a-f]*000 not loaded' \
	--tee-says 'what is not loaded has another hash' \
	--tee-says 'shorter than its header says' \
	--tee-says 'the SoC has not the key that the image names' \
	--tee-says 'the key in slot 2 is revoked' \
	--tee-says 'the key in slot 3 is not one for core 0' \
	--tee-says 'core 0: image refused: it is for 3$' \
	--tee-says 'core 0: image refused: it is for cortex-m4@other$' \
	--tee-says 'core 0: image refused: it does not say which core it is for' \
	--tee-says 'core 0: image refused: rollback index 1 is below 2' \
	--tee-says 'core 0: image refused: rollback index 0 is below 2' \
	"${not_raised[@]}" \
	--tee-says 'core 0: image refused: rollback index 2 is below 3' \
	refusals
