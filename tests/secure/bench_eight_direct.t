#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# bench_eight without the TEE: what else eight cores have in common.
exec "$(dirname "$0")/secure-test" --timeout 900 --overlay eight-direct --smp 4 \
	--name bench_eight_direct bench_eight
