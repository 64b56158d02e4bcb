/* SPDX-License-Identifier: BSD-2-Clause */
/* Entry points of libFuzzer, which AFL++ knows as well */
#ifndef TEEPROC_FUZZ_H
#define TEEPROC_FUZZ_H

#include <stdlib.h>

#include "teeproc/elf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size,
			       unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);

/* What always holds; a finding if not */
#define must(condition)           \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

#endif /* TEEPROC_FUZZ_H */
