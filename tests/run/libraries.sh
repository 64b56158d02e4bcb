#!/bin/sh
# SPDX-License-Identifier: BSD-2-Clause
# In the board: a firmware that echoes, also a message of the greatest size.
until [ -c /dev/rpmsg0 ]; do usleep 50000; done
rprocctl ping --count 50 --interval 0 m4-0 &&
	rprocctl ping --count 5 --interval 0.1 --size 496 m4-0 &&
	rprocctl restart m4-0 && sleep 1 &&
	rprocctl ping --count 5 --interval 0.1 m4-0
