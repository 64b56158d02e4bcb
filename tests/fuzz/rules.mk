# SPDX-License-Identifier: BSD-2-Clause
#
# Fuzzers of image, ELF file and resource table, for libFuzzer and for AFL++.

PACKAGES += clang libclang-rt-14-dev afl++ libssl-dev

FUZZERS := image elf rsc_table
FUZZ_BIN := $(FUZZERS:%=$(B)/tests/fuzz/fuzz_%)
FUZZ_AFL_BIN := $(FUZZERS:%=$(B)/tests/fuzz/afl/fuzz_%)
FUZZ_CORPUS := $(B)/tests/fuzz/corpus/.made
# the decision of `teeproc-image verify`, for the image target
FUZZ_TOOL_SRC := $(addprefix tools/teeproc-image/,verify_image.c digest.c)
CFLAGS_FUZZ := -std=gnu11 -O1 -g -Wall -Wextra -Werror -Iinclude \
	-fno-omit-frame-pointer

$(FUZZ_BIN): $(B)/tests/fuzz/fuzz_%: tests/fuzz/fuzz_%.c $(IMAGE_SRC) $(FUZZ_TOOL_SRC)
	$(call say,CLANG,$@)
	$(Q)mkdir -p $(@D)
	$(Q)clang $(CFLAGS_FUZZ) -fsanitize=fuzzer,address,undefined \
		-fno-sanitize-recover=all -o $@ $(filter %.c,$^) -lcrypto

# AFL++ brings a main() for the same entry points; its own mutations
$(FUZZ_AFL_BIN): $(B)/tests/fuzz/afl/fuzz_%: tests/fuzz/fuzz_%.c $(IMAGE_SRC) $(FUZZ_TOOL_SRC)
	$(call say,AFL,$@)
	$(Q)mkdir -p $(@D)
	$(Q)AFL_QUIET=1 afl-clang-fast $(CFLAGS_FUZZ) -DTEEPROC_NO_MUTATOR \
		-fsanitize=fuzzer -o $@ $(filter %.c,$^) -lcrypto

$(FUZZ_BIN) $(FUZZ_AFL_BIN): $(wildcard include/teeproc/*.h image/*.h \
	tests/fuzz/*.h) tools/teeproc-image/verify.h tools/teeproc-image/digest.h

$(FUZZ_CORPUS): tests/fuzz/make-corpus $(TEEPROC_IMAGE) $(B)/tests/image/make-elf
	$(call say,CORPUS,$(@D))
	$(Q)tests/fuzz/make-corpus $(TEEPROC_IMAGE) $(B)/tests/image/make-elf $(@D)
	$(Q)touch $@

.PHONY: fuzz-image
fuzz-image: $(FUZZ_BIN) $(FUZZ_AFL_BIN) $(FUZZ_CORPUS)
	$(Q)TEEPROC_FUZZ_SECONDS=$(SECONDS) tests/fuzz/fuzz.t
fuzz: fuzz-image

HOST_TESTS += tests/fuzz/fuzz.t
HOST_TEST_DEPS += $(FUZZ_BIN) $(FUZZ_AFL_BIN) $(FUZZ_CORPUS)
