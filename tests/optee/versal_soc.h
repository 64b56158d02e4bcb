/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A Versal for the pseudo-TA's platform: the reset of the Cortex-R5F, the eFuse
 * controller, and memories behind a cache.
 */
#ifndef VERSAL_SOC_H
#define VERSAL_SOC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RESET_VALUE 0x17u
#define RUN_VALUE 0x02u
#define ROWS 256u
#define CODE 0x0u
#define DATA 0x20000000u
#define SHARED 0x21000000u

/*
 * Each memory three times: @cached is what this CPU sees, @memory what the core and
 * Linux see, @fetched what the cache has got from there. It writes back, and forgets,
 * only when it is told to.
 */
struct window {
	uint32_t pa;
	uint32_t size;
	int area;
	uint8_t *cached;
	uint8_t *memory;
	uint8_t *fetched;
};
#define WINDOWS 3u
extern struct window windows[WINDOWS]; /* code, data, shared */

/* What becomes of one operation of the fuses' controller */
enum trouble {
	FUSES_SILENT, /* never done, and nothing done */
	FUSES_FAIL, /* nothing done, and it says so */
	FUSES_DONE_AND_SILENT, /* done, and never told */
	FUSES_DONE_AND_FAIL, /* done, and told that it is not */
	FUSES_TROUBLES
};

struct versal_soc {
	uint32_t reset;
	bool ignores_reset; /* what is written to it is lost */
	unsigned int held_after; /* reads, until it says that it is held */
	bool locked;
	uint32_t cfg;
	uint32_t isr;
	uint32_t data;
	uint32_t rows[ROWS];
	unsigned int burnt;
	unsigned int busy; /* looks at an operation before it is done */
	unsigned int looks;
	bool silent; /* never done */
	bool fails;
	bool breaks; /* burns nothing, and says that it has */
	bool burns_more; /* the next bit as well */
	unsigned int operations; /* so far */
	unsigned int trouble_at; /* the operation of that number; 0: none */
	enum trouble trouble;
	bool no_io;
	bool no_space;
	size_t linux_pages; /* the last of the core's code memory are Linux's, too */
	bool mapped;
};
extern struct versal_soc soc;

/* For cmocka: before each test, when all is at its reset value, or empty; of all */
int versal_soc_setup(void **state);
int versal_soc_open(void **state);
int versal_soc_close(void **state);

#endif /* VERSAL_SOC_H */
