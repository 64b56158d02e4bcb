/* SPDX-License-Identifier: BSD-2-Clause */
/* The external device tree: the test's. */
#ifndef KERNEL_DT_H
#define KERNEL_DT_H

void *get_external_dt(void);

#endif /* KERNEL_DT_H */
