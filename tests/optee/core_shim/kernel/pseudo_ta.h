/* SPDX-License-Identifier: BSD-2-Clause */
/* The registered pseudo-TA is the test's to call. */
#ifndef KERNEL_PSEUDO_TA_H
#define KERNEL_PSEUDO_TA_H

#include <tee_internal_api.h>

#define PTA_DEFAULT_FLAGS 7u

struct pseudo_ta_head {
	TEE_UUID uuid;
	const char *name;
	uint32_t flags;
	TEE_Result (*open_session_entry_point)(uint32_t types,
					       TEE_Param params[4],
					       void **session);
	TEE_Result (*invoke_command_entry_point)(void *session,
						 uint32_t command,
						 uint32_t types,
						 TEE_Param params[4]);
};

extern const struct pseudo_ta_head core_shim_pta;

#define pseudo_ta_register(...) \
	const struct pseudo_ta_head core_shim_pta = { __VA_ARGS__ }

#endif /* KERNEL_PSEUDO_TA_H */
