/* SPDX-License-Identifier: GPL-2.0-only */
/* Number and name of a remote processor. */
#ifndef RPROC_IDENTITY_H
#define RPROC_IDENTITY_H

struct device;
struct rproc;
struct rproc_ops;

struct rproc *devm_rproc_alloc_by_alias(struct device *dev, const char *family,
					const struct rproc_ops *ops,
					const char *firmware, int size);

#endif /* RPROC_IDENTITY_H */
