# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc: everything is built from here, without recursion. Each room brings a
# rules.mk that adds its targets and names its tests; what is built lies under
# build/, what is fetched or takes long to build in the cache.
#
# make help tells the targets.

MAKEFLAGS += --no-builtin-rules
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

B := build
KERNEL ?= 6.1
TEEPROC_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/teeproc
export TEEPROC_CACHE

# V=1 prints the commands
ifneq ($(V),1)
Q := @
endif
say = @printf '  %-8s %s\n' '$(1)' '$(2)'

CC := gcc
CFLAGS_HOST := -std=gnu11 -O2 -g -Wall -Wextra -Werror -Wmissing-prototypes \
	-Wstrict-prototypes -Wshadow -Wundef -Iinclude
CFLAGS_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer

# Filled by the rooms: executables that print TAP (see tests/README.md)
HOST_TESTS :=
BOARD_TESTS :=
# Filled by the rooms: Debian packages that the build machine needs
PACKAGES := gcc make

ROOMS := board image tools firmware linux optee tests
-include $(addsuffix /rules.mk,$(ROOMS))
