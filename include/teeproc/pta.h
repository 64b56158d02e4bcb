/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Interface of the platform pseudo-TA, to the remoteproc Trusted Application.
 *
 * Commands 1 to 9 are, parameter for parameter, those of OP-TEE's
 * remoteproc_pta.h. Commands from TEEPROC_PTA_CMD_OWN up are teeproc's; the TA
 * goes on without them where a platform does not have them.
 *
 * params[0] of every command is value-in, a = remote processor id. "da" and
 * "size" values are a low, b high word.
 */
#ifndef TEEPROC_PTA_H
#define TEEPROC_PTA_H

#define TEEPROC_PTA_UUID "54af4a68-19be-40d7-bbe6-8950350a8744"
#define TEEPROC_PTA_UUID_INIT                                          \
	{                                                              \
		0x54af4a68, 0x19be, 0x40d7,                            \
		{                                                      \
			0xbb, 0xe6, 0x89, 0x50, 0x35, 0x0a, 0x87, 0x44 \
		}                                                      \
	}

/*
 * params[0].b when a session is opened: it is for the core a only, and a command
 * for another core is refused. OP-TEE's own TA has one session for all, with 0.
 */
#define TEEPROC_PTA_ONE_CORE 1u

/* HW_CAPABILITIES: firmware formats and image protection methods, bit masks. */
#define TEEPROC_PTA_FMT_ELF 1u
#define TEEPROC_PTA_PROT_HASH_TABLE 1u

enum teeproc_pta_cmd {
	/* [1] value-out a = formats; [2] value-out a = protection methods */
	TEEPROC_PTA_CMD_HW_CAPABILITIES = 1,
	/* [1] memref-in: image in a format of the platform's own */
	TEEPROC_PTA_CMD_LOAD = 2,
	/* [1] memref-in: bytes; [2] value-in: da; [3] memref-in: SHA-256 */
	TEEPROC_PTA_CMD_LOAD_SEGMENT_SHA256 = 3,
	/* [1] value-in: da; [2] value-in: size; [3] value-in a = 0 */
	TEEPROC_PTA_CMD_SET_MEMORY = 4,
	TEEPROC_PTA_CMD_START = 5,
	TEEPROC_PTA_CMD_STOP = 6,
	/* [1] value-in: da; [2] value-in: size; [3] value-out: pa */
	TEEPROC_PTA_CMD_DA_TO_PA = 7,
	/*
	 * [1] memref-in: struct rproc_pta_key_info {u32 algo TEE_ALG_*; u32
	 * info_size; u8 info[]}, where info is the value of the image's PKEYINFO
	 * TLV, the SHA-256 of a key blob, or empty; [2] memref-in: digest; [3]
	 * memref-in: signature
	 */
	TEEPROC_PTA_CMD_VERIFY_DIGEST = 8,
	TEEPROC_PTA_CMD_RELEASE = 9,

	TEEPROC_PTA_CMD_OWN = 0x100,
	/* [1] value-out a = the core's rollback counter */
	TEEPROC_PTA_CMD_GET_COUNTER = 0x100,
	/* [1] value-in a = new value, not below the present one */
	TEEPROC_PTA_CMD_RAISE_COUNTER = 0x101,
	/* [1] value-in: da; [2] memref-out: bytes, its size is the length */
	TEEPROC_PTA_CMD_READ_MEMORY = 0x102,
	/*
	 * params[0].b = bytes of each, 4 or 8; 0 is 4. [1] memref-out: as many as
	 * the core's machine has, little endian, TEEPROC_PTA_REGS at least; of Arm
	 * r0..r12 sp lr pc xpsr
	 */
	TEEPROC_PTA_CMD_READ_REGISTERS = 0x103,
	/*
	 * params[0].b = index; [1] value-out: da; [2] value-out: a = size, b = 1
	 * if the normal world reaches it. ITEM_NOT_FOUND after the last.
	 */
	TEEPROC_PTA_CMD_GET_MEMORY = 0x104,
	/* [1] value-out a = enum teeproc_core_state */
	TEEPROC_PTA_CMD_GET_CORE_STATE = 0x105,
	/*
	 * Which core this is, for an image's TARGET. [1] memref-out: struct
	 * teeproc_identity; [2] value-out a = TEEPROC_IDENTITY_* flags
	 */
	TEEPROC_PTA_CMD_GET_IDENTITY = 0x106,
	/*
	 * LOAD_SEGMENT_SHA256 with a receipt: [2] value-inout: in: da; out,
	 * after a success only: a = the receipt, b = its complement. It says
	 * what was loaded, for a caller that may have lost the answer, or a
	 * parameter on the way: TEEPROC_RECEIPT_START, then for each word of
	 * core, da (low, high), size and hash (8 words, little endian)
	 * receipt = (receipt ^ word) * TEEPROC_RECEIPT_FACTOR, in 32 bits.
	 */
	TEEPROC_PTA_CMD_LOAD_RECEIPT = 0x107,
	/*
	 * What the core's firmware is built for, and what its core dump is: [1]
	 * value-out a = e_machine of ELF files, b = 32 or 64, their class. Where a
	 * platform does not have it, Arm and 32.
	 */
	TEEPROC_PTA_CMD_GET_MACHINE = 0x108,
};

#define TEEPROC_PTA_REGS 17u
#define TEEPROC_PTA_REGS_MAX 34u

#define TEEPROC_RECEIPT_START 0x7ee91c35u
#define TEEPROC_RECEIPT_FACTOR 0x9e3779b1u

#define TEEPROC_IDENTITY_NAME_SIZE 64u

/*
 * What a core is called. Each is filled up with zeros and holds 63 bytes of
 * letters, digits, '-', '_', '.' and ',' at most; an empty one has no name, and
 * no image can be for it.
 */
struct teeproc_identity {
	char core[TEEPROC_IDENTITY_NAME_SIZE]; /* this one: "m4-0" */
	char class[TEEPROC_IDENTITY_NAME_SIZE]; /* all like it: "cortex-m4" */
	char soc[TEEPROC_IDENTITY_NAME_SIZE]; /* "teeproc-virt" */
};

/* The platform takes images that do not say which core they are for. */
#define TEEPROC_IDENTITY_UNTARGETED 1u

/*
 * Public key as the one-time-programmable memory of the SoC holds it, and as
 * `teeproc-image pubkey` writes it: this header, then for RSA the modulus n
 * (bits / 8 bytes) and the exponent e (4 bytes), for P-256 x and y (32 bytes
 * each). The header's words are little endian, the numbers big endian. PKEYINFO
 * of a signed image is the SHA-256 of the whole blob.
 */
struct teeproc_key_blob {
	unsigned int type; /* 1 RSA, 2 ECDSA P-256: as SIGNTYPE */
	unsigned int bits; /* 2048, 3072, 4096; 256 */
	unsigned char numbers[];
};

#define TEEPROC_KEY_SLOTS 4u
#define TEEPROC_KEY_BLOB_HDR 8u
#define TEEPROC_KEY_BLOB_MAX (TEEPROC_KEY_BLOB_HDR + 512u + 4u)

#endif /* TEEPROC_PTA_H */
