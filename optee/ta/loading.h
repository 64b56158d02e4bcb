/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From an image to a loaded core.
 */
#ifndef LOADING_H
#define LOADING_H

#include "core.h"

/**
 * load_firmware() - authenticate and load
 * @core: OFF
 * @buffer: signed image, memory of the normal world
 * @size: bytes
 *
 * On failure the memories are scrubbed and the core is OFF.
 */
TEE_Result load_firmware(struct core *core, const void *buffer, size_t size);

/* Is what is loaded still what load_firmware() accepted? */
TEE_Result check_loaded(const struct core *core);

#endif /* LOADING_H */
