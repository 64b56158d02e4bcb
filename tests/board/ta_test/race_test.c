// SPDX-License-Identifier: GPL-2.0-only
/*
 * Time of check, time of use: while LOAD_FW runs on one CPU, another one
 * rewrites what the TEE and the SoC read from normal memory, with the bytes of
 * an image that nobody has signed. Whatever the loads answer, only bytes of the
 * authentic image may ever be there to be started.
 *
 * Where there is one CPU another master of the bus does it (bus_master.h).
 */
#include "bus_master.h"
#include "core.h"
#include "report.h"
#include "tests.h"

#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/io.h>
#include <linux/kthread.h>
#include <linux/mm.h>
#include <linux/of.h>
#include <linux/prandom.h>
#include <linux/sched.h>
#include <linux/string.h>
#include <linux/vmalloc.h>

#define SEED 4711
#define LIST_ENTRIES 32
#define PAGES_MAX 128
/* The test fails if LOAD_FW was not raced at least so often. */
#define REWRITES_MIN 2000
/* Times the wanted number, until there are both outcomes and so many rewrites */
#define ROUNDS_MAX 10

enum target {
	RACE_WHOLE,
	RACE_HEADER,
	RACE_TABLE,
	RACE_SEGMENTS,
	RACE_LIST,
};

static const char *const target_names[] = { "whole", "header", "table",
					    "segments", "list" };

#define BUS_MASTER_WAIT_MS 20000

/**
 * struct race - the two sides
 * @core: the victim; its image is rewritten
 * @good: the authentic image, kept
 * @evil: of the same layout, authentic in nothing
 * @from: first byte that is rewritten
 * @size: bytes from there
 * @list: the control port's page list, entries that the TEE writes
 * @pages: of the image, and so of the evil one
 * @good_pages: their addresses
 * @evil_pages: the same of the evil image
 * @master: words of the other master of the bus, where there is one
 * @active: LOAD_FW runs
 * @rewrites: how often evil bytes were put in place meanwhile
 * @redirected: entries of @list that were found and turned to evil pages
 */
struct race {
	struct core core;
	void *good;
	struct shared evil;
	enum target target;
	size_t from;
	size_t size;
	u64 *list;
	unsigned int pages;
	u64 good_pages[PAGES_MAX];
	u64 evil_pages[PAGES_MAX];
	void __iomem *master;
	bool active;
	u64 rewrites;
	u64 redirected;
	struct rnd_state random;
};

/* The page list's entry for a page of the image: the evil page instead */
static void redirect_list(struct race *race)
{
	unsigned int i, page;
	u64 entry;

	for (i = 0; i < LIST_ENTRIES; i++) {
		entry = READ_ONCE(race->list[i]);
		for (page = 0; page < race->pages; page++) {
			if (entry != race->good_pages[page])
				continue;
			WRITE_ONCE(race->list[i], race->evil_pages[page]);
			race->redirected++;
		}
	}
}

static void put_evil(struct race *race)
{
	void *at = race->core.image.va + race->from;
	u32 word;

	switch (race->target) {
	case RACE_LIST:
		redirect_list(race);
		return;
	case RACE_HEADER:
		/* sizes that reach elsewhere, not the evil image's: they fit */
		word = 2 + prandom_u32_state(&race->random) % 3;
		((u32 *)at)[word] +=
			prandom_u32_state(&race->random) % 2 ? 8 : 0x7ffffff8;
		return;
	default:
		memcpy(at, race->evil.va + race->from, race->size);
	}
}

static void put_good(struct race *race)
{
	if (race->target != RACE_LIST)
		memcpy(race->core.image.va + race->from,
		       race->good + race->from, race->size);
}

/* Of all magnitudes: what is raced takes from nanoseconds to milliseconds. */
static void hold(struct race *race)
{
	u32 random = prandom_u32_state(&race->random);
	u32 limit = 1 << random % 12; /* microseconds */

	random = (random >> 8) % limit;
	if (random > 500)
		usleep_range(random, random + 10);
	else
		udelay(random);
}

static int attack(void *data)
{
	struct race *race = data;

	while (!kthread_should_stop()) {
		if (!READ_ONCE(race->active)) {
			put_good(race);
			usleep_range(20, 50);
			continue;
		}
		if (race->target != RACE_LIST)
			hold(race);
		put_evil(race);
		if (race->target != RACE_LIST && READ_ONCE(race->active))
			race->rewrites++;
		if (race->target != RACE_LIST)
			hold(race);
		put_good(race);
		cond_resched();
	}
	put_good(race);
	return 0;
}

/* Where the pages of both images are */
static int find_pages(struct race *race)
{
	struct page *page;
	size_t offset;

	for (offset = 0; offset < race->evil.size; offset += PAGE_SIZE) {
		if (race->pages == PAGES_MAX)
			return -E2BIG;
		page = vmalloc_to_page(race->core.image.va + offset);
		race->good_pages[race->pages] = page_to_phys(page);
		page = vmalloc_to_page(race->evil.va + offset);
		race->evil_pages[race->pages++] = page_to_phys(page);
	}
	return 0;
}

static int map_list(struct race *race)
{
	struct device_node *board = of_find_node_by_path("/board");
	u64 place[2];
	int ret =
		of_property_read_u64_array(board, "teeproc,dma-list", place, 2);

	of_node_put(board);
	if (ret)
		return ret;
	race->list =
		memremap(place[0], LIST_ENTRIES * sizeof(u64), MEMREMAP_WB);
	return race->list ? 0 : -ENOMEM;
}

static int choose_target(struct race *race, const char *name)
{
	const u32 *header = race->good;
	size_t meta =
		IMAGE_HDR_SIZE + ALIGN(header[2], 8) + ALIGN(header[3], 8);
	int target = match_string(target_names, ARRAY_SIZE(target_names), name);
	int ret;

	if (target < 0 || meta >= race->core.image.size)
		return -EINVAL;
	race->target = target;
	race->from = target == RACE_TABLE    ? IMAGE_HDR_SIZE :
		     target == RACE_SEGMENTS ? meta :
					       0;
	race->size = target == RACE_HEADER ? IMAGE_HDR_SIZE :
		     target == RACE_TABLE  ? meta - IMAGE_HDR_SIZE :
					     race->core.image.size - race->from;
	ret = find_pages(race);
	if (ret)
		return ret;
	return target == RACE_LIST ? map_list(race) : 0;
}

static int race_open(struct race *race, char **args)
{
	int ret;

	memset(race, 0, sizeof(*race));
	prandom_seed_state(&race->random, SEED);
	ret = core_open(&race->core, 0, false, args[0]);
	if (ret)
		return ret;
	race->good = vmalloc(race->core.image.size);
	if (!race->good)
		return -ENOMEM;
	memcpy(race->good, race->core.image.va, race->core.image.size);
	ret = core_read_image(&race->core, args[1], &race->evil);
	if (ret)
		return ret;
	if (race->evil.size != race->core.image.size)
		return -EINVAL;
	return choose_target(race, args[2]);
}

static void race_close(struct race *race)
{
	if (race->master)
		iounmap(race->master);
	if (race->list)
		memunmap(race->list);
	shared_free(&race->evil);
	vfree(race->good);
	core_close(&race->core);
}

/* What an undisturbed load leaves in the memory that Linux sees */
static void *reference(struct race *race)
{
	void *copy;

	if (!report(core_load(&race->core, &race->evil) != TEE_SUCCESS,
		    "the evil image itself is refused"))
		return NULL;
	if (!report(core_bring_to(&race->core, STATE_TABLE_LOADED),
		    "the authentic image loads undisturbed"))
		return NULL;
	copy = vmalloc(SRAM_FIRMWARE_SIZE);
	if (copy)
		memcpy(copy, race->core.sram, SRAM_FIRMWARE_SIZE);
	core_bring_to(&race->core, STATE_TABLE_OFF);
	return copy;
}

struct tally {
	unsigned int loads, refused, other, wrong_bytes, left, started,
		wrong_runs;
};

/* What was loaded: its bytes, or what they do */
static void judge_loaded(struct race *race, const void *right, bool start,
			 struct tally *tally)
{
	tally->wrong_bytes +=
		!!memcmp(race->core.sram, right, SRAM_FIRMWARE_SIZE);
	if (start) {
		size_t size = 0;
		const char *trace = core_trace(&race->core, &size);

		tally->started++;
		if (core_call(&race->core, TEEPROC_TA_CMD_START_FW) ||
		    !core_trace_has(&race->core, "is up") || !trace ||
		    strnstr(trace, "EVIL", size))
			tally->wrong_runs++;
		core_call(&race->core, TEEPROC_TA_CMD_STOP_FW);
	}
	core_call(&race->core, TEEPROC_TA_CMD_RELEASE_FW);
}

static void set_active(struct race *race, bool active)
{
	WRITE_ONCE(race->active, active);
	if (race->master)
		writel(active, race->master + BUS_MASTER_ACTIVE);
}

static void one_round(struct race *race, const void *right, bool start,
		      struct tally *tally)
{
	u32 result;

	set_active(race, true);
	result = core_load(&race->core, &race->core.image);
	set_active(race, false);
	if (!result) {
		tally->loads++;
		judge_loaded(race, right, start, tally);
		return;
	}
	if (result == TEE_ERROR_BAD_FORMAT || result == TEE_ERROR_SECURITY ||
	    result == TEE_ERROR_SIGNATURE_INVALID ||
	    result == TEE_ERROR_ACCESS_DENIED ||
	    result == TEE_ERROR_BAD_PARAMETERS) {
		tally->refused++;
	} else {
		tally->other++;
		diag("LOAD_FW: %#x", result);
	}
	tally->left += !core_sram_is_zero(&race->core);
}

static void judge_all(const struct race *race, const struct tally *tally,
		      unsigned int rounds, bool start)
{
	const char *name = target_names[race->target];
	u64 done = race->target == RACE_LIST ? race->redirected :
					       race->rewrites;
	u64 least = race->target == RACE_LIST ? rounds / 10 : REWRITES_MIN;

	diag("%s: %u rounds: %u loaded, %u refused", name, rounds, tally->loads,
	     tally->refused);
	diag("%s: while LOAD_FW ran, %llu rewrites, %llu page list entries redirected",
	     name, race->rewrites, race->redirected);
	report(!tally->wrong_bytes, "%s: only authentic bytes were loaded",
	       name);
	report(!tally->left, "%s: a refused load leaves nothing in the memory",
	       name);
	report(!tally->other, "%s: refused for what is wrong with the image",
	       name);
	report(done >= least && tally->loads && tally->refused,
	       "%s: it was a race: both outcomes, %llu or more rewrites", name,
	       least);
	if (start)
		report(tally->started && !tally->wrong_runs,
		       "%s: %u started, all authentic firmware", name,
		       tally->started);
}

static bool was_a_race(const struct race *race, const struct tally *tally)
{
	return tally->loads && tally->refused &&
	       (race->target == RACE_LIST || race->rewrites >= REWRITES_MIN);
}

static bool wants_more(const struct race *race, const struct tally *tally,
		       unsigned int done, unsigned int rounds)
{
	return done < rounds ||
	       (done < ROUNDS_MAX * rounds && !was_a_race(race, tally));
}

static void run_rounds(struct race *race, const void *right,
		       unsigned int rounds, bool start)
{
	struct tally tally = {};
	unsigned int i;

	for (i = 0; wants_more(race, &tally, i, rounds); i++) {
		one_round(race, right, start, &tally);
		usleep_range(100, 200);
		if (race->master)
			race->rewrites =
				readl(race->master + BUS_MASTER_REWRITES);
	}
	judge_all(race, &tally, i, start);
}

/* On the first CPU, the attacker on the last. */
static int race_cpu(struct race *race, const void *right, unsigned int rounds,
		    bool start)
{
	unsigned int cpu = cpumask_last(cpu_online_mask);
	struct task_struct *attacker;

	attacker = kthread_create(attack, race, "ta_test_attack");
	if (IS_ERR(attacker))
		return PTR_ERR(attacker);
	kthread_bind(attacker, cpu);
	set_cpus_allowed_ptr(current, cpumask_of(0));
	wake_up_process(attacker);
	run_rounds(race, right, rounds, start);
	kthread_stop(attacker);
	set_cpus_allowed_ptr(current, cpu_possible_mask);
	return 0;
}

/* The bus master has done it: 0, or -ETIMEDOUT */
static int ask_master(struct race *race, u32 verb)
{
	u32 request = readl(race->master + BUS_MASTER_REQUEST);
	unsigned int ms;

	request = ((request >> 8) + 1) << 8 | verb;
	writel(request, race->master + BUS_MASTER_REQUEST);
	for (ms = 0; ms < BUS_MASTER_WAIT_MS; ms += 10) {
		if (readl(race->master + BUS_MASTER_DONE) == request)
			return 0;
		usleep_range(10000, 12000);
	}
	return -ETIMEDOUT;
}

static void describe_race(struct race *race)
{
	void __iomem *at = race->master + BUS_MASTER_PARAMETERS;
	unsigned int page;

	writel(race->from, at);
	writel(race->size, at + 4);
	writel(race->target == RACE_HEADER ? BUS_MASTER_HEADER :
					     BUS_MASTER_FROM_PAGES,
	       at + 8);
	writel(race->pages, at + 12);
	at = race->master + BUS_MASTER_PAGES;
	for (page = 0; page < race->pages; page++, at += 8) {
		writel(race->good_pages[page], at);
		writel(race->evil_pages[page], at + 4);
	}
}

static int race_master(struct race *race, const void *right,
		       unsigned int rounds, bool start)
{
	int ret;

	BUILD_BUG_ON(PAGES_MAX > BUS_MASTER_PAGES_MAX);
	race->master = ioremap(BUS_MASTER_WORDS, BUS_MASTER_SIZE);
	if (!race->master)
		return -ENOMEM;
	describe_race(race);
	ret = ask_master(race, BUS_MASTER_RACE);
	if (ret)
		return ret;
	run_rounds(race, right, rounds, start);
	return ask_master(race, BUS_MASTER_END);
}

static int run_race(struct race *race, const void *right, unsigned int rounds,
		    bool start)
{
	int ret = -ENODEV;

	if (num_online_cpus() > 1)
		ret = race_cpu(race, right, rounds, start);
	else if (of_machine_is_compatible("xlnx-versal-virt"))
		ret = race_master(race, right, rounds, start);
	report(!ret, "there is another CPU, or bus master");
	return ret;
}

/*
 * IMAGE EVIL WHAT ROUNDS HOW: HOW is "start" to start what was loaded and to
 * read what it says, "look" to compare the memory alone.
 */
void test_race(char **args)
{
	struct race *race = vzalloc(sizeof(*race));
	void *right = NULL;
	unsigned int rounds;
	int ret;

	if (!race || kstrtouint(args[3], 0, &rounds))
		goto out;
	ret = race_open(race, args);
	if (report(!ret, "%s against %s", args[0], args[1]))
		right = reference(race);
	else
		diag("error %d", ret);
	if (right)
		report(!run_race(race, right, rounds,
				 !strcmp(args[4], "start")),
		       "%s: %u rounds", args[2], rounds);
	core_bring_to(&race->core, STATE_TABLE_OFF);
	race_close(race);
	vfree(right);
out:
	vfree(race);
}
