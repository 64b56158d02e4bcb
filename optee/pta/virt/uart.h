/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The UART of the secure world: OP-TEE's console and the control port share it.
 *
 * What the console prints, whoever has it print, can't be a frame of the
 * control port, and can't get into one.
 */
#ifndef UART_H
#define UART_H

#include <stdbool.h>
#include <types_ext.h>

/*
 * uart_send() - one frame, with no byte of the console's in it
 * @frame:	@size bytes, the first of them STX
 */
void uart_send(const char *frame, size_t size);

/* The next byte from the SoC; false if there is none yet. */
bool uart_receive(char *byte);

/*
 * Before a frame. The console driver's interrupt handler reads what comes, and would
 * swallow answers; it enables the interrupt at times. And it leaves the FIFO off: then
 * each byte of an answer comes only after the one before has been read.
 */
void uart_prepare(void);

#endif /* UART_H */
