// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * teeproc_other_tee: a second TEE beside OP-TEE, which takes part in the search
 * for the one that has charge of a remote processor, and has none. Loaded before
 * or after OP-TEE's driver it is asked before or after OP-TEE.
 *
 * Parameters: result (what it answers who wants a session), asked (how often
 * somebody did), contexts (that are open).
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/tee.h>
#include <linux/tee_drv.h>
/* where it is there, what a TEE's driver needs has moved there: see Kbuild */
#ifdef HAVE_TEE_CORE_H
#include <linux/tee_core.h>
#endif

#define ORIGIN_TEE 3

static unsigned int result = 0xffff0008; /* TEE_ERROR_ITEM_NOT_FOUND */
module_param(result, uint, 0644);
static unsigned int asked;
module_param(asked, uint, 0644);
static int contexts;
module_param(contexts, int, 0444);

static struct tee_device *device;

static void other_get_version(struct tee_device *teedev,
			      struct tee_ioctl_version_data *version)
{
	*version = (struct tee_ioctl_version_data){
		.gen_caps = TEE_GEN_CAP_GP | TEE_GEN_CAP_REG_MEM,
	};
}

static int other_open(struct tee_context *ctx)
{
	contexts++;
	return 0;
}

static void other_release(struct tee_context *ctx)
{
	contexts--;
}

static int other_open_session(struct tee_context *ctx,
			      struct tee_ioctl_open_session_arg *arg,
			      struct tee_param *param)
{
	asked++;
	arg->ret = result;
	arg->ret_origin = ORIGIN_TEE;
	return 0;
}

static const struct tee_driver_ops other_ops = {
	.get_version = other_get_version,
	.open = other_open,
	.release = other_release,
	.open_session = other_open_session,
};

static const struct tee_desc other_desc = {
	.name = "teeproc-other-tee",
	.ops = &other_ops,
	.owner = THIS_MODULE,
};

static int __init other_init(void)
{
	int ret;

	device = tee_device_alloc(&other_desc, NULL, NULL, NULL);
	if (IS_ERR(device))
		return PTR_ERR(device);
	ret = tee_device_register(device);
	if (ret)
		tee_device_unregister(device);

	return ret;
}
module_init(other_init);

static void __exit other_exit(void)
{
	/* waits until nobody has a context of it open */
	tee_device_unregister(device);
}
module_exit(other_exit);

MODULE_DESCRIPTION("A second TEE that has no remote processor");
MODULE_LICENSE("Dual BSD/GPL");
