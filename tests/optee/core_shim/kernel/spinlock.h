/* SPDX-License-Identifier: BSD-2-Clause */
/* The UART's lock: see core_shim.c. */
#ifndef KERNEL_SPINLOCK_H
#define KERNEL_SPINLOCK_H

#define SPINLOCK_UNLOCK 0

void cpu_spin_lock_no_dldetect(unsigned int *lock);
void cpu_spin_unlock(unsigned int *lock);

#endif /* KERNEL_SPINLOCK_H */
