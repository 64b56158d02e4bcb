/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * teeproc_hooks: what a test needs of the kernel and a stock kernel has not.
 * It puts kprobes on functions that the drivers under test call, and looks at
 * the caller, so the drivers themselves are the ones that a user has.
 */
#ifndef HOOKS_H
#define HOOKS_H

#include <linux/err.h>
#include <linux/kprobes.h>
#include <linux/ptrace.h>
#include <linux/types.h>

struct dentry;

/* callers.c */

#define HOOKS_NAME_MAX 256 /* KSYM_SYMBOL_LEN is larger than a name ever is */

/* The function, by name, that called the one whose entry @regs is at */
bool hooks_called_by_driver(const struct pt_regs *regs);
/* Was it the remoteproc core? */
bool hooks_called_by_core(const struct pt_regs *regs);
void hooks_name_caller(const struct pt_regs *regs, char *name, size_t size);

/* Ends the probed function before it has begun; for a pre_handler */
static inline int hooks_return(struct pt_regs *regs, unsigned long value)
{
	regs->regs[0] = value;
	instruction_pointer_set(regs, regs->regs[30]);
	return 1;
}

/* each file has its own probes */
int alloc_hooks_register(void);
void alloc_hooks_unregister(void);
int tee_hooks_register(void);
void tee_hooks_unregister(void);
int balance_register(void);
void balance_unregister(void);
/* Of the drivers under test: mappings that they have; that they ever made */
void hooks_count_mappings(int *now, unsigned int *so_far);
int table_hooks_register(struct dentry *dir);
void table_hooks_unregister(void);
int core_hooks_register(void);
void core_hooks_unregister(void);
int reset_hooks_register(void);
void reset_hooks_unregister(void);
int hold_hooks_register(void);
void hold_hooks_unregister(void);
int patience_hooks_register(void);
void patience_hooks_unregister(void);
int other_client_register(void);
void other_client_unregister(void);

/* Registers the first of @names that the kernel has; -ENOENT if none */
int hooks_register_kprobe(struct kprobe *kp, const char *const *names);

struct hook {
	struct kprobe *kp;
	const char *const *names;
};

/* All of them, or none */
int hooks_register(const struct hook *hooks, size_t count);
void hooks_unregister(const struct hook *hooks, size_t count);

#endif /* HOOKS_H */
