# SPDX-License-Identifier: BSD-2-Clause
#
# rprocctl for the board (static arm64) and, with sanitizers, for its test here.

PACKAGES += gcc-aarch64-linux-gnu

RPROCCTL_SRC := $(wildcard tools/rprocctl/*.c) tools/common/escape.c image/text.c
RPROCCTL_HDR := $(wildcard tools/rprocctl/*.h) tools/common/escape.h include/teeproc/text.h
RPROCCTL := $(B)/tools/rprocctl/rprocctl
RPROCCTL_HOST := $(B)/tools/rprocctl/rprocctl-host

$(RPROCCTL): $(RPROCCTL_SRC) $(RPROCCTL_HDR) tools/rprocctl/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)aarch64-linux-gnu-gcc $(CFLAGS_HOST) -static -s -o $@ $(RPROCCTL_SRC) -lm

$(RPROCCTL_HOST): $(RPROCCTL_SRC) $(RPROCCTL_HDR) tools/rprocctl/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_SANITIZE) -o $@ $(RPROCCTL_SRC) -lm

INITRAMFS += usr/bin/rprocctl=$(RPROCCTL)
