/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef CONSOLE_H
#define CONSOLE_H

void console_putc(int ch);

#endif /* CONSOLE_H */
