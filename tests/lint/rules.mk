# SPDX-License-Identifier: BSD-2-Clause
# Form: licences, formatting, static checks.

PACKAGES += clang-format dt-schema git shellcheck sparse

HOST_TESTS += tests/lint/api tests/lint/contracts tests/lint/format tests/lint/licenses tests/lint/overlays \
	tests/lint/packages tests/lint/paths tests/lint/recipes tests/lint/rooms tests/lint/scripts

# Kernel code, built for all the kernels that it is for
COMPILE_DEPS := $(addprefix $(B)/cache/,$(addsuffix .ok,headers-6.1 headers-6.12 \
	prepared-6.1-arm prepared-7.2-arm64 exports-6.1 exports-7.2 source-6.1))
$(eval $(call from_cache,headers-6.1,board/boot/kernel,board/boot/kernel headers 6.1))
$(eval $(call from_cache,headers-6.12,board/boot/kernel,board/boot/kernel headers 6.12))
$(eval $(call from_cache,prepared-6.1-arm,board/boot/kernel,board/boot/kernel prepared 6.1 arm))
$(eval $(call from_cache,prepared-7.2-arm64,board/boot/kernel,board/boot/kernel prepared 7.2 arm64))
$(eval $(call from_cache,exports-6.1,board/boot/exports,board/boot/exports bookworm linux-source-6.1))
$(eval $(call from_cache,exports-7.2,board/boot/exports,board/boot/exports sid linux-source-7.2))
$(eval $(call from_cache,source-6.1,board/boot/kernel,board/boot/kernel source 6.1))

HOST_TESTS += tests/lint/compile tests/lint/kernel
HOST_TEST_DEPS += $(COMPILE_DEPS)
export KMOD_DIRS

check-compile: export TEEPROC_ALL := 1
check-compile: $(COMPILE_DEPS)
	$(call run_tests,tests/lint/compile)

format:
	$(Q)git ls-files '*.c' '*.h' | while read -r file; do \
		[ -L "$$file" ] || clang-format -i "$$file"; done
