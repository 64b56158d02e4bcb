# SPDX-License-Identifier: BSD-2-Clause
#
# Measurements that need no board. `make bench` prints those of all rooms.

PACKAGES += time

.PHONY: bench-image
bench: bench-image
bench-image: $(TEEPROC_IMAGE) $(B)/tests/image/make-elf $(B)/tests/image/sign_rproc_fw.py
	$(Q)tests/bench/image $^ $(B)/tests/bench

# make exports BOARD_COMMAND
.PHONY: bench-boot
bench: bench-boot
bench-boot: board $(SOC_PROBES) $(DTBOS)
	$(Q)tests/bench/board
