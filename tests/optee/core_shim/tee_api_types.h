/* SPDX-License-Identifier: BSD-2-Clause */
/* The TA's shim has them all. */
#ifndef TEE_API_TYPES_H
#define TEE_API_TYPES_H

#include <tee_internal_api.h>

#endif /* TEE_API_TYPES_H */
