# SPDX-License-Identifier: GPL-2.0-only
#
# The series for the kernel's own tree: make series LINUX=DIR writes build/series/*.patch,
# generated from linux/; without LINUX for Debian's newest source package of the kernel.

PACKAGES += clang-format coccinelle git python3-docutils sparse dt-schema

SERIES := $(B)/series
LINUX ?=
SERIES_SOURCES := $(shell find series -type f) $(wildcard linux/*.[ch]) \
	$(wildcard linux/bindings/remoteproc/*.yaml) include/teeproc/ta.h .clang-format

# again for another tree, and for one of the user's own each time
SERIES_TREE := $(B)/cache/series-tree
ifeq ($(LINUX),)
$(eval $(call from_cache,series-tree,series/tree,series/tree))
else
$(eval $(call from_cache,series-tree,series/tree FORCE,series/tree $(LINUX)))
endif

$(SERIES).ok: $(SERIES_SOURCES) $(SERIES_TREE).ok $(if $(LINUX),FORCE)
	$(BEGIN)
	$(call say,SERIES,$(SERIES))
	$(Q)series/generate $(SERIES_TREE) $(SERIES)
	$(END)

.PHONY: series
series: $(SERIES).ok
