/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a test can ask and tell the shim under the Trusted Application.
 */
#ifndef SHIM_H
#define SHIM_H

#include <tee_internal_api.h>

/* No bit: the result is 0 */
#define SHIM_LOST 32

/**
 * struct shim - state of the shim
 * @login: of the client that opens sessions
 * @calls: calls of the API so far that may fail
 * @fail_at: the call of that number fails, 0: none
 * @fail_late: a failing call to the pseudo-TA is carried out first
 * @fail_result: what it returns; TEE_SUCCESS: to the pseudo-TA, that it has come
 *	back from elsewhere, of a digest, TEE_ERROR_GENERIC
 * @failed: it has
 * @before_event: called before each of them, and before each time that the TA
 *	reads memory through the API, for tests that are the other CPU
 * @events: how often that was
 * @answers: results so far that could be flipped
 * @flip_at: the result of that number has @flip_bit flipped, or is lost, which
 *	looks like success; 0: none
 * @zero_digests: each digest is one of zeros
 * @heap: bytes that the TA has allocated
 * @heap_max: of them there are so many, 0: as many as it likes
 * @heap_peak: the most that there were
 * @blocks: allocated pieces and operations
 * @sessions: with the pseudo-TA
 * @message: the TA's last line of log
 */
struct shim {
	uint32_t login;
	unsigned int calls;
	unsigned int fail_at;
	bool fail_late;
	TEE_Result fail_result;
	bool failed;
	void (*before_event)(void);
	unsigned int events;
	unsigned int answers;
	unsigned int flip_at;
	unsigned int flip_bit;
	bool zero_digests;
	size_t heap;
	size_t heap_max;
	size_t heap_peak;
	unsigned int blocks;
	unsigned int sessions;
	char message[256];
};

extern struct shim shim;

/* The pseudo-TA behind TEE_OpenTASession() and TEE_InvokeTACommand(). */
TEE_Result fake_pta_open(uint32_t types, TEE_Param params[TEE_NUM_PARAMS]);
TEE_Result fake_pta_invoke(uint32_t command, uint32_t types,
			   TEE_Param params[TEE_NUM_PARAMS]);

#endif /* SHIM_H */
