// SPDX-License-Identifier: BSD-2-Clause
#include "firmware_check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <teeproc/rsc_table.h>

#define PAGE_SIZE 4096u /* Linux rounds a vring's size up to it */

struct check {
	const struct teeproc_elf *elf;
	unsigned int num;
	const struct core_map *core;
	char *why;
	size_t why_size;
	unsigned int elsewhere;
	unsigned int vdevs;
};

static bool refuse(const struct check *check, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool refuse(const struct check *check, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(check->why, check->why_size, format, args);
	va_end(args);
	return false;
}

static bool check_machine(const struct check *check,
			  const struct teeproc_elf *elf)
{
	const struct core_kind *kind = check->core->kind;

	if (!kind ||
	    (elf->machine == kind->elf_machine && elf->is64 == kind->is64))
		return true;
	return refuse(check,
		      "built for another machine (ELF machine %u), but %s is a %s: build it with %s",
		      elf->machine, check->core->name, kind->title,
		      kind->compiler);
}

/* "code-tcm (0x0, 4096 KiB), data-tcm (...), sram (...)" */
static void list_memories(const struct check *check, char *list, size_t room)
{
	const struct core_map *core = check->core;
	size_t used = 0;

	*list = '\0';
	for (unsigned int i = 0; i < core->n_memories; i++) {
		const struct core_place *memory = &core->memories[i];

		if (used < room && (memory->linux_reaches || !core->direct))
			used += snprintf(list + used, room - used,
					 "%s%s (0x%08x, %u KiB)",
					 used ? ", " : "", memory->name,
					 memory->da, memory->size >> 10);
	}
}

/* Where Linux builds vrings and puts messages, nothing can be loaded. */
static const struct core_place *
overlapped_region(const struct core_map *core, const struct teeproc_phdr *phdr)
{
	for (unsigned int i = 0; i < core->n_regions; i++) {
		const struct core_place *region = &core->regions[i];

		if (!strncmp(region->name, "vdev", 4) &&
		    phdr->paddr < (uint64_t)region->da + region->size &&
		    phdr->paddr + phdr->memsz > region->da)
			return region;
	}
	return NULL;
}

static bool check_segment(struct check *check, unsigned int number,
			  const struct teeproc_phdr *phdr)
{
	const struct core_map *core = check->core;
	const struct core_place *region = overlapped_region(core, phdr);
	const struct core_place *memory;
	char list[512];

	memory = core_map_memory(core, phdr->paddr, phdr->memsz);
	if (region)
		return refuse(check,
			      "segment %u, 0x%llx to 0x%llx, lies over %s (0x%08x), which is Linux's; mend the linker script",
			      number, (unsigned long long)phdr->paddr,
			      (unsigned long long)(phdr->paddr + phdr->memsz),
			      region->name, region->da);
	if (memory && (memory->linux_reaches || !core->direct))
		return true;
	if (!core->all_memories) {
		check->elsewhere++;
		return true;
	}
	list_memories(check, list, sizeof(list));
	return refuse(check,
		      "segment %u, 0x%llx to 0x%llx, does not lie in what %s can load on %s: %s; mend the linker script%s",
		      number, (unsigned long long)phdr->paddr,
		      (unsigned long long)(phdr->paddr + phdr->memsz),
		      core->direct ? "Linux" : "the TEE", core->name, list,
		      memory ? ", or have the TEE load it (secure mode)" : "");
}

static bool check_segments(struct check *check, const struct teeproc_elf *elf)
{
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
static uint32_t loaded_word(const struct check *check, uint32_t da)
{
	struct teeproc_phdr phdr;

	for (unsigned int n = 0; n < check->num; n++) {
		const struct teeproc_elf *elf = &check->elf[n];

		for (uint32_t i = 0; i < elf->phnum; i++) {
			const uint8_t *at;

			teeproc_elf_phdr(elf, i, &phdr);
			if (phdr.type != TEEPROC_PT_LOAD || phdr.filesz < 4 ||
			    da < phdr.paddr ||
			    da - phdr.paddr > phdr.filesz - 4)
				continue;
			at = elf->data + phdr.offset + (da - phdr.paddr);
			return at[0] | at[1] << 8 | at[2] << 16 |
			       (uint32_t)at[3] << 24;
		}
	}
	return 0;
}

/* Where the core begins: at its reset, or else at the boot address */
static uint32_t begin_of(const struct check *check)
{
	const struct core_map *core = check->core;
	uint32_t da = core->kind->reset_da;

	return loaded_word(check, da) || loaded_word(check, da + 4) ?
		       da :
		       core->boot_address;
}

/* Of a core that begins with an instruction: 0 is none. */
static bool check_code(const struct check *check)
{
	const struct core_map *core = check->core;

	if (loaded_word(check, begin_of(check)) & 0xffff)
		return true;
	return refuse(check,
		      "no code at 0x%08x or 0x%08x: the core begins there; link its first instruction at one of them",
		      core->kind->reset_da, core->boot_address);
}

/* By the rules of docs/board.md, "Release" */
static bool check_vectors(const struct check *check)
{
	const struct core_map *core = check->core;
	uint32_t table = begin_of(check);
	uint32_t stack;
	uint32_t entry;

	stack = loaded_word(check, table);
	entry = loaded_word(check, table + 4);
	if (!stack && !entry)
		return refuse(check,
			      "no vector table at 0x%x or 0x%08x: the core reads its stack pointer and its entry there; link .vectors first at one of them, and keep it (KEEP(*(.vectors)))",
			      core->kind->reset_da, core->boot_address);
	if (!stack || stack & 3 || !core_map_memory(core, stack, 0))
		return refuse(check,
			      "the vector table at 0x%x begins with 0x%08x, which is no stack pointer in the core's memories",
			      table, stack);
	if (!(entry & 1) || entry == 1 || !core_map_memory(core, entry - 1, 2))
		return refuse(check,
			      "the vector table at 0x%x has 0x%08x as its entry, which is no Thumb code (an odd address) in the core's memories",
			      table, entry);
	return true;
}

/* Where the memory begins that Linux reaches, for advice */
static uint32_t shared_da(const struct core_map *core)
{
	for (unsigned int i = 0; i < core->n_memories; i++)
		if (core->memories[i].linux_reaches)
			return core->memories[i].da;
	return 0;
}

/* A tree that has no place for vrings at all leaves that to Linux. */
static bool has_places(const struct core_map *core)
{
	for (unsigned int i = 0; i < core->n_regions; i++)
		if (!strncmp(core->regions[i].name, "vdev", 4))
			return true;
	return false;
}

static bool check_vring(const struct check *check, unsigned int number,
			const struct teeproc_rsc_vring *vring)
{
	const struct core_place *region;
	uint32_t size = (vring->size + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
	char name[32];

	if (!has_places(check->core))
		return true;
	snprintf(name, sizeof(name), "vdev%uvring%u", check->vdevs, number);
	region = core_map_region(check->core, name);
	if (!region)
		return refuse(check,
			      "its resource table has %s, but the board has no such place; one vdev has several rpmsg channels",
			      name);
	if (size < vring->size || size > region->size)
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

/* One that has the name of a place gets this place, and no other. */
static bool check_carveout(const struct check *check,
			   const struct teeproc_rsc_entry *entry)
{
	const struct core_place *region =
		core_map_region(check->core, entry->name);

	if (!region)
		return true;
	if (entry->len > region->size)
		return refuse(check,
			      "carveout %s of %u bytes is larger than its place on the board, %u bytes",
			      entry->name, entry->len, region->size);
	if (entry->da == TEEPROC_RSC_ADDR_ANY ||
	    (entry->da >= region->da &&
	     entry->da - region->da <= region->size - entry->len))
		return true;
	return refuse(check,
		      "carveout %s can't be at 0x%08x: write 0xffffffff (FW_RSC_ADDR_ANY) or 0x%08x as its da into the resource table",
		      entry->name, entry->da, region->da);
}

static bool check_entry(struct check *check,
			const struct teeproc_rsc_entry *entry)
{
	const struct core_map *core = check->core;

	if (entry->type == TEEPROC_RSC_CARVEOUT)
		return check_carveout(check, entry);
	if (entry->type == TEEPROC_RSC_TRACE &&
	    !core_map_linux_reaches(core, entry->da, entry->len))
		return refuse(check,
			      "its trace buffer, 0x%08x, lies where Linux can't read it: put it into the shared memory from 0x%08x",
			      entry->da, shared_da(core));
	if (entry->type != TEEPROC_RSC_VDEV)
		return true;
	for (unsigned int i = 0; i < entry->num_vrings; i++)
		if (!check_vring(check, i, &entry->vring[i]))
			return false;
	check->vdevs++;
	return true;
}

static bool check_entries(struct check *check, const uint8_t *table,
			  uint32_t size)
{
	struct teeproc_rsc_entry entry;
	enum teeproc_image_error error;
	uint32_t num;

	error = teeproc_rsc_check(table, size, &num);
	if (error)
		return refuse(check, "resource table, entry %u: %s", num,
			      teeproc_image_strerror(error));
	for (uint32_t i = 0; i < num; i++) {
		teeproc_rsc_entry(table, size, i, &entry);
		if (!check_entry(check, &entry))
			return false;
	}
	return true;
}

static bool check_rsc_table(struct check *check, const struct teeproc_elf *elf)
{
	struct teeproc_shdr shdr;
	enum teeproc_image_error error;

	error = teeproc_elf_find_rsc_table(elf, &shdr);
	if (error == TEEPROC_IMAGE_RSC_NONE)
		return true;
	if (error)
		return refuse(check, "resource table: %s",
			      teeproc_image_strerror(error));
	if (!core_map_linux_reaches(check->core, shdr.addr, shdr.size))
		return refuse(check,
			      "its resource table, 0x%llx, lies where Linux can't reach it: put the section .resource_table into the shared memory from 0x%08x",
			      (unsigned long long)shdr.addr,
			      shared_da(check->core));
	return check_entries(check, elf->data + shdr.offset,
			     (uint32_t)shdr.size);
}

bool firmware_check(const struct teeproc_elf *elf, unsigned int num,
		    const struct core_map *core, char *why, size_t why_size,
		    unsigned int *elsewhere)
{
	struct check check = {
		.elf = elf,
		.num = num,
		.core = core,
		.why = why,
		.why_size = why_size,
	};

	for (unsigned int i = 0; i < num; i++)
		if (!check_machine(&check, elf + i) ||
		    !check_segments(&check, elf + i) ||
		    !check_rsc_table(&check, elf + i))
			return false;
	if (elsewhere)
		*elsewhere = check.elsewhere;
	if (!core->kind)
		return true;
	return core->kind->arch == CORE_RISCV ? check_code(&check) :
						check_vectors(&check);
}
