// SPDX-License-Identifier: GPL-2.0-only
/*
 * Direct mode, the normal case: the core's ELF loader puts the firmware into
 * the shared memory, and a reset line starts and stops the remote processor.
 */
#include "teeproc_rproc.h"

#include <linux/device.h>
#include <linux/firmware.h>
#include <linux/reset.h>

#include "elf_check.h"
#include "rproc_fix.h"
#include "rsc_check.h"

static int direct_sanity_check(struct rproc *rproc, const struct firmware *fw)
{
	struct teeproc_rproc *trproc = rproc->priv;
	struct elf_check elf;
	int ret;

	ret = elf_check(&rproc->dev, fw->data, fw->size, &elf);
	if (ret)
		return ret;

	if (trproc->soc->elf_machine &&
	    elf.machine != trproc->soc->elf_machine) {
		dev_err(&rproc->dev,
			"firmware is for ELF machine %u, this is %u\n",
			elf.machine, trproc->soc->elf_machine);
		return -ENOEXEC;
	}

	return trproc->stock.sanity_check(rproc, fw);
}

/* The core does not free the copy when parse_fw fails. */
static int direct_check_table(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	if (!rsc_table_is_sound(rproc->cached_table, rproc->table_sz))
		dev_err(&rproc->dev,
			"resource table is damaged: an entry begins outside of it\n");
	else if (!rproc_mbox_check(&trproc->mbox))
		return 0;

	rproc_fix_failed_parse(rproc);

	return -EINVAL;
}

static int direct_parse_fw(struct rproc *rproc, const struct firmware *fw)
{
	struct teeproc_rproc *trproc = rproc->priv;
	struct elf_check elf;
	int ret;

	/*
	 * Again, since the loader does not tell a table that is not there,
	 * which is fine, from one that is damaged.
	 */
	ret = elf_check(&rproc->dev, fw->data, fw->size, &elf);
	if (ret)
		return ret;

	ret = rproc_coredump_set_elf_info(rproc, elf.elf_class, elf.machine);
	if (ret)
		return ret;
	ret = rproc_mem_add_dump(rproc, &trproc->mem);
	if (ret)
		return ret;

	if (!elf.has_rsc_table) {
		rproc->cached_table = NULL;
		rproc->table_ptr = NULL;
		rproc->table_sz = 0;
		return 0;
	}

	ret = trproc->stock.parse_fw(rproc, fw);
	if (ret)
		return ret;

	return direct_check_table(rproc);
}

/* A recovery comes here without the check that a boot makes. */
static int direct_load(struct rproc *rproc, const struct firmware *fw)
{
	struct teeproc_rproc *trproc = rproc->priv;
	int ret;

	ret = teeproc_rproc_may_run(rproc);
	if (ret)
		return ret;
	ret = direct_sanity_check(rproc, fw);
	if (ret)
		return ret;

	rproc_mem_clear(rproc, &trproc->mem);

	return trproc->stock.load(rproc, fw);
}

static struct resource_table *
direct_find_loaded_rsc_table(struct rproc *rproc, const struct firmware *fw)
{
	struct teeproc_rproc *trproc = rproc->priv;

	if (!rproc->cached_table)
		return NULL;

	return trproc->stock.find_loaded_rsc_table(rproc, fw);
}

static int direct_start(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;
	int ret = teeproc_rproc_may_run(rproc);

	if (ret)
		return ret;
	rproc_mbox_starts(&trproc->mbox);
	rproc_watchdog_arm(&trproc->watchdog);

	ret = reset_control_deassert(trproc->reset);
	if (ret)
		rproc_mbox_stopped(&trproc->mbox);

	return ret;
}

static int direct_stop(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	rproc_mbox_stopped(&trproc->mbox);
	rproc_mbox_end(&trproc->mbox);

	return teeproc_rproc_stopped(rproc,
				     reset_control_assert(trproc->reset));
}

static int direct_unprepare(struct rproc *rproc)
{
	teeproc_rproc_forget(rproc);
	teeproc_rproc_power_down(rproc);
	return 0;
}

static void direct_coredump(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	rproc_fix_recovering(rproc);
	trproc->stock.coredump(rproc);
}

/* No load: the core fills in its ELF loader, and direct_init() wraps it. */
static const struct rproc_ops direct_ops = {
	.prepare = teeproc_rproc_prepare,
	.unprepare = direct_unprepare,
	.start = direct_start,
	.stop = direct_stop,
	.kick = teeproc_rproc_kick,
};

static void direct_wrap(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;
	struct rproc_ops *ops = rproc->ops;

	trproc->stock = *ops;
	ops->sanity_check = direct_sanity_check;
	ops->parse_fw = direct_parse_fw;
	ops->load = direct_load;
	ops->find_loaded_rsc_table = direct_find_loaded_rsc_table;
	ops->coredump = direct_coredump;
}

static int direct_init(struct device *dev, struct teeproc_rproc *trproc)
{
	int ret;

	trproc->reset = devm_reset_control_get_exclusive(dev, NULL);
	if (IS_ERR(trproc->reset))
		return dev_err_probe(dev, PTR_ERR(trproc->reset),
				     "no reset line\n");

	/*
	 * Nobody knows what a core that runs already does, nor where its
	 * resource table is.
	 */
	ret = reset_control_assert(trproc->reset);
	if (ret)
		return dev_err_probe(dev, ret,
				     "can't hold the core in reset\n");

	direct_wrap(trproc->rproc);

	return 0;
}

/* A line that can't be read tells nothing. */
static bool direct_is_lost(struct teeproc_rproc *trproc)
{
	return reset_control_status(trproc->reset) > 0;
}

const struct teeproc_rproc_mode teeproc_rproc_direct = {
	.ops = &direct_ops,
	.init = direct_init,
	.is_lost = direct_is_lost,
};
