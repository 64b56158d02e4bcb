# SPDX-License-Identifier: GPL-2.0-only
s/check the id in teeproc,tee/check its id in the device tree/
