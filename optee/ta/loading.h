/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From an image to a loaded core.
 */
#ifndef LOADING_H
#define LOADING_H

#include "core.h"
#include "format.h"

/**
 * load_piece() - authenticate and load an image, in one piece or in several
 * @core: OFF, or LOADED with another image, which is forgotten
 * @piece: the whole image, or the one that follows the piece before. One with
 *	offset 0 begins anew and holds all metadata
 *
 * With the last piece the core is LOADED. On failure the memories are scrubbed
 * and the core is OFF, and the next piece must be a first one.
 *
 * Return: TEE_ERROR_BAD_STATE for a piece that does not follow,
 * TEE_ERROR_NOT_SUPPORTED for an image that can only be loaded as a whole.
 */
TEE_Result load_piece(struct core *core, const struct piece *piece);

/* Forgets the pieces that have come, if there are any. */
void loading_end(struct core *core);

/*
 * Does an image have the metadata of what is loaded? Then it has the same
 * segments, at the same places.
 */
bool is_same_image(const struct core *core, const struct piece *piece);

/* Is what is loaded still what load_firmware() accepted? */
TEE_Result check_loaded(const struct core *core);

#endif /* LOADING_H */
