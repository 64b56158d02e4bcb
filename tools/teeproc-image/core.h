/* SPDX-License-Identifier: BSD-2-Clause */
/* A core as the user calls it. */
#ifndef TEEPROC_CORE_H
#define TEEPROC_CORE_H

#include <stdbool.h>
#include <stdint.h>

#include "teeproc/pta.h"

/**
 * struct core - what is known of a core
 * @given: anything is
 * @has_number: @number is
 * @identity: names; an empty one is not known
 */
struct core {
	bool given;
	bool has_number;
	uint32_t number;
	struct teeproc_identity identity;
};

/* A number or a name; false if it is neither */
bool core_set(struct core *core, const char *text);
bool core_set_class(struct core *core, const char *text);
bool core_set_soc(struct core *core, const char *text);

#endif /* TEEPROC_CORE_H */
