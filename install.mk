# SPDX-License-Identifier: BSD-2-Clause
#
# make install: what users need, below DESTDIR and PREFIX, a target for each Debian
# package; debian/rules has no list of its own. Nothing in it names the clone or PREFIX:
# it may be moved. Included last.

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INSTALL_TO := $(DESTDIR)$(PREFIX)
INSTALL_LIB := $(DESTDIR)$(LIBDIR)
INSTALL_BOARD := $(INSTALL_TO)/share/teeproc-board
INSTALL_OPTEE := $(INSTALL_TO)/src/teeproc-optee
VERSION := $(shell sed -n 's/^.define TEEPROC_VERSION "\(.*\)"/\1/p' include/teeproc/version.h)
RPROCCTL_NATIVE := $(B)/tools/rprocctl/rprocctl-native

$(RPROCCTL_NATIVE): $(RPROCCTL_SRC) $(RPROCCTL_HDR) tools/rprocctl/rules.mk install.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(LDFLAGS) -o $@ $(RPROCCTL_SRC) -lm

INSTALLED := teeproc-image rprocctl teeproc-board teeproc-dkms teeproc-optee libteeproc-image-dev
.PHONY: install $(INSTALLED:%=install-%)
install: $(INSTALLED:%=install-%)

# $(call install_command,BINARY,FOLDER OF ITS SOURCE): with manual page and completion for bash
define install_command
	$(call say,INSTALL,$(INSTALL_TO)/bin/$(patsubst %-native,%,$(notdir $(1))))
	$(Q)install -D $(1) $(INSTALL_TO)/bin/$(patsubst %-native,%,$(notdir $(1)))
	$(Q)install -D -m 644 -t $(INSTALL_TO)/share/man/man1 $(2)/*.1
	$(Q)install -D -m 644 $(2)/completion.bash \
		$(INSTALL_TO)/share/bash-completion/completions/$(patsubst %-native,%,$(notdir $(1)))
endef

install-teeproc-image: $(TEEPROC_IMAGE)
	$(call install_command,$(TEEPROC_IMAGE),tools/teeproc-image)

install-rprocctl: $(RPROCCTL_NATIVE)
	$(call install_command,$(RPROCCTL_NATIVE),tools/rprocctl)
	$(Q)install -D -m 644 tools/rprocctl/completion.zsh \
		$(INSTALL_TO)/share/zsh/vendor-completions/_rprocctl

# By source package, what of Debian is in the board
BOARD_SOURCES := $(B)/board/$(notdir $(BOARD_K)).sources
BOARD_SOURCES_OF := $(KERNEL_KIT) $(OPTEE_BASE) $(TFA_BASE) $(B)/cache/busybox $(TEEC)
$(BOARD_SOURCES): board/boot/sources $(BOARD_SOURCES_OF:=.ok)
	$(Q)board/boot/sources $(BOARD_SOURCES_OF) >$@

# It signs, so it has a teeproc-image of its own
install-teeproc-board: $(SOC_BOARD) $(RUN_BOARD) $(RUN_FILES) $(TEEPROC_IMAGE) $(DTBOS) \
		$(B)/board/base.cpio $(BOARD_K)/modules.cpio $(FLASH) $(KERNEL_KIT).ok $(BOARD_SOURCES)
	$(call install_command,$(SOC_BOARD),board/run)
	$(Q)install -D -t $(INSTALL_TO)/lib/teeproc-board $(RUN_BOARD) $(TEEPROC_IMAGE)
	$(Q)install -D -m 644 -t $(INSTALL_BOARD) $(DTBOS) $(B)/board/base.cpio $(B)/board/run.cpio
	$(Q)cp --sparse=always --no-preserve=all $(FLASH) $(INSTALL_BOARD)/flash.bin
	$(Q)install -D -m 644 -t $(INSTALL_BOARD)/$(notdir $(BOARD_K)) $(BOARD_IMAGE) $(BOARD_K)/modules.cpio
	$(Q)install -D -m 644 $(BOARD_SOURCES) $(INSTALL_BOARD)/$(notdir $(BOARD_K))/sources

# The modules' sources, for DKMS
install-teeproc-dkms: dkms-source
	$(call say,INSTALL,$(INSTALL_TO)/src/$(notdir $(DKMS_SOURCE)))
	$(Q)install -d $(INSTALL_TO)/src
	$(Q)cp -r --no-preserve=ownership,mode -t $(INSTALL_TO)/src $(DKMS_SOURCE)

# What OP-TEE is built with: optee/ta and optee/pta, and what they need beside them
install-teeproc-optee:
	$(call say,INSTALL,$(INSTALL_OPTEE))
	$(Q)install -d $(INSTALL_OPTEE)
	$(Q)cp -rP --parents --no-preserve=ownership,mode -t $(INSTALL_OPTEE) optee/ta optee/pta \
		image include/teeproc

# The .pc file finds the library from where it lies itself
install-libteeproc-image-dev: $(IMAGE_LIB)
	$(call say,INSTALL,$(INSTALL_LIB)/$(notdir $(IMAGE_LIB)))
	$(Q)install -D -m 644 -t $(INSTALL_TO)/include/teeproc include/teeproc/*.h
	$(Q)install -D -m 644 -t $(INSTALL_LIB) $(IMAGE_LIB)
	$(Q)install -d $(INSTALL_LIB)/pkgconfig
	$(Q)printf '%s\n' 'libdir=$${pcfiledir}/..' \
		"includedir=\$${pcfiledir}/$$(realpath -m --relative-to=$(LIBDIR)/pkgconfig $(PREFIX)/include)" '' \
		'Name: teeproc-image' 'Description: signed images of remote-processor firmware: reader and builder' \
		'Version: $(VERSION)' 'Libs: -L$${libdir} -lteeproc-image' 'Cflags: -I$${includedir}' \
		>$(INSTALL_LIB)/pkgconfig/teeproc-image.pc

# Debian packages of these. What makes them is installed for these targets only.
ifneq ($(filter packages check-packages,$(MAKECMDGOALS)),)
PACKAGES += debhelper dh-dkms gcc-arm-linux-gnueabihf git lintian
endif
.PHONY: packages
packages:
	$(Q)debian/build $(B)/packages
