# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/remoteproc_core.c
/^int rproc_shutdown(/,/^}/ {
	s/^\tint ret;/\tint ret = 0;/
	/^\tret = mutex_lock_interruptible(/ {
		i\
	/* When it is deleted nobody can try again */\
	if (READ_ONCE(rproc->deleting))\
		mutex_lock(&rproc->lock);\
	else
		s/^/\t/
	}
	s/if (!atomic_dec_and_test(&rproc->power))/if (!atomic_dec_and_test(\&rproc->power) \&\& !READ_ONCE(rproc->deleting))/
}
/TODO: make sure this works with rproc->power > 1/d
