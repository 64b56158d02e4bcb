// SPDX-License-Identifier: BSD-2-Clause
#include "attacks.h"

#include "bail_out.h"
#include "crafted.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <teeproc/ta.h>

/* What the firmware keeps to itself, in its data TCM; longer than any chunk */
static const char secret[] = "Nobody who reads a core dump shall find this.";
#define SECRET_DA (FAKE_DATA_DA + 0x800)
#define SECRET_PART 8

/* Two registers of the double, see fake_pta.c */
static const uint8_t registers[] = { 0x01, 0x10, 0, 0, 0x02, 0x10, 0, 0 };

static unsigned int test_number;

void bail_out(const char *format, ...)
{
	va_list ap;

	printf("Bail out! ");
	va_start(ap, format);
	vprintf(format, ap);
	va_end(ap);
	printf("\n");
	exit(1);
}

static bool has_started(struct tee *tee)
{
	(void)tee;
	return fake_pta.cores[SOC_CORE].starts;
}

static void keep_secret(uint32_t core)
{
	memcpy(fake_pta_at(core, SECRET_DA, sizeof(secret)), secret,
	       sizeof(secret));
}

/* Any part of it, or registers */
static bool has_leaked(struct tee *tee)
{
	const struct region *out = tee->machine.regions + REGION_OUT;
	size_t n;

	for (n = 0; n + SECRET_PART <= sizeof(secret); n += SECRET_PART)
		if (memmem(out->bytes, out->size, secret + n, SECRET_PART))
			return true;
	return memmem(out->bytes, out->size, registers, sizeof(registers));
}

static void add_request(struct attack *attack, struct request request)
{
	if (attack->num == REQUESTS_MAX)
		bail_out("too many requests");
	attack->requests[attack->num++] = request;
}

static void add_load(struct attack *attack)
{
	add_request(attack, (struct request){ .command = TEEPROC_TA_CMD_LOAD_FW,
					      .size = attack->image.size });
}

static void add_plain(struct attack *attack, uint32_t command)
{
	add_request(attack, (struct request){ .command = command });
}

/* Cut in the first segment: the metadata are in the first piece. */
static void add_pieces(struct attack *attack)
{
	const uint32_t first = attack->image.layout.images_offset + 400;

	add_request(attack,
		    (struct request){ .command = TEEPROC_TA_CMD_LOAD_FW_PIECE,
				      .size = first,
				      .piece = true });
	add_request(attack,
		    (struct request){ .command = TEEPROC_TA_CMD_LOAD_FW_PIECE,
				      .offset = first,
				      .size = attack->image.size - first,
				      .piece = true });
}

static void add_dumps(struct attack *attack)
{
	add_request(attack,
		    (struct request){ .command = TEEPROC_TA_CMD_GET_COREDUMP,
				      .out = true });
	add_request(attack,
		    (struct request){ .command =
					      TEEPROC_TA_CMD_GET_COREDUMP_PIECE,
				      .out = true,
				      .piece = true });
}

static void plan(struct attack *attack, enum plan plan)
{
	if (plan == PLAN_PIECES)
		add_pieces(attack);
	else
		add_load(attack);
	add_plain(attack, TEEPROC_TA_CMD_START_FW);
	attack->has_won = has_started;
	if (plan != PLAN_DUMP)
		return;
	add_plain(attack, TEEPROC_TA_CMD_STOP_FW);
	add_dumps(attack);
	attack->on_start = keep_secret;
	attack->has_won = has_leaked;
}

static void report(bool good, const char *what, const char *name)
{
	printf("%sok %u - %s: %s\n", good ? "" : "not ", ++test_number, name,
	       what);
}

static void print_figures(const struct faults *faults)
{
	printf("# %lu steps, %lu branches, %lu conditions; %lu faults:"
	       " %lu accepted, %lu panics, %lu crashes, %lu loops,"
	       " %lu without a consequence\n",
	       faults->steps, faults->branches, faults->selects, faults->runs,
	       faults->won, faults->panicked, faults->crashed, faults->looped,
	       faults->same);
}

static void run_case(const struct ta_file *ta, const struct attack_case *it)
{
	struct attack before = { .num = 0 };
	struct attack attack = { .quiet = it->must_win };
	struct faults faults;

	crafted_reset();
	craft_authentic(&before.image);
	if (it->after_authentic) {
		add_load(&before);
		add_plain(&before, TEEPROC_TA_CMD_RELEASE_FW);
	}
	it->image(&attack.image);
	plan(&attack, it->plan);
	faults_run(ta, &before, &attack, &faults);
	print_figures(&faults);
	if (it->must_win) {
		report(faults.won_without, "accepted", it->name);
		report(faults.won < faults.runs &&
			       faults.runs - faults.won > faults.same / 8,
		       "many faults keep it from that", it->name);
	} else {
		report(!faults.won_without, "refused", it->name);
		report(faults.runs && !faults.won, "refused under each fault",
		       it->name);
	}
	image_free(&before.image);
	image_free(&attack.image);
}

int attacks_run(int argc, char **argv, const struct attack_case *cases,
		size_t num)
{
	struct ta_file ta;
	size_t n;

	setvbuf(stdout, NULL, _IOLBF, 0);
	ta_file_open(&ta, argc > 1 ? argv[1] : FAULT_TA);
	printf("1..%zu\n", 2 * num);
	crafted_open();
	for (n = 0; n < num; n++)
		run_case(&ta, cases + n);
	crafted_close();
	ta_file_close(&ta);
	return 0;
}
