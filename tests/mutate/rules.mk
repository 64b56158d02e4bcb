# SPDX-License-Identifier: BSD-2-Clause
#
# Mutants: each file is compiled once with all of its own in it, and linked with
# the tests; tests/mutate/run chooses among them.

PACKAGES += python3-clang-14

MUTATE := $(B)/tests/mutate
MUTATE_FILES_image := $(IMAGE_SRC)
MUTATE_FLAGS_image := $(CFLAGS_HOST) -ffreestanding $(CFLAGS_SANITIZE)
MUTATE_FILES_optee/ta := $(TA_TEST_TA)
MUTATE_FLAGS_optee/ta := $(TA_CFLAGS) $(TA_FLAGS_asan)
MUTATE_FILES_optee/pta := $(wildcard optee/pta/*.c)
MUTATE_FLAGS_optee/pta := $(PTA_CFLAGS)
MUTATE_FILES_optee/pta/virt := $(wildcard optee/pta/virt/*.c)
MUTATE_FLAGS_optee/pta/virt := $(PTA_CFLAGS)
MUTATE_FILES_optee/pta/versal := $(wildcard optee/pta/versal/*.c)
MUTATE_FLAGS_optee/pta/versal := $(PTA_CFLAGS)
MUTATE_FILES_linux := linux/elf_check.c linux/tee_errno.c
MUTATE_FLAGS_linux := $(CFLAGS_HOST) $(CFLAGS_SANITIZE) -D_GNU_SOURCE -Itests/linux/shim
# what has units; the rest of the SoC's process is tested as a whole
MUTATE_FILES_board/soc/config := board/soc/config/board_config.c
MUTATE_FILES_board/soc/device := $(wildcard board/soc/device/*.c)
MUTATE_FILES_board/soc/core := $(addprefix board/soc/core/,arm_m.c core_arch.c exception_frame.c riscv.c)
MUTATE_FILES_board/soc/control := board/soc/control/control_port.c
MUTATE_FILES_board/soc/host := $(wildcard board/soc/host/*.c)
MUTATE_SOC_ROOMS := $(addprefix board/soc/,config device core control host)
$(foreach room,$(MUTATE_SOC_ROOMS),$(eval MUTATE_FLAGS_$(room) := $(SOC_TEST_CFLAGS)))
MUTATE_FILES_tools/teeproc-image := $(wildcard tools/teeproc-image/*.c)
MUTATE_FLAGS_tools/teeproc-image := $(CFLAGS_HOST) $(CFLAGS_SANITIZE) $(CFLAGS_TEEPROC_IMAGE)
MUTATE_FILES_tests/mutate/sample := tests/mutate/sample/sample.c
MUTATE_FLAGS_tests/mutate/sample := $(CFLAGS_HOST)
MUTATE_FOLDERS := tests/mutate/sample image optee/ta optee/pta optee/pta/virt optee/pta/versal linux $(MUTATE_SOC_ROOMS) tools/teeproc-image

# $(1): folder
define MUTATE_RULES
MUTATE_OBJ_$(1) := $(MUTATE_FILES_$(1):%.c=$(MUTATE)/%.o)
$$(MUTATE_OBJ_$(1):.o=.c): $(MUTATE)/%.c: %.c tests/mutate/make-mutants
	$$(call say,MUTANTS,$$@)
	@mkdir -p $$(@D)
	$$(Q)tests/mutate/make-mutants $$< $$@ $$(@:.c=.list) \
		-iquote $(1) $$(filter -I% -D% -std=%,$(MUTATE_FLAGS_$(1)))

$$(MUTATE_OBJ_$(1)): %.o: %.c tests/mutate/mutant.h
	$$(call say,CC,$$@)
	$$(Q)$$(CC) $(filter-out -W%,$(MUTATE_FLAGS_$(1))) -w -O1 -iquote $(1) \
		-Itests/mutate -MMD -MP -c -o $$@ $$<

-include $$(MUTATE_OBJ_$(1):.o=.d)
endef
$(foreach folder,$(MUTATE_FOLDERS),$(eval $(call MUTATE_RULES,$(folder))))

.SECONDARY: $(foreach folder,$(MUTATE_FOLDERS),$(MUTATE_OBJ_$(folder):.o=.c))

$(MUTATE)/mutant.o: tests/mutate/mutant.c
	$(call say,CC,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) -c -o $@ $<

# The tests, as their own rules build them, with these objects in place of the
# files: sources or objects, folders, flags, libraries
define MUTATE_LINK
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) $(3) -w -o $@ $(1) $(foreach folder,$(2),$(MUTATE_OBJ_$(folder))) \
		$(MUTATE)/mutant.o $(4)
endef

MUTATE_IMAGE := $(IMAGE_UNITS:%=$(MUTATE)/bin/test_%)
$(MUTATE_IMAGE): $(MUTATE)/bin/test_%: tests/image/test_%.c tests/image/maker.c \
		tests/image/fixture.c $(MUTATE_OBJ_image) $(MUTATE)/mutant.o
	$(call MUTATE_LINK,$(filter tests/%,$^),image,$(CFLAGS_HOST) $(CFLAGS_SANITIZE),-lcmocka)

MUTATE_TA := $(TA_TESTS:%=$(MUTATE)/bin/test_%)
MUTATE_TA_REST := $(patsubst %.c,$(TA_B)/asan/%.o,$(TA_TEST_SHIM) $(TA_TEST_CLIENT))
$(MUTATE_TA): $(MUTATE)/bin/%: $(TA_B)/asan/tests/optee/%.o $(MUTATE_TA_REST) \
		$(MUTATE_OBJ_image) $(MUTATE_OBJ_optee/ta) $(MUTATE)/mutant.o
	$(call MUTATE_LINK,$(filter $(TA_B)/%,$^),image optee/ta,$(CFLAGS_SANITIZE),-lcmocka -lcrypto)

MUTATE_LENIENT := $(MUTATE)/bin/test_lenient
$(MUTATE_LENIENT): tests/optee/test_lenient.c $(MUTATE_OBJ_optee/ta) $(TA_LENIENT)
	$(call MUTATE_LINK,$< $(MUTATE_OBJ_optee/ta:.o=.c) $(TA_TEST_SHIM) $(TA_TEST_CLIENT) \
		$(IMAGE_SRC),,$(TA_CFLAGS) $(CFLAGS_SANITIZE) -DCFG_TEEPROC_UNTARGETED=1 \
		-iquote optee/ta -Itests/mutate,-lcmocka -lcrypto)

# each with its own platform, changed or not
MUTATE_PTA := $(PTA_TESTS:$(TA_B)/%=$(MUTATE)/bin/%)
MUTATE_PTA_OBJ := $(foreach folder,optee/pta optee/pta/virt optee/pta/versal,$(MUTATE_OBJ_$(folder)))
MUTATE_PTA_OF := $(MUTATE_PTA_OBJ:$(MUTATE)/%=$(PTA_B)/%)
define MUTATE_PTA_RULES
$(MUTATE)/bin/$(1): $(filter-out $(MUTATE_PTA_OF),$(PTA_OBJ_$(1))) \
	$(patsubst $(PTA_B)/%,$(MUTATE)/%,$(filter $(MUTATE_PTA_OF),$(PTA_OBJ_$(1))))
endef
$(foreach test,$(PTA_TESTS:$(TA_B)/%=%),$(eval $(call MUTATE_PTA_RULES,$(test))))
$(MUTATE_PTA): $(IMAGE_LIB) $(MUTATE)/mutant.o
	$(call MUTATE_LINK,$(filter %.o,$(filter-out $(MUTATE)/mutant.o,$^)),,$(PTA_LINK),$(PTA_LIBS))

MUTATE_LINUX := $(LINUX_UNITS:%=$(MUTATE)/bin/test_%)
$(MUTATE_LINUX): $(MUTATE)/bin/%: tests/linux/%.c $(MUTATE_OBJ_linux) $(MUTATE)/mutant.o
	$(call MUTATE_LINK,$<,linux,$(MUTATE_FLAGS_linux),-lcmocka)

MUTATE_SOC := $(SOC_UNITS:$(SOC_TEST)/%=$(MUTATE)/bin/%)
MUTATE_SOC_REST := $(filter-out %/main.o $(foreach room,$(MUTATE_SOC_ROOMS), \
	$(MUTATE_FILES_$(room):board/%.c=$(SOC_TEST)/%.o)),$(SOC_TEST_OBJECTS))
# the control port's own test is for another program
$(MUTATE_SOC): $(MUTATE)/bin/%: tests/soc/%.c $(SOC_TEST_SHARED) $(MUTATE_SOC_REST) \
		$(foreach room,$(MUTATE_SOC_ROOMS),$(MUTATE_OBJ_$(room))) $(MUTATE)/mutant.o
	$(call MUTATE_LINK,$< $(SOC_TEST_SHARED) $(MUTATE_SOC_REST),$(MUTATE_SOC_ROOMS), \
		$(SOC_TEST_CFLAGS) $(SOC_TEST_WRAP),$(SOC_LIBS) -lcmocka)

MUTATE_TOOL := $(MUTATE)/bin/teeproc-image
$(MUTATE_TOOL): $(MUTATE_OBJ_tools/teeproc-image) $(TEEPROC_IMAGE_SAN) $(MUTATE)/mutant.o
	$(call MUTATE_LINK,$(filter-out $(MUTATE_FILES_tools/teeproc-image:%.c=$(B)/tools/teeproc-image/san/%.o), \
		$(TEEPROC_IMAGE_SAN_OBJ)), \
		tools/teeproc-image,$(CFLAGS_SANITIZE),$(TEEPROC_IMAGE_LIBS))

# and without the sanitizers, which take most of the time of a tool that has soon ended
MUTATE_PLAIN := $(MUTATE)/bin/teeproc-image-plain
MUTATE_PLAIN_OBJ := $(MUTATE_OBJ_tools/teeproc-image:.o=.plain.o)
$(MUTATE_PLAIN_OBJ): %.plain.o: %.c tests/mutate/mutant.h
	$(call say,CC,$@)
	$(Q)$(CC) $(filter-out -W%,$(CFLAGS_HOST)) $(CFLAGS_TEEPROC_IMAGE) -w -O1 \
		-iquote tools/teeproc-image -Itests/mutate -MMD -MP -c -o $@ $<

-include $(MUTATE_PLAIN_OBJ:.o=.d)

$(MUTATE_PLAIN): $(MUTATE_PLAIN_OBJ) $(filter-out $(MUTATE_FILES_tools/teeproc-image:%.c=$(B)/%.o), \
		$(TEEPROC_IMAGE_OBJ)) $(IMAGE_LIB) $(MUTATE)/mutant.o $(FAILING_OBJ)
	$(call say,LD,$@)
	@mkdir -p $(@D)
	$(Q)$(CC) -o $@ $^ $(FAILING_LINK) $(TEEPROC_IMAGE_LIBS)

# What the tests of make check need
MUTATE_SAMPLE := $(MUTATE)/bin/test_sample
$(MUTATE_SAMPLE): tests/mutate/sample/test_sample.c $(MUTATE_OBJ_tests/mutate/sample) \
		$(MUTATE)/mutant.o
	$(call MUTATE_LINK,$<,tests/mutate/sample,$(CFLAGS_HOST))

HOST_TESTS += tests/mutate/telling.t
HOST_TEST_DEPS += $(MUTATE_SAMPLE) $(MUTATE_LINUX) \
	$(foreach folder,$(MUTATE_FOLDERS),$(MUTATE_OBJ_$(folder):.o=.c))

# What the tests of each folder need, in tests/mutate/programs
MUTATE_BIN_image := $(MUTATE_IMAGE) $(MUTATE_TA)
MUTATE_BIN_optee/ta := $(MUTATE_TA) $(MUTATE_LENIENT)
MUTATE_BIN_optee/pta := $(MUTATE_PTA) $(DTBOS)
MUTATE_BIN_optee/pta/virt := $(MUTATE_PTA) $(DTBOS)
MUTATE_BIN_optee/pta/versal := $(filter %_versal %_fuses,$(MUTATE_PTA))
MUTATE_BIN_linux := $(MUTATE_LINUX)
$(foreach room,$(MUTATE_SOC_ROOMS),$(eval MUTATE_BIN_$(room) := $(MUTATE_SOC) $(DTBOS)))
MUTATE_BIN_tools/teeproc-image := $(MUTATE_PLAIN) $(MUTATE_TOOL) $(MAKE_ELF) \
	$(B)/cache/pkcs11-provider.ok

# MUTANTS=N of FOLDERS="...", chosen by SEED
.PHONY: mutate
mutate: $(foreach folder,$(or $(FOLDERS),$(MUTATE_FOLDERS)),$(MUTATE_BIN_$(folder)))
	$(Q)tests/mutate/run --mutants $(or $(MUTANTS),1000) $(if $(SEED),--seed $(SEED)) \
		--folders "$(FOLDERS)" $(if $(ONLY),--only '$(ONLY)') $(if $(AGAIN),--again)

# Those of the drivers are booted; this is one of them
ifeq ($(BOARD)$(SERIES_KERNEL),virt)
BOARD_TESTS += tests/mutate/booted.t
endif
