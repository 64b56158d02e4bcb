/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * OP-TEE's core for the pseudo-TA's files that need no MMU: a UART with a SoC
 * behind it that the test plays, a clock, and crypto on OpenSSL.
 */
#ifndef CORE_SHIM_H
#define CORE_SHIM_H

#include <stdbool.h>
#include <tee_internal_api.h>

/**
 * struct core_shim
 * @soc: gets each request, without STX and LF; answers with core_shim_send()
 * @requests: how many there were
 * @last: the last one
 * @now_us: the clock; a poll that finds nothing takes 1 ms
 * @locks: mutexes that are held
 * @mmu_off: the CPU has not got to where it can take locks
 * @masked: exceptions are
 * @console: what was printed
 * @printed: bytes of it
 * @allocated: keys and numbers that are not freed
 * @fail_alloc: the allocation of that number fails
 * @fail_heap: so does that of the heap
 * @irq_enabled: the console's receive interrupt is on
 * @message: last line of log
 */
struct core_shim {
	void (*soc)(const char *request);
	unsigned int requests;
	char last[2048];
	uint64_t now_us;
	int locks;
	bool mmu_off;
	bool masked;
	char console[1024];
	size_t printed;
	int allocated;
	int fail_alloc;
	int fail_heap;
	bool irq_enabled;
	char message[256];
	void *fdt;
};

extern struct core_shim core_shim;

/* Bytes as they are, from the SoC */
void core_shim_send(const char *bytes);
/* One line of the protocol: the answer to the last request, or to @seq */
void core_shim_answer(const char *text);
void core_shim_answer_seq(unsigned int seq, const char *text);
/* Any line with the checksum that is right for it, and @space before that */
void core_shim_answer_line(const char *line, char space);
/* What of these was not received yet, and is not any more */
void core_shim_take(char *bytes, size_t size);
void core_shim_reset(void);

/* The file's initialisation */
TEE_Result core_shim_init(void);

#endif /* CORE_SHIM_H */
