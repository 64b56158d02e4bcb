// SPDX-License-Identifier: BSD-2-Clause
#include "core_control.h"

#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../host/memory.h"
#include "../host/say.h"
#include "../qemu/qtest.h"
#include "core_file.h"
#include "exception_frame.h"

#define CHUNK_SIZE 65535u /* what qtest.c moves at once */
#define STACK_WORDS 256u /* of a handler, at most */

static int read_words(struct core *core, uint32_t da, uint32_t *words, size_t n)
{
	const struct core_config *config = core->config;
	const struct memory_config *memory;
	size_t size = n * sizeof(*words);
	int ret;

	memory = core_config_find(config, da, size);
	if (!memory)
		return -1;
	ret = memory_read(core->memory_fds[memory - config->memories],
			  da - memory->da, words, size);
	for (size_t i = 0; i < n; i++)
		words[i] = le32toh(words[i]);
	return ret;
}

/* What lies where the core begins, or if that is nothing what lies at the boot address */
static bool find_entry(struct core *core, struct core_entry *entry)
{
	const struct core_config *config = core->config;

	entry->address = config->kind->reset_da;
	if (read_words(core, entry->address, entry->words, 2) ||
	    (!entry->words[0] && !entry->words[1])) {
		entry->address = config->boot_address;
		if (read_words(core, entry->address, entry->words, 2))
			return false;
	}
	return core_arch_of(config)->is_usable(config, entry);
}

static bool all_zero(const unsigned char *bytes, size_t size)
{
	return !bytes[0] && !memcmp(bytes, bytes + 1, size - 1);
}

/* Into a fresh QEMU, whose private memories are zero. */
static int push_memory(struct core *core, unsigned int index)
{
	const struct memory_config *memory = &core->config->memories[index];
	unsigned char *chunk = malloc(CHUNK_SIZE);
	int ret = chunk ? 0 : -1;

	for (uint32_t done = 0; !ret && done < memory->size;) {
		uint32_t left = memory->size - done;
		uint32_t size = left < CHUNK_SIZE ? left : CHUNK_SIZE;

		ret = memory_read(core->memory_fds[index], done, chunk, size);
		if (!ret && !all_zero(chunk, size))
			ret = qtest_write(core->qemu.qtest_fd,
					  memory->da + done, chunk, size);
		done += size;
	}
	free(chunk);
	return ret;
}

/* Words of the stub that are still there never were the memory's. */
static void remove_stub(struct reset_stub *stub, unsigned char *bytes)
{
	if (!stub->placed)
		return;
	for (unsigned int i = 0; i < RESET_STUB_SIZE; i += 4)
		if (!memcmp(bytes + i, stub->code + i, 4))
			memcpy(bytes + i, stub->saved + i, 4);
	stub->placed = false;
}

static int pull_memory(struct core *core, unsigned int index)
{
	const struct memory_config *memory = &core->config->memories[index];
	unsigned char *now = malloc(CHUNK_SIZE);
	unsigned char *before = malloc(CHUNK_SIZE);
	int ret = now && before ? 0 : -1;

	for (uint32_t done = 0; !ret && done < memory->size;) {
		uint32_t left = memory->size - done;
		uint32_t size = left < CHUNK_SIZE ? left : CHUNK_SIZE;

		ret = qtest_read(core->qemu.qtest_fd, memory->da + done, now,
				 size);
		if (!ret)
			ret = memory_read(core->memory_fds[index], done, before,
					  size);
		if (!ret && memory->da + done == core->config->kind->reset_da)
			remove_stub(&core->stub, now);
		if (!ret && memcmp(now, before, size))
			ret = memory_write(core->memory_fds[index], done, now,
					   size);
		done += size;
	}
	free(before);
	free(now);
	return ret;
}

/* All memories that only the core's QEMU and the SoC have. */
static int move_private(struct core *core,
			int (*move)(struct core *core, unsigned int index))
{
	int ret = 0;

	for (unsigned int i = 0; !ret && i < core->config->n_memories; i++)
		if (!core->config->memories[i].shared)
			ret = move(core, i);
	return ret;
}

static int place_stub(struct core *core, const struct core_entry *entry)
{
	uint32_t da = core->config->kind->reset_da;
	struct reset_stub *stub = &core->stub;
	uint32_t saved[RESET_STUB_SIZE / 4];

	stub->placed = false;
	if (entry->address == da)
		return 0;
	if (read_words(core, da, saved, RESET_STUB_SIZE / 4))
		return -1;
	for (unsigned int i = 0; i < RESET_STUB_SIZE / 4; i++)
		saved[i] = htole32(saved[i]);
	memcpy(stub->saved, saved, sizeof(saved));
	core_arch_of(core->config)->make_stub(stub->code, da, entry);
	stub->placed = true;
	return qtest_write(core->qemu.qtest_fd, da, stub->code,
			   RESET_STUB_SIZE);
}

/* What a reset has undone of what firmware does not do here: maps of PCI devices */
static int set_up_buses(struct core *core)
{
	const struct core_kind_write *write = core->config->kind->after_reset;
	int ret = 0;

	for (; !ret && write && write->address; write++) {
		uint32_t value = htole32(write->value);

		ret = qtest_write(core->qemu.qtest_fd, write->address, &value,
				  sizeof(value));
	}
	return ret;
}

static const char *release(struct core *core)
{
	struct core_qemu *qemu = &core->qemu;
	struct core_entry entry;
	int ret;

	if (!find_entry(core, &entry))
		return TEEPROC_CP_ERR_NONE;
	qemu->released = true;
	/* the reset reads the first two words: the memories come before it */
	if (move_private(core, push_memory) || place_stub(core, &entry) ||
	    qmp_execute(&qemu->qmp, "system_reset", "RESET") ||
	    set_up_buses(core))
		return TEEPROC_CP_ERR_DEAD;
	if (qemu->stands)
		return NULL;
	ret = qmp_execute(&qemu->qmp, "cont", NULL);
	/* firmware may lock up, and end the QEMU, before that is answered */
	return ret && ret != -EPIPE ? TEEPROC_CP_ERR_DEAD : NULL;
}

static void capture_registers(struct core *core)
{
	char *text = qmp_human(&core->qemu.qmp, "info registers");

	core->regs_valid =
		text &&
		core_arch_of(core->config)->parse_registers(text, core->regs);
	free(text);
}

/*
 * Never fails: the core is held, since its QEMU is replaced afterwards. One
 * that does not answer any more takes what it wrote to its TCM with it.
 */
static void hold(struct core *core)
{
	if (!core->qemu.released)
		return;
	if (qmp_execute(&core->qemu.qmp, "stop", NULL)) {
		/* ended, as on a lock-up: core_jobs.c finds its last words */
		core->regs_valid = false;
		return;
	}
	capture_registers(core);
	if (move_private(core, pull_memory))
		say("core %u: its memories could not be read back",
		    core->config->id);
}

static bool is_code(const void *owner, uint32_t address)
{
	return core_config_find(owner, address, 2);
}

/* Of a core that stands still in a handler; its memories are up to date. */
static void find_frame(struct core *core)
{
	const struct core_arch *arch = core_arch_of(core->config);
	uint32_t sp = core->regs[13] & ~3u;
	const struct memory_config *memory;
	uint32_t stack[STACK_WORDS];
	size_t n = STACK_WORDS;
	size_t at;

	core->frame_valid = false;
	if (!core->regs_valid || !arch->is_in_handler ||
	    !arch->is_in_handler(core->regs))
		return;
	memory = core_config_find(core->config, sp, 4);
	if (!memory)
		return;
	if (n > (memory->size - (sp - memory->da)) / 4)
		n = (memory->size - (sp - memory->da)) / 4;
	if (read_words(core, sp, stack, n))
		return;
	at = exception_frame_find(stack, n, core->config->kind->exceptions,
				  is_code, core->config);
	if (at == n)
		return;
	for (n = 0; n < EXCEPTION_FRAME_WORDS; n++)
		core->frame[n] = stack[at + n];
	core->frame_valid = true;
}

/* Of a crash: a firmware that has ended has nothing to tell. */
static void keep_file(const struct core *core)
{
	int ret;

	if (!core->files_dir || core->state != TEEPROC_CORE_CRASHED)
		return;
	ret = core_file_write(core, core->files_dir);
	if (ret)
		say("core %u: its core file can't be written: %s",
		    core->config->id, strerror(-ret));
}

static struct dma_place place_of(const struct core *core,
				 const struct core_job *job)
{
	const struct core_config *config = core->config;
	const struct memory_config *memory;

	memory = core_config_find(config, job->da, job->size);
	return (struct dma_place){
		.fd = core->memory_fds[memory - config->memories],
		.offset = job->da - memory->da,
		.size = job->size,
	};
}

const char *core_control_run(struct core *core, struct core_job *job)
{
	struct dma_place place;

	switch (job->kind) {
	case CORE_LOAD:
	case CORE_DUMP:
	case CORE_FILL:
		if (!core_config_find(core->config, job->da, job->size))
			return TEEPROC_CP_ERR_RANGE;
		place = place_of(core, job);
		if (job->kind == CORE_LOAD)
			return dma_load(core->ram, &job->pages, &place,
					job->hash);
		if (job->kind == CORE_DUMP)
			return dma_dump(core->ram, &job->pages, &place);
		return dma_fill(&place, job->byte);
	case CORE_START:
		return release(core);
	case CORE_REGS:
		return core->regs_valid ? NULL : TEEPROC_CP_ERR_NONE;
	case CORE_STOP:
		hold(core);
		return NULL;
	case CORE_HALT:
		hold(core);
		find_frame(core);
		keep_file(core);
		return NULL;
	}
	return TEEPROC_CP_ERR_VERB;
}
