/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The Trusted Application's state table, and what it answers to wrong
 * parameters: rows for whoever drives it, on the host or on the board. Macros
 * only, so that a kernel module can include it.
 *
 * States
 *   OFF      nothing is loaded, and nothing is left
 *   STOPPED  OFF to the TA, after STOP_FW: the memories are kept for a dump
 *   LOADED, STARTED
 *
 * STATE_TABLE(ROW): ROW(state, command, answer, state afterwards)
 *   Commands have right parameters; the image is authentic and debuggable.
 * UPSTREAM_STATE_TABLE(ROW): the same, what OP-TEE's own TA answers.
 * PARAMETER_TABLE(ROW): ROW(command, name of the second and third parameter's
 *   type), the right ones: every other combination is BAD_PARAMETERS in every
 *   state. The first is VALUE_INPUT, the fourth NONE.
 */
#ifndef STATE_TABLE_H
#define STATE_TABLE_H

#define STATE_TABLE_COMMON(ROW)                         \
	ROW(OFF, LOAD_FW, SUCCESS, LOADED)              \
	ROW(OFF, START_FW, BAD_STATE, OFF)              \
	ROW(OFF, STOP_FW, SUCCESS, OFF)                 \
	ROW(OFF, GET_RSC_TABLE, BAD_STATE, OFF)         \
	ROW(OFF, RELEASE_FW, SUCCESS, OFF)              \
	ROW(STOPPED, LOAD_FW, SUCCESS, LOADED)          \
	ROW(STOPPED, START_FW, BAD_STATE, STOPPED)      \
	ROW(STOPPED, STOP_FW, SUCCESS, STOPPED)         \
	ROW(STOPPED, GET_RSC_TABLE, BAD_STATE, STOPPED) \
	ROW(STOPPED, RELEASE_FW, SUCCESS, OFF)          \
	ROW(LOADED, LOAD_FW, SUCCESS, LOADED)           \
	ROW(LOADED, START_FW, SUCCESS, STARTED)         \
	ROW(LOADED, STOP_FW, BAD_STATE, LOADED)         \
	ROW(LOADED, GET_RSC_TABLE, SUCCESS, LOADED)     \
	ROW(LOADED, RELEASE_FW, SUCCESS, OFF)           \
	ROW(STARTED, LOAD_FW, BAD_STATE, STARTED)       \
	ROW(STARTED, START_FW, SUCCESS, STARTED)        \
	ROW(STARTED, STOP_FW, SUCCESS, STOPPED)         \
	ROW(STARTED, GET_RSC_TABLE, SUCCESS, STARTED)   \
	ROW(STARTED, RELEASE_FW, BAD_STATE, STARTED)

#define STATE_TABLE(ROW)                                  \
	STATE_TABLE_COMMON(ROW)                           \
	ROW(OFF, GET_COREDUMP, BAD_STATE, OFF)            \
	ROW(OFF, GET_STATE, SUCCESS, OFF)                 \
	ROW(OFF, GET_MEASUREMENT, BAD_STATE, OFF)         \
	ROW(STOPPED, GET_COREDUMP, SUCCESS, STOPPED)      \
	ROW(STOPPED, GET_STATE, SUCCESS, STOPPED)         \
	ROW(STOPPED, GET_MEASUREMENT, BAD_STATE, STOPPED) \
	ROW(LOADED, GET_COREDUMP, BAD_STATE, LOADED)      \
	ROW(LOADED, GET_STATE, SUCCESS, LOADED)           \
	ROW(LOADED, GET_MEASUREMENT, SUCCESS, LOADED)     \
	ROW(STARTED, GET_COREDUMP, BAD_STATE, STARTED)    \
	ROW(STARTED, GET_STATE, SUCCESS, STARTED)         \
	ROW(STARTED, GET_MEASUREMENT, SUCCESS, STARTED)

#define UPSTREAM_STATE_TABLE(ROW)                      \
	STATE_TABLE_COMMON(ROW)                        \
	ROW(OFF, GET_COREDUMP, NOT_IMPLEMENTED, OFF)   \
	ROW(OFF, GET_STATE, BAD_PARAMETERS, OFF)       \
	ROW(OFF, GET_MEASUREMENT, BAD_PARAMETERS, OFF) \
	ROW(STARTED, GET_COREDUMP, NOT_IMPLEMENTED, STARTED)

#define PARAMETER_TABLE(ROW)                           \
	ROW(LOAD_FW, MEMREF_INPUT, NONE)               \
	ROW(START_FW, NONE, NONE)                      \
	ROW(STOP_FW, NONE, NONE)                       \
	ROW(GET_RSC_TABLE, VALUE_OUTPUT, VALUE_OUTPUT) \
	ROW(GET_COREDUMP, MEMREF_OUTPUT, NONE)         \
	ROW(RELEASE_FW, NONE, NONE)                    \
	ROW(GET_STATE, VALUE_OUTPUT, NONE)             \
	ROW(GET_MEASUREMENT, MEMREF_OUTPUT, NONE)

#endif /* STATE_TABLE_H */
