# SPDX-License-Identifier: BSD-2-Clause
#
# make install: the commands, the board that teeproc-board run boots, and the library
# of image/, below DESTDIR and PREFIX. Nothing in it names the clone or PREFIX: it may be
# moved. Included last.

PREFIX ?= /usr/local
INSTALL_TO := $(DESTDIR)$(PREFIX)
INSTALL_BOARD := $(INSTALL_TO)/share/teeproc-board
RPROCCTL_NATIVE := $(B)/tools/rprocctl/rprocctl-native

$(RPROCCTL_NATIVE): $(RPROCCTL_SRC) $(RPROCCTL_HDR) tools/rprocctl/rules.mk install.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) -o $@ $(RPROCCTL_SRC) -lm

.PHONY: install
install: $(BOARD_DEPS) $(TEEPROC_IMAGE) $(RPROCCTL_NATIVE) $(IMAGE_LIB)
	$(call say,INSTALL,$(INSTALL_TO))
	$(Q)install -d $(addprefix $(INSTALL_TO)/,bin lib/teeproc-board include/teeproc \
		share/man/man1 share/bash-completion/completions share/zsh/vendor-completions) \
		$(INSTALL_BOARD)/$(notdir $(BOARD_K))
	$(Q)install $(SOC_BOARD) $(TEEPROC_IMAGE) $(INSTALL_TO)/bin
	$(Q)install $(RPROCCTL_NATIVE) $(INSTALL_TO)/bin/rprocctl
	$(Q)install $(RUN_BOARD) $(INSTALL_TO)/lib/teeproc-board
	$(Q)install -m 644 $(IMAGE_LIB) $(INSTALL_TO)/lib
	$(Q)install -m 644 include/teeproc/*.h $(INSTALL_TO)/include/teeproc
	$(Q)install -m 644 board/run/teeproc-board.1 tools/teeproc-image/teeproc-image.1 \
		tools/rprocctl/rprocctl.1 $(INSTALL_TO)/share/man/man1
	$(Q)for tool in board/run:teeproc-board tools/teeproc-image:teeproc-image tools/rprocctl:rprocctl; do \
		install -m 644 $${tool%:*}/completion.bash \
			$(INSTALL_TO)/share/bash-completion/completions/$${tool#*:} || exit; done
	$(Q)install -m 644 tools/rprocctl/completion.zsh \
		$(INSTALL_TO)/share/zsh/vendor-completions/_rprocctl
	$(Q)install -m 644 $(DTBOS) $(B)/board/base.cpio $(B)/board/run.cpio $(INSTALL_BOARD)
	$(Q)cp --sparse=always --no-preserve=all $(FLASH) $(INSTALL_BOARD)/flash.bin
	$(Q)install -m 644 $(BOARD_IMAGE) $(BOARD_K)/modules.cpio $(INSTALL_BOARD)/$(notdir $(BOARD_K))
