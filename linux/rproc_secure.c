// SPDX-License-Identifier: GPL-2.0-only
/*
 * Secure mode: the TEE authenticates and loads the firmware, and starts and
 * stops the remote processor.
 */
#include "teeproc_rproc.h"

#include <linux/device.h>
#include <linux/err.h>

#include <teeproc/ta.h>

#include "rproc_fix.h"
#include "teeproc_tee.h"

static struct teeproc *rproc_to_tee(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	return trproc->tee;
}

static int secure_parse_fw(struct rproc *rproc, const struct firmware *fw)
{
	struct teeproc_rproc *trproc = rproc->priv;
	int ret;

	ret = teeproc_parse_fw(trproc->tee, fw);
	if (ret)
		return ret;
	ret = rproc_mbox_check(&trproc->mbox);
	if (!ret)
		return 0;

	/* the core does neither when parse_fw fails */
	teeproc_release(trproc->tee);
	rproc_fix_failed_parse(rproc);

	return ret;
}

static int secure_load(struct rproc *rproc, const struct firmware *fw)
{
	int ret = teeproc_rproc_may_run(rproc);

	return ret ? ret : teeproc_load(rproc_to_tee(rproc), fw);
}

static struct resource_table *
secure_find_loaded_rsc_table(struct rproc *rproc, const struct firmware *fw)
{
	return teeproc_find_loaded_rsc_table(rproc_to_tee(rproc));
}

static struct resource_table *secure_get_loaded_rsc_table(struct rproc *rproc,
							  size_t *size)
{
	return teeproc_get_loaded_rsc_table(rproc_to_tee(rproc), size);
}

static int secure_start(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;
	int ret = teeproc_rproc_may_run(rproc);

	if (ret)
		return ret;
	rproc_mbox_starts(&trproc->mbox);
	rproc_watchdog_arm(&trproc->watchdog);

	ret = teeproc_start(trproc->tee);
	if (ret)
		rproc_mbox_stopped(&trproc->mbox);

	return ret;
}

static int secure_stop(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;
	int ret;

	rproc_mbox_stopped(&trproc->mbox);
	rproc_mbox_end(&trproc->mbox);
	ret = teeproc_stop(trproc->tee);

	/* nobody else can ask for it again */
	if (ret && trproc->leaving)
		ret = teeproc_stop(trproc->tee);

	return teeproc_rproc_stopped(rproc, ret);
}

/* It runs already; there is nobody to tell. */
static int secure_attach(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	rproc_mbox_starts(&trproc->mbox);
	rproc_watchdog_arm(&trproc->watchdog);

	return 0;
}

static int secure_detach(struct rproc *rproc)
{
	struct teeproc_rproc *trproc = rproc->priv;

	rproc_mbox_stopped(&trproc->mbox);
	rproc_watchdog_disarm(&trproc->watchdog);
	teeproc_detach(trproc->tee);

	return 0;
}

static int secure_unprepare(struct rproc *rproc)
{
	int ret;

	teeproc_rproc_forget(rproc);
	ret = teeproc_release(rproc_to_tee(rproc)); /* scrubs: with power */
	teeproc_rproc_power_down(rproc);

	return ret;
}

static void secure_coredump(struct rproc *rproc)
{
	rproc_fix_recovering(rproc);
	teeproc_coredump(rproc_to_tee(rproc));
}

static const struct rproc_ops secure_ops = {
	.prepare = teeproc_rproc_prepare,
	.unprepare = secure_unprepare,
	.parse_fw = secure_parse_fw,
	.load = secure_load,
	.find_loaded_rsc_table = secure_find_loaded_rsc_table,
	.get_loaded_rsc_table = secure_get_loaded_rsc_table,
	.start = secure_start,
	.stop = secure_stop,
	.attach = secure_attach,
	.detach = secure_detach,
	.kick = teeproc_rproc_kick,
	.coredump = secure_coredump,
};

static int secure_init(struct device *dev, struct teeproc_rproc *trproc)
{
	int state;

	trproc->tee = devm_teeproc_get(dev, trproc->rproc);
	if (IS_ERR(trproc->tee))
		return PTR_ERR(trproc->tee);

	state = teeproc_state(trproc->tee);
	if (state < 0)
		return state;
	if (state == TEEPROC_TA_STARTED)
		trproc->rproc->state = RPROC_DETACHED;

	return 0;
}

/* A TEE that does not answer has charge of nothing. */
static bool secure_is_lost(struct teeproc_rproc *trproc)
{
	return teeproc_is_started(trproc->tee) <= 0;
}

static void secure_end(struct teeproc_rproc *trproc)
{
	teeproc_end(trproc->tee, trproc->runs_on);
}

const struct teeproc_rproc_mode teeproc_rproc_secure = {
	.ops = &secure_ops,
	.link = teeproc_link,
	.init = secure_init,
	.is_lost = secure_is_lost,
	.end = secure_end,
};
