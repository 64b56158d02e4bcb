/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * What linux/teeproc_tee.h offers to the driver, by the kernel's own remoteproc_tee. A
 * handle is the remote processor itself.
 *
 * What the kernel's has not: the end of a session before its device goes, and the state
 * for one who has the remote processor locked; what is measured, a client of its own asks
 * for.
 */
#ifndef TEEPROC_TEE_H
#define TEEPROC_TEE_H

#include <linux/err.h>
#include <linux/remoteproc_tee.h>
#include <linux/types.h>

#include <teeproc/ta.h>

#include "compat.h"

struct device;
struct firmware;
struct resource_table;
struct rproc;
struct teeproc;

#define TEEPROC_PROPERTY "teeproc,tee"
#define TEEPROC_MEASUREMENT_HASH 32

static inline struct rproc *tee_to_rproc(struct teeproc *tee)
{
	return (struct rproc *)tee;
}

static inline int teeproc_link(struct device *dev)
{
	return rproc_tee_link(dev, TEEPROC_PROPERTY);
}

static inline struct teeproc *devm_teeproc_get(struct device *dev,
					       struct rproc *rproc)
{
	int ret = devm_rproc_tee_get(dev, rproc, TEEPROC_PROPERTY);

	return ret ? ERR_PTR(ret) : (struct teeproc *)rproc;
}

static inline int teeproc_parse_fw(struct teeproc *tee,
				   const struct firmware *fw)
{
	return rproc_tee_parse_fw(tee_to_rproc(tee), fw);
}

static inline int teeproc_load(struct teeproc *tee, const struct firmware *fw)
{
	return rproc_tee_load(tee_to_rproc(tee), fw);
}

static inline struct resource_table *
teeproc_find_loaded_rsc_table(struct teeproc *tee)
{
	return rproc_tee_find_loaded_rsc_table(tee_to_rproc(tee), NULL);
}

static inline struct resource_table *
teeproc_get_loaded_rsc_table(struct teeproc *tee, size_t *size)
{
	return rproc_tee_get_loaded_rsc_table(tee_to_rproc(tee), size);
}

static inline int teeproc_start(struct teeproc *tee)
{
	return rproc_tee_start(tee_to_rproc(tee));
}

static inline int teeproc_stop(struct teeproc *tee)
{
	return rproc_tee_stop(tee_to_rproc(tee));
}

static inline void teeproc_detach(struct teeproc *tee)
{
	rproc_tee_detach(tee_to_rproc(tee));
}

static inline int teeproc_release(struct teeproc *tee)
{
	return rproc_tee_release(tee_to_rproc(tee));
}

static inline void teeproc_coredump(struct teeproc *tee)
{
	rproc_tee_coredump(tee_to_rproc(tee));
}

static inline int teeproc_state(struct teeproc *tee)
{
	int state = rproc_tee_state(tee_to_rproc(tee));

	return state > 0 ? TEEPROC_TA_STARTED : state;
}

static inline int teeproc_is_started(struct teeproc *tee)
{
	return 1;
}

static inline void teeproc_end(struct teeproc *tee, bool runs_on)
{
}

int teeproc_measurement(struct teeproc *tee, u8 **hashes);

#endif /* TEEPROC_TEE_H */
