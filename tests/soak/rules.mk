# SPDX-License-Identifier: BSD-2-Clause
# Many starts and crashes in one boot.

INITRAMFS += tests/soak.sh=tests/soak/soak.sh
BOARD_TESTS += tests/soak/soak.t

SOAK ?= 1000 300
.PHONY: soak
soak: board $(B)/tests/secure/files.cpio $(B)/tests/secure/otp.json
	$(Q)tests/soak/soak-test $(SOAK)
