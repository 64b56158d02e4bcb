// SPDX-License-Identifier: BSD-2-Clause
#include "faults.h"

#include "bail_out.h"
#include "instruction.h"
#include "moments.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <teeproc/ta.h>

/* Some times what a request takes */
#define BLOCKS_MAX 40000ul
/* At so many system calls a run with a fault may have come back. */
#define COMPARISONS 6
/*
 * In make check: how often an instruction that is in a loop has a fault. The first
 * times are those where a loop begins.
 */
#define TIMES 6
/* And before, at every so manieth block of instructions, for so many of them */
#define BLOCK_STRIDE 32
#define BLOCKS_COMPARED 64
#define PRINTED_MAX 40

/**
 * struct run
 * @sound: runs as it should; first, since its machine's hook has only that
 * @faulty: takes over
 * @soc: as it was when the fault was made
 * @moments: of the run without a fault, at system calls
 * @calls: system calls that it has made
 * @faulty_calls: that the other one has made by itself
 * @marks: of the run without a fault, at every BLOCK_STRIDEth block
 * @blocks: blocks that it has begun
 * @faulty_blocks: that the other one has begun by itself
 * @request: of the sound one, that is under way
 * @faulty_request: of the other one
 * @came: how often each instruction has come, of the TA's code
 * @times: faults at one instruction at most
 * @has_dumped: there may be something in the faulty one's REGION_OUT
 * @expected: registers that the last instruction should have left, as far as
 *	instruction.h can tell
 */
struct run {
	struct tee sound;
	struct tee faulty;
	const struct ta_file *ta;
	const struct attack *attack;
	struct faults *faults;
	struct soc soc;
	struct moments moments;
	size_t calls;
	size_t faulty_calls;
	struct moments marks;
	size_t blocks;
	size_t faulty_blocks;
	unsigned int request;
	unsigned int faulty_request;
	unsigned long *came;
	unsigned long times;
	bool has_dumped;
	bool has_expected;
	struct registers expected;
};

static void put_call(struct tee *tee, const struct attack *attack,
		     const struct request *request, struct tee_call *call)
{
	const struct region *in = tee->machine.regions + REGION_IN;
	const struct region *out = tee->machine.regions + REGION_OUT;

	memset(call, 0, sizeof(*call));
	call->entry = TEE_INVOKE;
	call->command = request->command;
	call->types = TEE_PARAM_TYPE_VALUE_INPUT;
	call->params[0].a = SOC_CORE;
	if (request->size) {
		if (request->size > in->size)
			bail_out("image too large");
		memcpy(in->bytes, attack->image.bytes + request->offset,
		       request->size);
		call->types |= TEE_PARAM_TYPE_MEMREF_INPUT << 4;
		call->params[1].a = in->base;
		call->params[1].b = request->size;
	} else if (request->out) {
		/* of its own: what is in it is looked at in the end */
		call->types |= TEE_PARAM_TYPE_MEMREF_OUTPUT << 4;
		call->params[1].b = out->size / OUT_BUFFERS;
		call->params[1].a =
			out->base + (request->out - 1) * call->params[1].b;
	}
	if (request->piece) {
		call->types |= TEE_PARAM_TYPE_VALUE_INPUT << 8;
		call->params[2].a = request->offset;
		call->params[2].b = attack->image.size;
	}
}

static bool is_alive(const struct tee *tee)
{
	return tee->machine.end == END_RETURNED;
}

/*
 * From the request of that number to the last one, by the faulty machine.
 * @answers: NULL or to all
 */
static void finish(struct run *run, const struct attack *attack,
		   unsigned int number, TEE_Result *answers)
{
	struct tee *tee = &run->faulty;
	struct tee_call call;
	TEE_Result res;

	for (; is_alive(tee) && number < attack->num; number++) {
		run->faulty_request = number;
		run->has_dumped |= attack->requests[number].out;
		put_call(tee, attack, attack->requests + number, &call);
		res = tee_enter(tee, &call, BLOCKS_MAX);
		if (answers)
			answers[number] = res;
	}
}

static void take_over(struct run *run)
{
	const bool dumps = run->attack->requests[run->request].out;
	unsigned int n;

	run->faulty.state = run->sound.state;
	run->faulty_request = run->request;
	for (n = 0; n < REGIONS; n++)
		if (n != REGION_OUT || run->has_dumped || dumps)
			machine_copy(&run->faulty.machine, &run->sound.machine,
				     n);
	run->has_dumped = dumps;
}

static void count_end(struct run *run)
{
	switch (run->faulty.machine.end) {
	case END_PANICKED:
		run->faults->panicked++;
		break;
	case END_CRASHED:
		run->faults->crashed++;
		break;
	case END_LOOPED:
		run->faults->looped++;
		break;
	case END_KNOWN:
		run->faults->same++;
		break;
	default:
		break;
	}
}

static void print_place(const struct run *run, uint64_t pc, const char *what)
{
	uint64_t offset = 0;
	const char *function = ta_file_function(run->ta, pc, &offset);
	char command[512];
	char line[256];
	FILE *pipe;

	printf("# accepted: request %u, %s at %#lx, %s+%#lx\n",
	       run->request + 1, what, pc - TA_BASE, function, offset);
	snprintf(command, sizeof(command),
		 "aarch64-linux-gnu-objdump -d -l --no-show-raw-insn "
		 "--start-address=%#lx --stop-address=%#lx %s | tail -n 2",
		 pc - TA_BASE, pc - TA_BASE + 4, run->ta->path);
	pipe = popen(command, "r");
	while (pipe && fgets(line, sizeof(line), pipe))
		printf("#   %s", line);
	if (pipe)
		pclose(pipe);
}

static void try_fault(struct run *run, const struct registers *registers,
		      uint64_t pc, const char *what)
{
	run->faults->runs++;
	run->faulty_calls = 0;
	run->faulty_blocks = 0;
	take_over(run);
	tee_resume(&run->faulty, registers, BLOCKS_MAX);
	finish(run, run->attack, run->request + 1, NULL);
	count_end(run);
	if (run->faulty.machine.end == END_KNOWN ?
		    run->faults->won_without :
		    run->attack->has_won(&run->faulty)) {
		run->faults->won++;
		if (!run->attack->quiet && run->faults->won <= PRINTED_MAX)
			print_place(run, pc, what);
	}
	soc_put_back(&run->soc);
}

/* A wrong idea of what an instruction does would make faults that are none. */
static void check_expected(struct run *run, const struct registers *registers)
{
	const struct registers *expected = &run->expected;

	if (run->has_expected &&
	    (registers->pc != expected->pc ||
	     registers->nzcv != expected->nzcv ||
	     memcmp(registers->x, expected->x, sizeof(expected->x))))
		bail_out("an instruction before %#lx does something else",
			 registers->pc - TA_BASE);
}

/* Is this step to have its faults? */
static bool is_tried(struct run *run, uint64_t pc)
{
	if (run->attack->quiet)
		return run->faults->steps % CONTROL_STRIDE == 0;
	return run->came[(pc - TA_BASE) / sizeof(uint32_t)]++ < run->times;
}

static void on_step(struct machine *machine, uint64_t pc, void *arg)
{
	struct run *run = arg;
	struct registers registers;
	struct registers fault;
	uint32_t code;

	machine_registers(machine, &registers);
	registers.pc = pc;
	check_expected(run, &registers);
	memcpy(&code, machine_at(machine, pc, sizeof(code), false),
	       sizeof(code));
	run->expected = registers;
	run->has_expected = instruction_branch(code, &run->expected, false) ||
			    instruction_select(code, &run->expected, false);
	if (!is_tried(run, pc)) {
		run->faults->steps++;
		run->faults->left_out++;
		return;
	}
	run->faults->steps++;
	soc_keep(&run->soc);

	fault = registers;
	if (instruction_branch(code, &fault, true)) {
		/* skipped: that, or what happens anyway */
		run->faults->branches++;
		try_fault(run, &fault, pc, "branch turned");
		return;
	}
	fault.pc += 4;
	try_fault(run, &fault, pc, "skip");
	fault = registers;
	if (instruction_select(code, &fault, true)) {
		run->faults->selects++;
		try_fault(run, &fault, pc, "condition turned");
	}
}

static bool count_call(struct tee *tee, void *arg)
{
	struct run *run = arg;

	(void)tee;
	run->calls++;
	return false;
}

static bool add_moment(struct tee *tee, void *arg)
{
	struct run *run = arg;

	moments_add(&run->moments, tee, run->faulty_request, 0);
	return false;
}

static bool count_block(struct tee *tee, uint64_t pc, void *arg)
{
	struct run *run = arg;

	(void)tee;
	(void)pc;
	run->blocks++;
	return false;
}

static bool add_mark(struct tee *tee, uint64_t pc, void *arg)
{
	struct run *run = arg;

	if (++run->blocks % BLOCK_STRIDE == 0)
		moments_add(&run->marks, tee, run->faulty_request, pc);
	return false;
}

/* It would have to be the same change, or the same bytes for the client. */
static bool can_be_back(const struct run *run)
{
	return !soc_has_changed(&run->soc) &&
	       !run->attack->requests[run->faulty_request].out;
}

static bool is_back(struct tee *tee, void *arg)
{
	struct run *run = arg;

	if (run->faulty_calls == COMPARISONS || !can_be_back(run))
		return false;
	return moments_is(&run->moments, run->calls + run->faulty_calls++, tee,
			  run->faulty_request, 0);
}

/*
 * The first block is the rest of that with the fault, or, if it was the last
 * instruction of that, the next one: the number may be too low by one.
 */
static bool is_back_soon(struct tee *tee, uint64_t pc, void *arg)
{
	struct run *run = arg;
	size_t number;

	if (run->faulty_blocks == BLOCKS_COMPARED)
		return false;
	number = run->blocks + run->faulty_blocks++;
	if ((number + 1) % BLOCK_STRIDE == 0)
		number++;
	return number && number % BLOCK_STRIDE == 0 && can_be_back(run) &&
	       moments_is(&run->marks, number / BLOCK_STRIDE - 1, tee,
			  run->faulty_request, pc);
}

static void open_session(struct tee *tee)
{
	const struct tee_call call = { .entry = TEE_OPEN_SESSION,
				       .types = TEE_PARAM_TYPE_VALUE_INPUT,
				       .params[0].a = SOC_CORE };
	TEE_Result res = tee_enter(tee, &call, BLOCKS_MAX);

	if (res)
		bail_out("the session is not opened: %#x, end %d, %lu: %s", res,
			 tee->machine.end, tee->machine.blocks, tee->log);
}

/* Once at full speed, to know what comes; the state is then as it was. */
static void look_ahead(struct run *run)
{
	run->faulty.on_call = add_moment;
	run->faulty.on_block = add_mark;
	finish(run, run->attack, 0, run->faults->answers);
	if (!is_alive(&run->faulty))
		bail_out("the Trusted Application dies: %s", run->faulty.log);
	run->faults->won_without = run->attack->has_won(&run->faulty);
	memcpy(run->faults->log, run->faulty.log, sizeof(run->faults->log));
	soc_put_back(&run->soc);
	run->faulty.on_call = is_back;
	run->faulty.on_block = is_back_soon;
}

bool faults_are_all(void)
{
	const char *all = getenv("TEEPROC_ALL");

	return all && *all;
}

void faults_run(const struct ta_file *ta, const struct attack *before,
		const struct attack *attack, struct faults *faults)
{
	struct run run = { .ta = ta, .attack = attack, .faults = faults };
	struct tee_call call;
	size_t blocks;

	memset(faults, 0, sizeof(*faults));
	run.times = faults_are_all() ? ULONG_MAX : TIMES;
	run.came = calloc(ta->text_size / sizeof(uint32_t), sizeof(*run.came));
	if (!run.came)
		bail_out("no memory");
	tee_open(&run.sound, ta, on_step);
	tee_open(&run.faulty, ta, NULL);
	run.sound.on_start = attack->on_start;
	run.faulty.on_start = attack->on_start;
	run.sound.on_arg = &run;
	run.faulty.on_arg = &run;
	open_session(&run.faulty);
	if (before)
		finish(&run, before, 0, NULL);
	/* what it has become by then is where the attack begins */
	run.sound.state = run.faulty.state;
	run.sound.on_call = count_call;
	run.sound.on_block = count_block;
	machine_copy(&run.sound.machine, &run.faulty.machine, REGION_DATA);
	machine_copy(&run.sound.machine, &run.faulty.machine, REGION_STACK);
	machine_copy(&run.sound.machine, &run.faulty.machine, REGION_TMP);
	soc_open(&run.soc);
	look_ahead(&run);
	blocks = run.blocks;
	run.blocks = 0;
	for (run.request = 0; run.request < attack->num; run.request++) {
		put_call(&run.sound, attack, attack->requests + run.request,
			 &call);
		run.has_expected = false;
		tee_enter(&run.sound, &call, BLOCKS_MAX);
	}
	if (!is_alive(&run.sound) || run.calls != run.moments.num ||
	    run.blocks != blocks ||
	    attack->has_won(&run.sound) != faults->won_without)
		bail_out("the same run is another one");
	free(run.came);
	moments_free(&run.moments);
	moments_free(&run.marks);
	soc_close(&run.soc);
	tee_close(&run.faulty);
	tee_close(&run.sound);
}
