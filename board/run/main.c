// SPDX-License-Identifier: BSD-2-Clause
/*
 * teeproc-board run: from an ELF file to a core that runs it. Signs and checks the
 * firmware, packs it for the board, boots the board, and shows what comes.
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../soc/file.h"
#include "../soc/log.h"
#include "../soc/say.h"
#include "archive.h"
#include "board.h"
#include "board_tree.h"
#include "firmware.h"
#include "options.h"
#include "places.h"
#include "report.h"
#include "session.h"
#include "sign.h"
#include "text.h"

#define SCRIPT_SIZE_MAX (16u * 1024u * 1024u)
#define SETTINGS "etc/teeproc-run"

struct run {
	struct run_options options;
	struct places places;
	struct board_tree tree;
	char *dtbo;
	char *initrd; /* this run's archive */
	char *otp; /* NULL: direct mode */
	struct archive archive;
	char *cores; /* the agent's list */
	struct run_core used[RUN_CORES_MAX];
};

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
		run->used[i].symbols = symbols_open(path);
	}
	free(path);
}

/* What is loaded in place of an ELF file */
static bool make_signed(struct run *run, const struct firmware *firmware,
			const struct core_tree *core, struct firmware *made)
{
	char *path = text("%s/%s.signed", run->places.work, core->name);
	bool ok = sign_firmware(&run->places, firmware, core, path) &&
		  firmware_read(made, path);

	made->path = firmware->path;
	free(path);
	return ok;
}

static bool pack_firmware(struct run *run, const struct firmware *firmware,
			  const struct core_tree *core)
{
	const char *slash = strrchr(firmware->path, '/');
	const char *name = slash ? slash + 1 : firmware->path;
	char *path = text("lib/firmware/%s/%s", core->name, name);
	char *list = text("%s%s %s/%s\n", run->cores ? run->cores : "",
			  core->name, core->name, name);
	bool ok = archive_add(&run->archive, path, 0644, firmware->bytes,
			      firmware->size);

	free(path);
	free(run->cores);
	run->cores = list;
	return ok;
}

static bool prepare_firmware(struct run *run, struct firmware *firmware,
			     unsigned int i)
{
	const struct core_tree *core = &run->tree.cores[i];
	struct firmware made = { .bytes = NULL };
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
	if (!firmware_check(firmware, core))
		return false;
	open_symbols(run, i, firmware);
	if (!is_secure(run) || firmware->is_signed) {
		if (run->options.tamper)
			sign_tamper(firmware);
		return pack_firmware(run, firmware, core);
	}
	ok = make_signed(run, firmware, core, &made);
	if (ok && run->options.tamper)
		sign_tamper(&made);
	ok = ok && pack_firmware(run, &made, core);
	firmware_free(&made);
	return ok;
}

static bool prepare_core(struct run *run, unsigned int i)
{
	struct firmware firmware;
	bool ok;

	if (!run->options.firmware[i])
		return true;
	if (i >= run->tree.n_cores) {
		say("--core: the board has no core %u", i);
		return false;
	}
	ok = firmware_read(&firmware, run->options.firmware[i]) &&
	     prepare_firmware(run, &firmware, i);
	firmware_free(&firmware);
	return ok;
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

	return pack_script(run) &&
	       archive_add(&run->archive, SETTINGS "/recovery", 0644, recovery,
			   strlen(recovery)) &&
	       archive_add(&run->archive, SETTINGS "/cores", 0644, run->cores,
			   strlen(run->cores));
}

static bool readable(const char *option, const char *path, const char *advice)
{
	if (!path || !access(path, R_OK))
		return true;
	say("%s: %s: %s%s", option, path, strerror(errno), advice);
	return false;
}

static bool prepare(struct run *run)
{
	/* to the SoC a file that is not there is an empty memory */
	if (!readable("--otp", run->options.otp,
		      "; without --otp the development key is used") ||
	    !readable("--key-blob", run->options.key_blob, "") ||
	    !readable("--script", run->options.script, ""))
		return false;
	if (!places_find(&run->places, run->options.kernel))
		return false;
	run->dtbo = text("%s/%s.dtbo", run->places.files, run->options.mode);
	run->initrd = text("%s/run.cpio", run->places.work);
	if (!board_tree_read(&run->tree, run->dtbo) ||
	    !archive_open(&run->archive, run->initrd))
		return false;
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		if (!prepare_core(run, i))
			return false;
	if (is_secure(run))
		run->otp = sign_otp(&run->places, &run->options);
	if (is_secure(run) && !run->otp)
		return false;
	return pack_settings(run) && archive_close(&run->archive);
}

static int boot(struct run *run)
{
	const struct places *places = &run->places;
	char *flash = text("%s/flash.bin", places->files);
	char *kernel = text("%s/Image", places->kernel);
	char *initrds = text("%s/base.cpio,%s/modules.cpio,%s/run.cpio,%s",
			     places->files, places->kernel, places->files,
			     run->initrd);
	char *argv[32] = {
		places->soc,
		"--dtbo",
		run->dtbo,
		"--flash",
		flash,
		"--kernel",
		kernel,
		"--initrd",
		initrds,
		"--console",
		"stdio",
		"--append",
		"teeproc.agent quiet",
		"--events",
		BOARD_EVENTS_PATH,
	};
	unsigned int n = 15;
	int status;

	if (run->otp) {
		argv[n++] = "--otp";
		argv[n++] = run->otp;
	}
	if (run->options.log_dir) {
		argv[n++] = "--log-dir";
		argv[n++] = (char *)run->options.log_dir;
	}
	if (run->options.gdb) {
		argv[n++] = "--gdb";
		argv[n++] = (char *)run->options.gdb_port;
	}
	if (run->options.halt)
		argv[n++] = "--gdb-halt";
	status = session_run(&run->options, argv, run->used);
	free(initrds);
	free(kernel);
	free(flash);
	return status;
}

static void leave(struct run *run)
{
	for (unsigned int i = 0; i < RUN_CORES_MAX; i++)
		symbols_close(run->used[i].symbols);
	places_leave(&run->places);
	free(run->dtbo);
	free(run->initrd);
	free(run->otp);
	free(run->cores);
}

int main(int argc, char **argv)
{
	static struct run run;
	int status;

	switch (run_options_parse(&run.options, argc, argv)) {
	case RUN_HELP:
		return 0;
	case RUN_USAGE:
		return 2;
	case RUN_GO:
		break;
	}
	signal(SIGPIPE, SIG_IGN);
	report_open(run.options.script);
	status = prepare(&run) ? boot(&run) : 1;
	leave(&run);
	return status;
}
