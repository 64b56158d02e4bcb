/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The double of the SoC, kept and put back, with what can be seen of it.
 */
#ifndef SOC_H
#define SOC_H

#include "fake_pta.h"

/* The core under attack */
#define SOC_CORE FAKE_SMALL

/**
 * struct soc - a copy: of all that the double keeps, and of SOC_CORE's memories
 * @changes: how often a memory may have changed by then
 */
struct soc {
	struct fake_pta pta;
	unsigned long changes;
	uint8_t *memories[FAKE_MEMORIES];
};

void soc_open(struct soc *copy);
void soc_close(struct soc *copy);

/* Each copies the memories only if they can have changed. */
void soc_keep(struct soc *copy);
void soc_put_back(const struct soc *copy);

/* Has a memory changed since the copy was made, or put back? */
bool soc_has_changed(const struct soc *copy);

/* A command for the pseudo-TA; for memories of SOC_CORE, by this way only. */
TEE_Result soc_invoke(uint32_t command, uint32_t types,
		      TEE_Param params[TEE_NUM_PARAMS]);

#endif /* SOC_H */
