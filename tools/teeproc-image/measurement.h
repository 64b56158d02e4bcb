/* SPDX-License-Identifier: BSD-2-Clause */
/* A measurement as rprocctl shows it and a user gives it */
#ifndef TEEPROC_MEASUREMENT_H
#define TEEPROC_MEASUREMENT_H

#include "teeproc/image.h"

/*
 * TEEPROC_SHA256_SIZE bytes, of 64 hexadecimal digits, or a file that begins with a line of them, as the
 * kernel's and rprocctl's do. 0, or an exit status after a message
 */
int measurement_read(const char *text, uint8_t *hash);

#endif /* TEEPROC_MEASUREMENT_H */
