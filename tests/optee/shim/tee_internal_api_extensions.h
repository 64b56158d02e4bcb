/* SPDX-License-Identifier: BSD-2-Clause */
/* OP-TEE has it; what the Trusted Application uses of it is in the other. */
#include <tee_internal_api.h>
