/* SPDX-License-Identifier: BSD-2-Clause */
/* A clock that runs while the UART is polled: see core_shim.c. */
#ifndef KERNEL_DELAY_H
#define KERNEL_DELAY_H

#include <stdbool.h>
#include <stdint.h>

uint64_t timeout_init_us(uint32_t us);
bool timeout_elapsed(uint64_t deadline);

#endif /* KERNEL_DELAY_H */
