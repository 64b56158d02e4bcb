// SPDX-License-Identifier: BSD-2-Clause
/* All remote processors, a line for each. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/escape.h"
#include "column.h"
#include "command.h"
#include "json.h"

void print_core(FILE *out, const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX] = "unknown";
	char firmware[RPROC_ATTR_MAX] = "";

	rproc_get(rproc, "state", state);
	rproc_get(rproc, "firmware", firmware);
	print_column(out, rproc->id, 14);
	print_column(out, rproc->name, 20);
	print_column(out, state, 10);
	escape_text(out, ESCAPE_TERMINAL, firmware);
}

void print_core_json(FILE *out, const struct rproc *rproc)
{
	char state[RPROC_ATTR_MAX] = "unknown";
	char firmware[RPROC_ATTR_MAX] = "";

	rproc_get(rproc, "state", state);
	rproc_get(rproc, "firmware", firmware);
	fprintf(out, "{\"id\": ");
	json_string(out, rproc->id);
	fprintf(out, ", \"name\": ");
	json_string(out, rproc->name);
	fprintf(out, ", \"state\": ");
	json_string(out, state);
	fprintf(out, ", \"firmware\": ");
	json_string(out, firmware);
	putc('}', out);
}

enum exit_status done(const struct invocation *call, const struct rproc *rproc)
{
	if (call->json) {
		print_core_json(stdout, rproc);
		putchar('\n');
	}
	return DONE;
}

enum exit_status run_list(const struct invocation *call,
			  const struct rproc *unused)
{
	struct rproc *rprocs;
	int count = rproc_list(&call->places, &rprocs);
	int i;

	(void)unused;
	if (count < 0 && errno != ENOENT)
		return refuse(call->places.sysfs, "%s", strerror(errno));
	if (count < 0)
		count = 0; /* a kernel without remoteproc has none */

	if (call->json)
		puts("[");
	for (i = 0; i < count; i++) {
		if (!call->json) {
			print_core(stdout, &rprocs[i]);
			putchar('\n');
			continue;
		}
		printf("  ");
		print_core_json(stdout, &rprocs[i]);
		puts(i + 1 < count ? "," : "");
	}
	if (call->json)
		puts("]");
	free(rprocs);
	return DONE;
}
