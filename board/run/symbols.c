// SPDX-License-Identifier: BSD-2-Clause
#include "symbols.h"

#include <elfutils/libdwfl.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

struct symbols {
	Dwfl *dwfl;
	Dwfl_Module *module;
	uint64_t thumb; /* set in a function's symbol, and not in its code and lines */
};

/* What is not in the file itself is not looked for, on no server either. */
static int no_other_file(Dwfl_Module *module, void **data, const char *name,
			 Dwarf_Addr base, const char *file, const char *link,
			 GElf_Word crc, char **found)
{
	(void)module;
	(void)data;
	(void)name;
	(void)base;
	(void)file;
	(void)link;
	(void)crc;
	(void)found;
	return -1;
}

static const Dwfl_Callbacks callbacks = {
	.find_debuginfo = no_other_file,
	.section_address = dwfl_offline_section_address,
	.find_elf = dwfl_build_id_find_elf,
};

struct symbols *symbols_open(const char *elf_path, bool thumb)
{
	struct symbols *symbols = calloc(1, sizeof(*symbols));

	if (!symbols)
		return NULL;
	symbols->dwfl = dwfl_begin(&callbacks);
	if (symbols->dwfl)
		/* a firmware is linked to where it runs: no bias */
		symbols->module = dwfl_report_elf(symbols->dwfl, "firmware",
						  elf_path, -1, 0, true);
	if (symbols->module && !dwfl_report_end(symbols->dwfl, NULL, NULL)) {
		symbols->thumb = thumb;
		return symbols;
	}
	symbols_close(symbols);
	return NULL;
}

void symbols_close(struct symbols *symbols)
{
	if (symbols && symbols->dwfl)
		dwfl_end(symbols->dwfl);
	free(symbols);
}

static char *source_of(Dwfl_Module *module, uint64_t address)
{
	Dwfl_Line *line = dwfl_module_getsrc(module, address);
	const char *file;
	int number;

	file = line ? dwfl_lineinfo(line, NULL, &number, NULL, NULL, NULL) :
		      NULL;
	if (!file)
		return text("%s", "");
	if (strrchr(file, '/'))
		file = strrchr(file, '/') + 1;
	return text(" (%s:%d)", file, number);
}

char *symbols_text(struct symbols *symbols, uint64_t address)
{
	GElf_Off offset;
	GElf_Sym symbol;
	const char *name;
	char *source;
	char *whole;

	name = !symbols ?
		       NULL :
		       dwfl_module_addrinfo(symbols->module,
					    address | symbols->thumb, &offset,
					    &symbol, NULL, NULL, NULL);
	if (!name)
		return text("%s", "");
	source = source_of(symbols->module, address & ~symbols->thumb);
	whole = text("%s+0x%llx%s", name, (unsigned long long)offset, source);
	free(source);
	return whole;
}
