# SPDX-License-Identifier: GPL-2.0-only
# File: drivers/remoteproc/stm32_rproc.c
/^static int stm32_rproc_detach(struct rproc \*rproc)$/,/^}/ {
	s/^static int stm32_rproc_detach/static void stm32_rproc_request_detach/
	/^$/ {
		N
		s/^\n\(\t\/\* Allow remote processor to auto-reboot \*\/\)$/}\
\
static int stm32_rproc_detach(struct rproc *rproc)\
{\
	stm32_rproc_request_detach(rproc);\
\
\1/
	}
}
/^static int stm32_rproc_stop(struct rproc \*rproc)$/,/^}/ {
	s/^static int stm32_rproc_stop/static void stm32_rproc_request_shutdown/
	/^$/ {
		N
		s/^\n\(\terr = stm32_rproc_set_hold_boot(rproc, true);\)$/}\
\
static int stm32_rproc_hold(struct rproc *rproc)\
{\
	struct stm32_rproc *ddata = rproc->priv;\
	int err;\
\
\1/
		s/^\n\(\t\/\* to allow platform Standby power mode\)/\
	return 0;\
}\
\
static int stm32_rproc_release(struct rproc *rproc)\
{\
	struct stm32_rproc *ddata = rproc->priv;\
	int err;\
\
\1/
	}
	/^}$/ a\
\
static int stm32_rproc_stop(struct rproc *rproc)\
{\
	int err;\
\
	stm32_rproc_request_shutdown(rproc);\
\
	err = stm32_rproc_hold(rproc);\
	if (err)\
		return err;\
\
	return stm32_rproc_release(rproc);\
}
}
/^static int stm32_rproc_parse_dt(struct platform_device \*pdev,$/,/^}/ {
	/^static int stm32_rproc_parse_dt/ {
		N
		s/.*/static int stm32_rproc_parse_irq(struct platform_device *pdev,\
				 struct stm32_rproc *ddata)/
	}
	/^	struct stm32_syscon tz;$/d
	/^	unsigned int tzen;$/d
	/^$/ {
		N
		s/^\n\(\tddata->rst = devm_reset_control_get_optional(dev, "mcu_rst");\)$/\
	return 0;\
}\
\
static int stm32_rproc_parse_reset(struct device *dev,\
				   struct stm32_rproc *ddata)\
{\
	struct device_node *np = dev->of_node;\
	struct stm32_syscon tz;\
	unsigned int tzen;\
	int err;\
\
\1/
		s/^\n\(\terr = stm32_rproc_get_syscon(np, "st,syscfg-pdds", &ddata->pdds);\)$/\
	return 0;\
}\
\
static int stm32_rproc_parse_dt(struct platform_device *pdev,\
				struct stm32_rproc *ddata, bool *auto_boot)\
{\
	struct device *dev = \&pdev->dev;\
	struct device_node *np = dev->of_node;\
	int err;\
\
	err = stm32_rproc_parse_irq(pdev, ddata);\
	if (err)\
		return err;\
\
	err = stm32_rproc_parse_reset(dev, ddata);\
	if (err)\
		return err;\
\
\1/
	}
}
