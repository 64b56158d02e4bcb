/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Remote processors in the charge of a Trusted Execution Environment: the
 * operations that a remoteproc driver is built from.
 *
 * A driver gets a handle with devm_rproc_tee_get() when it is probed, and calls
 * the functions below from its operations of the same names. The remoteproc
 * core cannot tell the result from that of its ELF loader:
 *
 *   core                     driver                          TEE commands
 *   prepare                  -
 *   parse_fw                 rproc_tee_parse_fw              load, table
 *   load, after parse_fw     rproc_tee_load                  none
 *   load, in a recovery      rproc_tee_load                  load
 *   find_loaded_rsc_table    rproc_tee_find_loaded_rsc_table table
 *   start                    rproc_tee_start                 start
 *   stop                     rproc_tee_stop                  stop
 *   coredump                 rproc_tee_coredump              dump
 *   unprepare                rproc_tee_release               release
 *   get_loaded_rsc_table     rproc_tee_get_loaded_rsc_table  table
 *   attach                   -
 *   detach                   rproc_tee_detach                none
 *
 * All of them are called with the remote processor's lock held, as the core
 * does for its operations; there is no other lock.
 */
#ifndef REMOTEPROC_TEE_H
#define REMOTEPROC_TEE_H

#include <linux/types.h>

struct device;
struct firmware;
struct resource_table;
struct rproc;
struct rproc_tee;

struct rproc_tee *devm_rproc_tee_get(struct device *dev, struct rproc *rproc);

int rproc_tee_parse_fw(struct rproc_tee *tee, const struct firmware *fw);
int rproc_tee_load(struct rproc_tee *tee, const struct firmware *fw);
struct resource_table *rproc_tee_find_loaded_rsc_table(struct rproc_tee *tee);
struct resource_table *rproc_tee_get_loaded_rsc_table(struct rproc_tee *tee,
						      size_t *size);
int rproc_tee_start(struct rproc_tee *tee);
int rproc_tee_stop(struct rproc_tee *tee);
void rproc_tee_detach(struct rproc_tee *tee);
int rproc_tee_release(struct rproc_tee *tee);
void rproc_tee_coredump(struct rproc_tee *tee);
int rproc_tee_state(struct rproc_tee *tee);

#endif /* REMOTEPROC_TEE_H */
