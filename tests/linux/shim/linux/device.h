/* SPDX-License-Identifier: BSD-2-Clause */
/* Host stand-in for the kernel's header, for the code under test. */
#ifndef SHIM_DEVICE_H
#define SHIM_DEVICE_H

#include <stdio.h>

struct device {
	char message[128]; /* the last one */
};

#define dev_err(dev, ...) \
	snprintf((dev)->message, sizeof((dev)->message), __VA_ARGS__)

#endif /* SHIM_DEVICE_H */
