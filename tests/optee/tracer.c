// SPDX-License-Identifier: BSD-2-Clause
/*
 * The parent steps its child through the Trusted Application's own code (section
 * ta_text) and counts the conditional branches; what the TA calls runs at full
 * speed. x86-64 only.
 */
#include "tracer.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <tee_internal_api.h>
#include <unistd.h>

#define STEPS_MAX 2000000L
#define LOOP_MS 2000 /* some hundred times what a load takes */

extern const char __start_ta_text[];
extern const char __stop_ta_text[];

_Noreturn void bail_out(const char *what)
{
	printf("Bail out! %s: %s\n", what, strerror(errno));
	exit(1);
}

static bool in_ta(unsigned long address)
{
	return address >= (unsigned long)__start_ta_text &&
	       address < (unsigned long)__stop_ta_text;
}

/* Jcc rel8 or Jcc rel32 at @address: where it goes, if taken and if not */
static bool decode_branch(unsigned long address, unsigned long *taken,
			  unsigned long *next)
{
	const uint8_t *code = (const uint8_t *)address;
	int32_t distance;

	if ((code[0] & 0xf0) == 0x70) {
		*next = address + 2;
		*taken = *next + (int8_t)code[1];
		return true;
	}
	if (code[0] == 0x0f && (code[1] & 0xf0) == 0x80) {
		memcpy(&distance, code + 2, sizeof(distance));
		*next = address + 6;
		*taken = *next + distance;
		return true;
	}
	return false;
}

/* Waits for the child to stop; false if it has ended, with its status */
static bool wait_stop(pid_t child, int *status)
{
	if (waitpid(child, status, 0) != child)
		bail_out("waitpid");
	return WIFSTOPPED(*status);
}

/*
 * Runs to the first of the addresses; false if the child does not get there.
 * The code is as before afterwards.
 */
static bool run_to(pid_t child, const unsigned long *addresses, size_t num,
		   struct user_regs_struct *regs, int *status)
{
	unsigned long code[2];
	size_t n;

	for (n = 0; n < num; n++) {
		code[n] = ptrace(PTRACE_PEEKTEXT, child, addresses[n], NULL);
		if (ptrace(PTRACE_POKETEXT, child, addresses[n],
			   (code[n] & ~0xfful) | 0xcc))
			bail_out("breakpoint");
	}
	if (ptrace(PTRACE_CONT, child, NULL, NULL))
		bail_out("continue");
	if (!wait_stop(child, status) || WSTOPSIG(*status) != SIGTRAP)
		return false;
	for (n = num; n--;)
		if (ptrace(PTRACE_POKETEXT, child, addresses[n], code[n]))
			bail_out("breakpoint");
	if (ptrace(PTRACE_GETREGS, child, NULL, regs))
		bail_out("registers");
	regs->rip--;
	if (ptrace(PTRACE_SETREGS, child, NULL, regs))
		bail_out("registers");
	return true;
}

static bool run_to_entry(pid_t child, struct user_regs_struct *regs,
			 int *status)
{
	const unsigned long entries[] = {
		(unsigned long)TA_OpenSessionEntryPoint,
		(unsigned long)TA_InvokeCommandEntryPoint,
	};

	return run_to(child, entries, 2, regs, status);
}

/* The TA has called something; its return address is on top of the stack. */
static bool run_to_return(pid_t child, struct user_regs_struct *regs,
			  int *status)
{
	unsigned long back = ptrace(PTRACE_PEEKDATA, child, regs->rsp, NULL);

	/* called as the last thing: it returns to the TA's caller */
	if (!in_ta(back))
		return run_to_entry(child, regs, status);
	return run_to(child, &back, 1, regs, status);
}

static void at_branch(pid_t child, struct user_regs_struct *regs,
		      struct injection *injection, unsigned long taken,
		      unsigned long next)
{
	injection->branches++;
	if (injection->nth != injection->branches)
		return;
	regs->rip = regs->rip == taken ? next : taken;
	if (ptrace(PTRACE_SETREGS, child, NULL, regs))
		bail_out("registers");
}

/* One instruction of the TA; false if the child has ended or crashed */
static bool step(pid_t child, struct user_regs_struct *regs,
		 struct injection *injection, int *status)
{
	const unsigned long from = regs->rip;
	const uint8_t *code = (const uint8_t *)from;
	bool is_return = code[0] == 0xc3 ||
			 (code[0] == 0xf3 && code[1] == 0xc3);
	unsigned long taken;
	unsigned long next;

	if (ptrace(PTRACE_SINGLESTEP, child, NULL, NULL))
		bail_out("step");
	if (!wait_stop(child, status) || WSTOPSIG(*status) != SIGTRAP)
		return false;
	if (ptrace(PTRACE_GETREGS, child, NULL, regs))
		bail_out("registers");
	if (decode_branch(from, &taken, &next))
		at_branch(child, regs, injection, taken, next);
	if (in_ta(regs->rip))
		return true;
	if (is_return)
		return run_to_entry(child, regs, status);
	return run_to_return(child, regs, status);
}

/* The fault is done: no need to look at what follows. How the child ended */
static int run_to_end(pid_t child)
{
	unsigned int ms;
	int status;

	if (ptrace(PTRACE_DETACH, child, NULL, NULL))
		bail_out("detach");
	for (ms = 0; ms < LOOP_MS; ms++) {
		if (waitpid(child, &status, WNOHANG) == child)
			return status;
		usleep(1000);
	}
	/* it goes round in circles */
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	return status;
}

/* Steps the child to its end; how it ended */
static int trace(pid_t child, struct injection *injection)
{
	struct user_regs_struct regs;
	int status;
	long steps = 0;

	if (!wait_stop(child, &status) || !run_to_entry(child, &regs, &status))
		return status;
	while (steps++ < STEPS_MAX && step(child, &regs, injection, &status))
		if (injection->nth && injection->branches >= injection->nth)
			return run_to_end(child);
	/* a fault can end in a crash or a loop: that is no acceptance */
	if (WIFSTOPPED(status)) {
		kill(child, SIGKILL);
		waitpid(child, &status, 0);
	}
	return status;
}

int tracer_run(int (*run)(const void *data), const void *data,
	       struct injection *injection)
{
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		bail_out("fork");
	if (!child) {
		alarm(20);
		/* what the C library has to say about wild pointers */
		if (!freopen("/dev/null", "w", stderr))
			_exit(2);
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL))
			_exit(2);
		raise(SIGSTOP);
		_exit(run(data));
	}
	injection->branches = 0;
	return trace(child, injection);
}
