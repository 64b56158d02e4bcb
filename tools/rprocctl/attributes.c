// SPDX-License-Identifier: BSD-2-Clause
/* What the kernel shows and takes in one word: state, firmware, recovery, coredump */
#include <stdio.h>
#include <string.h>

#include "../common/escape.h"
#include "command.h"
#include "json.h"

static void print_value(const char *attr, const char *value, bool json)
{
	if (json) {
		printf("{\"%s\": ", attr);
		json_string(stdout, value);
		puts("}");
		return;
	}
	escape_text(stdout, ESCAPE_TERMINAL, value);
	putchar('\n');
}

/* Prints attribute attr, or sets it to value if that is one. */
static enum exit_status attribute(const struct invocation *call,
				  const struct rproc *rproc, const char *attr,
				  const char *value)
{
	char now[RPROC_ATTR_MAX];
	int ret;

	if (value) {
		ret = rproc_set(rproc, attr, value);
		return ret ? refuse(rproc->name, "can't set %s to %s: %s", attr,
				    value, strerror(-ret)) :
			     done(call, rproc);
	}

	ret = rproc_get(rproc, attr, now);
	if (ret)
		return refuse(rproc->name, "can't read its %s: %s", attr,
			      strerror(-ret));
	print_value(attr, now, call->json);
	return DONE;
}

enum exit_status run_state(const struct invocation *call,
			   const struct rproc *rproc)
{
	return attribute(call, rproc, "state", NULL);
}

enum exit_status run_firmware(const struct invocation *call,
			      const struct rproc *rproc)
{
	return attribute(call, rproc, "firmware", call->value);
}

enum exit_status run_recovery(const struct invocation *call,
			      const struct rproc *rproc)
{
	const char *value = call->value;

	if (value && !strcmp(value, "on"))
		value = "enabled";
	else if (value && !strcmp(value, "off"))
		value = "disabled";
	return attribute(call, rproc, "recovery", value);
}

enum exit_status run_coredump(const struct invocation *call,
			      const struct rproc *rproc)
{
	return attribute(call, rproc, "coredump", call->value);
}
