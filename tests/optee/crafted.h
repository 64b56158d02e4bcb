/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Images that an attacker has, or makes, without our private key; and what the
 * double of the SoC knows that makes them so. Each function makes one.
 */
#ifndef CRAFTED_H
#define CRAFTED_H

#include "signed_image.h"

/* @ours: the key in the SoC's first slot. @core: that they are loaded on */
void crafted_open(const struct test_key *ours, uint32_t core);
void crafted_close(void);

/* Ours, and the SoC takes it. */
void craft_authentic(struct test_image *image);
/* The same, but its core dumps are nobody's business. */
void craft_closed(struct test_image *image);

/* Other firmware, and */
void craft_unsigned(struct test_image *image); /* zeroes for a signature */
void craft_forged(struct test_image *image); /* one over a digest of zeroes */
void craft_other_key(struct test_image *image); /* signed, key information too */
void craft_wrong_key(struct test_image *image); /* signed, but ours is named */
void craft_spliced(struct test_image *image); /* the authentic one's signature */

/* The authentic one, but */
void craft_revoked(struct test_image *image); /* its key is no longer good */
void craft_moved_table(struct test_image *image); /* the TLV names other bytes */
void craft_changed_segment(struct test_image *image); /* one byte of it */
void craft_changed_rest(struct test_image *image); /* one that is not loaded */
void craft_rolled_back(struct test_image *image); /* its index is too low */
void craft_other_core(struct test_image *image); /* signed for another core */
void craft_untargeted(struct test_image *image); /* signed for no core */

/* Has the core other bytes where those of the authentic one belong? */
bool crafted_is_wrong(void);

#endif /* CRAFTED_H */
