/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * TARGET: the core that an image is for, see TEEPROC_TLV_TARGET.
 */
#ifndef TEEPROC_TARGET_H
#define TEEPROC_TARGET_H

#include <stdbool.h>
#include <stdint.h>

struct teeproc_identity;

/** teeproc_target_is_valid() - is this CORE or CORE@SOC? */
bool teeproc_target_is_valid(const char *target, uint32_t size);

/**
 * teeproc_target_difference() - is the image for this core?
 * @target: @size bytes, valid
 * @number: of the remote processor
 * @identity: what it is called; what is no text of letters, digits and so on,
 *	ending in a zero, is no name
 *
 * Return: 0 if it is, for a verdict (optee/ta/verdict.h); else another value.
 */
uint32_t teeproc_target_difference(const char *target, uint32_t size,
				   uint32_t number,
				   const struct teeproc_identity *identity);

#endif /* TEEPROC_TARGET_H */
