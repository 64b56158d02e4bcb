/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The file that stands for a SoC's one-time-programmable memory on the board
 * (../common/otp_json.h has its form). It only ever gains: what fuses do not
 * undo, the functions here do not undo either.
 */
#ifndef TEEPROC_OTP_FILE_H
#define TEEPROC_OTP_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "../common/otp_json.h"
#include "key.h"

/**
 * struct otp_file - the file, read and checked
 * @lock: descriptor that keeps others of this tool away, or -1
 */
struct otp_file {
	const char *path;
	int lock;
	mode_t mode;
	struct otp_content content;
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
