// SPDX-License-Identifier: BSD-2-Clause
#include "metadata.h"

#include <stdlib.h>
#include <string.h>

#include "digest.h"
#include "teeproc/image_build.h"

/* Room for all TLVs but the hash table and the user's: few, and small */
#define OWN_TLVS_ROOM 1024u
/* How far back to look for a program header of the same bytes */
#define SAME_BYTES_WINDOW 64u

static size_t tlv_room(const struct firmware *firmware,
		       const struct metadata_options *options)
{
	size_t room = OWN_TLVS_ROOM;
	uint32_t i;

	room += TEEPROC_TLV_ROOM((size_t)firmware->entries *
				 TEEPROC_HASH_ENTRY_SIZE);
	for (i = 0; i < options->num_tlvs; i++)
		room += TEEPROC_TLV_ROOM(options->tlvs[i].size);
	return room;
}

/* OP-TEE's TLVs, in the order of its script */
static enum teeproc_image_error
add_generic(struct teeproc_build *build, struct metadata *metadata,
	    const struct firmware *firmware, const struct signing_key *key,
	    const struct metadata_options *options)
{
	const uint8_t sign_type = (uint8_t)key->type;
	const uint8_t hash_type = TEEPROC_HASH_SHA256;
	const uint8_t num = (uint8_t)firmware->num;
	uint8_t types[TEEPROC_IMAGES_MAX];
	enum teeproc_image_error error;

	memset(types, TEEPROC_IMAGE_ELF, sizeof(types));
	error = teeproc_build_tlv(build, TEEPROC_TLV_SIGN_TYPE, &sign_type, 1,
				  NULL);
	if (!error)
		error = teeproc_build_tlv(build, TEEPROC_TLV_NUM_IMAGES, &num,
					  1, NULL);
	if (!error)
		error = teeproc_build_tlv(build, TEEPROC_TLV_IMAGE_TYPE, types,
					  num, NULL);
	if (!error)
		error = teeproc_build_tlv_u32(build, TEEPROC_TLV_IMAGE_SIZE,
					      firmware->padded, num);
	if (!error)
		error = teeproc_build_tlv(build, TEEPROC_TLV_HASH_TYPE,
					  &hash_type, 1, NULL);
	if (!error)
		error = teeproc_build_tlv(build, TEEPROC_TLV_HASH_TABLE, NULL,
					  firmware->entries *
						  TEEPROC_HASH_ENTRY_SIZE,
					  &metadata->hash_table);
	if (!error && !options->no_key_info)
		error = teeproc_build_tlv(build, TEEPROC_TLV_KEY_INFO,
					  key->hash, TEEPROC_SHA256_SIZE, NULL);
	return error;
}

static enum teeproc_image_error add_own(struct teeproc_build *build,
					struct metadata *metadata,
					const struct firmware *firmware,
					const struct metadata_options *options)
{
	const uint32_t rsc_table[] = { firmware->rsc_table_da,
				       firmware->rsc_table_size };
	const uint8_t debug = 1;
	uint32_t entries[TEEPROC_IMAGES_MAX], i;
	enum teeproc_image_error error;

	for (i = 0; i < firmware->num; i++)
		entries[i] = firmware->elf[i].phnum;
	error = teeproc_build_tlv_u32(build, TEEPROC_TLV_RSC_TABLE, rsc_table,
				      2);
	if (!error && options->has_rollback)
		error = teeproc_build_tlv_u32(build, TEEPROC_TLV_ROLLBACK,
					      &options->rollback, 1);
	if (!error && options->name)
		error = teeproc_build_tlv(build, TEEPROC_TLV_NAME,
					  options->name,
					  (uint32_t)strlen(options->name),
					  NULL);
	if (!error && options->version)
		error = teeproc_build_tlv(build, TEEPROC_TLV_VERSION,
					  options->version,
					  (uint32_t)strlen(options->version),
					  NULL);
	if (!error && options->target)
		error = teeproc_build_tlv(build, TEEPROC_TLV_TARGET,
					  options->target,
					  (uint32_t)strlen(options->target),
					  NULL);
	if (!error && options->debug)
		error = teeproc_build_tlv(build, TEEPROC_TLV_DEBUG, &debug, 1,
					  NULL);
	if (!error && firmware->num > 1)
		error = teeproc_build_tlv_u32(build, TEEPROC_TLV_ENTRIES,
					      entries, firmware->num);
	if (!error)
		error = teeproc_build_tlv(build, TEEPROC_TLV_REST_HASH, NULL,
					  TEEPROC_SHA256_SIZE,
					  &metadata->rest_hash);
	for (i = 0; !error && i < options->num_tlvs; i++)
		error = teeproc_build_tlv(build, options->tlvs[i].type,
					  options->tlvs[i].value,
					  options->tlvs[i].size, NULL);
	return error;
}

/* What the reader has no room for is seen before anything is hashed. */
static int check_layout(const struct metadata *metadata,
			const struct firmware *firmware)
{
	struct teeproc_layout layout;
	enum teeproc_image_error error =
		teeproc_image_check_header(metadata->data,
					   metadata->size + firmware->size,
					   &layout);

	if (error)
		return refuse(firmware->input[0].path, "cannot be signed: %s",
			      teeproc_image_strerror(error));
	return 0;
}

int metadata_lay_out(struct metadata *metadata, const struct firmware *firmware,
		     const struct signing_key *key,
		     const struct metadata_options *options)
{
	size_t room = tlv_room(firmware, options);
	struct teeproc_build build = { .room = room };
	enum teeproc_image_error error;
	int status;

	*metadata = (struct metadata){ 0 };
	metadata->data =
		calloc(1, TEEPROC_IMAGE_HDR_SIZE + room + key->sign_size);
	if (!metadata->data)
		return refuse(firmware->input[0].path, "out of memory");
	build.data = metadata->data + TEEPROC_IMAGE_HDR_SIZE;
	error = add_generic(&build, metadata, firmware, key, options);
	if (!error)
		error = add_own(&build, metadata, firmware, options);
	if (error) {
		metadata_free(metadata);
		return refuse(firmware->input[0].path, "%s",
			      teeproc_image_strerror(error));
	}

	/* sizes of signatures are multiples of 8: no padding */
	metadata->size = TEEPROC_IMAGE_HDR_SIZE + build.used + key->sign_size;
	teeproc_build_header(metadata->data, (uint32_t)build.used,
			     key->sign_size, firmware->size);
	status = check_layout(metadata, firmware);
	if (status)
		metadata_free(metadata);
	return status;
}

/* The hash of bytes that an earlier entry covers as well; NULL if none does */
static const uint8_t *known_hash(const struct teeproc_elf *elf, uint32_t i,
				 const struct teeproc_phdr *phdr,
				 const uint8_t *entry)
{
	struct teeproc_phdr other;
	uint32_t back;

	for (back = 1; back <= i && back <= SAME_BYTES_WINDOW; back++) {
		teeproc_elf_phdr(elf, i - back, &other);
		if (other.offset == phdr->offset &&
		    other.filesz == phdr->filesz)
			return entry - back * TEEPROC_HASH_ENTRY_SIZE +
			       TEEPROC_PHDR_SIZE;
	}
	return NULL;
}

static bool hash_elf(struct digest *digest, const struct teeproc_elf *elf,
		     uint8_t *entry)
{
	uint8_t hash[TEEPROC_SHA256_SIZE];
	struct teeproc_phdr phdr;
	const uint8_t *known;
	uint32_t i;

	for (i = 0; i < elf->phnum; i++, entry += TEEPROC_HASH_ENTRY_SIZE) {
		teeproc_elf_phdr(elf, i, &phdr);
		known = known_hash(elf, i, &phdr, entry);
		if (!known) {
			if (!digest_bytes(digest,
					  elf->data + (phdr.filesz ?
							       phdr.offset :
							       0),
					  phdr.filesz, hash))
				return false;
			known = hash;
		}
		/* that it fits in 32 bits has been checked */
		if (teeproc_build_hash_entry(entry, &phdr, known))
			return false;
	}
	return true;
}

static int hash_all(struct digest *digest, struct metadata *metadata,
		    const struct firmware *firmware)
{
	const char *path = firmware->input[0].path;
	uint8_t *entry = metadata->hash_table;
	enum teeproc_image_error error;
	uint32_t i;

	for (i = 0; i < firmware->num; i++) {
		if (!hash_elf(digest, &firmware->elf[i], entry))
			return refuse_openssl(firmware->input[i].path,
					      "cannot hash");
		entry += firmware->elf[i].phnum * TEEPROC_HASH_ENTRY_SIZE;
	}

	/* what is to be signed is read as the Trusted Application reads it */
	error = teeproc_image_parse(metadata->data, metadata->size,
				    metadata->size + firmware->size,
				    &metadata->image);
	if (!error)
		error = teeproc_image_open(&metadata->image, NULL);
	if (error)
		return refuse(path, "cannot be signed: %s",
			      teeproc_image_strerror(error));
	if (!digest_rest(digest, &metadata->image, firmware_at, firmware,
			 metadata->rest_hash))
		return refuse_openssl(path, "cannot hash");
	return 0;
}

int metadata_complete(struct metadata *metadata,
		      const struct firmware *firmware,
		      const struct signing_key *key)
{
	const char *path = firmware->input[0].path;
	struct digest digest;
	size_t signed_size = metadata->size - key->sign_size;
	int status;

	if (digest_open(&digest))
		status = hash_all(&digest, metadata, firmware);
	else
		status = refuse_openssl(path, "cannot hash");
	digest_close(&digest);
	if (status)
		return status;
	if (!signature_make(key->pkey, key->type, metadata->data, signed_size,
			    metadata->data + signed_size, key->sign_size))
		return refuse_openssl(path, "cannot sign");
	/* two objects that are named alike need not be two halves of one key */
	if (key->public &&
	    !signature_ok(key->public, key->type, metadata->data, signed_size,
			  metadata->data + signed_size, key->sign_size))
		return refuse(path, "cannot sign: the private and the public "
				    "key of that name are no pair");
	return 0;
}

void metadata_free(struct metadata *metadata)
{
	free(metadata->data);
	*metadata = (struct metadata){ 0 };
}
