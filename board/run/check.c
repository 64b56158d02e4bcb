// SPDX-License-Identifier: BSD-2-Clause
#include "firmware.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <teeproc/rsc_table.h>

#include "../soc/say.h"
#include "text.h"

#define PAGE_SIZE 4096u /* Linux rounds a vring's size up to it */

struct check {
	const struct firmware *firmware;
	const struct core_tree *core;
};

static bool refuse(const struct check *check, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool refuse(const struct check *check, const char *format, ...)
{
	char why[512];
	va_list args;

	va_start(args, format);
	vsnprintf(why, sizeof(why), format, args);
	va_end(args);
	say("%s: %s", check->firmware->path, why);
	return false;
}

static bool check_machine(const struct check *check)
{
	const struct teeproc_elf *elf = &check->firmware->elf;

	if (elf->machine == TEEPROC_EM_ARM && !elf->is64)
		return true;
	return refuse(check,
		      "built for another machine (ELF machine %u), but %s is a Cortex-M4: build it with arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb",
		      elf->machine, check->core->name);
}

static const struct memory_config *shared_of(const struct check *check)
{
	const struct core_config *config = check->core->config;

	return &config->memories[config->shared];
}

/* "code-tcm (0x0, 4 MiB), data-tcm (...), sram (...)", to be freed */
static char *memories_text(const struct check *check, bool all)
{
	const struct core_config *config = check->core->config;
	char list[256] = "";

	for (unsigned int i = 0; i < config->n_memories; i++) {
		const struct memory_config *memory = &config->memories[i];
		size_t used = strlen(list);

		if (all || memory->shared)
			snprintf(list + used, sizeof(list) - used,
				 "%s%.*s (0x%08x, %u MiB)", used ? ", " : "",
				 (int)strcspn(memory->name, "@"), memory->name,
				 memory->da, memory->size >> 20);
	}
	return text("%s", list);
}

static bool check_segment(const struct check *check, unsigned int number,
			  const struct teeproc_phdr *phdr)
{
	const struct memory_config *memory = NULL;
	bool direct = check->core->config->direct_mode;
	char *places;

	if (phdr->paddr <= UINT32_MAX && phdr->memsz <= UINT32_MAX)
		memory = core_config_find(check->core->config, phdr->paddr,
					  phdr->memsz);
	if (memory && (memory->shared || !direct))
		return true;
	places = memories_text(check, !direct);
	refuse(check,
	       "segment %u, 0x%llx to 0x%llx, does not lie in what %s can load on %s: %s; mend the linker script%s",
	       number, (unsigned long long)phdr->paddr,
	       (unsigned long long)(phdr->paddr + phdr->memsz),
	       direct ? "Linux" : "the TEE", check->core->name, places,
	       memory ? ", or use --mode secure" : "");
	free(places);
	return false;
}

static bool check_segments(const struct check *check)
{
	const struct teeproc_elf *elf = &check->firmware->elf;
	struct teeproc_phdr phdr;
	unsigned int loaded = 0;
	uint32_t at = 0;
	enum teeproc_image_error error;

	error = teeproc_elf_check_segments(elf, &at);
	if (error)
		return refuse(check, "segment %u: %s", at,
			      teeproc_image_strerror(error));
	for (uint32_t i = 0; i < elf->phnum; i++) {
		teeproc_elf_phdr(elf, i, &phdr);
		if (phdr.type != TEEPROC_PT_LOAD || !phdr.memsz)
			continue;
		loaded++;
		if (!check_segment(check, i, &phdr))
			return false;
	}
	return loaded || refuse(check, "nothing in it is loaded: link it");
}

/* A word as it is after loading; 0 where nothing is loaded */
static uint32_t loaded_word(const struct teeproc_elf *elf, uint32_t da)
{
	struct teeproc_phdr phdr;

	for (uint32_t i = 0; i < elf->phnum; i++) {
		const uint8_t *at;

		teeproc_elf_phdr(elf, i, &phdr);
		if (phdr.type != TEEPROC_PT_LOAD || phdr.filesz < 4 ||
		    da < phdr.paddr || da - phdr.paddr > phdr.filesz - 4)
			continue;
		at = elf->data + phdr.offset + (da - phdr.paddr);
		return at[0] | at[1] << 8 | at[2] << 16 | (uint32_t)at[3] << 24;
	}
	return 0;
}

/* By the rules of docs/board.md, "Release" */
static bool check_vectors(const struct check *check)
{
	const struct core_config *config = check->core->config;
	const struct teeproc_elf *elf = &check->firmware->elf;
	uint32_t table = 0;
	uint32_t stack;
	uint32_t entry;

	if (!loaded_word(elf, 0) && !loaded_word(elf, 4))
		table = config->boot_address;
	stack = loaded_word(elf, table);
	entry = loaded_word(elf, table + 4);
	if (!stack && !entry)
		return refuse(check,
			      "no vector table at 0x0 or 0x%08x: the core reads its stack pointer and its entry there; link .vectors first at one of them, and keep it (KEEP(*(.vectors)))",
			      config->boot_address);
	if (!stack || stack & 3 || !core_config_find(config, stack, 0))
		return refuse(check,
			      "the vector table at 0x%x begins with 0x%08x, which is no stack pointer in the core's memories",
			      table, stack);
	if (!(entry & 1) || entry == 1 ||
	    !core_config_find(config, entry - 1, 2))
		return refuse(check,
			      "the vector table at 0x%x has 0x%08x as its entry, which is no Thumb code (an odd address) in the core's memories",
			      table, entry);
	return true;
}

/* Whether Linux reaches [da, da + size) of the core's memories */
static bool linux_reaches(const struct check *check, uint64_t da, uint64_t size)
{
	const struct memory_config *shared = shared_of(check);

	return da >= shared->da && size <= shared->size &&
	       da - shared->da <= shared->size - size;
}

static bool check_vring(const struct check *check, unsigned int vdev,
			unsigned int number,
			const struct teeproc_rsc_vring *vring)
{
	const struct region *region;
	uint32_t size = (vring->size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
	char name[32];

	snprintf(name, sizeof(name), "vdev%uvring%u", vdev, number);
	region = core_tree_region(check->core, name);
	if (!region)
		return refuse(check,
			      "its resource table has a vdev %u, but the board has vrings for vdev 0 only: one vdev, several rpmsg channels",
			      vdev);
	if (size > region->size)
		return refuse(check,
			      "%s with %u buffers takes %u bytes, its place on the board has %u: lower num in the resource table",
			      name, vring->num, size, region->size);
	if (vring->da == TEEPROC_RSC_ADDR_ANY ||
	    (vring->da >= region->da &&
	     vring->da - region->da <= region->size - size))
		return true;
	return refuse(check,
		      "%s can't be placed at 0x%08x: write 0xffffffff (FW_RSC_ADDR_ANY) or 0x%08x as its da into the resource table",
		      name, vring->da, region->da);
}

static bool check_entry(const struct check *check, unsigned int *vdevs,
			const struct teeproc_rsc_entry *entry)
{
	const struct memory_config *shared = shared_of(check);

	if (entry->type == TEEPROC_RSC_TRACE &&
	    !linux_reaches(check, entry->da, entry->len))
		return refuse(check,
			      "its trace buffer, 0x%08x, lies where Linux can't read it: put it into the shared memory from 0x%08x",
			      entry->da, shared->da);
	if (entry->type != TEEPROC_RSC_VDEV)
		return true;
	for (unsigned int i = 0; i < entry->num_vrings; i++)
		if (!check_vring(check, *vdevs, i, &entry->vring[i]))
			return false;
	++*vdevs;
	return true;
}

static bool check_entries(const struct check *check, const uint8_t *table,
			  uint32_t size)
{
	struct teeproc_rsc_entry entry;
	enum teeproc_image_error error;
	unsigned int vdevs = 0;
	uint32_t num;

	error = teeproc_rsc_check(table, size, &num);
	if (error)
		return refuse(check, "resource table, entry %u: %s", num,
			      teeproc_image_strerror(error));
	for (uint32_t i = 0; i < num; i++) {
		teeproc_rsc_entry(table, size, i, &entry);
		if (!check_entry(check, &vdevs, &entry))
			return false;
	}
	return true;
}

static bool check_rsc_table(const struct check *check)
{
	const struct teeproc_elf *elf = &check->firmware->elf;
	const struct memory_config *shared = shared_of(check);
	struct teeproc_shdr shdr;
	enum teeproc_image_error error;

	error = teeproc_elf_find_rsc_table(elf, &shdr);
	if (error == TEEPROC_IMAGE_RSC_NONE)
		return true;
	if (error)
		return refuse(check, "resource table: %s",
			      teeproc_image_strerror(error));
	if (!linux_reaches(check, shdr.addr, shdr.size))
		return refuse(check,
			      "its resource table, 0x%llx, lies where Linux can't reach it: put the section .resource_table into the shared memory from 0x%08x",
			      (unsigned long long)shdr.addr, shared->da);
	return check_entries(check, elf->data + shdr.offset,
			     (uint32_t)shdr.size);
}

bool firmware_check(const struct firmware *firmware,
		    const struct core_tree *core)
{
	const struct check check = { .firmware = firmware, .core = core };

	return check_machine(&check) && check_segments(&check) &&
	       check_rsc_table(&check) && check_vectors(&check);
}
