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

/**
 * coredump_write_piece() - write some bytes of the core file
 * @core: stopped
 * @buffer: where to, memory of the normal world; never read
 * @offset: in the file
 * @size: in: bytes there; out: bytes written, less only at the end of the file
 *
 * Return: TEE_ERROR_BAD_PARAMETERS for an offset behind the file's end.
 */
TEE_Result coredump_write_piece(struct core *core, uint8_t *buffer,
				size_t offset, size_t *size);

#endif /* COREDUMP_H */
