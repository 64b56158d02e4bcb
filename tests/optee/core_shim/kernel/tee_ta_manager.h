/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef KERNEL_TEE_TA_MANAGER_H
#define KERNEL_TEE_TA_MANAGER_H

#include <kernel/ts_manager.h>

#endif /* KERNEL_TEE_TA_MANAGER_H */
