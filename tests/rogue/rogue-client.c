// SPDX-License-Identifier: BSD-2-Clause
/*
 * rogue-client open              prints the result of opening a session
 * rogue-client log TIMES REQUEST has the rogue Trusted Application log a request
 *                                to the SoC, with its sequence number in front:
 *                                "beef start 0"; with the STX, checksum and LF
 *                                that it needs
 * rogue-client half              the same of a request that does not end
 */
#include <rogue.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tee_client_api.h>
#include <teeproc/control_port.h>

static uint32_t crc32(const char *bytes)
{
	uint32_t crc = UINT32_MAX;

	while (*bytes) {
		crc ^= (uint8_t)*bytes++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static TEEC_Result log_text(TEEC_Session *session, char *text)
{
	TEEC_Operation operation = {
		.paramTypes = TEEC_PARAM_TYPES(TEEC_MEMREF_TEMP_INPUT,
					       TEEC_NONE, TEEC_NONE, TEEC_NONE),
	};

	operation.params[0].tmpref.buffer = text;
	operation.params[0].tmpref.size = strlen(text);
	return TEEC_InvokeCommand(session, ROGUE_CMD_LOG, &operation, NULL);
}

static TEEC_Result run(TEEC_Session *session, int argc, char **argv)
{
	char text[TEEPROC_CP_LINE_MAX];
	TEEC_Result result = TEEC_SUCCESS;
	int times = argc == 4 ? atoi(argv[2]) : 1;

	if (!strcmp(argv[1], "open"))
		return TEEC_SUCCESS;
	if (argc == 4)
		snprintf(text, sizeof(text), "%c%s %08x\n", TEEPROC_CP_STX,
			 argv[3], crc32(argv[3]));
	else
		snprintf(text, sizeof(text), "%cbeef sta", TEEPROC_CP_STX);
	while (!result && times-- > 0)
		result = log_text(session, text);
	return result;
}

int main(int argc, char **argv)
{
	static const TEEC_UUID uuid = ROGUE_UUID_INIT;
	TEEC_Context context;
	TEEC_Session session;
	TEEC_Result result;

	if (!(argc == 2 &&
	      (!strcmp(argv[1], "open") || !strcmp(argv[1], "half"))) &&
	    !(argc == 4 && !strcmp(argv[1], "log"))) {
		fputs("usage: rogue-client open | half | log TIMES REQUEST\n",
		      stderr);
		return 2;
	}
	result = TEEC_InitializeContext(NULL, &context);
	if (result) {
		fprintf(stderr, "rogue-client: no TEE: %#x\n", result);
		return 1;
	}
	result = TEEC_OpenSession(&context, &session, &uuid, TEEC_LOGIN_PUBLIC,
				  NULL, NULL, NULL);
	if (!result) {
		result = run(&session, argc, argv);
		TEEC_CloseSession(&session);
	}
	printf("0x%08x\n", result);
	TEEC_FinalizeContext(&context);
	return 0;
}
