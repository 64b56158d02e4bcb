/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Remote processors in the charge of a Trusted Execution Environment: the
 * operations that a remoteproc driver is built from.
 *
 * A driver begins its probe with teeproc_link(), gets a handle with
 * devm_teeproc_get(), and calls
 * the functions below from its operations of the same names. The remoteproc
 * core cannot tell the result from that of its ELF loader:
 *
 *   core                     driver                          TEE commands
 *   prepare                  -
 *   parse_fw                 teeproc_parse_fw              load, table
 *   load, after parse_fw     teeproc_load                  none
 *   load, in a recovery      teeproc_load                  load
 *   find_loaded_rsc_table    teeproc_find_loaded_rsc_table table
 *   start                    teeproc_start                 start
 *   stop                     teeproc_stop                  stop
 *   coredump                 teeproc_coredump              dump
 *   unprepare                teeproc_release               release
 *   get_loaded_rsc_table     teeproc_get_loaded_rsc_table  table
 *   attach                   -
 *   detach                   teeproc_detach                none
 *
 * All of them are called with the remote processor's lock held, as the core
 * does for its operations; there is no other lock. Before and after there are
 * operations, teeproc_state() and teeproc_end() take it.
 *
 * The module that calls them says MODULE_IMPORT_NS(TEEPROC_NS). Its names are not
 * those of the public series for a TEE in remoteproc, so that both can be loaded.
 */
#ifndef TEEPROC_TEE_H
#define TEEPROC_TEE_H

#include <linux/types.h>

#include "compat.h"

struct device;
struct firmware;
struct resource_table;
struct rproc;
struct teeproc;

int teeproc_link(struct device *dev);
struct teeproc *devm_teeproc_get(struct device *dev, struct rproc *rproc);

int teeproc_parse_fw(struct teeproc *tee, const struct firmware *fw);
int teeproc_load(struct teeproc *tee, const struct firmware *fw);
struct resource_table *teeproc_find_loaded_rsc_table(struct teeproc *tee);
struct resource_table *teeproc_get_loaded_rsc_table(struct teeproc *tee,
						    size_t *size);
int teeproc_start(struct teeproc *tee);
int teeproc_stop(struct teeproc *tee);
void teeproc_detach(struct teeproc *tee);
int teeproc_release(struct teeproc *tee);
void teeproc_coredump(struct teeproc *tee);
int teeproc_is_started(struct teeproc *tee);
int teeproc_state(struct teeproc *tee);
void teeproc_end(struct teeproc *tee, bool runs_on);

/* Bytes of a hash of a measurement */
#define TEEPROC_MEASUREMENT_HASH 32

int teeproc_measurement(struct teeproc *tee, u8 **hashes);

#endif /* TEEPROC_TEE_H */
