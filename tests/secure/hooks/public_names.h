/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/* What the public series for a TEE in remoteproc exports, by name. */
#ifndef PUBLIC_NAMES_H
#define PUBLIC_NAMES_H

struct firmware;
struct resource_table;
struct rproc;

int rproc_tee_parse_fw(struct rproc *rproc, const struct firmware *fw);
struct resource_table *
rproc_tee_find_loaded_rsc_table(struct rproc *rproc, const struct firmware *fw);
int rproc_tee_start(struct rproc *rproc);
int rproc_tee_stop(struct rproc *rproc);

#endif /* PUBLIC_NAMES_H */
