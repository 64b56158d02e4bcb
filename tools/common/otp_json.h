/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What is in the file that stands for a SoC's one-time-programmable memory: root
 * public keys, and counters that only grow.
 *
 *   {"keys": [{"blob": "hex", "revoked": false, "cores": [0, 1]}, up to 4],
 *    "counters": [n, ...]}
 *
 * A key without "cores" is one for all. The counter of core N is number N; those
 * that are not there are 0.
 */
#ifndef TEEPROC_OTP_JSON_H
#define TEEPROC_OTP_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "teeproc/pta.h"

#define OTP_CORES 16u
#define OTP_ALL_CORES UINT32_MAX

/**
 * struct otp_slot - a key slot
 * @blob: @blob_size bytes; 0 if the slot is free
 * @cores: bit n: the key is one for core n
 * @listed: the cores are named one by one; otherwise it is for all
 */
struct otp_slot {
	uint8_t blob[TEEPROC_KEY_BLOB_MAX];
	size_t blob_size;
	bool revoked;
	bool listed;
	uint32_t cores;
};

struct otp_content {
	struct otp_slot slots[TEEPROC_KEY_SLOTS];
	uint32_t counters[OTP_CORES];
	uint32_t num_counters;
};

/* Neither keys nor counters */
void otp_content_clear(struct otp_content *otp);

/*
 * Takes all of @root, or says in a sentence without a subject what is wrong: a word
 * that is not known is no word that is not there. NULL: taken.
 */
const char *otp_content_read(struct otp_content *otp, json_t *root);

/* The file's text, with a line's end, to be freed; NULL: no memory. */
char *otp_content_text(const struct otp_content *otp);

/*
 * What a rename() in the folder of @path has done is on the disk: a power failure
 * does not take it back. 0, or a negative errno.
 */
int otp_sync_folder(const char *path);

#endif /* TEEPROC_OTP_JSON_H */
