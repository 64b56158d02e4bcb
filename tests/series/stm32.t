#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name.
exec tests/secure/secure-test --timeout 600 --overlay stm32 stm32
