/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef KERNEL_USER_ACCESS_H
#define KERNEL_USER_ACCESS_H

#include <tee_internal_api.h>

TEE_Result copy_from_user(void *kaddr, const void *uaddr, size_t size);
TEE_Result copy_to_user(void *uaddr, const void *kaddr, size_t size);

#endif /* KERNEL_USER_ACCESS_H */
