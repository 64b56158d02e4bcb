// SPDX-License-Identifier: BSD-2-Clause
/*
 * ELF32 core file:
 *
 *   ELF header
 *   program headers: PT_NOTE if there are registers, PT_LOAD per memory
 *   note "CORE", NT_PRSTATUS: the struct elf_prstatus of Linux on Arm
 *   memories, one after the other
 *
 * Header, program headers and note are built on the stack, small part by small
 * part, and the platform writes the memories to their place by itself. A client
 * gets of all that what is in his excerpt.
 */
#include "coredump.h"

#include "pta.h"

#include <trace.h>

/* Tool Interface Standard ELF 1.2; Arm's processor supplement */
#define EHDR_SIZE 52
#define PHDR_SIZE 32
#define ET_CORE 4
#define EM_ARM 40
#define PT_LOAD 1
#define PT_NOTE 4
#define PF_RWX 7
#define NT_PRSTATUS 1

/* Linux on Arm: struct elf_prstatus */
#define PRSTATUS_SIZE 148
#define PRSTATUS_SIGNAL 12
#define PRSTATUS_REGS 72
#define NOTE_SIZE (12 + 8 + PRSTATUS_SIZE)

#define SIGNAL_ABRT 6

/* Where the client's buffer is in the file, from @start to before @end */
struct excerpt {
	uint8_t *bytes;
	size_t start;
	size_t end;
};

struct layout {
	bool has_regs;
	size_t headers; /* how many program headers */
	size_t note; /* offset */
	size_t memories; /* offset of the first */
	size_t size; /* of the file */
};

static void put_le16(uint8_t *dst, uint16_t value)
{
	dst[0] = value;
	dst[1] = value >> 8;
}

static void put_le32(uint8_t *dst, uint32_t value)
{
	put_le16(dst, value);
	put_le16(dst + 2, value >> 16);
}

static TEE_Result find_layout(const struct core *core, bool has_regs,
			      struct layout *layout)
{
	uint64_t size = 0;
	size_t n = 0;

	layout->has_regs = has_regs;
	layout->headers = core->num_memories + has_regs;
	layout->note = EHDR_SIZE + layout->headers * PHDR_SIZE;
	layout->memories = layout->note + (has_regs ? NOTE_SIZE : 0);
	size = layout->memories;
	for (n = 0; n < core->num_memories; n++) {
		const struct memory *memory = core->memories + n;

		/* an ELF32 file cannot hold it */
		if (memory->size > UINT32_MAX - size ||
		    memory->da > UINT32_MAX - memory->size)
			return TEE_ERROR_NOT_SUPPORTED;
		size += memory->size;
	}
	layout->size = size;
	return TEE_SUCCESS;
}

/*
 * What the excerpt has of [@offset, @offset + @size): where it goes, or NULL.
 * @skip and @part: bytes before it, and of it
 */
static uint8_t *find_room(const struct excerpt *excerpt, size_t offset,
			  size_t size, size_t *skip, size_t *part)
{
	size_t start = offset > excerpt->start ? offset : excerpt->start;
	size_t end = offset + size < excerpt->end ? offset + size :
						    excerpt->end;

	if (start >= end)
		return NULL;
	*skip = start - offset;
	*part = end - start;
	return excerpt->bytes + (start - excerpt->start);
}

static void put(const struct excerpt *excerpt, size_t offset,
		const uint8_t *src, size_t size)
{
	size_t skip = 0;
	size_t part = 0;
	uint8_t *to = find_room(excerpt, offset, size, &skip, &part);

	if (to)
		TEE_MemMove(to, src + skip, part);
}

static void put_ehdr(const struct excerpt *excerpt, const struct layout *layout)
{
	/* 32 bit, little endian, version 1 */
	static const uint8_t ident[] = { 0x7f, 'E', 'L', 'F', 1, 1, 1 };
	uint8_t ehdr[EHDR_SIZE] = { 0 };

	TEE_MemMove(ehdr, ident, sizeof(ident));
	put_le16(ehdr + 16, ET_CORE);
	put_le16(ehdr + 18, EM_ARM);
	put_le32(ehdr + 20, 1); /* e_version */
	put_le32(ehdr + 28, EHDR_SIZE); /* e_phoff */
	put_le16(ehdr + 40, EHDR_SIZE); /* e_ehsize */
	put_le16(ehdr + 42, PHDR_SIZE); /* e_phentsize */
	put_le16(ehdr + 44, layout->headers); /* e_phnum */
	put(excerpt, 0, ehdr, sizeof(ehdr));
}

static void put_phdr(const struct excerpt *excerpt, size_t index, uint32_t type,
		     uint32_t offset, uint32_t address, uint32_t size)
{
	uint8_t phdr[PHDR_SIZE] = { 0 };

	put_le32(phdr, type);
	put_le32(phdr + 4, offset);
	put_le32(phdr + 8, address);
	put_le32(phdr + 12, address);
	put_le32(phdr + 16, size);
	put_le32(phdr + 20, type == PT_LOAD ? size : 0);
	put_le32(phdr + 24, type == PT_LOAD ? PF_RWX : 0);
	put_le32(phdr + 28, type == PT_LOAD ? 1 : 4);
	put(excerpt, EHDR_SIZE + index * PHDR_SIZE, phdr, sizeof(phdr));
}

/* @regs are in the order that the file has: r0 to r15, status */
static void put_note(const struct excerpt *excerpt, size_t offset,
		     const uint8_t *regs)
{
	uint8_t note[NOTE_SIZE] = { 0 };
	uint8_t *status = note + 20;

	put_le32(note, sizeof("CORE"));
	put_le32(note + 4, PRSTATUS_SIZE);
	put_le32(note + 8, NT_PRSTATUS);
	TEE_MemMove(note + 12, "CORE", sizeof("CORE"));
	put_le32(status, SIGNAL_ABRT); /* pr_info.si_signo */
	put_le16(status + PRSTATUS_SIGNAL, SIGNAL_ABRT);
	TEE_MemMove(status + PRSTATUS_REGS, regs, TEEPROC_PTA_REGS * 4);
	put(excerpt, offset, note, sizeof(note));
}

static TEE_Result put_memory(struct core *core, const struct excerpt *excerpt,
			     size_t offset, const struct memory *memory)
{
	size_t skip = 0;
	size_t part = 0;
	uint8_t *to = find_room(excerpt, offset, memory->size, &skip, &part);

	if (!to)
		return TEE_SUCCESS;
	if (core_is_closed(core))
		return TEE_ERROR_ACCESS_DENIED;
	return pta_read_memory(core, memory->da + skip, to, part);
}

static TEE_Result put_memories(struct core *core, const struct excerpt *excerpt,
			       const struct layout *layout)
{
	size_t offset = layout->memories;
	size_t n = 0;

	for (n = 0; n < core->num_memories; n++) {
		const struct memory *memory = core->memories + n;
		TEE_Result res = put_memory(core, excerpt, offset, memory);

		if (res)
			return res;
		put_phdr(excerpt, n + layout->has_regs, PT_LOAD, offset,
			 memory->da, memory->size);
		offset += memory->size;
	}
	return TEE_SUCCESS;
}

static TEE_Result put_all(struct core *core, const struct excerpt *excerpt,
			  const struct layout *layout, const uint8_t *regs)
{
	put_ehdr(excerpt, layout);
	if (layout->has_regs) {
		put_phdr(excerpt, 0, PT_NOTE, layout->note, 0, NOTE_SIZE);
		put_note(excerpt, layout->note, regs);
	}
	return put_memories(core, excerpt, layout);
}

/* The registers are read only for a piece that begins before the memories. */
static TEE_Result look(struct core *core, size_t offset, uint8_t *regs,
		       struct layout *layout)
{
	TEE_Result res = TEE_SUCCESS;

	if (core_is_closed(core))
		return TEE_ERROR_ACCESS_DENIED;
	if (core->regs_known) {
		res = find_layout(core, core->has_regs, layout);
		if (res || offset >= layout->memories)
			return res;
	}
	res = pta_read_registers(core, regs, TEEPROC_PTA_REGS * 4);
	if (res && res != TEE_ERROR_NO_DATA && !pta_lacks(res))
		return res;
	core->regs_known = true;
	core->has_regs = !res;
	return find_layout(core, core->has_regs, layout);
}

TEE_Result coredump_write(struct core *core, uint8_t *buffer, size_t *size)
{
	uint8_t regs[TEEPROC_PTA_REGS * 4] = { 0 };
	struct layout layout = { 0 };
	size_t room = *size;
	TEE_Result res = look(core, 0, regs, &layout);

	if (res)
		return res;
	*size = layout.size;
	if (!buffer || room < layout.size)
		return TEE_ERROR_SHORT_BUFFER;
	return put_all(core,
		       &(struct excerpt){ .bytes = buffer, .end = layout.size },
		       &layout, regs);
}

TEE_Result coredump_write_piece(struct core *core, uint8_t *buffer,
				size_t offset, size_t *size)
{
	uint8_t regs[TEEPROC_PTA_REGS * 4] = { 0 };
	struct excerpt excerpt = { .bytes = buffer, .start = offset };
	struct layout layout = { 0 };
	TEE_Result res = look(core, offset, regs, &layout);

	if (res)
		return res;
	if (!buffer || !*size || offset >= layout.size)
		return TEE_ERROR_BAD_PARAMETERS;
	if (*size > layout.size - offset)
		*size = layout.size - offset;
	excerpt.end = offset + *size;
	return put_all(core, &excerpt, &layout, regs);
}
