/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Client of the SoC's control port: see teeproc/control_port.h for the lines.
 */
#ifndef CONTROL_PORT_H
#define CONTROL_PORT_H

#include <compiler.h>
#include <stdint.h>
#include <tee_api_types.h>
#include <teeproc/control_port.h>

/*
 * control_port_call() - one request and its answer
 * @values:	where the values of an "ok" go as a string, or NULL
 * @size:	bytes there; more values than fit are TEE_ERROR_COMMUNICATION
 * @fmt:	verb and arguments, without sequence number and checksum
 *
 * Sends again after "nak" or silence, TEEPROC_CP_TRIES times in all. May
 * sleep: one request is under way at a time.
 *
 * Returns TEE_SUCCESS for "ok", the TEE_Result of the reason for "err", and
 * TEE_ERROR_COMMUNICATION when no sound answer came.
 */
TEE_Result control_port_call(char *values, size_t size, const char *fmt, ...)
	__printf(3, 4);

/* Writes @len bytes as hexadecimal digits and NUL: 2 * @len + 1 chars. */
void control_port_hex(char *dst, const uint8_t *src, size_t len);

/*
 * control_port_unhex() - read a byte string of an answer
 * @hex:	the digits, or "-" for an empty string
 * @dst:	where the bytes go
 * @len:	in: bytes there; out: bytes read
 *
 * Returns the first character behind it, or NULL if it is none or too long.
 */
const char *control_port_unhex(const char *hex, uint8_t *dst, size_t *len);

/*
 * control_port_number() - read a number of an answer
 *
 * Returns the first character behind it, or NULL if there is none.
 */
const char *control_port_number(const char *hex, uint32_t *value);
const char *control_port_number64(const char *hex, uint64_t *value);

#endif /* CONTROL_PORT_H */
