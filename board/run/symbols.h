/* SPDX-License-Identifier: BSD-2-Clause */
/* Names for addresses, from the firmware's ELF file. */
#ifndef RUN_SYMBOLS_H
#define RUN_SYMBOLS_H

#include <stdbool.h>
#include <stdint.h>

struct symbols;

/* NULL if the file can't be used: addresses then have no names. @thumb: as an Arm's is */
struct symbols *symbols_open(const char *elf_path, bool thumb);
void symbols_close(struct symbols *symbols);
/* "main+0x12 (main.c:34)", to be freed; "" where there is none */
char *symbols_text(struct symbols *symbols, uint64_t address);

#endif /* RUN_SYMBOLS_H */
