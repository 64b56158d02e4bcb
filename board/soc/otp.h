/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The SoC's one-time-programmable memory: root public keys, and counters that
 * only grow. A JSON file, replaced as a whole before a raise is answered:
 *
 *   {"keys": [{"blob": "hex", "revoked": false, "cores": [0, 1]}, up to 4],
 *    "counters": [n, ...]}
 *
 * A key without "cores" is one for all. The counter of core N is number N; those
 * that are not there are 0.
 */
#ifndef SOC_OTP_H
#define SOC_OTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <teeproc/pta.h>

#include "board_config.h"

#define OTP_BLOB_MAX TEEPROC_KEY_BLOB_MAX

#define OTP_ALL_CORES UINT32_MAX

struct otp_key {
	bool programmed;
	bool revoked;
	uint32_t cores; /* bit n: a key for core n */
	size_t blob_size;
	uint8_t blob[OTP_BLOB_MAX];
};

struct otp {
	const char *path; /* NULL: forgotten at the end */
	struct otp_key keys[TEEPROC_KEY_SLOTS];
	uint32_t counters[CORE_ID_MAX + 1];
	unsigned int n_counters;
};

/*
 * @path NULL: an empty one. False with a sentence in @why when the file can not
 * be read or is not an OTP.
 */
bool otp_open(struct otp *otp, const char *path, char *why, size_t why_size);

/* Returns 0, -ERANGE below the present value, or why the file was not kept. */
int otp_raise(struct otp *otp, unsigned int core, uint32_t value);

#endif /* SOC_OTP_H */
