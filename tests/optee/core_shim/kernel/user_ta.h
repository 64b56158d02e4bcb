/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef KERNEL_USER_TA_H
#define KERNEL_USER_TA_H

#include <kernel/ts_manager.h>

static inline bool is_user_ta_ctx(struct ts_ctx *ctx)
{
	return ctx && ctx->is_user_ta;
}

#endif /* KERNEL_USER_TA_H */
