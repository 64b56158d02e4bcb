/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The debug port of a remote core: QEMU's qtest protocol, which reaches the
 * core's private memories. Blocking, for the core's worker. Every function
 * returns 0 or a negative errno; a QEMU that says nothing is -ETIMEDOUT, one
 * that has ended -EPIPE.
 */
#ifndef SOC_QTEST_H
#define SOC_QTEST_H

#include <stddef.h>
#include <stdint.h>

int qtest_write(int fd, uint32_t address, const void *bytes, size_t size);
int qtest_read(int fd, uint32_t address, void *bytes, size_t size);

#endif /* SOC_QTEST_H */
