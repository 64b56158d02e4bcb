/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The commands of teeproc/ta.h and their state table.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <tee_internal_api.h>

/* Runs command @id; TEE_ERROR_BAD_PARAMETERS if there is none. */
TEE_Result command_run(uint32_t id, uint32_t types,
		       TEE_Param params[TEE_NUM_PARAMS]);

#endif /* COMMANDS_H */
