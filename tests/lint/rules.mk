# SPDX-License-Identifier: BSD-2-Clause
# Form: licences, formatting, static checks.

PACKAGES += clang-format git shellcheck sparse

HOST_TESTS += tests/lint/format tests/lint/licenses tests/lint/paths \
	tests/lint/scripts

format:
	$(Q)git ls-files '*.c' '*.h' | while read -r file; do \
		[ -L "$$file" ] || clang-format -i "$$file"; done
