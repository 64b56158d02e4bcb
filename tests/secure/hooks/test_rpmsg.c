// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/*
 * teeproc_test_rpmsg: a client of rpmsg whose receiver answers, and waits for room
 * to do so. It takes a channel by driver_override.
 *
 * Parameters: send (written: that text is sent), flood (the next message that is
 * received is answered with so many, from within the receiver), answered (so many
 * of them are sent), result (of the last one that was tried).
 */
#include <linux/module.h>
#include <linux/rpmsg.h>
#include <linux/string.h>

static unsigned int flood;
module_param(flood, uint, 0644);
static unsigned int answered;
module_param(answered, uint, 0644);
static int result;
module_param(result, int, 0444);

static struct rpmsg_endpoint *endpoint;

static int test_received(struct rpmsg_device *rpdev, void *data, int len,
			 void *priv, u32 source)
{
	unsigned int left = flood;

	flood = 0;
	for (; left; left--) {
		result = rpmsg_send(rpdev->ept, "x", 1);
		if (result)
			break;
		answered++;
	}

	return 0;
}

static int send_set(const char *value, const struct kernel_param *kp)
{
	char text[32];
	int len = strscpy(text, value, sizeof(text));

	if (len < 0)
		return len;
	if (!endpoint)
		return -ENODEV;

	return rpmsg_trysend(endpoint, text, len);
}

static const struct kernel_param_ops send_ops = { .set = send_set };
module_param_cb(send, &send_ops, NULL, 0200);

static int test_probe(struct rpmsg_device *rpdev)
{
	endpoint = rpdev->ept;
	return 0;
}

static void test_remove(struct rpmsg_device *rpdev)
{
	endpoint = NULL;
}

static struct rpmsg_driver test_driver = {
	.probe = test_probe,
	.remove = test_remove,
	.callback = test_received,
	.drv = { .name = "teeproc_test_rpmsg" },
};
module_rpmsg_driver(test_driver);

MODULE_DESCRIPTION("A client of rpmsg that answers more than there is room for");
MODULE_LICENSE("Dual BSD/GPL");
