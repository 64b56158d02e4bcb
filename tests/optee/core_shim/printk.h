/* SPDX-License-Identifier: BSD-2-Clause */
/* Nothing of it is needed here. */
#ifndef PRINTK_H
#define PRINTK_H

#include <stdio.h>

#endif /* PRINTK_H */
