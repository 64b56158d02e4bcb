// SPDX-License-Identifier: GPL-2.0-only
/*
 * Suspend and resume. A remote processor runs on while Linux sleeps, and what it
 * tells is heard when Linux is back. But a platform may have taken its power, or a
 * TEE may have been started anew: then it does not run, whatever the core believes.
 */
#include "teeproc_rproc.h"

#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/pm.h>

#include "rproc_state.h"

static int teeproc_rproc_resume(struct device *dev)
{
	struct rproc *rproc = dev_get_drvdata(dev);
	struct teeproc_rproc *trproc = rproc->priv;

	mutex_lock(&rproc->lock);
	if (rproc_is_up(rproc) && trproc->mode->is_lost(trproc)) {
		dev_err(&rproc->dev, "has not outlived the suspend\n");
		rproc_report_crash(rproc, RPROC_FATAL_ERROR);
	} else {
		rproc_mbox_look(&trproc->mbox);
	}
	mutex_unlock(&rproc->lock);

	return 0;
}

DEFINE_SIMPLE_DEV_PM_OPS(teeproc_rproc_pm_ops, NULL, teeproc_rproc_resume);
