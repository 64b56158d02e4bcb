/* SPDX-License-Identifier: BSD-2-Clause */
/* Who calls: see core_calls.h. */
#ifndef KERNEL_TS_MANAGER_H
#define KERNEL_TS_MANAGER_H

#include <stdbool.h>
#include <tee_internal_api.h>

struct ts_ctx {
	TEE_UUID uuid;
	bool is_user_ta;
};

struct ts_session {
	struct ts_ctx *ctx;
};

struct ts_session *ts_get_calling_session(void);

#endif /* KERNEL_TS_MANAGER_H */
