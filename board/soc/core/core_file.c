// SPDX-License-Identifier: BSD-2-Clause
/*
 * ELF header, program headers, note NT_PRSTATUS as Linux on such a machine has it,
 * memories. Where a memory is zero the file has a hole.
 */
#include "core_file.h"

#include <elf.h>
#include <endian.h>
#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../host/memory.h"

#define CHUNK_SIZE 65536u

/* Linux: struct elf_prstatus, as far as it is the same on all machines */
#define STATUS_SIGNAL 12
#define SIGNAL_ABRT 6

struct note {
	Elf32_Nhdr head; /* of both classes */
	char name[8];
	unsigned char status[TEEPROC_MACHINE_STATUS_MAX];
};

static size_t note_size(const struct teeproc_machine *machine)
{
	return offsetof(struct note, status) + machine->status_size;
}

static size_t ehdr_size(const struct teeproc_machine *machine)
{
	return machine->is64 ? sizeof(Elf64_Ehdr) : sizeof(Elf32_Ehdr);
}

static size_t phdr_size(const struct teeproc_machine *machine)
{
	return machine->is64 ? sizeof(Elf64_Phdr) : sizeof(Elf32_Phdr);
}

#define IDENT(CLASS)                                                    \
	{                                                               \
		ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, CLASS, ELFDATA2LSB, \
			EV_CURRENT                                      \
	}

/* Each field has the same name in both classes. */
#define EHDR(BITS)                                                \
	((Elf##BITS##_Ehdr){                                      \
		.e_ident = IDENT(ELFCLASS##BITS),                 \
		.e_type = htole16(ET_CORE),                       \
		.e_machine = htole16(machine->machine),           \
		.e_version = htole32(EV_CURRENT),                 \
		.e_phoff = htole##BITS(sizeof(Elf##BITS##_Ehdr)), \
		.e_ehsize = htole16(sizeof(Elf##BITS##_Ehdr)),    \
		.e_phentsize = htole16(sizeof(Elf##BITS##_Phdr)), \
		.e_phnum = htole16(n_headers),                    \
	})

static void write_ehdr(FILE *file, const struct teeproc_machine *machine,
		       unsigned int n_headers)
{
	if (machine->is64)
		fwrite(&EHDR(64), ehdr_size(machine), 1, file);
	else
		fwrite(&EHDR(32), ehdr_size(machine), 1, file);
}

#define PHDR(BITS)                                                            \
	((Elf##BITS##_Phdr){                                                  \
		.p_type = htole32(type),                                      \
		.p_offset = htole##BITS(offset),                              \
		.p_vaddr = htole##BITS(address),                              \
		.p_paddr = htole##BITS(address),                              \
		.p_filesz = htole##BITS(size),                                \
		.p_memsz = htole##BITS(type == PT_LOAD ? size : 0),           \
		.p_flags = htole32(type == PT_LOAD ? PF_R | PF_W | PF_X : 0), \
		.p_align = htole##BITS(4),                                    \
	})

static void write_phdr(FILE *file, const struct teeproc_machine *machine,
		       uint32_t type, uint32_t offset, uint32_t address,
		       uint32_t size)
{
	if (machine->is64)
		fwrite(&PHDR(64), phdr_size(machine), 1, file);
	else
		fwrite(&PHDR(32), phdr_size(machine), 1, file);
}

static void put_register(unsigned char *to, uint64_t value, size_t size)
{
	value = htole64(value);
	memcpy(to, &value, size);
}

static void write_note(FILE *file, const struct teeproc_machine *machine,
		       const uint64_t *regs)
{
	size_t size = machine->is64 ? 8 : 4;
	struct note note = {
		.head = { .n_namesz = htole32(sizeof("CORE")),
			  .n_descsz = htole32(machine->status_size),
			  .n_type = htole32(NT_PRSTATUS) },
		.name = "CORE",
	};

	note.status[0] = SIGNAL_ABRT;
	note.status[STATUS_SIGNAL] = SIGNAL_ABRT;
	for (unsigned int i = 0; i < machine->num_regs; i++)
		put_register(note.status + machine->status_regs + size * i,
			     regs[i], size);
	fwrite(&note, note_size(machine), 1, file);
}

static void write_headers(FILE *file, const struct core *core)
{
	const struct core_config *config = core->config;
	const struct teeproc_machine *machine = core_machine(config);
	unsigned int n = config->n_memories + core->regs_valid;
	uint32_t offset = ehdr_size(machine) + n * phdr_size(machine);

	write_ehdr(file, machine, n);
	if (core->regs_valid) {
		write_phdr(file, machine, PT_NOTE, offset, 0,
			   note_size(machine));
		offset += note_size(machine);
	}
	for (unsigned int i = 0; i < config->n_memories; i++) {
		write_phdr(file, machine, PT_LOAD, offset,
			   config->memories[i].da, config->memories[i].size);
		offset += config->memories[i].size;
	}
	if (core->regs_valid)
		write_note(file, machine, core->regs);
}

static int write_memory(FILE *file, const struct core *core, unsigned int index)
{
	static const unsigned char zero[CHUNK_SIZE];
	uint32_t size = core->config->memories[index].size;
	unsigned char *chunk = malloc(CHUNK_SIZE);
	int ret = chunk ? 0 : -ENOMEM;

	for (uint32_t done = 0; !ret && done < size;) {
		uint32_t part = size - done < CHUNK_SIZE ? size - done :
							   CHUNK_SIZE;

		ret = memory_read(core->memory_fds[index], done, chunk, part);
		if (!ret && !memcmp(chunk, zero, part))
			fseeko(file, part, SEEK_CUR);
		else if (!ret)
			fwrite(chunk, part, 1, file);
		done += part;
	}
	free(chunk);
	return ret;
}

static int write_all(FILE *file, const struct core *core)
{
	int ret = 0;

	write_headers(file, core);
	for (unsigned int i = 0; !ret && i < core->config->n_memories; i++)
		ret = write_memory(file, core, i);
	/* to its whole length, with a hole at the end */
	if (!ret && (fflush(file) || ftruncate(fileno(file), ftello(file)) ||
		     ferror(file)))
		ret = errno ? -errno : -EIO;
	return ret;
}

int core_file_write(const struct core *core, const char *dir)
{
	unsigned int id = core->config->id;
	char path[4096];
	char fresh[4096];
	FILE *file;
	int ret;

	if (snprintf(path, sizeof(path), "%s/core%u.core", dir, id) >=
		    (int)sizeof(path) ||
	    snprintf(fresh, sizeof(fresh), "%s/core%u.core.new", dir, id) >=
		    (int)sizeof(fresh))
		return -ENAMETOOLONG;
	file = fopen(fresh, "we");
	if (!file)
		return -errno;
	errno = 0;
	ret = write_all(file, core);
	if (fclose(file) && !ret)
		ret = -errno;
	if (!ret && rename(fresh, path))
		ret = -errno;
	if (ret)
		unlink(fresh);
	return ret;
}
