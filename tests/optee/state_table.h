/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The Trusted Application's answer to every command in every state: one table,
 * for the test on the host and for the one in the booted board. Plain data,
 * without a C library.
 */
#ifndef STATE_TABLE_H
#define STATE_TABLE_H

#include <teeproc/ta.h>

/* GlobalPlatform TEE Internal Core API: return codes */
#define STATE_TABLE_SUCCESS 0x00000000u
#define STATE_TABLE_ACCESS_DENIED 0xffff0001u
#define STATE_TABLE_BAD_STATE 0xffff0007u

/*
 * The states of the contract. STOPPED is the contract's OFF as STOP_FW leaves
 * it: the memories are still there, for GET_COREDUMP.
 */
enum state_table_state {
	STATE_TABLE_OFF,
	STATE_TABLE_LOADED,
	STATE_TABLE_STARTED,
	STATE_TABLE_STOPPED,
	STATE_TABLE_STATES
};

static const char *const state_table_names[STATE_TABLE_STATES] = {
	"OFF",
	"LOADED",
	"STARTED",
	"STOPPED",
};

/**
 * struct state_table_row - one command
 * @command: enum teeproc_ta_cmd
 * @name: of the command
 * @result: the answer in each state, to right parameters: for LOAD_FW, and
 *	LOAD_FW_PIECE as its only piece, an authentic image, which allows core
 *	dumps
 * @next: state afterwards
 * @failed: state afterwards if one of the TA's own calls, to the platform or for
 *	memory, fails, and the command with it
 */
struct state_table_row {
	unsigned int command;
	const char *name;
	unsigned int result[STATE_TABLE_STATES];
	enum state_table_state next[STATE_TABLE_STATES];
	enum state_table_state failed[STATE_TABLE_STATES];
};

/* A command that changes nothing */
#define STATE_TABLE_STAYS                                                 \
	{                                                                 \
		STATE_TABLE_OFF, STATE_TABLE_LOADED, STATE_TABLE_STARTED, \
			STATE_TABLE_STOPPED,                              \
	}

static const struct state_table_row state_table[] = {
	{
		.command = TEEPROC_TA_CMD_LOAD_FW,
		.name = "LOAD_FW",
		.result = { STATE_TABLE_SUCCESS, STATE_TABLE_SUCCESS,
			    STATE_TABLE_BAD_STATE, STATE_TABLE_SUCCESS },
		.next = { STATE_TABLE_LOADED, STATE_TABLE_LOADED,
			  STATE_TABLE_STARTED, STATE_TABLE_LOADED },
		.failed = { STATE_TABLE_OFF, STATE_TABLE_OFF,
			    STATE_TABLE_STARTED, STATE_TABLE_OFF },
	},
	{
		.command = TEEPROC_TA_CMD_START_FW,
		.name = "START_FW",
		.result = { STATE_TABLE_BAD_STATE, STATE_TABLE_SUCCESS,
			    STATE_TABLE_SUCCESS, STATE_TABLE_BAD_STATE },
		.next = { STATE_TABLE_OFF, STATE_TABLE_STARTED,
			  STATE_TABLE_STARTED, STATE_TABLE_STOPPED },
		.failed = { STATE_TABLE_OFF, STATE_TABLE_OFF,
			    STATE_TABLE_STARTED, STATE_TABLE_STOPPED },
	},
	{
		.command = TEEPROC_TA_CMD_STOP_FW,
		.name = "STOP_FW",
		.result = { STATE_TABLE_SUCCESS, STATE_TABLE_BAD_STATE,
			    STATE_TABLE_SUCCESS, STATE_TABLE_SUCCESS },
		.next = { STATE_TABLE_OFF, STATE_TABLE_LOADED,
			  STATE_TABLE_STOPPED, STATE_TABLE_STOPPED },
		.failed = STATE_TABLE_STAYS,
	},
	{
		.command = TEEPROC_TA_CMD_GET_RSC_TABLE,
		.name = "GET_RSC_TABLE",
		.result = { STATE_TABLE_BAD_STATE, STATE_TABLE_SUCCESS,
			    STATE_TABLE_SUCCESS, STATE_TABLE_BAD_STATE },
		.next = STATE_TABLE_STAYS,
		.failed = STATE_TABLE_STAYS,
	},
	{
		.command = TEEPROC_TA_CMD_GET_COREDUMP,
		.name = "GET_COREDUMP",
		.result = { STATE_TABLE_BAD_STATE, STATE_TABLE_BAD_STATE,
			    STATE_TABLE_BAD_STATE, STATE_TABLE_SUCCESS },
		.next = STATE_TABLE_STAYS,
		.failed = STATE_TABLE_STAYS,
	},
	{
		.command = TEEPROC_TA_CMD_RELEASE_FW,
		.name = "RELEASE_FW",
		.result = { STATE_TABLE_SUCCESS, STATE_TABLE_SUCCESS,
			    STATE_TABLE_BAD_STATE, STATE_TABLE_SUCCESS },
		.next = { STATE_TABLE_OFF, STATE_TABLE_OFF, STATE_TABLE_STARTED,
			  STATE_TABLE_OFF },
		.failed = { STATE_TABLE_OFF, STATE_TABLE_OFF,
			    STATE_TABLE_STARTED, STATE_TABLE_OFF },
	},
	{
		.command = TEEPROC_TA_CMD_GET_STATE,
		.name = "GET_STATE",
		.result = { STATE_TABLE_SUCCESS, STATE_TABLE_SUCCESS,
			    STATE_TABLE_SUCCESS, STATE_TABLE_SUCCESS },
		.next = STATE_TABLE_STAYS,
		.failed = STATE_TABLE_STAYS,
	},
	{
		.command = TEEPROC_TA_CMD_GET_MEASUREMENT,
		.name = "GET_MEASUREMENT",
		.result = { STATE_TABLE_BAD_STATE, STATE_TABLE_SUCCESS,
			    STATE_TABLE_SUCCESS, STATE_TABLE_BAD_STATE },
		.next = STATE_TABLE_STAYS,
		.failed = STATE_TABLE_STAYS,
	},
	{
		.command = TEEPROC_TA_CMD_LOAD_FW_PIECE,
		.name = "LOAD_FW_PIECE",
		.result = { STATE_TABLE_SUCCESS, STATE_TABLE_BAD_STATE,
			    STATE_TABLE_BAD_STATE, STATE_TABLE_SUCCESS },
		.next = { STATE_TABLE_LOADED, STATE_TABLE_LOADED,
			  STATE_TABLE_STARTED, STATE_TABLE_LOADED },
		.failed = { STATE_TABLE_OFF, STATE_TABLE_LOADED,
			    STATE_TABLE_STARTED, STATE_TABLE_OFF },
	},
	{
		.command = TEEPROC_TA_CMD_GET_COREDUMP_PIECE,
		.name = "GET_COREDUMP_PIECE",
		.result = { STATE_TABLE_BAD_STATE, STATE_TABLE_BAD_STATE,
			    STATE_TABLE_BAD_STATE, STATE_TABLE_SUCCESS },
		.next = STATE_TABLE_STAYS,
		.failed = STATE_TABLE_STAYS,
	},
};

#define STATE_TABLE_ROWS (sizeof(state_table) / sizeof(state_table[0]))

#endif /* STATE_TABLE_H */
