/* SPDX-License-Identifier: BSD-2-Clause */
/* What the rogue Trusted Application and its client agree on. */
#ifndef ROGUE_H
#define ROGUE_H

#define ROGUE_UUID_INIT                                                \
	{                                                              \
		0x5f2c9a0e, 0x6d5b, 0x4a3c,                            \
		{                                                      \
			0x9b, 0x7e, 0x0c, 0x1d, 0x2e, 0x3f, 0x4a, 0x5b \
		}                                                      \
	}

/* [0] memref-in: bytes for the log, as they are */
#define ROGUE_CMD_LOG 0

#endif /* ROGUE_H */
