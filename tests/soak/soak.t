#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The short soak; make soak is the long one.
exec "$(dirname "$0")/soak-test" 25 15
