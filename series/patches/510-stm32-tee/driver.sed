# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/stm32_rproc.c
/^#include <linux\/remoteproc.h>$/ a\
#include <linux/remoteproc_tee.h>
/^	bool hold_boot_smc;$/ a\
	bool tee;
/^static const struct of_device_id stm32_rproc_match\[\]/ i\
static bool stm32_rproc_is_tee(const struct stm32_rproc *ddata)\
{\
	return IS_ENABLED(CONFIG_REMOTEPROC_TEE) && ddata->tee;\
}\
\
static int stm32_rproc_tee_stop(struct rproc *rproc)\
{\
	int err;\
\
	stm32_rproc_request_shutdown(rproc);\
\
	err = rproc_tee_stop(rproc);\
	if (err)\
		return err;\
\
	return stm32_rproc_release(rproc);\
}\
\
/* It runs already, and the TEE knows */\
static int stm32_rproc_tee_attach(struct rproc *rproc)\
{\
	return 0;\
}\
\
static int stm32_rproc_tee_detach(struct rproc *rproc)\
{\
	stm32_rproc_request_detach(rproc);\
	rproc_tee_detach(rproc);\
\
	return 0;\
}\
\
static const struct rproc_ops st_rproc_tee_ops = {\
	.prepare	= stm32_rproc_prepare,\
	.unprepare	= rproc_tee_release,\
	.start		= rproc_tee_start,\
	.stop		= stm32_rproc_tee_stop,\
	.attach		= stm32_rproc_tee_attach,\
	.detach		= stm32_rproc_tee_detach,\
	.kick		= stm32_rproc_kick,\
	.load		= rproc_tee_load,\
	.parse_fw	= rproc_tee_parse_fw,\
	.find_loaded_rsc_table = rproc_tee_find_loaded_rsc_table,\
	.get_loaded_rsc_table = rproc_tee_get_loaded_rsc_table,\
	.coredump	= rproc_tee_coredump,\
};\

/^static int stm32_rproc_probe(struct platform_device \*pdev)$/ i\
static int stm32_rproc_tee_status(struct rproc *rproc, unsigned int *state)\
{\
	int ret;\
\
	ret = devm_rproc_tee_get(rproc->dev.parent, rproc, "st,rproc-tee");\
	if (ret)\
		return ret;\
\
	ret = rproc_tee_state(rproc);\
	if (ret < 0)\
		return ret;\
	*state = ret ? M4_STATE_CRUN : M4_STATE_OFF;\
\
	return 0;\
}\

/^static int stm32_rproc_parse_dt(/,/^}/ {
	/^	err = stm32_rproc_parse_reset(dev, ddata);$/ {
		N
		N
		c\
	/* those are the TEE's own */\
	if (!stm32_rproc_is_tee(ddata)) {\
		err = stm32_rproc_parse_reset(dev, ddata);\
		if (err)\
			return err;\
	}
	}
}
/^static int stm32_rproc_probe(/,/^}/ {
	/^	struct device \*dev = &pdev->dev;$/ a\
	const struct rproc_ops *ops = &st_rproc_ops;
	/^	\/\* Look for an optional firmware name \*\/$/ i\
	if (of_property_present(np, "st,rproc-tee")) {\
		if (!IS_ENABLED(CONFIG_REMOTEPROC_TEE))\
			return dev_err_probe(dev, -ENODEV,\
					     "st,rproc-tee needs REMOTEPROC_TEE\\n");\
\
		ret = rproc_tee_link(dev, "st,rproc-tee");\
		if (ret)\
			return ret;\
		ops = &st_rproc_tee_ops;\
	}\

	s/devm_rproc_alloc(dev, np->name, &st_rproc_ops, /devm_rproc_alloc(dev, np->name, ops, /
	/^	ddata = rproc->priv;$/ a\
	ddata->tee = ops != &st_rproc_ops;
	/^	ret = stm32_rproc_get_m4_status(ddata, &state);$/ c\
	if (stm32_rproc_is_tee(ddata))\
		ret = stm32_rproc_tee_status(rproc, &state);\
	else\
		ret = stm32_rproc_get_m4_status(ddata, &state);
}
