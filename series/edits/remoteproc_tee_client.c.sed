# SPDX-License-Identifier: GPL-2.0-only
# The property is of the SoC's binding. The handle is found by the remote processor.
/teeproc,tee = <&tee_rproc ID>;/ s/teeproc,tee/st,rproc-tee/
s/parse_node\(struct device \*dev, /&const char *property, /
s/parse_node\(dev, /&property, /
s/of_parse_phandle_with_fixed_args\(dev->of_node, "teeproc,tee"/of_parse_phandle_with_fixed_args(dev->of_node, property/
s/"teeproc,tee: ([^"]*)"/"%s: \1", property/
s/^int teeproc_link\(struct device \*dev/&, const char *property/
s/^( \* @dev: its device), with the property teeproc,tee; in its probe/\1, in its probe\
 * @property: names the node of the application, and the id of the remote\
 *	processor there/
/^module_init\(|^module_exit\(/d
/^\t\t\.bus = &tee_bus_type,/d
s/^\t\t\.name = .*/\t\t.name = "remoteproc_tee",/
/^MODULE_DESCRIPTION/ i\
module_tee_client_driver(tee_driver);\

/^EXPORT_SYMBOL_NS_GPL\(teeproc_link/ a\
\
static void put_handle(void *handle)\
{\
	struct teeproc *tee = handle;\
\
	mutex_lock(&tee->rproc->lock);\
	/* what the TEE has not given back, it may by now */\
	teeproc_give_back(tee);\
	teeproc_close(tee);\
	mutex_unlock(&tee->rproc->lock);\
}\
\
/* Only the way to the handle ends, with the registration of the remote processor */\
static void forget_handle(struct device *dev, void *place)\
{\
}\
\
/**\
 * rproc_to_tee() - find the handle of a remote processor\
 * @rproc: the remote processor, with devm_teeproc_get(), until it is unregistered\
 *\
 * It is a resource of the remote processor, not of its device: those are not to be\
 * found any more while they are released, and that stops the remote processor.\
 *\
 * Return: the handle.\
 */\
struct teeproc *rproc_to_tee(struct rproc *rproc)\
{\
	struct teeproc **place;\
\
	place = devres_find(\&rproc->dev, forget_handle, NULL, NULL);\
\
	return *place;\
}\
\
/**\
 * devm_teeproc_get() - have a remote processor in the charge of the TEE\
 * @dev: its device, after teeproc_link()\
 * @rproc: the remote processor, allocated for @dev and not yet registered\
 * @property: as for teeproc_link()\
 *\
 * Opens the session with the Trusted Application; it is closed when @dev is\
 * unbound. The remote processor has to be stopped by then: unregister it in\
 * remove, or call this before devm_rproc_add().\
 *\
 * Return: 0, or a negative errno.\
 */\
int devm_teeproc_get(struct device *dev, struct rproc *rproc,\
		     const char *property)\
{\
	struct teeproc **place;\
	struct teeproc *tee;\
	int ret;\
\
	tee = devm_kzalloc(dev, sizeof(*tee), GFP_KERNEL);\
	if (!tee)\
		return -ENOMEM;\
	tee->rproc = rproc;\
\
	ret = parse_node(dev, property, &tee->uuid, &tee->id);\
	if (ret)\
		return ret;\
	ret = teeproc_open(tee);\
	if (ret)\
		return ret;\
	ret = devm_add_action_or_reset(dev, put_handle, tee);\
	if (ret)\
		return ret;\
\
	place = devres_alloc(forget_handle, sizeof(tee), GFP_KERNEL);\
	if (!place)\
		return -ENOMEM;\
	*place = tee;\
	devres_add(\&rproc->dev, place);\
\
	return 0;\
}\
EXPORT_SYMBOL_NS_GPL(devm_teeproc_get, TEEPROC_NS);
s/ \/\* TEEPROC_TA_UUID \*\/$//
