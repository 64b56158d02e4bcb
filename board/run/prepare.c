// SPDX-License-Identifier: BSD-2-Clause
#include "prepare.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <teeproc/machine.h>

#include "../../tools/common/firmware_check.h"
#include "../soc/host/file.h"
#include "../soc/host/say.h"
#include "firmware.h"
#include "kind.h"
#include "sign.h"
#include "text.h"

#define SCRIPT_SIZE_MAX (16u * 1024u * 1024u)
#define SETTINGS "etc/teeproc-run"

static bool is_secure(const struct run *run)
{
	return !strcmp(run->options.mode, "secure");
}

/* An ELF file for the names of addresses, out of a signed image as well */
static void open_symbols(struct run *run, unsigned int i,
			 const struct firmware *firmware)
{
	char *path = text("%s/core%u.elf", run->places.work, i);
	FILE *file = fopen(path, "we");

	if (file) {
		fwrite(firmware->elf.data, 1, firmware->elf.size, file);
		fclose(file);
		symbols_close(run->used[i].symbols);
		run->used[i].symbols =
			symbols_open(path,
				     firmware->elf.machine == TEEPROC_EM_ARM);
	}
	free(path);
}

/* What is loaded in place of an ELF file */
static bool make_signed(struct run *run, const struct firmware *firmware,
			const struct core_map *core, struct firmware *made)
{
	char *path = text("%s/%s.signed", run->places.work, core->name);
	bool ok = sign_firmware(&run->places, firmware, core, path) &&
		  firmware_read(made, path);

	made->path = firmware->path;
	free(path);
	return ok;
}

static const char *file_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Complete or not at all: the board may be reading the one before. */
static bool write_file(const char *path, const void *bytes, size_t size)
{
	char *fresh = text("%s.new", path);
	FILE *file = fopen(fresh, "we");
	bool ok = file && fwrite(bytes, 1, size, file) == size;

	if (file && fclose(file))
		ok = false;
	ok = ok && !rename(fresh, path);
	if (!ok)
		say("%s: %s", path, strerror(errno));
	free(fresh);
	return ok;
}

/* In the board it is CORE/NAME below /lib/firmware. */
static bool place_firmware(struct run *run, const struct firmware *firmware,
			   const struct core_map *core)
{
	const char *name = file_name(firmware->path);
	char *folder = run->options.share ? text("%s/firmware/%s",
						 run->places.work, core->name) :
					    text("lib/firmware/%s", core->name);
	char *path = text("%s/%s", folder, name);
	bool ok;

	if (run->options.share) {
		mkdir(folder, 0700);
		ok = write_file(path, firmware->bytes, firmware->size);
	} else {
		ok = archive_add(&run->archive, path, 0644, firmware->bytes,
				 firmware->size);
	}
	free(path);
	free(folder);
	return ok;
}

static void list_firmware(struct run *run, const struct core_map *core,
			  const char *path)
{
	char *list = text("%s%s %s/%s\n", run->cores ? run->cores : "",
			  core->name, core->name, file_name(path));

	free(run->cores);
	run->cores = list;
}

static bool prepare_firmware(struct run *run, struct firmware *firmware,
			     unsigned int i)
{
	const struct core_map *core = &run->tree.cores[i];
	struct firmware made = { .bytes = NULL };
	char why[768];
	bool ok;

	run->used[i].name = core->name;
	if (firmware->is_signed && !is_secure(run)) {
		say("%s: a signed image; direct mode loads ELF files",
		    firmware->path);
		return false;
	}
	if (firmware->is_signed && !run->options.key_blob &&
	    !run->options.otp) {
		say("%s: a signed image: --key-blob names its public key, as teeproc-image pubkey --out writes it",
		    firmware->path);
		return false;
	}
	/* what would fail on the board anyway, without its time */
	if (!firmware_check(&firmware->elf, 1, core, why, sizeof(why), NULL)) {
		say("%s: %s", firmware->path, why);
		return false;
	}
	open_symbols(run, i, firmware);
	if (!is_secure(run) || firmware->is_signed) {
		if (run->options.tamper)
			sign_tamper(firmware);
		return place_firmware(run, firmware, core);
	}
	ok = make_signed(run, firmware, core, &made);
	if (ok && run->options.tamper)
		sign_tamper(&made);
	ok = ok && place_firmware(run, &made, core);
	firmware_free(&made);
	return ok;
}

static bool prepare_core(struct run *run, unsigned int i)
{
	struct firmware firmware;
	bool ok;

	if (!run->options.firmware[i])
		return true;
	if (i >= run->tree.n) {
		say("--core: the board has no core %u", i);
		return false;
	}
	ok = firmware_read(&firmware, run->options.firmware[i]) &&
	     prepare_firmware(run, &firmware, i);
	firmware_free(&firmware);
	return ok;
}

bool run_renew(struct run *run, unsigned int i)
{
	return prepare_core(run, i);
}

static bool pack_script(struct run *run)
{
	const char *path = run->options.script;
	size_t size;
	void *script;
	bool ok;

	if (!path)
		return true;
	script = file_read(path, SCRIPT_SIZE_MAX, &size);
	if (!script) {
		say("--script: %s: %s", path, strerror(errno));
		return false;
	}
	ok = archive_add(&run->archive, SETTINGS "/script", 0755, script, size);
	free(script);
	return ok;
}

static bool pack_settings(struct run *run)
{
	const char *recovery = run->options.recover ? "enabled\n" :
						      "disabled\n";
	const char *cores = run->cores ? run->cores : "";

	return pack_script(run) &&
	       archive_add(&run->archive, SETTINGS "/recovery", 0644, recovery,
			   strlen(recovery)) &&
	       (!run->options.share ||
		archive_add(&run->archive, SETTINGS "/share", 0644, "", 0)) &&
	       archive_add(&run->archive, SETTINGS "/cores", 0644, cores,
			   strlen(cores));
}

static bool readable(const char *option, const char *path, const char *advice)
{
	if (!path || !access(path, R_OK))
		return true;
	say("%s: %s: %s%s", option, path, strerror(errno), advice);
	return false;
}

static bool make_shared(struct run *run)
{
	char *folder = text("%s/firmware", run->places.work);
	bool ok = !mkdir(folder, 0700);

	if (!ok)
		say("%s: %s", folder, strerror(errno));
	free(folder);
	return ok;
}

bool run_prepare(struct run *run)
{
	/* to the SoC a file that is not there is an empty memory */
	if (!readable("--otp", run->options.otp,
		      "; without --otp the development key is used") ||
	    !readable("--key-blob", run->options.key_blob, "") ||
	    !readable("--script", run->options.script, "") ||
	    !readable("--share", run->options.share, ""))
		return false;
	if (!places_find(&run->places, run->options.kernel))
		return false;
	if (run->options.share && !make_shared(run))
		return false;
	run->dtbo = kind_choose(&run->options, run->places.files, &run->tree);
	run->initrd = text("%s/run.cpio", run->places.work);
	if (!run->dtbo || !archive_open(&run->archive, run->initrd))
		return false;
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++) {
		if (!prepare_core(run, i))
			return false;
		if (run->used[i].name)
			list_firmware(run, &run->tree.cores[i],
				      run->options.firmware[i]);
	}
	if (is_secure(run))
		run->otp = sign_otp(&run->places, &run->options);
	if (is_secure(run) && !run->otp)
		return false;
	return pack_settings(run) && archive_close(&run->archive);
}

void run_leave(struct run *run)
{
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		symbols_close(run->used[i].symbols);
	places_leave(&run->places);
	free(run->dtbo);
	free(run->initrd);
	free(run->otp);
	free(run->cores);
}
