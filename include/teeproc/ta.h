/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Interface of the remoteproc Trusted Application, to its kernel clients.
 *
 * Commands 1 to 6 are, parameter for parameter, those of OP-TEE's own
 * ta/remoteproc (ta_remoteproc.h), so that either side can be exchanged.
 * Commands from TEEPROC_TA_CMD_OWN up are teeproc's; a TA that does not have
 * them answers TEE_ERROR_NOT_SUPPORTED or TEE_ERROR_BAD_PARAMETERS.
 *
 * A session is opened with params[0] = value-in, a = remote processor id, by
 * the kernel login (TEE_LOGIN_REE_KERNEL) only. params[0] of every command is
 * value-in, a = remote processor id.
 */
#ifndef TEEPROC_TA_H
#define TEEPROC_TA_H

#define TEEPROC_TA_UUID "80a4c275-0a47-4905-8285-1486a9771a08"
#define TEEPROC_TA_UUID_INIT                                           \
	{                                                              \
		0x80a4c275, 0x0a47, 0x4905,                            \
		{                                                      \
			0x82, 0x85, 0x14, 0x86, 0xa9, 0x77, 0x1a, 0x08 \
		}                                                      \
	}

enum teeproc_ta_cmd {
	/*
	 * params[1] memref-in: the signed image. OFF -> LOADED. In LOADED an
	 * image with the metadata of the one that is loaded is a success, and
	 * nothing is done; another one is loaded in its place, and if it is
	 * refused the core is OFF and scrubbed.
	 */
	TEEPROC_TA_CMD_LOAD_FW = 1,
	/*
	 * LOADED -> STARTED. If the start fails: stopped, scrubbed and OFF. So
	 * it is if the rollback counter can't be raised, unless the TA is built
	 * to be lenient. In STARTED: success; what is still to be done of the
	 * raise is tried again, and failing that fails.
	 */
	TEEPROC_TA_CMD_START_FW = 2,
	/* STARTED -> OFF. The memories are kept for GET_COREDUMP. */
	TEEPROC_TA_CMD_STOP_FW = 3,
	/*
	 * params[1] value-out: PA of the resource table, a low, b high word.
	 * params[2] value-out: size in bytes, a low, b high word.
	 * 0, 0: the firmware has no resource table.
	 */
	TEEPROC_TA_CMD_GET_RSC_TABLE = 4,
	/*
	 * params[1] memref-out: ELF core file. TEE_ERROR_SHORT_BUFFER sets the
	 * size that is needed.
	 */
	TEEPROC_TA_CMD_GET_COREDUMP = 5,
	/* Scrubs the core's memories. Not STARTED -> OFF. */
	TEEPROC_TA_CMD_RELEASE_FW = 6,

	TEEPROC_TA_CMD_OWN = 0x100,
	/*
	 * params[1] value-out: a = enum teeproc_ta_state, b = enum
	 * teeproc_core_state as the platform sees the core.
	 */
	TEEPROC_TA_CMD_GET_STATE = 0x100,
	/*
	 * params[1] memref-out: SHA-256 over all of what was loaded (32
	 * bytes), then 32 bytes for each loaded segment, in file order: the
	 * SHA-256 of its file bytes. The first is over, for each segment, DA,
	 * file size and memory size (u32, little endian) and that SHA-256.
	 * LOADED or STARTED; TEE_ERROR_NO_DATA if the TA found the core running.
	 */
	TEEPROC_TA_CMD_GET_MEASUREMENT = 0x101,
	/*
	 * LOAD_FW for a client that cannot hand over the whole image at once.
	 * params[1] memref-in: a piece of the image. params[2] value-in: a =
	 * offset of the piece, b = size of the whole image. The pieces come in
	 * order and without gaps; the first has at least TEEPROC_TA_PIECE_MIN
	 * bytes, and begins anew what was begun before. LOADED after the last
	 * one; until then OFF, and RELEASE_FW or LOAD_FW end it.
	 *
	 * TEE_ERROR_BAD_STATE: not OFF, or another piece should have come, as
	 * when somebody else has begun a load. TEE_ERROR_NOT_SUPPORTED: this image can only be
	 * loaded as a whole: OP-TEE's script made it, whose resource table only
	 * the section headers tell. After a failure of what was begun the
	 * memories are scrubbed, and the next piece must be a first one.
	 */
	TEEPROC_TA_CMD_LOAD_FW_PIECE = 0x102,
	/*
	 * GET_COREDUMP for a client that has no room for the whole file at once.
	 * params[1] memref-out: bytes of the file; its size becomes that of what
	 * was written, less only at the file's end. params[2] value-in: a =
	 * offset in the file. GET_COREDUMP tells the file's size.
	 */
	TEEPROC_TA_CMD_GET_COREDUMP_PIECE = 0x103,
};

/* Bytes that always hold the metadata of an image that the TA accepts */
#define TEEPROC_TA_PIECE_MIN 0x8000u

/* The TA's view of a remote processor, the left column of its state table. */
enum teeproc_ta_state {
	TEEPROC_TA_OFF = 0,
	TEEPROC_TA_LOADED = 1,
	TEEPROC_TA_STARTED = 2,
};

#endif /* TEEPROC_TA_H */
