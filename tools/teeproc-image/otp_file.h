/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The file that stands for a SoC's one-time-programmable memory on the board
 * (board/soc/otp.h has the reader and the form). It only ever gains: what fuses
 * do not undo, the functions here do not undo either.
 */
#ifndef TEEPROC_OTP_FILE_H
#define TEEPROC_OTP_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "key.h"
#include "teeproc/pta.h"

#define OTP_CORES 16u
#define OTP_ALL_CORES ((1u << OTP_CORES) - 1)

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

/**
 * struct otp_file - the file, read and checked
 * @lock: descriptor that keeps others of this tool away, or -1
 */
struct otp_file {
	const char *path;
	int lock;
	mode_t mode;
	struct otp_slot slots[TEEPROC_KEY_SLOTS];
	uint32_t counters[OTP_CORES];
	uint32_t num_counters;
};

/*
 * Each: 0, or an exit status after a message. With @create the file must not be
 * there, and is an empty memory.
 */
int otp_file_open(struct otp_file *otp, const char *path, bool create);
/* Into slot number *slot, or the first free one if that is negative */
int otp_file_add(struct otp_file *otp, const struct signing_key *key,
		 bool listed, uint32_t cores, int *slot);
int otp_file_revoke(struct otp_file *otp, uint32_t slot);
int otp_file_raise(struct otp_file *otp, uint32_t core, uint32_t value);
/* All of it, on the disk when it returns */
int otp_file_write(const struct otp_file *otp);
void otp_file_close(struct otp_file *otp);

#endif /* TEEPROC_OTP_FILE_H */
