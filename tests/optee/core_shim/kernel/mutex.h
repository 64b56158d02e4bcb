/* SPDX-License-Identifier: BSD-2-Clause */
/* Counts, so that a test sees what stays locked. */
#ifndef KERNEL_MUTEX_H
#define KERNEL_MUTEX_H

struct mutex {
	int locked;
};

#define MUTEX_INITIALIZER \
	{                 \
		0         \
	}

void mutex_lock(struct mutex *mutex);
void mutex_unlock(struct mutex *mutex);

#endif /* KERNEL_MUTEX_H */
