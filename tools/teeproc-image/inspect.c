// SPDX-License-Identifier: BSD-2-Clause
/* teeproc-image inspect */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"
#include "tool.h"

static int write_svg(const char *path, const struct report *report,
		     const struct memory_map *map)
{
	char *text = NULL;
	size_t size = 0;
	FILE *memory;
	int status;
	bool done;

	if (!strcmp(path, "-"))
		return print_svg(stdout, report, map) ?
			       0 :
			       refuse(path, "out of memory");
	memory = open_memstream(&text, &size);
	if (!memory)
		return refuse(path, "%s", strerror(errno));
	done = print_svg(memory, report, map);
	if (fclose(memory) || !done)
		status = refuse(path, "out of memory");
	else
		status = output_file(path, 0644, text, size);
	free(text);
	return status;
}

static int inspect(const char *path, bool json, const char *svg)
{
	struct memory_map map;
	struct report report;
	int status;

	status = report_open(&report, path);
	if (status)
		return status;
	/* a file of neither kind has nothing to show */
	if (report.reason && !report.has_layout && !report.num_segments &&
	    !json) {
		status = refuse(path, "%s", report.reason);
		goto out;
	}
	if (!memory_map_make(&map, &report)) {
		status = refuse(path, "out of memory");
	} else {
		if (svg)
			status = write_svg(svg, &report, &map);
		if (json && !print_json(&report, &map))
			status = refuse(path, "cannot write JSON");
		else if (!json && !svg)
			print_text(&report, &map);
		if (!status && report.reason)
			status = refuse(path, "%s", report.reason);
		else if (!status && report.rsc_reason)
			status = refuse(path, "resource table: %s",
					report.rsc_reason);
	}
	memory_map_free(&map);
out:
	report_close(&report);
	return status;
}

static int run_inspect(const struct command *command, int argc, char **argv)
{
	static const struct option options[] = {
		{ "json", no_argument, NULL, 'j' },
		{ "svg", required_argument, NULL, 's' },
		HELP_OPTION,
		{ 0 }
	};
	const char *svg = NULL;
	bool json = false;
	int option, status;

	while ((option = next_option(command, argc, argv, options, &status)) !=
	       -1) {
		switch (option) {
		case 'j':
			json = true;
			break;
		case 's':
			svg = optarg;
			break;
		default:
			return status;
		}
	}
	if (optind + 1 != argc)
		return usage(command, "one file is needed");
	if (json && svg && !strcmp(svg, "-"))
		return usage(command,
			     "JSON and SVG cannot both go to standard output");
	return inspect(argv[optind], json, svg);
}

const struct command inspect_command = {
	.name = "inspect",
	.summary = "show what is in a signed image or an ELF file",
	.help = "Usage: " TOOL " inspect [OPTION]... FILE\n"
		"Show header, TLVs, segments with their hashes, resource table and memory\n"
		"map of a signed image or a plain ELF file. Nothing is authenticated: that\n"
		"is the part of verify.\n\n"
		"  --json      the same for scripts\n"
		"  --svg FILE  draw the memory map to scale; - is standard output\n",
	.run = run_inspect,
};
