/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Reading a signed image (format 1, docs/image-format.md).
 *
 *      0  magic, version, TLV length, signature length, images length
 *     20  TLVs: type, length, value, padded to 8        } both signed
 *      .  signature over all before it, padded to 8
 *      .  images, each padded to 8
 *
 * Freestanding: no allocation, no recursion, no I/O, defined for any input.
 * Lengths are checked before they are added, words are read byte by byte.
 *
 * A reader in a TEE has the image in memory that others can write. It goes in
 * steps, each of which needs what the one before has established:
 *
 *  1. Copy TEEPROC_IMAGE_HDR_SIZE bytes, teeproc_image_check_header(). Copy
 *     the first `images_offset` bytes to memory of its own.
 *  2. teeproc_image_parse() on that copy, which reads the header once more from
 *     there. From here on `image` points into the copy, which must stay.
 *     Nothing of it is trusted yet; sign_type, key_info and the signature serve
 *     to authenticate the first `signed_size` bytes of the copy.
 *  3. Authenticated: teeproc_image_open(), then teeproc_image_next_segment()
 *     gives what is to be loaded, with place, size and hash from the signed hash
 *     table; the bytes count only if they have that hash once they are at their
 *     destination. teeproc_image_find_rsc_table() gives the resource table's
 *     place, inside one of those segments.
 *  4. With a `rest_hash`: the SHA-256 of all ranges that
 *     teeproc_image_next_rest() gives, one after the other, must be equal to it.
 *     So every bit of the file counts, although only segments are loaded.
 *
 * Functions that take `images` read it with single loads, take nothing from it
 * for granted, and may be given memory that changes meanwhile.
 */
#ifndef TEEPROC_IMAGE_H
#define TEEPROC_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TEEPROC_IMAGE_MAGIC 0x3543A468u
#define TEEPROC_IMAGE_FORMAT 1u
#define TEEPROC_IMAGE_HDR_SIZE 20u
#define TEEPROC_IMAGE_ALIGN 8u

#define TEEPROC_IMAGES_MAX 8u /* images in a file */
#define TEEPROC_TLVS_MAX 64u
#define TEEPROC_SEGMENTS_MAX 64u /* loaded segments in a file */
#define TEEPROC_NAME_MAX 64u /* bytes of name, version and target */
/*
 * Bytes of header, TLVs and signature with its padding. A reader keeps them in
 * memory of its own, and a client's first piece holds them: teeproc/ta.h.
 */
#define TEEPROC_IMAGE_META_MAX 0x8000u
/* Bytes of KEY_INFO: a reader hands them on, in one more copy */
#define TEEPROC_KEY_INFO_MAX 4096u

#define TEEPROC_SHA256_SIZE 32u
#define TEEPROC_PHDR_SIZE 32u /* Elf32_Phdr, also for an ELF64 firmware */
#define TEEPROC_HASH_ENTRY_SIZE (TEEPROC_PHDR_SIZE + TEEPROC_SHA256_SIZE)
#define TEEPROC_ECDSA_P256_SIZE 64u /* r, s */

/* TLV types. Up to 0xffff OP-TEE's, none but these are known. */
#define TEEPROC_TLV_SIGN_TYPE 0x01u /* u8 enum teeproc_sign_type */
#define TEEPROC_TLV_HASH_TYPE 0x02u /* u8 TEEPROC_HASH_SHA256 */
#define TEEPROC_TLV_NUM_IMAGES 0x03u /* u8 */
#define TEEPROC_TLV_IMAGE_TYPE 0x04u /* u8 per image, TEEPROC_IMAGE_ELF */
#define TEEPROC_TLV_IMAGE_SIZE 0x05u /* u32 per image, with its padding */
#define TEEPROC_TLV_HASH_TABLE 0x10u /* Elf32_Phdr and SHA-256 per entry */
#define TEEPROC_TLV_KEY_INFO 0x11u /* here: SHA-256 of the key blob, pta.h */
/* The platform's range: ignored here, except for teeproc's own block in it. */
#define TEEPROC_TLV_PLATFORM_MIN 0x10000u
#define TEEPROC_TLV_PLATFORM_MAX 0x1ffffu
/*
 * teeproc's own. They do not start at the bottom of the range, where the users
 * of OP-TEE's script number theirs from.
 */
#define TEEPROC_TLV_OWN_MIN 0x17ee0u
#define TEEPROC_TLV_RSC_TABLE 0x17ee0u /* u32 da, u32 size; 0, 0: has none */
#define TEEPROC_TLV_ROLLBACK 0x17ee1u /* u32 */
#define TEEPROC_TLV_NAME 0x17ee2u /* 1 to 64 bytes, printable UTF-8 */
#define TEEPROC_TLV_VERSION 0x17ee3u /* the same */
#define TEEPROC_TLV_DEBUG 0x17ee4u /* u8 1: core dumps are allowed */
#define TEEPROC_TLV_ENTRIES 0x17ee5u /* u32 per image: hash-table entries */
#define TEEPROC_TLV_REST_HASH 0x17ee6u /* SHA-256 of all that is not loaded */
/*
 * Text, CORE or CORE@SOC: the core that the image is for. CORE is the number of
 * the remote processor (decimal), its name, or the name of its class; SOC is the
 * name of the SoC. A name is made of letters, digits, '-', '_', '.' and ','; one
 * of digits only is a number.
 */
#define TEEPROC_TLV_TARGET 0x17ee7u
#define TEEPROC_TLV_OWN_MAX 0x17effu

enum teeproc_sign_type {
	TEEPROC_SIGN_RSA = 1, /* RSASSA-PKCS1-v1_5, SHA-256 */
	TEEPROC_SIGN_ECDSA_P256 = 2, /* SHA-256; r and s, 32 bytes each */
};

#define TEEPROC_HASH_SHA256 1u
#define TEEPROC_IMAGE_ELF 1u

/* What can be wrong; teeproc_image_strerror() has a sentence for each. */
enum teeproc_image_error {
	TEEPROC_IMAGE_OK = 0,
	TEEPROC_IMAGE_END, /* iteration: no further one */
	/* header */
	TEEPROC_IMAGE_TRUNCATED,
	TEEPROC_IMAGE_BAD_MAGIC,
	TEEPROC_IMAGE_BAD_FORMAT,
	TEEPROC_IMAGE_BAD_LENGTH,
	TEEPROC_IMAGE_TOO_BIG,
	TEEPROC_IMAGE_META_TOO_BIG,
	/* TLVs */
	TEEPROC_IMAGE_TLV_TRUNCATED,
	TEEPROC_IMAGE_TLV_TOO_MANY,
	TEEPROC_IMAGE_TLV_DUPLICATE,
	TEEPROC_IMAGE_TLV_UNKNOWN,
	TEEPROC_IMAGE_TLV_MISSING,
	TEEPROC_IMAGE_TLV_LENGTH,
	TEEPROC_IMAGE_TLV_VALUE,
	TEEPROC_IMAGE_TLV_TEXT,
	TEEPROC_IMAGE_TLV_TARGET,
	TEEPROC_IMAGE_SIGN_TYPE,
	TEEPROC_IMAGE_SIGN_LENGTH,
	TEEPROC_IMAGE_HASH_TYPE,
	TEEPROC_IMAGE_NUM_IMAGES,
	TEEPROC_IMAGE_IMAGE_TYPE,
	TEEPROC_IMAGE_IMAGE_SIZE,
	TEEPROC_IMAGE_HASH_TABLE,
	/* segments */
	TEEPROC_IMAGE_ENTRIES,
	TEEPROC_IMAGE_SEG_NONE,
	TEEPROC_IMAGE_SEG_TOO_MANY,
	TEEPROC_IMAGE_SEG_SIZE,
	TEEPROC_IMAGE_SEG_OUTSIDE,
	TEEPROC_IMAGE_SEG_ADDRESS,
	TEEPROC_IMAGE_SEG_OVERLAP,
	TEEPROC_IMAGE_SEG_HASH,
	/* resource table's place */
	TEEPROC_IMAGE_RSC_NONE, /* the firmware has none, which is valid */
	TEEPROC_IMAGE_RSC_TWICE,
	TEEPROC_IMAGE_RSC_OUTSIDE,
	TEEPROC_IMAGE_RSC_MOVED,
	/* ELF */
	TEEPROC_ELF_TRUNCATED,
	TEEPROC_ELF_BAD_MAGIC,
	TEEPROC_ELF_BAD_CLASS,
	TEEPROC_ELF_BAD_ENDIAN,
	TEEPROC_ELF_BAD_VERSION,
	TEEPROC_ELF_BAD_MACHINE,
	TEEPROC_ELF_PHDR_NONE,
	TEEPROC_ELF_PHDR_TOO_MANY,
	TEEPROC_ELF_PHDR_SIZE,
	TEEPROC_ELF_PHDR_OUTSIDE,
	TEEPROC_ELF_SHDR_SIZE,
	TEEPROC_ELF_SHDR_OUTSIDE,
	TEEPROC_ELF_NAMES,
	TEEPROC_ELF_SECTION_OUTSIDE,
	TEEPROC_ELF_SEG_OUTSIDE,
	TEEPROC_ELF_NOT_32BIT,
	/* resource table's contents */
	TEEPROC_RSC_TRUNCATED,
	TEEPROC_RSC_BAD_VERSION,
	TEEPROC_RSC_RESERVED,
	TEEPROC_RSC_TOO_MANY,
	TEEPROC_RSC_OFFSET,
	TEEPROC_RSC_UNALIGNED,
	TEEPROC_RSC_ENTRY_TRUNCATED,
	TEEPROC_RSC_OVERLAP,
	TEEPROC_RSC_BAD_TYPE,
	TEEPROC_RSC_ENTRY_RESERVED,
	TEEPROC_RSC_NAME,
	TEEPROC_RSC_LENGTH,
	TEEPROC_RSC_ADDRESS,
	TEEPROC_RSC_VRINGS,
	TEEPROC_RSC_VRING_NUM,
	TEEPROC_RSC_VRING_ALIGN,
	TEEPROC_RSC_CONFIG,
	/* key blob */
	TEEPROC_KEY_TYPE,
	TEEPROC_KEY_BITS,
	TEEPROC_KEY_LENGTH,
	TEEPROC_KEY_NUMBERS,
	/* building */
	TEEPROC_BUILD_NO_ROOM,

	TEEPROC_IMAGE_ERRORS /* how many there are */
};

/**
 * struct teeproc_layout - where the parts of an image lie
 * @tlv_size: bytes of the TLV area, as the header says
 * @sign_size: bytes of the signature, without padding
 * @images_size: bytes of all images, without padding after the last
 * @signed_size: the signature is over bytes 0 to this; it lies here
 * @images_offset: the images start here; before it lies what is to be copied
 * @total_size: of the whole image
 */
struct teeproc_layout {
	uint32_t tlv_size;
	uint32_t sign_size;
	uint32_t images_size;
	uint32_t signed_size;
	uint32_t images_offset;
	uint32_t total_size;
};

/**
 * struct teeproc_tlv - one TLV
 * @offset: of the TLV in the TLV area
 */
struct teeproc_tlv {
	uint32_t type;
	uint32_t size;
	const uint8_t *value;
	uint32_t offset;
};

/**
 * struct teeproc_image - what header and TLVs say, checked
 * @layout: sizes and offsets
 * @meta: header, TLVs and signature: the caller's buffer
 * @signature: layout.sign_size bytes, in @meta
 * @sign_type: enum teeproc_sign_type
 * @num_images: 1 to TEEPROC_IMAGES_MAX
 * @image_offset: of each image, from the start of the images
 * @image_size: of each image, with padding
 * @entries: of the hash table, for each image: set by teeproc_image_open()
 * @hash_table: @hash_count entries of TEEPROC_HASH_ENTRY_SIZE bytes
 * @key_info: tells which key, @key_info_size bytes; NULL and 0 if absent
 * @name: @name_size bytes, not terminated; NULL and 0 if absent
 * @version: the same
 * @target: the same; see TEEPROC_TLV_TARGET
 * @rest_hash: TEEPROC_SHA256_SIZE bytes; NULL if absent
 * @entries_tlv: u32 per image; NULL if absent
 * @has_rsc_table: there is the TLV: @rsc_table_da and @rsc_table_size are the
 *	signed answer, size 0 for none, and section headers are not asked
 * @has_rollback: there is a @rollback index
 * @debuggable: core dumps are allowed
 * @at: after an error: number of the TLV, hash-table entry or image concerned
 */
struct teeproc_image {
	struct teeproc_layout layout;
	const uint8_t *meta;
	const uint8_t *signature;
	enum teeproc_sign_type sign_type;
	uint32_t num_images;
	uint32_t image_offset[TEEPROC_IMAGES_MAX];
	uint32_t image_size[TEEPROC_IMAGES_MAX];
	uint32_t entries[TEEPROC_IMAGES_MAX];
	const uint8_t *hash_table;
	uint32_t hash_count;
	const uint8_t *key_info;
	uint32_t key_info_size;
	const char *name;
	uint32_t name_size;
	const char *version;
	uint32_t version_size;
	const char *target;
	uint32_t target_size;
	const uint8_t *rest_hash;
	const uint8_t *entries_tlv;
	bool has_rsc_table;
	uint32_t rsc_table_da;
	uint32_t rsc_table_size;
	bool has_rollback;
	uint32_t rollback;
	bool debuggable;
	uint32_t at;
};

/**
 * struct teeproc_segment - what is to be loaded
 * @da: device address: p_paddr, as in Linux's ELF loader and OP-TEE's TA
 * @file_size: bytes to copy; may be 0
 * @mem_size: bytes it takes; from @file_size on they are 0. Never 0.
 * @flags: p_flags (1 execute, 2 write, 4 read)
 * @offset: of the bytes, from the start of the images
 * @image: index of the image they lie in
 * @entry: index in the hash table
 * @hash: SHA-256 of the @file_size bytes
 */
struct teeproc_segment {
	uint32_t da;
	uint32_t file_size;
	uint32_t mem_size;
	uint32_t flags;
	uint32_t offset;
	uint32_t image;
	uint32_t entry;
	const uint8_t *hash;
};

/**
 * struct teeproc_range - a piece of the images
 * @offset: from the start of the images
 */
struct teeproc_range {
	uint32_t offset;
	uint32_t size;
};

/**
 * teeproc_image_strerror() - sentence for an error
 * @error: any value
 *
 * Return: a static string in lower case, without a full stop.
 */
const char *teeproc_image_strerror(enum teeproc_image_error error);

/**
 * teeproc_image_check_header() - step 1: where the parts lie
 * @header: the first TEEPROC_IMAGE_HDR_SIZE bytes, or less if @total_size is
 * @total_size: bytes of the whole image, as they were handed over
 * @layout: filled on success
 *
 * The lengths in the header must add up to exactly @total_size.
 */
enum teeproc_image_error
teeproc_image_check_header(const uint8_t *header, size_t total_size,
			   struct teeproc_layout *layout);

/**
 * teeproc_image_parse() - step 2: header and TLVs into a checked struct
 * @meta: copy of header, TLVs and signature
 * @meta_size: bytes of it, at least the images_offset of step 1
 * @total_size: bytes of the whole image
 * @image: filled on success, points into @meta
 */
enum teeproc_image_error teeproc_image_parse(const uint8_t *meta,
					     size_t meta_size,
					     size_t total_size,
					     struct teeproc_image *image);

/**
 * teeproc_image_next_tlv() - go through all TLVs, known or not
 * @image: after teeproc_image_parse(), or one with @meta and @layout only
 * @pos: 0 for the first; moved on
 * @tlv: filled on success
 *
 * Return: TEEPROC_IMAGE_END after the last; padding at the end is no TLV.
 */
enum teeproc_image_error
teeproc_image_next_tlv(const struct teeproc_image *image, uint32_t *pos,
		       struct teeproc_tlv *tlv);

/**
 * teeproc_image_open() - step 3: the segments, checked against each other
 * @image: parsed and authenticated; its @entries are set
 * @images: the images, image->layout.images_size bytes, unauthenticated.
 *	Only read for several images without TEEPROC_TLV_ENTRIES, as OP-TEE's
 *	script makes them: which entry belongs to which image is then told by
 *	their ELF headers. A wrong answer makes a hash fail, nothing else. May
 *	be NULL, such an image is refused then.
 *
 * Success says: at least one and at most TEEPROC_SEGMENTS_MAX segments, each
 * inside its image, none with an overflow, no two at the same device address;
 * the hash of one without file bytes is that of no bytes;
 * a signed resource table lies in the loaded bytes of one segment.
 */
enum teeproc_image_error teeproc_image_open(struct teeproc_image *image,
					    const uint8_t *images);

/**
 * teeproc_image_next_segment() - go through what is to be loaded
 * @image: after teeproc_image_open()
 * @pos: 0 for the first; moved on
 * @segment: filled if there is one
 *
 * Return: false after the last.
 */
bool teeproc_image_next_segment(const struct teeproc_image *image,
				uint32_t *pos, struct teeproc_segment *segment);

/**
 * teeproc_image_find_rsc_table() - the resource table's place
 * @image: after teeproc_image_open()
 * @images: the images, for one without TEEPROC_TLV_RSC_TABLE: the section
 *	headers are asked, and their answer taken if it lies in the loaded bytes
 *	of one segment. May be NULL, then that is TEEPROC_IMAGE_RSC_NONE.
 * @da: device address
 * @size: bytes
 *
 * Return: TEEPROC_IMAGE_RSC_NONE if the firmware has none, with 0 and 0.
 */
enum teeproc_image_error
teeproc_image_find_rsc_table(struct teeproc_image *image, const uint8_t *images,
			     uint32_t *da, uint32_t *size);

/**
 * teeproc_image_next_rest() - step 4: what of the images is not loaded
 * @image: after teeproc_image_open()
 * @pos: 0 for the first; moved on
 * @range: filled if there is one
 *
 * The ranges come in the order of the file and do not overlap. Together with
 * the segments they cover the images.
 *
 * Return: false after the last.
 */
bool teeproc_image_next_rest(const struct teeproc_image *image, uint32_t *pos,
			     struct teeproc_range *range);

/**
 * teeproc_image_difference() - has the same been read twice?
 * @a: parsed, or opened
 * @b: the same, from the same memory
 *
 * For a reader that guards against faults: it parses twice, and goes on only if
 * both agree. @at does not count.
 *
 * Return: 0 if they are the same, else another value.
 */
uint32_t teeproc_image_difference(const struct teeproc_image *a,
				  const struct teeproc_image *b);

/** teeproc_segment_difference() - the same for a segment */
uint32_t teeproc_segment_difference(const struct teeproc_segment *a,
				    const struct teeproc_segment *b);

#endif /* TEEPROC_IMAGE_H */
