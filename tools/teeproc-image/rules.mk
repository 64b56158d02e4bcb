# SPDX-License-Identifier: BSD-2-Clause
#
# teeproc-image: the tool itself, and a second time with the sanitizers for the
# tests.

PACKAGES += libfdt-dev libssl-dev libjansson-dev pkg-config

TEEPROC_IMAGE := $(B)/tools/teeproc-image/teeproc-image
TEEPROC_IMAGE_SAN := $(B)/tools/teeproc-image/san/teeproc-image
TEEPROC_IMAGE_SRC := $(wildcard tools/teeproc-image/*.c) \
	$(addprefix tools/common/,core_kind.c core_map.c escape.c firmware_check.c hex.c otp_json.c)
TEEPROC_IMAGE_LIBS := -lcrypto -lfdt -ljansson -pthread
CFLAGS_TEEPROC_IMAGE := -D_GNU_SOURCE -pthread

TEEPROC_IMAGE_OBJ := $(TEEPROC_IMAGE_SRC:%.c=$(B)/%.o)
TEEPROC_IMAGE_SAN_OBJ := \
	$(patsubst %.c,$(B)/tools/teeproc-image/san/%.o,$(TEEPROC_IMAGE_SRC) $(IMAGE_SRC))

.PHONY: tools
tools: $(TEEPROC_IMAGE)

$(TEEPROC_IMAGE_OBJ): $(B)/%.o: %.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_TEEPROC_IMAGE) -MMD -MP -c -o $@ $<

$(TEEPROC_IMAGE): $(TEEPROC_IMAGE_OBJ) $(IMAGE_LIB)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(TEEPROC_IMAGE_LIBS)

$(TEEPROC_IMAGE_SAN_OBJ): $(B)/tools/teeproc-image/san/%.o: %.c
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS_HOST) $(CFLAGS_SANITIZE) $(CFLAGS_TEEPROC_IMAGE) -MMD -MP -c -o $@ $<

$(TEEPROC_IMAGE_SAN): $(TEEPROC_IMAGE_SAN_OBJ)
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS_SANITIZE) -o $@ $^ $(TEEPROC_IMAGE_LIBS)

# Keys for tests and for trying things: make build/keys/p256-mine.pem makes one
# of the type that its name starts with, .blob and .hash follow from it
TEST_KEYS := $(addprefix $(B)/keys/,p256.pem rsa2048.pem rsa3072.pem rsa4096.pem)

.PHONY: keys
keys: $(TEST_KEYS:.pem=.blob)

$(B)/keys/%.pem: | $(TEEPROC_IMAGE)
	$(call say,KEY,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(TEEPROC_IMAGE) keygen --type $(firstword $(subst -, ,$*)) --out $@

$(B)/keys/%.blob $(B)/keys/%.hash: $(B)/keys/%.pem
	$(Q)$(TEEPROC_IMAGE) pubkey --key $< --out $(@D)/$*.blob --hash-out $(@D)/$*.hash
.PRECIOUS: $(B)/keys/%.pem

-include $(TEEPROC_IMAGE_OBJ:.o=.d) $(TEEPROC_IMAGE_SAN_OBJ:.o=.d)
