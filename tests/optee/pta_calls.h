/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The pseudo-TA as the remoteproc TA calls it, on the board's device tree, with a
 * SoC that says yes.
 */
#ifndef PTA_CALLS_H
#define PTA_CALLS_H

#include "core_shim/core_calls.h"
#include "core_shim/core_shim.h"

#include <teeproc/control_port.h>

#define TYPES(a, b, c)                                                  \
	TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_##a, \
			TEE_PARAM_TYPE_##b, TEE_PARAM_TYPE_##c)

#define CORE 0 /* secure in the overlay */
#define DIRECT 1
#define UNKNOWN 7
#define SRAM_DA 0x21000000u
#define PAGE 4096u

extern struct ts_session remoteproc_session;

/* The SoC's answer, but to the n-th request, which it refuses with "io" */
extern const char *soc_answer;
extern unsigned int soc_refuses;
/* Its last requests, without sequence numbers */
#define SOC_LINES 8
extern char soc_lines[SOC_LINES][TEEPROC_CP_LINE_MAX];

TEE_Result invoke(uint32_t command, uint32_t types, TEE_Param *params);
void set64(TEE_Param *param, uint64_t value);
void set_memref(TEE_Param *param, void *buffer, size_t size);

/* The board's tree anew, with room to change it; what the pseudo-TA reads next */
void *pta_calls_tree(void);

/* For cmocka: of each test, of all */
int pta_calls_setup(void **state);
int pta_calls_open(void **state);
int pta_calls_close(void **state);

#endif /* PTA_CALLS_H */
