// SPDX-License-Identifier: BSD-2-Clause
#include "kind.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../../tools/common/firmware_check.h"
#include "../soc/host/file.h"
#include "../soc/host/say.h"
#include "firmware.h"
#include "text.h"

#define TREE_SIZE_MAX (1024u * 1024u)

/* board/dts; the first is what the board has if nothing says otherwise */
static const struct kind {
	const char *name;
	const char *secure;
	const char *direct;
} kinds[] = {
	{ "m4", "secure", "direct" },
	{ "m33", "m33", "m33-direct" },
	{ "rv64", "rv64", "rv64-direct" },
};

#define NUM_KINDS (sizeof(kinds) / sizeof(kinds[0]))

static char *open_tree(const struct kind *kind,
		       const struct run_options *options, const char *files,
		       struct core_maps *tree)
{
	bool direct = !strcmp(options->mode, "direct");
	char *path =
		text("%s/%s.dtbo", files, direct ? kind->direct : kind->secure);
	char why[200];
	size_t size;
	void *fdt = file_read(path, TREE_SIZE_MAX, &size);
	bool ok = fdt && core_maps_read(tree, fdt, size, why, sizeof(why));

	if (!ok) {
		say("%s: %s", path, fdt ? why : strerror(errno));
		free(path);
	}
	free(fdt);
	return ok ? path : NULL;
}

static const struct kind *named(const char *name)
{
	for (size_t n = 0; n < NUM_KINDS; n++)
		if (!strcmp(kinds[n].name, name))
			return &kinds[n];
	return NULL;
}

bool kind_is_known(const char *name)
{
	return named(name);
}

static uint64_t first_address(const struct firmware *firmware)
{
	struct teeproc_phdr phdr = { .paddr = 0 };

	for (uint32_t i = 0; i < firmware->elf.phnum; i++) {
		teeproc_elf_phdr(&firmware->elf, i, &phdr);
		if (phdr.type == TEEPROC_PT_LOAD && phdr.memsz)
			break;
	}
	return phdr.paddr;
}

/* How much of a firmware for a core like this it is */
static enum likeness {
	UNLIKE,
	MACHINE,
	PLACE,
	FITS
} likeness_of(const struct firmware *firmware, const struct core_map *core)
{
	char why[768];

	if (!core->kind || core->kind->elf_machine != firmware->elf.machine)
		return UNLIKE;
	if (firmware_check(&firmware->elf, 1, core, why, sizeof(why), NULL))
		return FITS;
	return core_map_memory(core, first_address(firmware), 1) ? PLACE :
								   MACHINE;
}

/* What fits nowhere is then told by the check for the kind that it is most like. */
static const struct kind *made_for(const struct firmware *firmware,
				   unsigned int core,
				   const struct run_options *options,
				   const char *files, struct core_maps *tree)
{
	const struct kind *most_like = &kinds[0];
	enum likeness most = UNLIKE;

	for (size_t n = 0; n < NUM_KINDS && most != FITS; n++) {
		char *path = open_tree(&kinds[n], options, files, tree);
		enum likeness likeness = UNLIKE;

		if (!path)
			return NULL;
		free(path);
		if (core < tree->n)
			likeness = likeness_of(firmware, &tree->cores[core]);
		if (likeness > most) {
			most = likeness;
			most_like = &kinds[n];
		}
	}
	return most_like;
}

static const struct kind *looked_up(const struct run_options *options,
				    const char *files, struct core_maps *tree)
{
	const struct kind *kind = NULL;
	struct firmware firmware;
	unsigned int core = 0;

	while (core < RUN_CORES_MAX && !options->firmware[core])
		core++;
	if (core == RUN_CORES_MAX)
		return &kinds[0];
	if (firmware_read(&firmware, options->firmware[core]))
		kind = made_for(&firmware, core, options, files, tree);
	firmware_free(&firmware);
	return kind;
}

char *kind_choose(const struct run_options *options, const char *files,
		  struct core_maps *tree)
{
	const struct kind *kind = options->kind ?
					  named(options->kind) :
					  looked_up(options, files, tree);

	return kind ? open_tree(kind, options, files, tree) : NULL;
}
