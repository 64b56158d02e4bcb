/* SPDX-License-Identifier: BSD-2-Clause */
/* A signed image in the making, for tests of its reader. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include "maker.h"
#include "unit.h"

#define DA 0x21000000u
#define ROOM 0x10000u
#define TLV_ROOM 0x4000u

/*
 * An image in the making. The signature is not one: nothing here looks at it.
 */
struct fixture {
	uint8_t tlvs[TLV_ROOM];
	struct teeproc_build build;
	uint8_t images[ROOM];
	uint32_t images_size;
	uint32_t sign_size;
	uint8_t *file; /* exactly as long as the image */
	size_t size;
	uint8_t *meta; /* the reader's copy, exactly as long as it asked for */
	struct teeproc_layout layout;
	struct teeproc_image image;
};

struct fixture *fixture_new(void);
int fixture_setup(void **state);
int fixture_teardown(void **state);

/* One TLV more, at the end */
void add(struct fixture *f, uint32_t type, const void *value, uint32_t size);
void add_u8(struct fixture *f, uint32_t type, uint8_t value);

/* All that must be there but the hash table, for `num` images in f->images */
void add_required(struct fixture *f, uint32_t num, const uint32_t *sizes);

/* An entry of the hash table, at `entry` */
void put_entry(uint8_t *entry, uint32_t type, uint32_t offset, uint32_t da,
	       uint32_t file_size, uint32_t memory_size);

/*
 * All that must be there: two segments of one image of 0x800 bytes, and what is
 * not to be loaded. The hash table in the TLV area.
 */
uint8_t *add_simple(struct fixture *f);

/* Puts the file together and reads it as far as the TLVs. */
enum teeproc_image_error parse(struct fixture *f);

#define FIXTURE_TEST(name) \
	cmocka_unit_test_setup_teardown(name, fixture_setup, fixture_teardown)

#endif /* FIXTURE_H */
