#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# One of the mutants that are booted; all of them: make mutate-booted.
exec tests/mutate/booted --turn
