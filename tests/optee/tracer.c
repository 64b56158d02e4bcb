// SPDX-License-Identifier: BSD-2-Clause
/*
 * A child steps through the Trusted Application's own code (section ta_text), and
 * at each place it forks: that one goes on with the fault, at full speed, and
 * tells by its exit status what came of it. What the Trusted Application calls
 * runs at full speed, too. x86-64 only.
 *
 * The linker's --wrap puts the functions of this file before the entry points.
 */
#define _GNU_SOURCE
#include "tracer.h"

#include "bail_out.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <tee_internal_api.h>
#include <ucontext.h>
#include <unistd.h>

#define TRAP_FLAG 0x100
#define LOOP_US 300000 /* of CPU time; some hundred times what a load takes */
#define REFUSED 0
#define ACCEPTED 42

extern const char __start_ta_text[];
extern const char __stop_ta_text[];
extern const char tracer_back[];

/* What follows a call out of the Trusted Application: on with the steps */
__asm__(".text\n"
	".globl tracer_back\n"
	"tracer_back: int3\n"
	"ud2\n"); /* no function begins behind it */

static struct {
	bool stepping;
	bool faulty; /* this process has the fault */
	unsigned long last; /* address of the last instruction */
	unsigned long from; /* address of the one that is looked at */
	unsigned long back; /* where the call that was made returns to */
	struct tracer_result *result; /* shared with the parent */
} tracer;

unsigned int tracer_times;
/* how often an instruction has come, by its offset in the code */
static uint32_t came[1 << 18];

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

/* Bytes of the call at @address; 0 if it is none */
static unsigned int call_size(unsigned long address)
{
	const uint8_t *code = (const uint8_t *)address;

	if (code[0] == 0xe8)
		return 5;
	/* call *register, call *displacement(register) */
	if (code[0] == 0x41)
		code++;
	if (code[0] != 0xff || (code[1] & 0x38) != 0x10)
		return 0;
	return code - (const uint8_t *)address +
	       ((code[1] & 0xc7) == 0x05 ? 6 :
		(code[1] >> 6) == 1	 ? 3 :
		(code[1] >> 6) == 2	 ? 6 :
					   2);
}

/* In the process that goes on with the fault */
static void become_faulty(greg_t *regs)
{
	const struct itimerval limit = { .it_value.tv_usec = LOOP_US };

	tracer.stepping = false;
	tracer.faulty = true;
	regs[REG_EFL] &= ~(greg_t)TRAP_FLAG;
	signal(SIGTRAP, SIG_DFL);
	setitimer(ITIMER_VIRTUAL, &limit, NULL);
	alarm(30);
}

/* Forks; returns true in the process that is to have the fault. */
static bool at_place(greg_t *regs, enum tracer_kind kind)
{
	struct tracer_result *result = tracer.result;
	pid_t child = fork();
	int status;

	if (child < 0)
		_exit(2);
	if (!child) {
		become_faulty(regs);
		return true;
	}
	while (waitpid(child, &status, 0) != child)
		;
	result->places[kind]++;
	if (!WIFEXITED(status) || WEXITSTATUS(status) != ACCEPTED)
		return false;
	if (!result->turned[kind]++)
		result->first[kind] = tracer.from;
	return false;
}

/*
 * The instruction at @from was carried out: look at what else could have come of
 * it. Returns true in the process that is to have the fault.
 */
static bool look_at(unsigned long from, greg_t *regs)
{
	unsigned long now = regs[REG_RIP];
	unsigned int size = call_size(from);
	unsigned long taken;
	unsigned long next;

	if (tracer_times &&
	    came[from - (unsigned long)__start_ta_text]++ >= tracer_times)
		return false;
	tracer.from = from;
	if (decode_branch(from, &taken, &next)) {
		if (!at_place(regs, TRACER_BRANCH))
			return false;
		regs[REG_RIP] = now == taken ? next : taken;
		return true;
	}
	if (size) {
		if (!at_place(regs, TRACER_CALL))
			return false;
		regs[REG_RIP] = from + size;
		regs[REG_RSP] += 8;
		return true;
	}
	return false;
}

static bool is_return(unsigned long address)
{
	const uint8_t *code = (const uint8_t *)address;

	return code[0] == 0xc3 || (code[0] == 0xf3 && code[1] == 0xc3);
}

/* Its callee runs at full speed and comes back to tracer_back. */
static void leave_ta(greg_t *regs)
{
	unsigned long *top = (unsigned long *)regs[REG_RSP];

	tracer.back = *top;
	*top = (unsigned long)tracer_back;
	regs[REG_EFL] &= ~(greg_t)TRAP_FLAG;
}

static void on_trap(int signal_number, siginfo_t *info, void *context)
{
	greg_t *regs = ((ucontext_t *)context)->uc_mcontext.gregs;
	unsigned long from = tracer.last;

	(void)signal_number;
	(void)info;
	if ((unsigned long)regs[REG_RIP] == (unsigned long)tracer_back + 1) {
		regs[REG_RIP] = tracer.back;
		regs[REG_EFL] |= TRAP_FLAG;
		tracer.last = tracer.back;
		return;
	}
	tracer.last = regs[REG_RIP];
	if (!in_ta(from))
		return;
	if (look_at(from, regs))
		return;
	if (!in_ta(regs[REG_RIP]) && !is_return(from))
		leave_ta(regs);
}

static void set_stepping(bool on)
{
	if (!tracer.stepping)
		return;
	tracer.last = 0;
	if (on)
		__asm__ volatile("pushfq; orq $0x100, (%%rsp); popfq" ::
					 : "memory", "cc");
	else
		__asm__ volatile("pushfq; andq $~0x100, (%%rsp); popfq" ::
					 : "memory", "cc");
}

TEE_Result __real_TA_OpenSessionEntryPoint(uint32_t types,
					   TEE_Param params[TEE_NUM_PARAMS],
					   void **session);
TEE_Result __wrap_TA_OpenSessionEntryPoint(uint32_t types,
					   TEE_Param params[TEE_NUM_PARAMS],
					   void **session);
TEE_Result __real_TA_InvokeCommandEntryPoint(void *session, uint32_t command,
					     uint32_t types,
					     TEE_Param params[TEE_NUM_PARAMS]);
TEE_Result __wrap_TA_InvokeCommandEntryPoint(void *session, uint32_t command,
					     uint32_t types,
					     TEE_Param params[TEE_NUM_PARAMS]);

TEE_Result __wrap_TA_OpenSessionEntryPoint(uint32_t types,
					   TEE_Param params[TEE_NUM_PARAMS],
					   void **session)
{
	TEE_Result res;

	set_stepping(true);
	res = __real_TA_OpenSessionEntryPoint(types, params, session);
	set_stepping(false);
	return res;
}

TEE_Result __wrap_TA_InvokeCommandEntryPoint(void *session, uint32_t command,
					     uint32_t types,
					     TEE_Param params[TEE_NUM_PARAMS])
{
	TEE_Result res;

	set_stepping(true);
	res = __real_TA_InvokeCommandEntryPoint(session, command, types,
						params);
	set_stepping(false);
	return res;
}

static _Noreturn void run_child(bool (*run)(const void *data), const void *data)
{
	const struct sigaction action = { .sa_sigaction = on_trap,
					  .sa_flags = SA_SIGINFO };
	const struct rlimit none = { 0, 0 };
	bool accepted;

	/* what the C library has to say about wild pointers, and their cores */
	if (!freopen("/dev/null", "w", stderr) ||
	    setrlimit(RLIMIT_CORE, &none) || sigaction(SIGTRAP, &action, NULL))
		_exit(2);
	tracer.stepping = true;
	accepted = run(data);
	if (tracer.faulty)
		_exit(accepted ? ACCEPTED : REFUSED);
	tracer.result->accepted = accepted;
	_exit(0);
}

void tracer_run(bool (*run)(const void *data), const void *data,
		struct tracer_result *result)
{
	int status = 0;
	pid_t child;

	if (__stop_ta_text - __start_ta_text > (long)(sizeof(came) / 4))
		bail_out("too much code");
	tracer.result = mmap(NULL, sizeof(*result), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (tracer.result == MAP_FAILED)
		bail_out("mmap: %s", strerror(errno));
	fflush(stdout);
	child = fork();
	if (child < 0)
		bail_out("fork: %s", strerror(errno));
	if (!child)
		run_child(run, data);
	if (waitpid(child, &status, 0) != child || status) {
		bail_out("the steps ended early");
	}
	*result = *tracer.result;
	munmap(tracer.result, sizeof(*result));
}
