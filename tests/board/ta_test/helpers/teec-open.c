// SPDX-License-Identifier: BSD-2-Clause
/*
 * teec-open ta|pta [LOGIN]: opens a session of core 0 with libteec and prints
 * the result.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tee_client_api.h>
#include <teeproc/pta.h>
#include <teeproc/ta.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	static const TEEC_UUID ta = TEEPROC_TA_UUID_INIT;
	static const TEEC_UUID pta = TEEPROC_PTA_UUID_INIT;
	TEEC_Operation operation = {
		.paramTypes = TEEC_PARAM_TYPES(TEEC_VALUE_INPUT, TEEC_NONE,
					       TEEC_NONE, TEEC_NONE),
	};
	TEEC_Context context;
	TEEC_Session session;
	TEEC_Result result;
	uint32_t login = TEEC_LOGIN_PUBLIC;
	uint32_t gid = getgid();

	if (argc < 2 || argc > 3) {
		fprintf(stderr, "usage: teec-open ta|pta [LOGIN]\n");
		return 2;
	}
	if (argc == 3)
		login = strtoul(argv[2], NULL, 0);
	result = TEEC_InitializeContext(NULL, &context);
	if (result) {
		fprintf(stderr, "teec-open: no TEE: %#x\n", result);
		return 1;
	}
	result = TEEC_OpenSession(&context, &session,
				  strcmp(argv[1], "pta") ? &ta : &pta, login,
				  login == TEEC_LOGIN_GROUP ? &gid : NULL,
				  &operation, NULL);
	printf("0x%08x\n", result);
	if (!result)
		TEEC_CloseSession(&session);
	TEEC_FinalizeContext(&context);
	return 0;
}
