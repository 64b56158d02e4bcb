/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef START_H
#define START_H

#include <stdbool.h>

void main(void);

/* Set, a fault is answered with another one: the core locks up. */
extern bool fault_in_fault;

/* Weak: a firmware may bring its own. These are crashes, the NMI a line first. */
void nmi_handler(void);
void svc_handler(void);
void pendsv_handler(void);
void systick_handler(void);

#endif /* START_H */
