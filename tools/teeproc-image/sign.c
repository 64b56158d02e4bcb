// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-image sign */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/hex.h"
#include "board.h"
#include "metadata.h"
#include "teeproc/target.h"
#include "teeproc/text.h"
#include "tool.h"

/* From here on it pays to copy and hash at the same time. */
#define COPY_BESIDE_MIN (1u << 20)

/* The copying of the images to the output, beside the hashing */
struct copy {
	const struct output *output;
	const struct firmware *firmware;
	off_t offset; /* of the images in the output */
	int error; /* errno */
	pthread_t thread;
	bool running;
};

static void *copy_images(void *data)
{
	struct copy *copy = data;
	const struct firmware *firmware = copy->firmware;
	const uint8_t *bytes;
	uint32_t done = 0;
	size_t size;

	while (done < firmware->size) {
		size = firmware_at(firmware, done, firmware->size - done,
				   &bytes);
		if (!output_write(copy->output, bytes, size,
				  copy->offset + done)) {
			copy->error = errno;
			break;
		}
		done += (uint32_t)size;
	}
	return NULL;
}

static int write_all(struct copy *copy, struct metadata *metadata,
		     const struct signing_key *key)
{
	const struct output *output = copy->output;
	int status;

	if (output_seekable(output) && copy->firmware->size >= COPY_BESIDE_MIN)
		copy->running =
			!pthread_create(&copy->thread, NULL, copy_images, copy);
	status = metadata_complete(metadata, copy->firmware, key);
	if (copy->running)
		pthread_join(copy->thread, NULL);
	if (status)
		return status;
	if (!copy->error &&
	    !output_write(output, metadata->data, metadata->size, 0))
		copy->error = errno;
	if (!copy->error && !copy->running)
		copy_images(copy);
	if (copy->error)
		return refuse(output->path, "cannot write: %s",
			      strerror(copy->error));
	return 0;
}

static int sign(const struct key_source *source, const char *out, char **paths,
		uint32_t num, const struct metadata_options *options,
		const struct board *board)
{
	struct metadata metadata = { 0 };
	struct firmware firmware;
	struct signing_key key;
	struct output output;
	struct copy copy = { .output = &output, .firmware = &firmware };
	int status;

	status = firmware_open(&firmware, paths, num);
	if (status)
		return status;
	if (board->path)
		status = board_check(board, paths[0], firmware.elf, num, NULL);
	if (status)
		goto close_firmware;
	status = key_load_private(source, &key);
	if (status)
		goto close_firmware;
	status = metadata_lay_out(&metadata, &firmware, &key, options);
	if (status)
		goto free_key;
	status = output_open(&output, out, firmware.input[0].mode);
	if (status)
		goto free_metadata;

	copy.offset = (off_t)metadata.size;
	status = write_all(&copy, &metadata, &key);
	if (status)
		output_abandon(&output);
	else
		status = output_commit(&output);

free_metadata:
	metadata_free(&metadata);
free_key:
	key_free(&key);
close_firmware:
	firmware_close(&firmware);
	return status;
}

/*
 * TYPE=0xNUMBER is a word, as OP-TEE's script has it; TYPE=hex:BYTES are bytes;
 * all other values are strings.
 */
static bool parse_value(char *text, struct user_tlv *tlv)
{
	static uint32_t words[USER_TLVS_MAX];
	static uint32_t num_words;
	uint32_t word, i;
	uint8_t *bytes;
	size_t size;

	tlv->value = (const uint8_t *)text;
	tlv->size = (uint32_t)strlen(text);
	if (!strncmp(text, "hex:", 4)) {
		if (!hex_bytes(text + 4, (uint8_t *)text, SIZE_MAX, &size))
			return false;
		tlv->size = (uint32_t)size;
		return true;
	}
	if (strncmp(text, "0x", 2))
		return true;
	if (!parse_u32(text, &word) || num_words == USER_TLVS_MAX)
		return false;
	bytes = (uint8_t *)&words[num_words++];
	for (i = 0; i < 4; i++)
		bytes[i] = (uint8_t)(word >> 8 * i);
	tlv->value = bytes;
	tlv->size = 4;
	return true;
}

static int add_tlv(const struct command *command, char *text,
		   struct metadata_options *options)
{
	struct user_tlv *tlv = &options->tlvs[options->num_tlvs];
	char *value = strchr(text, '=');
	uint32_t i;

	if (options->num_tlvs == USER_TLVS_MAX)
		return usage(command, "more than %d TLVs", USER_TLVS_MAX);
	if (!value)
		return usage(command, "%s: not of the form TYPE=VALUE", text);
	*value++ = 0;
	if (!parse_u32(text, &tlv->type) ||
	    tlv->type < TEEPROC_TLV_PLATFORM_MIN ||
	    tlv->type > TEEPROC_TLV_PLATFORM_MAX)
		return usage(command, "%s: not a type from 0x%x to 0x%x", text,
			     TEEPROC_TLV_PLATFORM_MIN,
			     TEEPROC_TLV_PLATFORM_MAX);
	if (tlv->type >= TEEPROC_TLV_OWN_MIN &&
	    tlv->type <= TEEPROC_TLV_OWN_MAX)
		return usage(command, "%s: this type is teeproc's own", text);
	for (i = 0; i < options->num_tlvs; i++)
		if (options->tlvs[i].type == tlv->type)
			return usage(command, "%s: this type is given twice",
				     text);
	if (!parse_value(value, tlv))
		return usage(command, "%s: neither a word nor bytes", value);
	options->num_tlvs++;
	return 0;
}

static bool is_name(const char *text)
{
	size_t length = strlen(text);

	return length && length <= TEEPROC_NAME_MAX &&
	       teeproc_text_is_printable(text, (uint32_t)length);
}

static bool is_target(const char *text)
{
	size_t length = strlen(text);

	return length <= TEEPROC_NAME_MAX &&
	       teeproc_target_is_valid(text, (uint32_t)length);
}

static int take_option(const struct command *command, int option,
		       struct metadata_options *options)
{
	switch (option) {
	case 'r':
		options->has_rollback = true;
		if (!parse_u32(optarg, &options->rollback))
			return usage(command, "%s: not a number of 32 bits",
				     optarg);
		break;
	case 'n':
	case 'v':
		if (!is_name(optarg))
			return usage(command,
				     "%s: not 1 to 64 bytes of printable text",
				     optarg);
		if (option == 'n')
			options->name = optarg;
		else
			options->version = optarg;
		break;
	case 'T':
		if (!is_target(optarg))
			return usage(command,
				     "%s: not CORE or CORE@SOC, of letters, digits and -_.,",
				     optarg);
		options->target = optarg;
		break;
	case 't':
		return add_tlv(command, optarg, options);
	case 'd':
		options->debug = true;
		break;
	case 'K':
		options->no_key_info = true;
		break;
	}
	return 0;
}

/* CORE of CORE@SOC */
static const char *target_core(const char *target)
{
	static char core[TEEPROC_NAME_MAX + 1];

	snprintf(core, sizeof(core), "%.*s", (int)strcspn(target, "@"), target);
	return core;
}

static int run_sign(const struct command *command, int argc, char **argv)
{
	static const struct option table[] = {
		{ "key", required_argument, NULL, 'k' },
		{ "out", required_argument, NULL, 'o' },
		{ "target", required_argument, NULL, 'T' },
		{ "rollback", required_argument, NULL, 'r' },
		{ "name", required_argument, NULL, 'n' },
		{ "version", required_argument, NULL, 'v' },
		{ "board", required_argument, NULL, 'b' },
		{ "core", required_argument, NULL, 'c' },
		{ "tlv", required_argument, NULL, 't' },
		{ "debug", no_argument, NULL, 'd' },
		{ "no-key-info", no_argument, NULL, 'K' },
		{ "passphrase-file", required_argument, NULL, 'p' },
		HELP_OPTION,
		{ 0 }
	};
	static struct metadata_options options;
	static struct board board;
	struct key_source source = { 0 };
	const char *out = NULL;
	int option, status;

	while ((option = next_option(command, argc, argv, table, &status)) !=
	       -1) {
		if (!option)
			return status;
		if (option == 'k')
			source.uri = optarg;
		else if (option == 'o')
			out = optarg;
		else if (option == 'p')
			source.passphrase_file = optarg;
		else if (option == 'b')
			board.path = optarg;
		else if (option == 'c')
			board.core = optarg;
		status = take_option(command, option, &options);
		if (status)
			return status;
	}
	if (!source.uri || !out)
		return usage(command, "--key and --out are needed");
	if (optind == argc)
		return usage(command, "no ELF file is given");
	if (argc - optind > (int)TEEPROC_IMAGES_MAX)
		return usage(command, "more than %u ELF files",
			     TEEPROC_IMAGES_MAX);
	if (board.core && !board.path)
		return usage(command, "--core goes with --board");
	if (board.path && !board.core && options.target)
		board.core = target_core(options.target);
	status = board.path ? board_open(&board, command) : 0;
	return status ? status :
			sign(&source, out, argv + optind,
			     (uint32_t)(argc - optind), &options, &board);
}

const struct command sign_command = {
	.name = "sign",
	.summary = "sign ELF files into one image",
	.help = "Usage: " TOOL " sign --key KEY --out FILE [OPTION]... ELF...\n"
		"Sign up to 8 ELF files into one image. What the secure world would not\n"
		"accept, resource table included, is refused here.\n\n"
		"  --key KEY               private key (PEM, DER, PKCS#12), or a URI such as\n"
		"                          pkcs11:object=firmware\n"
		"  --out FILE              the signed image; appears complete or not at all\n"
		"  --target CORE[@SOC]     the core that the image is for: its number, its name\n"
		"                          or its class, and its SoC. Without it the image\n"
		"                          loads only where the platform allows that\n"
		"  --board TREE            refuse what does not fit this device tree, a blob or an\n"
		"                          overlay, as check does\n"
		"  --core CORE             the core of it, where --target is not its name or number\n"
		"  --rollback N            rollback index: from its first start on, the core\n"
		"                          takes no image with a lower one\n"
		"  --name TEXT             name of the firmware, up to 64 bytes\n"
		"  --version TEXT          version of the firmware, up to 64 bytes\n"
		"  --debug                 allow core dumps of the running firmware\n"
		"  --tlv TYPE=VALUE        a platform's TLV, TYPE from 0x10000 to 0x1ffff; VALUE\n"
		"                          is a word (0x12), bytes (hex:0102) or text\n"
		"  --no-key-info           do not say which key it is; slot 0 is tried then\n"
		"  --passphrase-file FILE  passphrase or PIN: the first line; otherwise from\n"
		"                          " PASSPHRASE_ENV
		" or the terminal\n",
	.run = run_sign,
};
