/* SPDX-License-Identifier: BSD-2-Clause */
/* cmocka.h wants these before it. */
#ifndef CMOCKA_API_H
#define CMOCKA_API_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif /* CMOCKA_API_H */
