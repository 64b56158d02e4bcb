/* SPDX-License-Identifier: BSD-2-Clause */
/* Strings that are made; a program as small as this ends when memory does. */
#ifndef RUN_TEXT_H
#define RUN_TEXT_H

/* To be freed; never NULL. */
char *text(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif /* RUN_TEXT_H */
