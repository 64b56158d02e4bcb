// SPDX-License-Identifier: BSD-2-Clause
/*
 * Fuzzes the Trusted Application's commands. An input is a list of operations:
 * a good image with some bytes changed, signed again or not, or any bytes as an
 * image; start, stop, dump and the others; any command with any types.
 *
 * Beyond what the sanitizers see: an image loads under a real key only if its
 * metadata is what was signed, and then exactly the signed bytes are in the
 * core's memory; the core is never started when nothing is loaded.
 *
 * Signatures are those of a double: OpenSSL's took half of the time, and that no
 * signature comes by chance is what the double has in common with it.
 */
#include "client.h"

#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CORE FAKE_SMALL
#define GOODS 4
#define OUT_SIZE (256u << 10)
#define STEPS_MAX 32

struct input {
	const uint8_t *data;
	size_t size;
};

enum step {
	STEP_MUTATED,
	STEP_RAW,
	STEP_PIECES,
	STEP_START,
	STEP_STOP,
	STEP_RELEASE,
	STEP_RSC_TABLE,
	STEP_COREDUMP,
	STEP_MEASUREMENT,
	STEP_STATE,
	STEP_ANY,
	STEP_FAIL,
	STEPS
};

static struct test_image goods[GOODS];
static struct image_options good_options[GOODS];
/* of their segments, one after the other, as they are to lie in memory */
static uint8_t *good_bytes[GOODS];
static uint8_t *out_buffer;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

static void must(int good, const char *what)
{
	if (good)
		return;
	fprintf(stderr, "fuzz_ta: %s\n", what);
	abort();
}

static uint8_t take8(struct input *in)
{
	if (!in->size)
		return 0;
	in->size--;
	return *in->data++;
}

static uint32_t take32(struct input *in)
{
	uint32_t value = take8(in);

	value |= (uint32_t)take8(in) << 8;
	value |= (uint32_t)take8(in) << 16;
	return value | (uint32_t)take8(in) << 24;
}

/* Of 64 bytes, as ECDSA's */
static void double_sign(const uint8_t *digest, uint8_t *sig)
{
	uint8_t secret[64] = "known to the double only";

	memcpy(secret + 32, digest, 32);
	SHA256(secret, sizeof(secret), sig);
	SHA256(sig, 32, sig + 32);
}

static bool double_verify(const struct fake_slot *slot, const uint8_t *digest,
			  const uint8_t *sig, size_t sig_size)
{
	uint8_t good[64];

	double_sign(digest, good);
	return slot->type == TEEPROC_SIGN_ECDSA_P256 &&
	       sig_size == sizeof(good) && !memcmp(sig, good, sizeof(good));
}

static void sign_again(struct test_image *image)
{
	uint8_t digest[32];

	SHA256(image->bytes, image->layout.signed_size, digest);
	double_sign(digest, image->bytes + image->layout.signed_size);
}

static uint8_t *bytes_of(const struct image_options *options)
{
	uint32_t num = options->num_segments * options->num_images;
	uint32_t size = 0, i, k;
	uint8_t *bytes = NULL;

	for (i = 0; i < num; i++) {
		const struct test_segment *segment = options->segments + i;

		bytes = realloc(bytes, size + segment->mem_size);
		for (k = 0; k < segment->mem_size; k++)
			bytes[size++] = k < segment->file_size ?
						image_pattern(segment->da, k) :
						0;
	}
	return bytes;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	int i;

	(void)argc;
	(void)argv;
	must(!client_setup(NULL) && !client_open(CORE), "set-up");
	fake_pta.verify = double_verify;
	out_buffer = malloc(OUT_SIZE);
	for (i = 0; i < GOODS; i++) {
		struct image_options *options = good_options + i;

		image_default_options(options, p256_key);
		options->rollback = i == 1 ? 2 : -1;
		options->upstream = i >= 2;
		options->rsc_table = i >= 2 ? RSC_SECTION : RSC_SIGNED;
		options->num_images = i == 3 ? 3 : 1;
		options->num_segments = i == 3 ? 1 : 3;
		image_make(options, goods + i);
		sign_again(goods + i);
		good_bytes[i] = bytes_of(options);
	}
	return 0;
}

/* A planned failure is for the step, not for this question. */
static uint32_t ta_state(void)
{
	unsigned int in = shim.fail_at ? shim.fail_at - shim.calls : 0;
	uint32_t state;

	shim.fail_at = 0;
	state = client_ta_state(CORE);
	if (in)
		shim.fail_at = shim.calls + in;
	return state;
}

static void check_loaded(int which)
{
	const struct image_options *options = good_options + which;
	uint32_t num = options->num_segments * options->num_images;
	const uint8_t *bytes = good_bytes[which];
	uint32_t i;

	for (i = 0; i < num; i++) {
		const struct test_segment *segment = options->segments + i;

		must(!memcmp(fake_pta_at(CORE, segment->da, segment->mem_size),
			     bytes, segment->mem_size),
		     "other bytes than signed ones are loaded");
		bytes += segment->mem_size;
	}
}

static void load_mutated(struct input *in)
{
	int which = take8(in) % GOODS;
	const struct test_image *good = goods + which;
	struct test_image image = *good;
	uint8_t how = take8(in);
	unsigned int changes = how % 8;
	int sign = how & 0x40;
	uint32_t cut = how & 0x20 ? take32(in) % good->size : 0;
	uint32_t before = ta_state();
	int same;

	image.bytes = malloc(good->size);
	memcpy(image.bytes, good->bytes, good->size);
	while (changes--) {
		uint32_t at = take32(in);
		uint8_t byte = take8(in);

		/* mostly in the metadata */
		at %= at & 0x80000000 ? good->size : good->layout.images_offset;
		image.bytes[at] ^= byte;
	}
	if (sign)
		sign_again(&image);
	image.size -= cut;
	fake_pta.accept_all = how & 0x80;
	same = !cut &&
	       !memcmp(image.bytes, good->bytes, good->layout.images_offset);
	if (!client_load(CORE, &image) && before == TEEPROC_TA_OFF && !sign &&
	    !fake_pta.accept_all) {
		must(same, "an image that nobody signed is loaded");
		check_loaded(which);
	}
	fake_pta.accept_all = false;
	free(image.bytes);
}

/* The rest of the input, in a block of its very size */
static void load_raw(struct input *in)
{
	struct test_image image = { .size = in->size };

	image.bytes = malloc(in->size + !in->size);
	memcpy(image.bytes, in->data, in->size);
	fake_pta.accept_all = true;
	client_load(CORE, &image);
	fake_pta.accept_all = false;
	free(image.bytes);
	in->size = 0;
}

/*
 * A good image, cut anywhere, with a change between two pieces, and pieces that
 * may be left out or come twice.
 */
static void load_pieces(struct input *in)
{
	int which = take8(in) % 2;
	const struct test_image *good = goods + which;
	size_t offset = 0;
	size_t size = good->layout.images_offset + take8(in);
	uint8_t *bytes = malloc(good->size);
	unsigned int pieces = 0;
	TEE_Result res = TEE_SUCCESS;
	bool was_off = ta_state() == TEEPROC_TA_OFF;

	memcpy(bytes, good->bytes, good->size);
	while (!res && offset < good->size && pieces++ < 24) {
		uint8_t how = take8(in);

		if (how & 1)
			bytes[take32(in) % good->size] ^= take8(in);
		if (size > good->size - offset)
			size = good->size - offset;
		res = client_load_piece(CORE, bytes + offset, size, offset,
					good->size);
		if ((how & 14) != 2)
			offset += size;
		size = how & 0x80 ? take8(in) + 1 : take32(in) % 4096 + 1;
	}
	free(bytes);
	if (was_off && !res && ta_state() == TEEPROC_TA_LOADED)
		check_loaded(which);
	/* what was begun and not ended is the TA's to keep until then */
	client_release(CORE);
}

static void any_command(struct input *in)
{
	TEE_Param params[TEE_NUM_PARAMS] = { 0 };
	uint32_t types = take32(in) & 0x7777;
	uint32_t command = take8(in) % 16;
	int i;

	if (command >= 8)
		command += TEEPROC_TA_CMD_OWN - 8;
	for (i = 1; i < TEE_NUM_PARAMS; i++) {
		if (types >> 4 * i & 4) {
			params[i].memref.size = take32(in) % OUT_SIZE;
			params[i].memref.buffer = take8(in) & 1 ? NULL :
								  out_buffer;
		} else {
			params[i].value.a = take32(in);
			params[i].value.b = take32(in);
		}
	}
	params[0].value.a = take8(in) % 4 ? CORE : take32(in) | 0x100;
	TA_InvokeCommandEntryPoint(NULL, command, types, params);
}

static void run_step(struct input *in)
{
	unsigned int starts = fake_pta.cores[CORE].starts;
	uint32_t before = ta_state();
	size_t size = 0;
	uint64_t pa;
	uint64_t rsc_size;
	uint32_t state;

	switch (take8(in) % STEPS) {
	case STEP_MUTATED:
		load_mutated(in);
		break;
	case STEP_RAW:
		load_raw(in);
		break;
	case STEP_PIECES:
		load_pieces(in);
		break;
	case STEP_START:
		client_start(CORE);
		break;
	case STEP_STOP:
		client_stop(CORE);
		break;
	case STEP_RELEASE:
		client_release(CORE);
		break;
	case STEP_RSC_TABLE:
		client_rsc_table(CORE, &pa, &rsc_size);
		break;
	case STEP_COREDUMP:
		size = take32(in) % OUT_SIZE;
		client_coredump(CORE, out_buffer, &size);
		break;
	case STEP_MEASUREMENT:
		size = take32(in) % OUT_SIZE;
		client_measurement(CORE, out_buffer, &size);
		break;
	case STEP_STATE:
		client_state(CORE, &state, &state);
		break;
	case STEP_ANY:
		any_command(in);
		break;
	case STEP_FAIL:
		shim.fail_at = shim.calls + take8(in) % 32 + 1;
		shim.fail_result = 0xffff0000 | take8(in) % 18;
		shim.fail_late = take8(in) & 1;
		return;
	}
	shim.fail_at = 0;
	must(fake_pta.cores[CORE].starts == starts ||
		     before == TEEPROC_TA_LOADED,
	     "a core is started that is not loaded");
	must(!shim.blocks, "memory is lost");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input in = { .data = data, .size = size };
	unsigned int steps = 0;

	/* for the images of OP-TEE's script among the good ones */
	fake_pta.cores[CORE].untargeted = true;

	while (in.size && steps++ < STEPS_MAX)
		run_step(&in);
	must(!client_reset(NULL), "the core is not OFF in the end");
	must(fake_pta_is_scrubbed(CORE), "the core is not scrubbed in the end");
	return 0;
}
