// SPDX-License-Identifier: BSD-2-Clause
#include "attacks.h"

#include "bail_out.h"
#include "crafted.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <teeproc/ta.h>
#include <time.h>

/* What the firmware keeps to itself, in its data TCM; longer than any chunk */
static const char secret[] = "Nobody who reads a core dump shall find this.";
#define SECRET_DA (FAKE_DATA_DA + 0x800)
#define SECRET_PART 8

/* Two registers of the double, see fake_pta.c */
static const uint8_t registers[] = { 0x01, 0x10, 0, 0, 0x02, 0x10, 0, 0 };

/* A load has some ten thousands. With far fewer the run has missed something. */
#define STEPS_MIN 20000ul
#define BRANCHES_MIN 4000ul
/* Where each instruction is tried the first times only */
#define FIRST_STEPS_MIN 6000ul
#define FIRST_BRANCHES_MIN 800ul

static unsigned int test_number;

/* Of all cases */
static struct {
	unsigned int images;
	unsigned long steps;
	unsigned long branches;
	unsigned long runs;
	unsigned long won;
} total;

/* Any core: the fault may be in its number. */
static bool has_started(struct tee *tee)
{
	unsigned int n;

	(void)tee;
	for (n = 0; n < FAKE_CORES; n++)
		if (fake_pta.cores[n].starts)
			return true;
	return false;
}

static bool runs_wrong(struct tee *tee)
{
	unsigned int n;

	(void)tee;
	for (n = 0; n < FAKE_CORES; n++)
		if (n != SOC_CORE && fake_pta.cores[n].starts)
			return true;
	return fake_pta.cores[SOC_CORE].state == TEEPROC_CORE_RUNNING &&
	       crafted_is_wrong();
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

	/* mostly nothing has come out, which is told much faster */
	if (!out->bytes[0] &&
	    !memcmp(out->bytes, out->bytes + 1, out->size - 1))
		return false;
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
				      .out = 1 });
	add_request(attack,
		    (struct request){ .command =
					      TEEPROC_TA_CMD_GET_COREDUMP_PIECE,
				      .out = 2,
				      .piece = true });
}

/* Returns the request that is to be refused. */
static unsigned int plan(struct attack *attack, const struct attack_case *it)
{
	unsigned int decisive;

	if (it->plan == PLAN_PIECES)
		add_pieces(attack);
	else
		add_load(attack);
	decisive = attack->num - 1;
	attack->has_won = it->wrong_bytes ? runs_wrong : has_started;
	add_plain(attack, TEEPROC_TA_CMD_START_FW);
	if (it->plan != PLAN_DUMP) {
		/* whoever was refused tries again */
		add_plain(attack, TEEPROC_TA_CMD_START_FW);
		return decisive;
	}
	add_plain(attack, TEEPROC_TA_CMD_STOP_FW);
	decisive = attack->num;
	add_dumps(attack);
	attack->on_start = keep_secret;
	attack->has_won = has_leaked;
	return decisive;
}

static void report(bool good, const char *what, const char *name)
{
	printf("%sok %u - %s: %s\n", good ? "" : "not ", ++test_number, name,
	       what);
}

static void print_figures(const struct faults *faults)
{
	printf("# %lu steps, %lu of them left out, %lu branches,"
	       " %lu conditions; %lu faults:"
	       " %lu accepted, %lu panics, %lu crashes, %lu loops,"
	       " %lu without a consequence\n",
	       faults->steps, faults->left_out, faults->branches,
	       faults->selects, faults->runs, faults->won, faults->panicked,
	       faults->crashed, faults->looped, faults->same);
	total.images++;
	total.steps += faults->steps;
	total.branches += faults->branches;
	total.runs += faults->runs;
	total.won += faults->won;
}

/* Was it granted or refused where it should be, and for that reason? */
static bool answers_fit(const struct faults *faults,
			const struct attack_case *it, unsigned int decisive)
{
	unsigned int n;

	for (n = 0; n < decisive; n++)
		if (faults->answers[n])
			break;
	if (n == decisive && faults->answers[n] == it->answer &&
	    (!it->because || strstr(faults->log, it->because)))
		return true;
	printf("# request %u: %#x; %s\n", n + 1, faults->answers[n],
	       faults->log);
	return false;
}

/*
 * One at each step that is not left out, and one more at each condition that is
 * no branch
 */
static bool are_all(const struct faults *faults)
{
	const bool all = faults_are_all();

	if (faults->steps >= STEPS_MIN &&
	    faults->branches >= (all ? BRANCHES_MIN : FIRST_BRANCHES_MIN) &&
	    faults->left_out <= (all ? 0 : faults->steps - FIRST_STEPS_MIN) &&
	    faults->runs == faults->steps - faults->left_out + faults->selects)
		return true;
	printf("# that is not all\n");
	return false;
}

static void report_faults(const struct faults *faults,
			  const struct attack_case *it)
{
	switch (it->outcome) {
	case NEVER:
		report(are_all(faults) && !faults->won, "with any one fault",
		       it->name);
		break;
	case BY_A_FAULT:
		report(are_all(faults) && faults->won, "by one fault",
		       it->name);
		break;
	default:
		report(faults->runs > STEPS_MIN / CONTROL_STRIDE &&
			       faults->runs - faults->won > faults->same / 8,
		       "but for many faults", it->name);
	}
}

/* The SoC as it is before an attack: the core stopped, our key good */
static void reset(const struct test_key *key)
{
	fake_pta.cores[SOC_CORE].dirty = true;
	fake_pta_reset();
	fake_pta_program(0, key->blob, key->blob_size);
}

static void run_case(const struct ta_file *ta, const struct test_key *key,
		     const struct attack_case *it)
{
	struct attack before = { .num = 0 };
	struct attack attack = { .quiet = it->outcome == ALWAYS };
	unsigned int decisive;
	struct faults faults;

	reset(key);
	craft_authentic(&before.image);
	if (it->after_authentic) {
		add_load(&before);
		add_plain(&before, TEEPROC_TA_CMD_RELEASE_FW);
	}
	it->image(&attack.image);
	decisive = plan(&attack, it);
	faults_run(ta, &before, &attack, &faults);
	print_figures(&faults);
	report(answers_fit(&faults, it, decisive) &&
		       faults.won_without == (it->outcome == ALWAYS),
	       "without a fault", it->name);
	report_faults(&faults, it);
	image_free(&before.image);
	image_free(&attack.image);
}

static bool is_wanted(const struct attack_case *it)
{
	const char *only = getenv("TEEPROC_TEST_ATTACK");

	return !only || strstr(it->name, only);
}

int attacks_run(int argc, char **argv, const char *ta_path,
		const struct attack_case *cases, size_t num)
{
	struct test_key *key;
	struct ta_file ta;
	size_t n;

	setvbuf(stdout, NULL, _IOLBF, 0);
	printf("1..%zu\n", 2 * num);
	ta_file_open(&ta, argc > 1 ? argv[1] : ta_path);
	key = key_make(TEEPROC_SIGN_ECDSA_P256);
	crafted_open(key, SOC_CORE);
	for (n = 0; n < num; n++)
		if (is_wanted(cases + n))
			run_case(&ta, key, cases + n);
	printf("# %u images, %lu steps, %lu branches, %lu faults, %lu accepted;"
	       " %lu s of CPU time\n",
	       total.images, total.steps, total.branches, total.runs, total.won,
	       (unsigned long)(clock() / CLOCKS_PER_SEC));
	crafted_close();
	key_free(key);
	fake_pta_free();
	ta_file_close(&ta);
	return 0;
}
