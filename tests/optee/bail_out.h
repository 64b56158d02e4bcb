/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef BAIL_OUT_H
#define BAIL_OUT_H

/* TAP's word for a test that can not go on; ends the program. */
_Noreturn void bail_out(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

#endif /* BAIL_OUT_H */
