# SPDX-License-Identifier: BSD-2-Clause
# Form: licences, formatting, static checks.

PACKAGES += clang-format git shellcheck sparse

HOST_TESTS += tests/lint/format tests/lint/licenses tests/lint/overlays \
	tests/lint/paths tests/lint/scripts

# Kernel code, built for all the kernels that it is for. The first of these
# headers are the board's.
COMPILE_FOR := 6.1-arm64 6.12-arm64 6.1-armhf
COMPILE_DEPS := $(COMPILE_FOR:%=$(B)/cache/headers-%.ok) \
	$(B)/cache/prepared-7.2.ok $(B)/cache/source-6.1.ok
$(foreach for,$(COMPILE_FOR),$(eval $(call from_cache,headers-$(for),,\
	board/boot/kernel headers $(subst -, ,$(for)))))
$(eval $(call from_cache,prepared-7.2,,board/boot/kernel prepared 7.2))
$(eval $(call from_cache,source-6.1,,board/boot/kernel source 6.1))

HOST_TESTS += tests/lint/compile tests/lint/kernel
HOST_TEST_DEPS += $(COMPILE_DEPS)
export KMOD_DIRS

check-compile: $(COMPILE_DEPS)
	$(call run_tests,tests/lint/compile)

format:
	$(Q)git ls-files '*.c' '*.h' | while read -r file; do \
		[ -L "$$file" ] || clang-format -i "$$file"; done
