# SPDX-License-Identifier: BSD-2-Clause
#
# The Trusted Application on the host: its own sources on a GlobalPlatform API
# of OpenSSL, with a fake pseudo-TA. Built three times: with the sanitizers,
# plain for valgrind and for measuring, and for coverage.

PACKAGES += libcmocka-dev libssl-dev valgrind gcovr gdb-multiarch patch

TA_B := $(B)/tests/optee
# to make keys takes longer than most of what is tested with them
export TEEPROC_TEST_KEYS := $(TA_B)/keys
TA_TEST_TA := $(wildcard optee/ta/*.c)
TA_TEST_SHIM := tests/optee/shim/shim.c tests/optee/fake_pta.c \
	tests/optee/fake_keys.c tests/optee/signed_image.c tests/optee/signing_key.c
TA_TEST_CLIENT := tests/optee/client.c tests/optee/states.c tests/optee/pta_rules.c
TA_TESTS := state door load authentic target rollback pieces piece_segments pause race failures \
	dump core_file scrub
# for valgrind and coverage
export TEEPROC_TA_TESTS := $(TA_TESTS)
TA_PROGRAMS := $(TA_TESTS:%=test_%) test_fake_pta bench
TA_TEST_SRC := $(TA_TEST_TA) $(TA_TEST_SHIM) $(TA_TEST_CLIENT) \
	$(TA_PROGRAMS:%=tests/optee/%.c) $(wildcard image/*.c)

TA_CFLAGS := $(CFLAGS_HOST) -Itests/optee/shim -Itests/optee
# as optee/ta/Makefile builds it if nothing else is said
TA_OPTIONS := -DCFG_TEEPROC_ROLLBACK_STRICT=1
TA_FLAGS_asan := $(CFLAGS_SANITIZE) $(TA_OPTIONS)
TA_FLAGS_plain := $(TA_OPTIONS)
TA_FLAGS_cov := -O0 --coverage $(TA_OPTIONS)

# $(1): variant
define TA_TEST_RULES
$(TA_B)/$(1)/%.o: %.c tests/optee/rules.mk
	$$(call say,CC,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(TA_CFLAGS) $$(TA_FLAGS_$(1)) -MMD -MP -c -o $$@ $$<

TA_OBJ_$(1) := $$(patsubst %.c,$(TA_B)/$(1)/%.o,$(TA_TEST_TA) $(TA_TEST_SHIM) \
	$(wildcard image/*.c))

TA_OBJ_$(1) += $(TA_TEST_CLIENT:%.c=$(TA_B)/$(1)/%.o)
TA_PROGRAMS_$(1) := $(TA_PROGRAMS:%=$(TA_B)/$(1)/%)
$$(TA_PROGRAMS_$(1)): $(TA_B)/$(1)/%: $(TA_B)/$(1)/tests/optee/%.o $$(TA_OBJ_$(1))
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(TA_CFLAGS) $$(TA_FLAGS_$(1)) -o $$@ $$^ -lcmocka -lcrypto

-include $(TA_TEST_SRC:%.c=$(TA_B)/$(1)/%.d)
endef
$(foreach variant,asan plain cov,$(eval $(call TA_TEST_RULES,$(variant))))

.SECONDARY: $(foreach variant,asan plain cov,$(TA_TEST_SRC:%.c=$(TA_B)/$(variant)/%.o))

TA_HOST_TESTS := $(patsubst %,$(TA_B)/asan/test_%,$(TA_TESTS) fake_pta)
HOST_TESTS += $(TA_HOST_TESTS) tests/optee/coverage tests/optee/broken \
	tests/optee/broken-verdict tests/optee/valgrind \
	tests/optee/gdb
HOST_TEST_DEPS += $(TA_HOST_TESTS) $(TA_TESTS:%=$(TA_B)/cov/test_%) \
	$(TA_TESTS:%=$(TA_B)/plain/test_%) $(FIRMWARE_ELFS)

# As a platform may choose to build it
TA_LENIENT := $(TA_B)/test_lenient
$(TA_LENIENT): $(TA_TEST_TA) $(TA_TEST_SHIM) $(TA_TEST_CLIENT) \
		$(wildcard image/*.c) tests/optee/test_lenient.c tests/optee/rules.mk \
		$(wildcard optee/ta/*.h tests/optee/*.h tests/optee/shim/*.h \
		image/*.h include/teeproc/*.h)
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(TA_CFLAGS) $(CFLAGS_SANITIZE) -DCFG_TEEPROC_UNTARGETED=1 \
		-o $@ $(filter %.c,$^) -lcmocka -lcrypto

HOST_TESTS += $(TA_LENIENT)
HOST_TEST_DEPS += $(TA_LENIENT)

.PHONY: bench-ta
bench: bench-ta
bench-ta: $(TA_B)/plain/bench
	$(Q)$<

# For faults in the TA's code: that code, and the parser's, in a section of its
# own; compiled as the TA development kit does it, and for make check-all without
# optimisation to much of it
TA_FAULT_VARIANTS := Os $(if $(TEEPROC_ALL),O0 O1 O2)
TA_FAULT_SRC := $(TA_TEST_TA) $(filter-out image/build.c,$(wildcard image/*.c))
TA_FAULT_CFLAGS_Os := -Os -fpic -fstack-protector-strong
TA_FAULT_CFLAGS_O0 := -O0 -DFLIPS=0
TA_FAULT_CFLAGS_O1 := -O1 -DFLIPS=0
TA_FAULT_CFLAGS_O2 := -O2 -DFLIPS=0
TA_FAULT_PLAIN := $(addprefix $(TA_B)/plain/tests/optee/,bail_out.o crafted.o tracer.o)
TA_FAULT := $(TA_FAULT_VARIANTS:%=$(TA_B)/fault/test_verdict_%)

# $(1): variant
define TA_FAULT_RULES
TA_FAULT_OBJ_$(1) := $(TA_FAULT_SRC:%.c=$(TA_B)/fault/$(1)/%.o)
$$(TA_FAULT_OBJ_$(1)): $(TA_B)/fault/$(1)/%.o: %.c tests/optee/rules.mk
	$$(call say,CC,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(TA_CFLAGS) $(TA_OPTIONS) $$(TA_FAULT_CFLAGS_$(1)) -fno-reorder-functions \
		-fcf-protection=none -fno-reorder-blocks-and-partition -MMD -MP \
		-c -o $$@ $$<
	$$(Q)objcopy --rename-section .text=ta_text $$@

TA_FAULT_TEST_$(1) := $(TA_B)/fault/$(1)/test_verdict.o \
	$(TA_B)/fault/$(1)/verdict_attacks.o
$$(TA_FAULT_TEST_$(1)): $(TA_B)/fault/$(1)/%.o: tests/optee/%.c tests/optee/rules.mk
	$$(call say,CC,$$@)
	@mkdir -p $$(@D)
	$$(Q)$$(CC) $$(TA_CFLAGS) $$(TA_FAULT_CFLAGS_$(1)) -MMD -MP -c -o $$@ $$<

$(TA_B)/fault/test_verdict_$(1): $$(TA_FAULT_TEST_$(1)) \
		$(TA_FAULT_PLAIN) $$(TA_FAULT_OBJ_$(1)) \
		$$(filter-out $$(TA_FAULT_SRC:%.c=$(TA_B)/plain/%.o),$$(TA_OBJ_plain))
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(TA_CFLAGS) -Wl,--wrap=TA_OpenSessionEntryPoint \
		-Wl,--wrap=TA_InvokeCommandEntryPoint -o $$@ $$^ -lcmocka -lcrypto

-include $$(TA_FAULT_OBJ_$(1):.o=.d) $$(TA_FAULT_TEST_$(1):.o=.d)
endef
$(foreach variant,$(TA_FAULT_VARIANTS),$(eval $(call TA_FAULT_RULES,$(variant))))

-include $(TA_FAULT_PLAIN:.o=.d)

HOST_TESTS += $(TA_FAULT)
HOST_TEST_DEPS += $(TA_FAULT)

# libFuzzer brings its own main()
TA_FUZZ := $(TA_B)/fuzz/fuzz_ta
TA_FUZZ_SRC := $(TA_TEST_TA) $(TA_TEST_SHIM) $(TA_TEST_CLIENT) \
	$(wildcard image/*.c) tests/optee/fuzz_ta.c
PACKAGES += clang libclang-rt-14-dev python3

$(TA_FUZZ): $(TA_FUZZ_SRC) $(wildcard optee/ta/*.h tests/optee/*.h \
		tests/optee/shim/*.h image/*.h include/teeproc/*.h) \
		tests/optee/fuzz.covered
	$(call say,CLANG,$@)
	@mkdir -p $(@D)
	$(Q)clang -std=gnu11 -O1 -g -Iinclude -Itests/optee/shim -Itests/optee \
		-fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all \
		-fsanitize-coverage-allowlist=tests/optee/fuzz.covered \
		$(TA_OPTIONS) -o $@ $(TA_FUZZ_SRC) -lcmocka -lcrypto

TA_FUZZ_SEEDS := $(TA_B)/fuzz/seeds/.made
$(TA_FUZZ_SEEDS): tests/optee/make-corpus
	$(call say,CORPUS,$(@D))
	$(Q)tests/optee/make-corpus $(@D)
	$(Q)touch $@

HOST_TESTS += tests/optee/fuzz
HOST_TEST_DEPS += $(TA_FUZZ) $(TA_FUZZ_SEEDS)

.PHONY: fuzz-ta
fuzz: fuzz-ta
fuzz-ta: $(TA_FUZZ) $(TA_FUZZ_SEEDS)
	$(Q)TEEPROC_FUZZ_SECONDS=$(SECONDS) tests/optee/fuzz

# The pseudo-TA on a shim of OP-TEE's core, which makes allocations fail, with an
# address space of the calling TA. Its platform is the virtual board's, Versal's, the
# template, or the test itself.
PTA_B := $(TA_B)/pta
PTA_CFLAGS := $(CFLAGS_HOST) $(CFLAGS_SANITIZE) -Itests/optee/core_shim \
	-Itests/optee/shim -Itests/optee -DOVERLAYS='"$(B)/board"'
PTA_LINK := $(CFLAGS_SANITIZE) -Wl,--wrap=malloc -Wl,--wrap=calloc
PTA_SHARED := $(wildcard optee/pta/*.c) $(addprefix tests/optee/,core_shim/core_shim.c \
	core_shim/core_crypto.c core_shim/core_calls.c pta_calls.c pta_rules.c signed_image.c \
	signing_key.c)
PACKAGES += libfdt-dev zlib1g-dev

$(PTA_B)/%.o: %.c tests/optee/rules.mk
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(PTA_CFLAGS) -MMD -MP -c -o $@ $<

# $(1): test, $(2): the sources that it needs beside that of its name
PTA_TESTS :=
PTA_OBJ :=
define PTA_TEST_RULES
PTA_TESTS += $(TA_B)/test_$(1)
PTA_OBJ_test_$(1) := $(PTA_B)/tests/optee/test_$(1).o $(2:%.c=$(PTA_B)/%.o)
PTA_OBJ += $$(PTA_OBJ_test_$(1))
$(TA_B)/test_$(1): $$(PTA_OBJ_test_$(1))
endef

# what needs no MMU
PTA_LINE := $(addprefix optee/pta/virt/,control_port.c uart.c) tests/optee/core_shim/core_shim.c
PTA_VIRT := $(PTA_SHARED) $(wildcard optee/pta/virt/*.c)
PTA_VERSAL := $(PTA_SHARED) $(wildcard optee/pta/versal/*.c) tests/optee/versal_soc.c
$(foreach test,pta pta_lines,$(eval $(call PTA_TEST_RULES,$(test),$(PTA_LINE))))
$(foreach test,board calls keys values verify rules,$(eval \
	$(call PTA_TEST_RULES,pta_$(test),$(PTA_VIRT))))
$(foreach test,versal fuses,$(eval $(call PTA_TEST_RULES,pta_$(test),$(PTA_VERSAL))))
$(foreach test,platform map,$(eval $(call PTA_TEST_RULES,pta_$(test),$(PTA_SHARED))))
$(eval $(call PTA_TEST_RULES,pta_template,$(PTA_SHARED) $(wildcard optee/pta/template/*.c)))

PTA_LIBS := $(IMAGE_LIB) -lcmocka -lcrypto -lfdt -lz
$(PTA_TESTS): $(IMAGE_LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(PTA_LINK) -o $@ $(filter %.o,$^) $(PTA_LIBS)

.SECONDARY: $(PTA_OBJ)
-include $(sort $(PTA_OBJ:.o=.d))

HOST_TESTS += $(PTA_TESTS) tests/optee/platforms
HOST_TEST_DEPS += $(PTA_TESTS) $(DTBOS) $(OPTEE_BASE).ok
export OPTEE_BASE
