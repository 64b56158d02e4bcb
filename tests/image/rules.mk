# SPDX-License-Identifier: BSD-2-Clause
#
# Tests of signed images: the reader and builder by themselves (with sanitizers,
# and once more for coverage), and the tool.

PACKAGES += libcmocka-dev gcovr gcc-arm-none-eabi gcc-aarch64-linux-gnu \
	gcc-riscv64-unknown-elf python3 python3-pyelftools python3-pycryptodome \
	softhsm2 opensc groff-base qemu-system-arm

IMAGE_UNITS := elf key machine rsc_table fields header tlv text segments build
IMAGE_UNIT_BIN := $(IMAGE_UNITS:%=$(B)/tests/image/test_%)
IMAGE_COV_BIN := $(IMAGE_UNITS:%=$(B)/tests/image/cov/test_%)
IMAGE_COV_OBJ := $(IMAGE_SRC:%.c=$(B)/tests/image/cov/%.o)
IMAGE_SAN_OBJ := $(IMAGE_SRC:%.c=$(B)/tests/image/san/%.o)
MAKE_ELF := $(B)/tests/image/make-elf

$(IMAGE_SAN_OBJ): $(B)/tests/image/san/%.o: %.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_IMAGE) $(CFLAGS_SANITIZE) -MMD -MP -c -o $@ $<

$(IMAGE_COV_OBJ): $(B)/tests/image/cov/%.o: %.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_IMAGE) -O0 --coverage -MMD -MP -c -o $@ $<

$(IMAGE_UNIT_BIN): $(B)/tests/image/test_%: tests/image/test_%.c \
		tests/image/maker.c tests/image/fixture.c $(IMAGE_SAN_OBJ)
	$(call say,CC,$@)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_SANITIZE) -MMD -MP -MF $@.d -o $@ \
		$^ -lcmocka

$(IMAGE_COV_BIN): $(B)/tests/image/cov/test_%: tests/image/test_%.c \
		tests/image/maker.c tests/image/fixture.c $(IMAGE_COV_OBJ)
	$(call say,CC,$@)
	$(Q)$(CC) $(CFLAGS_HOST) -MMD -MP -MF $@.d -o $@ $^ --coverage -lcmocka

$(MAKE_ELF): tests/image/make_elf.c tests/image/maker.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) -MMD -MP -MF $@.d -o $@ $^

-include $(IMAGE_UNIT_BIN:=.d) $(IMAGE_COV_BIN:=.d) $(MAKE_ELF).d \
	$(IMAGE_SAN_OBJ:.o=.d) $(IMAGE_COV_OBJ:.o=.d)

HOST_TESTS += $(IMAGE_UNIT_BIN)

# The decision of the tool without its commands
BITFLIP := $(B)/tests/image/bitflip
BITFLIP_OBJ := $(filter-out %/main.o %/sign.o %/keygen.o %/inspect.o %/verify.o %/otp.o, \
	$(TEEPROC_IMAGE_OBJ))

$(BITFLIP): tests/image/bitflip.c $(BITFLIP_OBJ) $(IMAGE_LIB)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) -MMD -MP -MF $@.d -o $@ $^ $(TEEPROC_IMAGE_LIBS)

-include $(BITFLIP).d

# The tool with what it calls of others in between (failing.c)
FAILING := $(B)/tests/image/teeproc-image-failing
FAILING_OBJ := $(B)/tests/image/failing.o
FAILING_WRAP := $(shell sed -nE 's/^WRAP.[^,]*, ([A-Za-z0-9_]+),.*/\1/p; s/.*[^_]fails."([^"]+)".*/\1/p' \
	tests/image/failing.c)
FAILING_LINK := $(FAILING_WRAP:%=-Wl,--wrap=%)

$(FAILING_OBJ): tests/image/failing.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) -D_GNU_SOURCE -MMD -MP -c -o $@ $<

$(FAILING): $(TEEPROC_IMAGE_SAN_OBJ) $(FAILING_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS_SANITIZE) -o $@ $^ $(FAILING_LINK) $(TEEPROC_IMAGE_LIBS)

-include $(FAILING_OBJ:.o=.d)

# One program, for here and for a big-endian core
READ_IMAGE := $(B)/tests/image/read-image

$(READ_IMAGE): tests/image/read_image.c $(IMAGE_LIB)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) -MMD -MP -MF $@.d -o $@ $^

$(READ_IMAGE)-be: tests/image/read_image.c $(IMAGE_SRC)
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)aarch64-linux-gnu-gcc $(CFLAGS_HOST) -DBARE -std=c11 -ffreestanding \
		-mbig-endian -mstrict-align -mgeneral-regs-only -fno-pic -nostdlib -static \
		-Wl,--build-id=none -Wl,-Ttext=0x40200000 -Wl,-e,start -o $@ \
		$(filter %.c,$^)

$(READ_IMAGE)-be: $(wildcard include/teeproc/*.h image/*.h)
-include $(READ_IMAGE).d

# OP-TEE's script, from the tree that the board's OP-TEE is built from
SIGN_SCRIPT := $(B)/tests/image/sign_rproc_fw.py
$(SIGN_SCRIPT): $(OPTEE_BASE).ok
	$(Q)mkdir -p $(@D)
	$(Q)cp $(OPTEE_BASE)/scripts/sign_rproc_fw.py $@

# OpenSSL's provider for PKCS#11 is newer than bookworm, but runs on it.
$(eval $(call from_cache,pkcs11-provider,,board/boot/apt-root fetch trixie amd64 pkcs11-provider))

HOST_TESTS += $(patsubst %,tests/image/%.t,bitflip coverage endian failures freestanding \
	documented interop made names otp pkcs11 said said_keys shown tool)
HOST_TEST_DEPS += $(IMAGE_UNIT_BIN) $(IMAGE_COV_BIN) $(MAKE_ELF) $(BITFLIP) \
	$(READ_IMAGE) $(READ_IMAGE)-be $(FAILING) \
	$(TEEPROC_IMAGE) $(TEEPROC_IMAGE_SAN) $(SIGN_SCRIPT) \
	$(B)/cache/pkcs11-provider.ok
