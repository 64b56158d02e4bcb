// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * teeproc_test_resources: power domains and clocks that power and clock nothing,
 * one of each for a remote processor. Node: compatible "teeproc,test-resources",
 * one cell each, the number of the domain or clock.
 *
 * Parameters, bit n for number n: domains, clocks (which are on), fail_domains,
 * fail_clocks (which can not be switched on); switched (how often something was,
 * on or off), disorder (how often a clock was on without its domain), unpowered (how
 * often the TEE was asked for something that has to do with a remote processor
 * whose domain was off).
 */
#include <linux/bits.h>
#include <linux/clk-provider.h>
#include <linux/kprobes.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/pm_domain.h>
#include <linux/ptrace.h>
#include <linux/tee_drv.h>

#define COUNT 2

static unsigned int domains;
module_param(domains, uint, 0444);
static unsigned int clocks;
module_param(clocks, uint, 0444);
static unsigned int fail_domains;
module_param(fail_domains, uint, 0644);
static unsigned int fail_clocks;
module_param(fail_clocks, uint, 0644);
static unsigned int switched;
module_param(switched, uint, 0644);
static unsigned int disorder;
module_param(disorder, uint, 0644);
static unsigned int unpowered;
module_param(unpowered, uint, 0644);

static struct clk_hw hws[COUNT];
static struct clk_hw_onecell_data *clock_data;
static struct generic_pm_domain pds[COUNT];
static struct generic_pm_domain *pd_list[COUNT];
static struct genpd_onecell_data pd_data = {
	.domains = pd_list,
	.num_domains = COUNT,
};

static void look(void)
{
	switched++;
	if (clocks & ~domains)
		disorder++;
}

static int clock_on(struct clk_hw *hw)
{
	unsigned int bit = BIT(hw - hws);

	if (fail_clocks & bit)
		return -EIO;
	clocks |= bit;
	look();

	return 0;
}

static void clock_off(struct clk_hw *hw)
{
	clocks &= ~BIT(hw - hws);
	look();
}

static int clock_is_on(struct clk_hw *hw)
{
	return !!(clocks & BIT(hw - hws));
}

static const struct clk_ops clock_ops = {
	.prepare = clock_on,
	.unprepare = clock_off,
	.is_prepared = clock_is_on,
};

static int domain_on(struct generic_pm_domain *pd)
{
	unsigned int bit = BIT(pd - pds);

	if (fail_domains & bit)
		return -EIO;
	domains |= bit;
	look();

	return 0;
}

static int domain_off(struct generic_pm_domain *pd)
{
	domains &= ~BIT(pd - pds);
	look();

	return 0;
}

/* int tee_client_invoke_func(ctx, arg, param), param[0] says which one it is about */
static int invoke_enter(struct kprobe *kp, struct pt_regs *regs)
{
	const struct tee_param *params = (void *)regs->regs[2];

	if (!(domains & BIT(params[0].u.value.a)))
		unpowered++;
	return 0;
}

static struct kprobe invoke_probe = {
	.symbol_name = "tee_client_invoke_func",
	.pre_handler = invoke_enter,
};

static void remove_probe(void *unused)
{
	unregister_kprobe(&invoke_probe);
}

static int add_probe(struct device *dev)
{
	int ret = register_kprobe(&invoke_probe);

	return ret ? ret : devm_add_action_or_reset(dev, remove_probe, NULL);
}

static int add_clocks(struct device *dev)
{
	static const char *const names[COUNT] = { "test-clock-0",
						  "test-clock-1" };
	struct clk_init_data init = { .ops = &clock_ops };
	int ret;
	int i;

	clock_data = devm_kzalloc(dev, struct_size(clock_data, hws, COUNT),
				  GFP_KERNEL);
	if (!clock_data)
		return -ENOMEM;
	clock_data->num = COUNT;
	for (i = 0; i < COUNT; i++) {
		init.name = names[i];
		hws[i].init = &init;
		ret = devm_clk_hw_register(dev, &hws[i]);
		if (ret)
			return ret;
		clock_data->hws[i] = &hws[i];
	}

	return devm_of_clk_add_hw_provider(dev, of_clk_hw_onecell_get,
					   clock_data);
}

static void remove_domains(void *dev)
{
	int i;

	of_genpd_del_provider(dev_of_node(dev));
	for (i = 0; i < COUNT; i++)
		pm_genpd_remove(&pds[i]);
}

static int add_domains(struct device *dev)
{
	static const char *const names[COUNT] = { "test-domain-0",
						  "test-domain-1" };
	int ret;
	int i;

	for (i = 0; i < COUNT; i++) {
		pds[i].name = names[i];
		pds[i].power_on = domain_on;
		pds[i].power_off = domain_off;
		pd_list[i] = &pds[i];
		ret = pm_genpd_init(&pds[i], NULL, true);
		if (ret)
			return ret;
	}
	ret = of_genpd_add_provider_onecell(dev->of_node, &pd_data);
	if (ret)
		return ret;

	return devm_add_action_or_reset(dev, remove_domains, dev);
}

static int test_probe(struct platform_device *pdev)
{
	int ret = add_clocks(&pdev->dev);

	if (!ret)
		ret = add_domains(&pdev->dev);
	return ret ? ret : add_probe(&pdev->dev);
}

static const struct of_device_id test_match[] = {
	{ .compatible = "teeproc,test-resources" },
	{}
};
MODULE_DEVICE_TABLE(of, test_match);

static struct platform_driver test_driver = {
	.probe = test_probe,
	.driver = {
		.name = "teeproc_test_resources",
		.of_match_table = test_match,
	},
};
module_platform_driver(test_driver);

MODULE_DESCRIPTION("Power domains and clocks of nothing");
MODULE_LICENSE("Dual BSD/GPL");
