/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef PLATFORM_CONFIG_H
#define PLATFORM_CONFIG_H

#define CONSOLE_UART_BASE 0x09040000

#endif /* PLATFORM_CONFIG_H */
