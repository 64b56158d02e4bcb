# SPDX-License-Identifier: BSD-2-Clause
#
# The reader and builder of signed images, as a library for host programs. The
# Trusted Application compiles the same sources with its own tools.

IMAGE_SRC := $(wildcard image/*.c)
IMAGE_LIB := $(B)/image/libteeproc-image.a

# What the sources must be free of warnings with, wherever they are compiled
CFLAGS_IMAGE := -std=c11 -ffreestanding -Wconversion

$(IMAGE_SRC:%.c=$(B)/%.o): $(B)/%.o: %.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_IMAGE) -MMD -MP -c -o $@ $<

$(IMAGE_LIB): $(IMAGE_SRC:%.c=$(B)/%.o)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

-include $(IMAGE_SRC:%.c=$(B)/%.d)
