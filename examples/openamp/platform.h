/* SPDX-License-Identifier: BSD-2-Clause */
/* OpenAMP on the virtual board: the remote processor, as its library calls itself. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <openamp/open_amp.h>

/* The rpmsg virtio device of the resource table; waits for Linux's driver. NULL: no */
struct rpmsg_device *platform_open(void);
/* Sleeps until Linux kicks, and has the library do what there is to do. */
void platform_poll(void);

#endif /* PLATFORM_H */
