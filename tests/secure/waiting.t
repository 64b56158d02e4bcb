#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# See the suite of that name. A sender of rpmsg that waits takes a mutex in the condition
# that it waits for, of which a debug kernel has something to say: the stock bus's.
exec "$(dirname "$0")/secure-test" --timeout 240 --overlay messages \
	--allow '__might_sleep|cut here|Call trace:' waiting
