# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc: everything is built from here, without recursion. Each room brings a
# rules.mk that adds its targets and names its tests; what is built lies under
# build/, what is fetched or takes long to build in the cache.
#
# make help tells the targets, docs/building.md how a room is written.

ifndef JOBS
JOBS := $(shell nproc)
endif
MAKEFLAGS += --no-builtin-rules --no-print-directory
# what is measured has the machine for itself; a make within this one does as it is told
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(if $(filter bench%,$(MAKECMDGOALS)),1,$(JOBS))
endif
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

# What is built for another board than the virtual one lies beside it. An environment
# may have a BOARD of its own, such as Zephyr's.
ifneq ($(origin BOARD),command line)
BOARD := virt
endif
B := build$(if $(filter-out virt,$(BOARD)),/$(BOARD))
ifeq ($(filter virt versal,$(BOARD)),)
$(error BOARD=$(BOARD): neither virt nor versal)
endif
KERNEL ?= 6.1
TEEPROC_CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/teeproc
SECONDS ?= 60
export TEEPROC_CACHE KERNEL JOBS
# which kernel teeproc-board run takes of those that are built
export TEEPROC_KERNEL = $(KERNEL)
export TEEPROC_BUILD := $(B)
export TEEPROC_BOARD := $(BOARD)
# The compilers by way of ccache, whose store is part of the cache; and the python3 that has
# Debian's modules, before any other. Names of files are relative, so that another clone finds
# what one has compiled.
export PATH := /usr/lib/ccache:/usr/bin:$(PATH)
export CCACHE_DIR := $(TEEPROC_CACHE)/ccache
export CCACHE_MAXSIZE := 1G
export CCACHE_BASEDIR := $(CURDIR)

# V=1 prints the commands
ifneq ($(V),1)
Q := @
endif
say = @printf '  %-8s %s\n' '$(1)' '$(2)'

# A target of many sources that takes its time is as old as the begin of its making:
# what is changed meanwhile is newer. BEGIN is the first line of its recipe, END the last.
BEGIN = @mkdir -p $(@D) && touch $@.begun
END = @touch -r $@.begun $@ && rm $@.begun

# CFLAGS_PACKAGE and LDFLAGS: of who makes a package (debian/rules)
CC := gcc
CFLAGS_HOST := -std=gnu11 -O2 -g -Wall -Wextra -Werror -Wmissing-prototypes \
	-Wstrict-prototypes -Wshadow -Wundef -Iinclude -ffile-prefix-map=$(CURDIR)=. \
	$(CFLAGS_PACKAGE)
CFLAGS_SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer

# Filled by the rooms: executables that print TAP, run without and with a
# booted board, and what has to be built before them
HOST_TESTS :=
BOARD_TESTS :=
HOST_TEST_DEPS :=
BOARD_TEST_DEPS :=
# and what only make check runs, and needs
CHECK_TESTS :=
CHECK_TEST_DEPS :=
# Filled by the rooms: what `make board` builds
BOARD_DEPS :=
# Filled by the rooms: kernel modules. The tests see them, but a make within this one
# has its own
KMOD_DIRS :=
# Filled by the rooms: Debian packages that the build machine needs
PACKAGES := ccache gcc make perl

.PHONY: help deps board run shell demo bench fuzz check check-all check-host \
	check-board mutate-booted check-compile check-debug format clean
FORCE:

ROOMS := board image tools firmware $(if $(filter virt,$(BOARD)),examples) linux optee $(if $(filter virt,$(BOARD)),series) tests
-include $(addsuffix /rules.mk,$(ROOMS))
include board/boot/assemble.mk
include install.mk

help:
	@sed -n 's/^#h //p' Makefile

#h make board          build the virtual board and all that runs on it
#h make run FIRMWARE=my.elf   run your firmware on the board; RUN_OPTIONS=, see
#h                     build/board/teeproc-board run --help
#h make shell          boot it to a shell on this console; poweroff ends it
#h make demo           the whole chain, shown step by step
#h make check          every test; its last line is the test runner's
#h make check-all      and what takes longer: all proofs, all under valgrind
#h make check-host     the tests that need no board
#h make check-board    the tests inside the booted board
#h make check-debug    the same on debug kernels: KASAN, lockdep, kmemleak ...
#h make check-fault    one fault at every step of the aarch64 TA, by itself
#h make check-bench    kernels with a broken remoteproc core must fail check-board
#h make prove          the proofs of make check; prove-all: all of them
#h make check-compile  the modules against kernels 6.1 to 7.2, and for armhf
#h make series         patches for the kernel's own tree, in build/series; LINUX=folder:
#h                     for that tree; make check-series builds and checks each of them
#h make soak           1,000 starts and 300 crashes in one boot; SOAK="STARTS CRASHES"
#h make mutate         which changes of the code no test finds; MUTANTS=1000 of
#h                     FOLDERS="image optee/ta ...", chosen by SEED=
#h make mutate-booted  changes of the drivers, each in the board; NAMES=
#h make firmware, examples   the sample firmware, and build/examples/*.elf
#h make check-examples   those for libraries: FREERTOS=, RPMSG_LITE=, OPENAMP=folder
#h make bench          measurements
#h make fuzz           each fuzzer for SECONDS=60
#h make install        what users need, below DESTDIR= and PREFIX=/usr/local
#h make packages       Debian packages of it, in build/packages; make check-packages
#h                     tries them in a fresh bookworm and trixie (as root)
#h make format         clang-format on all C files
#h make deps           install the Debian packages that the build needs
#h make clean          remove build/; the cache stays
#h
#h BOARD=versal: QEMU's xlnx-versal-virt instead of the virtual board, for make
#h board, check-board, demo, shell and firmware; built in build/versal. See
#h docs/versal.md.
#h KERNEL=6.1 or 6.12: the board's kernel.  V=1: print the commands.
#h KERNEL_SOURCE=folder: the board's kernel is built from this tree (6.1 or
#h later, with or without patches); KERNEL_DEBUG=1: with KASAN, lockdep, kmemleak.
#h JOBS=2: how much is built side by side, and one test more than that (1: one); as many
#h as there are CPUs if it is not said.
#h TEEPROC_CACHE=folder: what is fetched and built once for all clones.
#h OPTEE_SOURCE=, TFA_SOURCE=folder: another tree than Debian's package.
#h OPTEE_REE_FS_TA=y: OP-TEE that loads signed Trusted Applications from Linux.

board: $(BOARD_DEPS)

# The rooms add prerequisites to these
demo bench fuzz check-compile: | $(B)/packages.mk

# TESTS=file... runs only those; testrules.yml says what may run side by side. A board waits
# now and then: one test more than JOBS makes use of that. A test that calls make is no part
# of this one.
TESTS_AT_ONCE := $(if $(filter-out 1,$(JOBS)),$(shell expr $(JOBS) + 1),1)
PROVE := env -u MAKEFLAGS -u MAKELEVEL -u MFLAGS \
	prove -j$(TESTS_AT_ONCE) --timer --failures --comments --exec ''
define run_tests
$(Q)mkdir -p $(B)/log $(TEEPROC_TEST_KEYS)
$(Q)$(PROVE) $(or $(TESTS),$(1)) </dev/null
endef

check: $(HOST_TEST_DEPS) $(BOARD_DEPS) $(BOARD_TEST_DEPS) $(CHECK_TEST_DEPS) \
		$(or $(TESTS),$(HOST_TESTS) $(BOARD_TESTS) $(CHECK_TESTS))
	$(call run_tests,$(HOST_TESTS) $(BOARD_TESTS) $(CHECK_TESTS))

# And what takes too long for that
export TEEPROC_ALL
check-all:
	$(Q)$(MAKE) check prove-all TEEPROC_ALL=1
	$(Q)$(MAKE) check-board BOARD=versal TEEPROC_ALL=1

check-host: $(HOST_TEST_DEPS) $(or $(TESTS),$(HOST_TESTS))
	$(call run_tests,$(HOST_TESTS))

check-board: $(BOARD_DEPS) $(BOARD_TEST_DEPS) $(or $(TESTS),$(BOARD_TESTS))
	$(call run_tests,$(BOARD_TESTS))

# Mutants of the drivers, each booted with the suite that has to find it: NAMES, or all
mutate-booted: $(BOARD_DEPS) $(BOARD_TEST_DEPS)
	$(Q)tests/mutate/booted $(NAMES)

# The booted tests again on each of these, or on that of KERNEL_SOURCE; on all of
# them, though one finds something
DEBUG_KERNELS ?= 6.12-debug 7.2-debug
check-debug: | $(B)/packages.mk
	$(Q)found=; for kernel in $(if $(KERNEL_SOURCE),$(KERNEL_SOURCE),$(DEBUG_KERNELS)); do \
		$(MAKE) check-board KERNEL=$$kernel KERNEL_DEBUG=$(if $(KERNEL_SOURCE),1) || \
			found+=" $$kernel"; \
	done; [ -z "$$found" ] || { echo "check-debug: failed on$$found" >&2; exit 1; }

deps: $(B)/packages.mk

clean:
	$(call say,CLEAN,$(B))
	$(Q)rm -rf $(B)

# The packages come before all else: make builds an included file first and
# then starts again, so what pkg-config knows is up to date by then.
ifneq ($(filter-out help clean,$(or $(MAKECMDGOALS),help)),)
-include $(B)/packages.mk
endif
$(B)/packages.mk: FORCE
	@board/boot/packages $@ $(sort $(PACKAGES))
