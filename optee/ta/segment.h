/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One segment to its place, from one piece of the image or from several.
 *
 * A segment that comes in one piece is measured by the platform at its
 * destination, against the signed hash. Of one that comes in several no part has
 * a signed hash. So the TA copies each part, a few bytes at a time, to memory of
 * its own and hashes that copy twice: for the part, which the platform measures
 * at its destination, and for the segment, which must have the signed hash in
 * the end. What was hashed is what is loaded; bytes that were exchanged in
 * between make the part's hash wrong.
 */
#ifndef SEGMENT_H
#define SEGMENT_H

#include "core.h"
#include "format.h"

/**
 * struct segment_parts - a segment that comes in several pieces
 * @op: SHA-256 of what came so far; TEE_HANDLE_NULL before the first
 * @loaded: bytes that are at their place
 * @failed: 0 as long as nothing did
 */
struct segment_parts {
	TEE_OperationHandle op;
	volatile uint32_t loaded;
	volatile uint32_t failed;
};

/**
 * segment_load() - load what a window has of a segment
 * @core: in reset
 * @walk: at the segment, which is authentic, and its place checked
 * @window: what is at hand
 * @last: nothing follows it
 * @parts: of this segment, all 0 before the first window
 * @verdict: gets VERDICT_SEGMENT, twice, once the segment is complete, and only
 *	then
 */
TEE_Result segment_load(struct core *core, const struct walk *walk,
			const struct window *window, bool last,
			struct segment_parts *parts, struct verdict *verdict);

void segment_parts_free(struct segment_parts *parts);

#endif /* SEGMENT_H */
