#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# The proofs, and the mutants of them, that take a few minutes in all.
exec tests/prove/run check
