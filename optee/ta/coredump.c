// SPDX-License-Identifier: BSD-2-Clause
/*
 * ELF core file, of the class and the machine that the platform tells:
 *
 *   ELF header
 *   program headers: PT_NOTE if there are registers, PT_LOAD per memory
 *   note "CORE", NT_PRSTATUS: the struct elf_prstatus of Linux on that machine
 *   memories, one after the other
 *
 * Header, program headers and note are built on the stack, small part by small
 * part, and the platform writes the memories to their place by itself. A client
 * gets of all that what is in his excerpt.
 */
#include "coredump.h"

#include "pta.h"

#include <trace.h>

/* Tool Interface Standard ELF 1.2, ELF-64 object file format */
#define EHDR32_SIZE 52
#define EHDR64_SIZE 64
#define PHDR32_SIZE 32
#define PHDR64_SIZE 56
#define ET_CORE 4
#define PT_LOAD 1
#define PT_NOTE 4
#define PF_RWX 7
#define NT_PRSTATUS 1

/* struct elf_prstatus, as far as it is the same on all machines */
#define PRSTATUS_SIGNAL 12
#define NOTE_HEAD (12 + 8)
#define NOTE_MAX (NOTE_HEAD + TEEPROC_MACHINE_STATUS_MAX)
#define REGS_MAX (8 * TEEPROC_MACHINE_REGS_MAX)

#define SIGNAL_ABRT 6

/* Where the client's buffer is in the file, from @start to before @end */
struct excerpt {
	uint8_t *bytes;
	size_t start;
	size_t end;
};

struct layout {
	const struct teeproc_machine *machine;
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

/* Also into a field of 64 bits, of which the rest is 0: see find_layout() */
static void put_le32(uint8_t *dst, uint32_t value)
{
	put_le16(dst, value);
	put_le16(dst + 2, value >> 16);
}

static size_t ehdr_size(const struct layout *layout)
{
	return layout->machine->is64 ? EHDR64_SIZE : EHDR32_SIZE;
}

static size_t phdr_size(const struct layout *layout)
{
	return layout->machine->is64 ? PHDR64_SIZE : PHDR32_SIZE;
}

static size_t note_size(const struct layout *layout)
{
	return NOTE_HEAD + layout->machine->status_size;
}

static TEE_Result find_layout(const struct core *core, bool has_regs,
			      struct layout *layout)
{
	uint64_t size = 0;
	size_t n = 0;

	layout->machine = core->machine;
	layout->has_regs = has_regs;
	layout->headers = core->num_memories + has_regs;
	layout->note = ehdr_size(layout) + layout->headers * phdr_size(layout);
	layout->memories = layout->note + (has_regs ? note_size(layout) : 0);
	size = layout->memories;
	for (n = 0; n < core->num_memories; n++) {
		const struct memory *memory = core->memories + n;

		/* an ELF32 file cannot hold it, and the others are alike */
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
	bool is64 = layout->machine->is64;
	/* class, little endian, version 1 */
	const uint8_t ident[] = { 0x7f, 'E', 'L', 'F', is64 ? 2 : 1, 1, 1 };
	uint8_t ehdr[EHDR64_SIZE] = { 0 };
	/* behind e_flags */
	uint8_t *sizes = ehdr + (is64 ? 52 : 40);

	TEE_MemMove(ehdr, ident, sizeof(ident));
	put_le16(ehdr + 16, ET_CORE);
	put_le16(ehdr + 18, layout->machine->machine);
	put_le32(ehdr + 20, 1); /* e_version */
	put_le32(ehdr + (is64 ? 32 : 28), ehdr_size(layout)); /* e_phoff */
	put_le16(sizes, ehdr_size(layout)); /* e_ehsize */
	put_le16(sizes + 2, phdr_size(layout)); /* e_phentsize */
	put_le16(sizes + 4, layout->headers); /* e_phnum */
	put(excerpt, 0, ehdr, ehdr_size(layout));
}

static void put_phdr(const struct excerpt *excerpt, const struct layout *layout,
		     size_t index, uint32_t type, uint32_t offset,
		     uint32_t address, uint32_t size)
{
	bool is64 = layout->machine->is64;
	size_t word = is64 ? 8 : 4;
	uint8_t phdr[PHDR64_SIZE] = { 0 };
	/* behind p_type, and p_flags where they come first */
	uint8_t *at = phdr + word;

	put_le32(phdr, type);
	put_le32(at, offset);
	put_le32(at + word, address);
	put_le32(at + 2 * word, address);
	put_le32(at + 3 * word, size);
	put_le32(at + 4 * word, type == PT_LOAD ? size : 0);
	put_le32(phdr + (is64 ? 4 : 24), type == PT_LOAD ? PF_RWX : 0);
	put_le32(phdr + phdr_size(layout) - word, type == PT_LOAD ? 1 : 4);
	put(excerpt, ehdr_size(layout) + index * phdr_size(layout), phdr,
	    phdr_size(layout));
}

/* @regs are in the order and the width that the file has */
static void put_note(const struct excerpt *excerpt, const struct layout *layout,
		     const uint8_t *regs)
{
	const struct teeproc_machine *machine = layout->machine;
	uint8_t note[NOTE_MAX] = { 0 };
	uint8_t *status = note + NOTE_HEAD;

	put_le32(note, sizeof("CORE"));
	put_le32(note + 4, machine->status_size);
	put_le32(note + 8, NT_PRSTATUS);
	TEE_MemMove(note + 12, "CORE", sizeof("CORE"));
	put_le32(status, SIGNAL_ABRT); /* pr_info.si_signo */
	put_le16(status + PRSTATUS_SIGNAL, SIGNAL_ABRT);
	TEE_MemMove(status + machine->status_regs, regs,
		    machine->num_regs * (machine->is64 ? 8 : 4));
	put(excerpt, layout->note, note, note_size(layout));
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
		put_phdr(excerpt, layout, n + layout->has_regs, PT_LOAD, offset,
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
		put_phdr(excerpt, layout, 0, PT_NOTE, layout->note, 0,
			 note_size(layout));
		put_note(excerpt, layout, regs);
	}
	return put_memories(core, excerpt, layout);
}

static TEE_Result find_machine(struct core *core)
{
	uint32_t machine = 0;
	uint32_t bits = 0;
	TEE_Result res = TEE_SUCCESS;

	if (core->machine)
		return TEE_SUCCESS;
	res = pta_get_machine(core, &machine, &bits);
	if (pta_lacks(res)) {
		machine = TEEPROC_MACHINE_UNTOLD;
		bits = TEEPROC_MACHINE_UNTOLD_BITS;
	} else if (res) {
		return res;
	}
	core->machine = bits == 32 || bits == 64 ?
				teeproc_machine_find(machine, bits == 64) :
				NULL;
	if (core->machine)
		return TEE_SUCCESS;
	EMSG("core %" PRIu32 ": machine %" PRIu32 ", %" PRIu32 " bit: unknown",
	     core->id, machine, bits);
	return TEE_ERROR_NOT_SUPPORTED;
}

static TEE_Result read_registers(struct core *core, uint8_t *regs)
{
	return pta_read_registers(core, regs, core->machine->num_regs,
				  core->machine->is64 ? 8 : 4);
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
	res = find_machine(core);
	if (res)
		return res;
	res = read_registers(core, regs);
	if (res && res != TEE_ERROR_NO_DATA && !pta_lacks(res))
		return res;
	core->regs_known = true;
	core->has_regs = !res;
	return find_layout(core, core->has_regs, layout);
}

TEE_Result coredump_write(struct core *core, uint8_t *buffer, size_t *size)
{
	uint8_t regs[REGS_MAX] = { 0 };
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
	uint8_t regs[REGS_MAX] = { 0 };
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
