/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef START_H
#define START_H

#include <stdbool.h>

void main(void);

/* Set, a fault is answered with another one: the core locks up. */
extern bool fault_in_fault;

#endif /* START_H */
