// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-image otp */
#include <jansson.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../image/bytes.h"
#include "../common/hex.h"
#include "otp_file.h"
#include "tool.h"

#define WORDS_PER_LINE 8u

enum action {
	SHOW,
	ADD,
	REVOKE,
	RAISE,
};

/**
 * struct otp_request - what is asked for
 * @actions: how many of --add, --revoke, --counter, --show are given
 * @slot: for ADD; negative: the first free one
 */
struct otp_request {
	enum action action;
	unsigned int actions;
	bool create;
	bool json;
	const char *key;
	int slot;
	bool listed;
	uint32_t cores;
	uint32_t revoke;
	uint32_t core;
	uint32_t counter;
};

static bool parse_cores(const char *text, uint32_t *cores)
{
	char *copy = strdup(text), *rest = copy, *word;
	uint32_t core;
	bool good = copy;

	*cores = 0;
	while (good && (word = strsep(&rest, ","))) {
		good = parse_u32(word, &core) && core < OTP_CORES &&
		       !(*cores & 1u << core);
		if (good)
			*cores |= 1u << core;
	}
	free(copy);
	return good;
}

static bool parse_counter(char *text, uint32_t *core, uint32_t *value)
{
	char *number = strchr(text, '=');
	bool good;

	if (!number)
		return false;
	*number = 0;
	good = parse_u32(text, core) && *core < OTP_CORES &&
	       parse_u32(number + 1, value);
	*number = '=';
	return good;
}

/* As little-endian words of 32 bits, the way fuses are read and burned */
static void print_words(const uint8_t *bytes, size_t size)
{
	size_t i;

	for (i = 0; i + 4 <= size; i += 4)
		printf("%s0x%08x", i % (4 * WORDS_PER_LINE) ? " " : "\n    ",
		       get_le32(bytes + i));
	putchar('\n');
}

static const char *type_name(const struct otp_slot *slot, uint32_t *bits)
{
	struct teeproc_key key;

	*bits = 0;
	if (teeproc_key_parse(slot->blob, slot->blob_size, &key))
		return "no key that is known";
	*bits = key.bits;
	return key.type == TEEPROC_SIGN_RSA ? "rsa" : "p256";
}

static bool hash_slot(const struct otp_slot *slot, uint8_t *hash)
{
	return EVP_Digest(slot->blob, slot->blob_size, hash, NULL, EVP_sha256(),
			  NULL);
}

/* false if the key cannot be hashed: a hash that is none must not be burned */
static bool print_slot(const struct otp_slot *slot, uint32_t number)
{
	uint8_t hash[TEEPROC_SHA256_SIZE];
	uint32_t bits, i;
	const char *type = type_name(slot, &bits);
	const char *between = " ";

	printf("slot %u: ", number);
	if (!slot->blob_size) {
		puts(slot->revoked ? "empty, revoked" : "empty");
		return true;
	}
	printf("%s, %u bits, for %s", type, bits,
	       slot->listed ? slot->cores ? "cores" : "no core" : "all cores");
	for (i = 0; slot->listed && i < OTP_CORES; i++)
		if (slot->cores & 1u << i) {
			printf("%s%u", between, i);
			between = ", ";
		}
	puts(slot->revoked ? ", revoked" : "");
	if (!hash_slot(slot, hash))
		return false;
	printf("  blob, %zu words:", slot->blob_size / 4);
	print_words(slot->blob, slot->blob_size);
	printf("  or, where fuses hold hashes, SHA-256 of it, 8 words:");
	print_words(hash, sizeof(hash));
	if (slot->listed)
		printf("  cores, 1 word:\n    0x%08x\n", slot->cores);
	return true;
}

static int print_all(const struct otp_file *otp)
{
	uint32_t i;

	for (i = 0; i < TEEPROC_KEY_SLOTS; i++)
		if (!print_slot(&otp->content.slots[i], i))
			return refuse_openssl(otp->path, "cannot hash a key");
	for (i = 0; i < otp->content.num_counters; i++)
		printf("counter of core %u: %u\n", i, otp->content.counters[i]);
	return 0;
}

/* NULL if there is no memory */
static json_t *slot_json(const struct otp_slot *slot, uint32_t number,
			 const uint8_t *hash)
{
	char blob[2 * TEEPROC_KEY_BLOB_MAX + 1], text[2 * 32 + 1];
	json_t *cores = slot->listed ? json_array() : json_null();
	uint32_t bits, i;
	const char *type = type_name(slot, &bits);

	for (i = 0; slot->listed && i < OTP_CORES; i++)
		if (slot->cores & 1u << i)
			json_array_append_new(cores, json_integer(i));
	hex_text(slot->blob, slot->blob_size, blob);
	hex_text(hash, TEEPROC_SHA256_SIZE, text);
	return json_pack("{s:I, s:b, s:b, s:s?, s:I, s:s?, s:s, s:o}", "slot",
			 (json_int_t)number, "used", slot->blob_size != 0,
			 "revoked", slot->revoked, "type", bits ? type : NULL,
			 "bits", (json_int_t)bits, "hash",
			 slot->blob_size ? text : NULL, "blob", blob, "cores",
			 cores);
}

static int print_otp_json(const struct otp_file *otp)
{
	json_t *slots = json_array(), *counters = json_array(), *root;
	uint8_t hash[TEEPROC_SHA256_SIZE];
	uint32_t i;
	int failed;

	for (i = 0; i < TEEPROC_KEY_SLOTS; i++) {
		if (!hash_slot(&otp->content.slots[i], hash)) {
			json_decref(slots);
			json_decref(counters);
			return refuse_openssl(otp->path, "cannot hash a key");
		}
		json_array_append_new(slots, slot_json(&otp->content.slots[i],
						       i, hash));
	}
	for (i = 0; i < otp->content.num_counters; i++)
		json_array_append_new(counters,
				      json_integer(otp->content.counters[i]));
	root = json_pack("{s:o, s:o}", "slots", slots, "counters", counters);
	failed = json_dumpf(root, stdout, JSON_INDENT(2));
	putchar('\n');
	json_decref(root);
	return failed ? refuse(otp->path, "cannot write JSON") : 0;
}

/* What the change means on a SoC, once it has been made here */
static int print_burned(const struct otp_file *otp,
			const struct otp_request *request, uint32_t before)
{
	switch (request->action) {
	case ADD:
		puts("burned, and not to be undone:");
		if (!print_slot(&otp->content.slots[request->slot],
				(uint32_t)request->slot))
			return refuse_openssl(otp->path,
					      "has the key, but cannot hash it");
		break;
	case REVOKE:
		printf("burned, and not to be undone: 1 bit, the revocation of "
		       "slot %u\n",
		       request->revoke);
		break;
	case RAISE:
		printf("burned, and not to be undone: counter of core %u from "
		       "%u to %u, %u bits where a bit is a step\n",
		       request->core, before, request->counter,
		       request->counter - before);
		break;
	case SHOW:
		break;
	}
	return 0;
}

static int change(struct otp_file *otp, struct otp_request *request)
{
	const struct key_source source = { .uri = request->key };
	struct signing_key key;
	int status;

	switch (request->action) {
	case ADD:
		status = key_load_public(&source, &key);
		if (status)
			return status;
		status = otp_file_add(otp, &key, request->listed,
				      request->cores, &request->slot);
		key_free(&key);
		return status;
	case REVOKE:
		return otp_file_revoke(otp, request->revoke);
	case RAISE:
		return otp_file_raise(otp, request->core, request->counter);
	case SHOW:
		break;
	}
	return 0;
}

static int otp(const char *path, struct otp_request *request)
{
	struct otp_file file;
	uint32_t before;
	int status = otp_file_open(&file, path, request->create);

	before = file.content.counters[request->core];
	if (!status)
		status = change(&file, request);
	if (!status && (request->create || request->action != SHOW))
		status = otp_file_write(&file);
	if (!status)
		status = print_burned(&file, request, before);
	if (!status && request->action == SHOW)
		status = request->json ? print_otp_json(&file) :
					 print_all(&file);
	otp_file_close(&file);
	return status;
}

static int take_option(const struct command *command, int option,
		       struct otp_request *request)
{
	uint32_t slot;

	switch (option) {
	case 'c':
		request->create = true;
		return 0;
	case 'j':
		request->json = true;
		return 0;
	case 'C':
		request->listed = true;
		if (parse_cores(optarg, &request->cores))
			return 0;
		return usage(command,
			     "%s: not numbers of cores from 0 to 15, as 0,1",
			     optarg);
	case 'S':
	case 'r':
		if (!parse_u32(optarg, &slot) || slot >= TEEPROC_KEY_SLOTS)
			return usage(command, "%s: not a slot from 0 to 3",
				     optarg);
		if (option == 'S') {
			request->slot = (int)slot;
			return 0;
		}
		request->revoke = slot;
		request->action = REVOKE;
		break;
	case 'a':
		request->key = optarg;
		request->action = ADD;
		break;
	case 'n':
		if (!parse_counter(optarg, &request->core, &request->counter))
			return usage(command, "%s: not of the form CORE=NUMBER",
				     optarg);
		request->action = RAISE;
		break;
	default: /* show */
		request->action = SHOW;
		break;
	}
	request->actions++;
	return 0;
}

static int run_otp(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{ "create", no_argument, NULL, 'c' },
		{ "add", required_argument, NULL, 'a' },
		{ "slot", required_argument, NULL, 'S' },
		{ "cores", required_argument, NULL, 'C' },
		{ "revoke", required_argument, NULL, 'r' },
		{ "counter", required_argument, NULL, 'n' },
		{ "show", no_argument, NULL, 's' },
		{ "json", no_argument, NULL, 'j' },
		HELP_OPTION,
		{ 0 }
	};
	struct otp_request request = { .slot = -1 };
	int option, status;

	while ((option = next_option(command, argc, argv, options, &status)) !=
	       -1) {
		if (!option)
			return status;
		status = take_option(command, option, &request);
		if (status)
			return status;
	}
	if (optind + 1 != argc)
		return usage(command, "one file is needed");
	if (request.actions + request.create == 0 || request.actions > 1)
		return usage(command,
			     "one of --add, --revoke, --counter, --show is needed");
	if ((request.slot >= 0 || request.listed) && request.action != ADD)
		return usage(command, "--slot and --cores go with --add");
	if (request.json && request.action != SHOW)
		return usage(command, "--json goes with --show");
	return otp(argv[optind], &request);
}

const struct command otp_command = {
	.name = "otp",
	.summary = "make and edit the one-time memory of the virtual board",
	.help = "Usage: " TOOL " otp OPTION... FILE\n"
		"Edit the file that is the virtual board's one-time-programmable memory, and\n"
		"say what would be burned on a SoC with fuses. What is burned stays: no slot is\n"
		"used twice, no revocation taken back, no counter lowered. The board must be\n"
		"off: it does not read the file again, and writes it when a counter grows.\n\n"
		"  --create          make the file, which must not be there\n"
		"  --add KEY         a key into a free slot: a blob, a public key, a certificate\n"
		"  --slot N          that slot, from 0 to 3, instead of the first free one\n"
		"  --cores N,N...    the key counts for these cores only, not for all\n"
		"  --revoke N        the key in slot N counts no more\n"
		"  --counter CORE=N  raise the rollback counter of a core\n"
		"  --show            what there is, as words of 32 bits\n"
		"  --json            show it for scripts\n",
	.run = run_otp,
};
