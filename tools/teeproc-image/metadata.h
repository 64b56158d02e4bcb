/* SPDX-License-Identifier: BSD-2-Clause */
/* Header, TLVs and signature of an image that is being made. */
#ifndef TEEPROC_METADATA_H
#define TEEPROC_METADATA_H

#include "firmware.h"
#include "key.h"

#define USER_TLVS_MAX 32

struct user_tlv {
	uint32_t type;
	const uint8_t *value;
	uint32_t size;
};

/**
 * struct metadata_options - what the user says about the image
 * @name: NULL for none; the same with @version and @target
 */
struct metadata_options {
	const char *name;
	const char *version;
	const char *target;
	bool has_rollback;
	uint32_t rollback;
	bool debug;
	bool no_key_info;
	struct user_tlv tlvs[USER_TLVS_MAX];
	uint32_t num_tlvs;
};

/**
 * struct metadata - the first bytes of the file
 * @data: @size bytes, from malloc()
 * @image: the same as the reader sees it
 */
struct metadata {
	uint8_t *data;
	size_t size;
	uint8_t *hash_table;
	uint8_t *rest_hash;
	struct teeproc_image image;
};

/*
 * The layout is known once this returns, hashes and signature are still to
 * come. 0, or an exit status after a message.
 */
int metadata_lay_out(struct metadata *metadata, const struct firmware *firmware,
		     const struct signing_key *key,
		     const struct metadata_options *options);
/* Hashes, checks with the reader's eyes, signs. The same return values. */
int metadata_complete(struct metadata *metadata,
		      const struct firmware *firmware,
		      const struct signing_key *key);
void metadata_free(struct metadata *metadata);

#endif /* TEEPROC_METADATA_H */
