/* SPDX-License-Identifier: BSD-2-Clause */
/* The remote side of the board's mailbox: one byte over a UART is one message. */
#ifndef FIRMWARE_MAILBOX_H
#define FIRMWARE_MAILBOX_H

#include <stdbool.h>
#include <stdint.h>

#include <teeproc/mailbox.h>

/* Kicks that come after it has returned are not lost. */
void mailbox_init(void);

void mailbox_send(uint8_t byte);

/*
 * True if a kick has come since the last call. With interrupts off, so that
 * the caller can go to sleep when there is none and not miss one.
 */
bool mailbox_take_kick(void);

/* Weak: called in the interrupt of either, to wake up who will take it. */
void mailbox_kicked(void);

/* True once Linux wants to stop the core. */
bool mailbox_is_shutdown(void);

void mailbox_interrupt(void);

#endif /* FIRMWARE_MAILBOX_H */
