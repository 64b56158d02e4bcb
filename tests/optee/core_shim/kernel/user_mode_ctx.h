/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef KERNEL_USER_MODE_CTX_H
#define KERNEL_USER_MODE_CTX_H

#include <kernel/ts_manager.h>

struct user_mode_ctx {
	struct ts_ctx *ctx;
};

static inline bool is_user_mode_ctx(struct ts_ctx *ctx)
{
	return ctx && ctx->is_user_ta;
}

struct user_mode_ctx *to_user_mode_ctx(struct ts_ctx *ctx);

#endif /* KERNEL_USER_MODE_CTX_H */
