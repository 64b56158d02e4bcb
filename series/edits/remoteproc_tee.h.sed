# SPDX-License-Identifier: GPL-2.0-only
s/gets a handle with$/puts the/
s/^ \* devm_teeproc_get\(\), and calls$/ * remote processor in the charge of the TEE with devm_teeproc_get(), and has/
s/^ \* the functions below from its operations of the same names\. The remoteproc/ * the functions below for operations, or calls them from its own. The remoteproc/
s/operations, teeproc_state\(\) and teeproc_end\(\) take it\./operations, teeproc_state() takes it./
/^ \* The module that calls them says/,/^ \* those of the public series/d
/^#include "compat\.h"$/ { N; d; }
/^struct teeproc;$/d
/teeproc_is_started\(|teeproc_end\(/d
/^\/\* Bytes of a hash of a measurement \*\/$/,/^int teeproc_measurement/ {
	/^int teeproc_measurement/ N
	d
}
s/^int teeproc_link\(struct device \*dev/&, const char *property/
s/^struct teeproc \*devm_teeproc_get\(struct device \*dev, struct rproc \*rproc/int devm_teeproc_get(struct device *dev, struct rproc *rproc, const char *property/
