// SPDX-License-Identifier: BSD-2-Clause
/*
 * ELF header, program headers, note NT_PRSTATUS as Linux on Arm has it, memories.
 * Where a memory is zero the file has a hole.
 */
#include "core_file.h"

#include <elf.h>
#include <endian.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../host/memory.h"

#define CHUNK_SIZE 65536u

/* Linux on Arm: struct elf_prstatus */
#define PRSTATUS_SIGNAL 12
#define PRSTATUS_REGS 72
#define PRSTATUS_SIZE 148
#define SIGNAL_ABRT 6

struct note {
	Elf32_Nhdr head;
	char name[8];
	unsigned char status[PRSTATUS_SIZE];
};

static void put_word(unsigned char *to, uint32_t word)
{
	word = htole32(word);
	memcpy(to, &word, sizeof(word));
}

static void write_ehdr(FILE *file, unsigned int n_headers)
{
	Elf32_Ehdr ehdr = {
		.e_ident = { ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS32,
			     ELFDATA2LSB, EV_CURRENT },
		.e_type = htole16(ET_CORE),
		.e_machine = htole16(EM_ARM),
		.e_version = htole32(EV_CURRENT),
		.e_phoff = htole32(sizeof(ehdr)),
		.e_ehsize = htole16(sizeof(ehdr)),
		.e_phentsize = htole16(sizeof(Elf32_Phdr)),
		.e_phnum = htole16(n_headers),
	};

	fwrite(&ehdr, sizeof(ehdr), 1, file);
}

static void write_phdr(FILE *file, uint32_t type, uint32_t offset,
		       uint32_t address, uint32_t size)
{
	Elf32_Phdr phdr = {
		.p_type = htole32(type),
		.p_offset = htole32(offset),
		.p_vaddr = htole32(address),
		.p_paddr = htole32(address),
		.p_filesz = htole32(size),
		.p_memsz = htole32(type == PT_LOAD ? size : 0),
		.p_flags = htole32(type == PT_LOAD ? PF_R | PF_W | PF_X : 0),
		.p_align = htole32(4),
	};

	fwrite(&phdr, sizeof(phdr), 1, file);
}

static void write_note(FILE *file, const uint32_t *regs)
{
	struct note note = {
		.head = { .n_namesz = htole32(sizeof("CORE")),
			  .n_descsz = htole32(PRSTATUS_SIZE),
			  .n_type = htole32(NT_PRSTATUS) },
		.name = "CORE",
	};

	put_word(note.status, SIGNAL_ABRT);
	note.status[PRSTATUS_SIGNAL] = SIGNAL_ABRT;
	for (unsigned int i = 0; i < TEEPROC_CP_REGS; i++)
		put_word(note.status + PRSTATUS_REGS + 4 * i, regs[i]);
	fwrite(&note, sizeof(note), 1, file);
}

static void write_headers(FILE *file, const struct core *core)
{
	const struct core_config *config = core->config;
	unsigned int n = config->n_memories + core->regs_valid;
	uint32_t offset = sizeof(Elf32_Ehdr) + n * sizeof(Elf32_Phdr);

	write_ehdr(file, n);
	if (core->regs_valid) {
		write_phdr(file, PT_NOTE, offset, 0, sizeof(struct note));
		offset += sizeof(struct note);
	}
	for (unsigned int i = 0; i < config->n_memories; i++) {
		write_phdr(file, PT_LOAD, offset, config->memories[i].da,
			   config->memories[i].size);
		offset += config->memories[i].size;
	}
	if (core->regs_valid)
		write_note(file, core->regs);
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
