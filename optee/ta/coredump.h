/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Core dump: an ELF core file of the core's memories and registers.
 */
#ifndef COREDUMP_H
#define COREDUMP_H

#include "core.h"

/**
 * coredump_write() - write the core file
 * @core: stopped
 * @buffer: where to, memory of the normal world; never read
 * @size: in: bytes there; out: bytes of the file
 *
 * Return: TEE_ERROR_SHORT_BUFFER with @size set if it does not fit.
 */
TEE_Result coredump_write(struct core *core, uint8_t *buffer, size_t *size);

#endif /* COREDUMP_H */
