# SPDX-License-Identifier: BSD-2-Clause
# Form: licences, formatting, static checks.

PACKAGES += git
HOST_TESTS += tests/lint/licenses
