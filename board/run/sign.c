// SPDX-License-Identifier: BSD-2-Clause
#include "sign.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <teeproc/key.h>

#include "../soc/host/file.h"
#include "../../tools/common/hex.h"
#include "../soc/host/say.h"
#include "command.h"
#include "text.h"

bool sign_firmware(struct places *places, const struct firmware *firmware,
		   const struct core_map *core, const char *out)
{
	char *target = text("%u", core->id);
	const char *sign[] = {
		places->image_tool,
		"sign",
		"--key",
		places->key,
		"--target",
		target,
		"--debug",
		"--out",
		out,
		"--",
		firmware->path,
		NULL,
	};
	bool ok = places_make_key(places) && command_run(sign);

	free(target);
	return ok;
}

void sign_tamper(struct firmware *firmware)
{
	struct teeproc_phdr phdr = { .filesz = 0 };

	for (uint32_t i = 0; i < firmware->elf.phnum; i++) {
		teeproc_elf_phdr(&firmware->elf, i, &phdr);
		if (phdr.type == TEEPROC_PT_LOAD && phdr.filesz)
			break;
	}
	firmware->bytes[firmware->elf.data - firmware->bytes + phdr.offset +
			phdr.filesz / 2] ^= 1;
}

static char *make_blob(struct places *places)
{
	char *blob = text("%s/key.blob", places->work);
	const char *pubkey[] = { places->image_tool,
				 "pubkey",
				 "--key",
				 places->key,
				 "--out",
				 blob,
				 NULL };

	if (places_make_key(places) && command_run(pubkey))
		return blob;
	free(blob);
	return NULL;
}

static bool write_otp(const char *path, const char *blob_path)
{
	char digits[2 * TEEPROC_KEY_BLOB_MAX + 1];
	size_t size;
	void *blob = file_read(blob_path, TEEPROC_KEY_BLOB_MAX, &size);
	FILE *file;
	bool ok;

	if (!blob) {
		say("%s: %s", blob_path,
		    errno == EFBIG ? "too large to be a key blob" :
				     strerror(errno));
		return false;
	}
	hex_text(blob, size, digits);
	free(blob);
	file = fopen(path, "we");
	ok = file &&
	     fprintf(file,
		     "{\"keys\": [{\"blob\": \"%s\", \"revoked\": false}]}\n",
		     digits) > 0;
	if (file && fclose(file))
		ok = false;
	if (!ok)
		say("%s: %s", path, strerror(errno));
	return ok;
}

char *sign_otp(struct places *places, const struct run_options *options)
{
	char *blob;
	char *otp;
	bool ok;

	if (options->otp)
		return text("%s", options->otp);
	blob = options->key_blob ? text("%s", options->key_blob) :
				   make_blob(places);
	otp = text("%s/otp.json", places->work);
	ok = blob && write_otp(otp, blob);
	free(blob);
	if (ok)
		return otp;
	free(otp);
	return NULL;
}
