/* SPDX-License-Identifier: BSD-2-Clause */
/* The forms in which inspect writes a report. */
#ifndef TEEPROC_PRINT_H
#define TEEPROC_PRINT_H

#include <stdio.h>

#include "memory_map.h"
#include "report.h"

/* What a TLV's value means, in words; text has 200 bytes */
#define TLV_TEXT_SIZE 200
void tlv_value_text(const struct teeproc_tlv *tlv, char *text);

void print_text(const struct report *report, const struct memory_map *map);
/* false if there is no memory */
bool print_json(const struct report *report, const struct memory_map *map);
/* the same */
bool print_svg(FILE *file, const struct report *report,
	       const struct memory_map *map);

#endif /* TEEPROC_PRINT_H */
