/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signed images for the tests, made to measure: good ones, and ones that are
 * signed and wrong.
 */
#ifndef SIGNED_IMAGE_H
#define SIGNED_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <teeproc/image.h>

#include "signing_key.h"

#define IMAGE_SEGMENTS_MAX 70

struct test_segment {
	uint32_t da;
	uint32_t file_size;
	uint32_t mem_size;
};

enum test_rsc_table {
	RSC_NONE, /* an image of ours without one */
	RSC_SIGNED, /* the TLV says where */
	RSC_SECTION, /* OP-TEE's script: only a section header does */
};

/**
 * struct image_options - what to make
 * @segments: of all images; image i has those from i * @num_segments on
 * @no_key_info: leave PKEYINFO out
 * @key_info_size: if not 0, so many bytes of key information
 * @rsc_table: lies at @rsc_da, 16 bytes
 * @rollback: index, negative: none
 * @target: the core that it is for; NULL: it does not say
 * @no_entries: leave ENTRIES out
 * @upstream: none of teeproc's own TLVs
 * @share_bytes: every segment has the file bytes of the first one
 * @platform_size: pad the TLV area with so many bytes of platform TLV
 */
struct image_options {
	const struct test_key *key;
	struct test_segment segments[IMAGE_SEGMENTS_MAX];
	uint32_t num_segments;
	uint32_t num_images;
	bool no_key_info;
	uint32_t key_info_size;
	enum test_rsc_table rsc_table;
	uint32_t rsc_da;
	int64_t rollback;
	bool debuggable;
	const char *target;
	bool no_entries;
	bool upstream;
	uint32_t platform_size;
	bool share_bytes;
};

struct test_image {
	uint8_t *bytes;
	size_t size;
	struct teeproc_layout layout;
};

/* For each of the fake SoC's cores, by their class and SoC */
#define IMAGE_TARGET "fake-class@fake,soc-1"

/* 3 segments in code TCM, data TCM (with bss) and SRAM (with the table) */
void image_default_options(struct image_options *options,
			   const struct test_key *key);
void image_make(const struct image_options *options, struct test_image *image);
/* Signs what lies before the signature anew. */
void image_sign(struct test_image *image, const struct test_key *key);
/*
 * Signs a digest of zeros with the public half of the key alone: what anybody can
 * do. R = t Q, r = R.x, s = r / t
 */
void image_forge(struct test_image *image, const struct test_key *key);
/* The other signature of the same content: r, n - s. Needs no key. */
void image_second_form(struct test_image *image);
void image_free(struct test_image *image);

/* The value of a TLV that there is */
uint8_t *image_find_tlv(const struct test_image *image, uint32_t type);

/* The byte that a segment's file has at @offset */
uint8_t image_pattern(uint32_t da, uint32_t offset);

#endif /* SIGNED_IMAGE_H */
