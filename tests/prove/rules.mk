# SPDX-License-Identifier: BSD-2-Clause
#
# Proofs: CBMC on the sources as they are. What make check has time for, and all.

$(eval $(call from_cache,cbmc,tests/prove/kit,tests/prove/kit))

.PHONY: prove prove-all
prove: $(B)/cache/cbmc.ok
	$(call run_tests,tests/prove/prove.t)
prove-all: $(B)/cache/cbmc.ok
	$(Q)tests/prove/run all

HOST_TESTS += tests/prove/prove.t tests/prove/kept.t
HOST_TEST_DEPS += $(B)/cache/cbmc.ok
