// SPDX-License-Identifier: BSD-2-Clause
/*
 * The resource table that Linux and the firmware share, as it is now. The kernel's
 * debugfs tells it in lines: "Entry 0 is of type vdev" or "  Vring 0" begin a
 * record, "  Device Address 0x0" is a field of it.
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../common/escape.h"
#include "command.h"
#include "json.h"
#include "text.h"

enum field {
	NAME,
	ID,
	NOTIFYID,
	DFEATURES,
	GFEATURES,
	CONFIG_LEN,
	STATUS,
	VRINGS,
	DA,
	PA,
	LEN,
	FLAGS,
	ALIGN,
	NUM,
	FIELDS,
};

/* Names of the kernel's debugfs and of its struct fw_rsc_* */
static const struct {
	const char *shown;
	const char *name;
} fields[FIELDS] = {
	[NAME] = { "Name ", "name" },
	[ID] = { "ID ", "id" },
	[NOTIFYID] = { "Notify ID ", "notifyid" },
	[DFEATURES] = { "Device features ", "dfeatures" },
	[GFEATURES] = { "Guest features ", "gfeatures" },
	[CONFIG_LEN] = { "Config length ", "config_len" },
	[STATUS] = { "Status ", "status" },
	[VRINGS] = { "Number of vrings ", "num_of_vrings" },
	[DA] = { "Device Address ", "da" },
	[PA] = { "Physical Address ", "pa" },
	[LEN] = { "Length ", "len" },
	[FLAGS] = { "Flags ", "flags" },
	[ALIGN] = { "Alignment ", "align" },
	[NUM] = { "Number of buffers ", "num" },
};

/**
 * struct resource - an entry of the table, or a vring of one
 * @type: "vdev", "vring", "trace", ...
 * @number: of the entry, or of the vring in its device
 * @name: the one field that is a word, or NULL
 * @value: the others, where @has says so
 */
struct resource {
	const char *type;
	unsigned int number;
	const char *name;
	bool has[FIELDS];
	unsigned int value[FIELDS];
};

/* Which field, and its value; FIELDS if it is none that says anything. */
static enum field which_field(const char *line, const char **value)
{
	enum field field;

	for (field = 0; field < FIELDS; field++) {
		size_t len = strlen(fields[field].shown);

		if (!strncmp(line, fields[field].shown, len)) {
			*value = line + len;
			return field;
		}
	}
	return FIELDS;
}

static void take_field(struct resource *resource, const char *line)
{
	const char *value;
	enum field field = which_field(line, &value);

	if (field == FIELDS)
		return;
	resource->has[field] = true;
	if (field == NAME)
		resource->name = value;
	else
		resource->value[field] = strtoll(value, NULL, 0);
}

/* Does the line begin a record? */
static bool take_head(struct resource *resource, char *line)
{
	unsigned int number;
	int end = 0;

	if (sscanf(line, "Entry %u is of type %n", &number, &end) == 1 && end) {
		*resource = (struct resource){ .type = line + end,
					       .number = number };
		return true;
	}
	if (sscanf(line, "  Vring %u", &number) == 1) {
		*resource =
			(struct resource){ .type = "vring", .number = number };
		return true;
	}
	return false;
}

static void print_json(const struct resource *resource, bool first)
{
	enum field field;

	printf("%s  {\"type\": ", first ? "" : ",\n");
	json_string(stdout, resource->type);
	printf(", \"number\": %u", resource->number);
	for (field = 0; field < FIELDS; field++) {
		if (!resource->has[field])
			continue;
		printf(", \"%s\": ", fields[field].name);
		if (field == NAME)
			json_string(stdout, resource->name);
		else
			printf("%u", resource->value[field]);
	}
	putchar('}');
}

/* linux/virtio_ids.h: those that a remote processor may be */
static const char *device_name(unsigned int id)
{
	switch (id) {
	case 1:
		return "net";
	case 2:
		return "block";
	case 3:
		return "console";
	case 4:
		return "rng";
	case 7:
		return "rpmsg";
	case 11:
		return "rproc_serial";
	case 18:
		return "input";
	default:
		return NULL;
	}
}

/* linux/virtio_config.h; what it has no name for stays in the number */
static void print_status(unsigned int status)
{
	static const struct {
		unsigned int bit;
		const char *name;
	} bits[] = {
		{ 0x01, "ACKNOWLEDGE" }, { 0x02, "DRIVER" },
		{ 0x04, "DRIVER_OK" },	 { 0x08, "FEATURES_OK" },
		{ 0x40, "NEEDS_RESET" }, { 0x80, "FAILED" },
	};
	size_t i;

	printf("status 0x%x", status);
	for (i = 0; i < sizeof(bits) / sizeof(bits[0]); i++) {
		if (status & bits[i].bit)
			printf(" %s", bits[i].name);
	}
}

static void print_vdev(const struct resource *vdev)
{
	const unsigned int *value = vdev->value;
	const char *name = device_name(value[ID]);

	if (name)
		printf(" %s", name);
	else
		printf(" of id %u", value[ID]);
	printf(": notify id %u, features 0x%x, taken 0x%x", value[NOTIFYID],
	       value[DFEATURES], value[GFEATURES]);
	if (value[CONFIG_LEN])
		printf(", configuration %u bytes", value[CONFIG_LEN]);
	printf(", %u vrings, ", value[VRINGS]);
	print_status(value[STATUS]);
}

static void print_vring(const struct resource *vring)
{
	const unsigned int *value = vring->value;

	printf(" %u: notify id %u, %u buffers, align %u, da 0x%x",
	       vring->number, value[NOTIFYID], value[NUM], value[ALIGN],
	       value[DA]);
}

static void print_memory(const struct resource *memory)
{
	const unsigned int *value = memory->value;

	if (memory->name && *memory->name) {
		putchar(' ');
		escape_text(stdout, ESCAPE_TERMINAL, memory->name);
	}
	printf(": da 0x%x, %u bytes", value[DA], value[LEN]);
	if (memory->has[PA])
		printf(", pa 0x%x", value[PA]);
	if (value[FLAGS])
		printf(", flags 0x%x", value[FLAGS]);
}

static void print_text(const struct resource *resource)
{
	bool vring = !strcmp(resource->type, "vring");

	if (vring)
		printf("  ");
	escape_text(stdout, ESCAPE_TERMINAL, resource->type);
	if (vring)
		print_vring(resource);
	else if (!strcmp(resource->type, "vdev"))
		print_vdev(resource);
	else
		print_memory(resource);
	putchar('\n');
}

/* Of the lines up to the next head; the rest begins with that. */
static void take_fields(struct resource *resource, char **rest)
{
	while (*rest && strncmp(*rest, "Entry ", 6) != 0 &&
	       strncmp(*rest, "  Vring ", 8) != 0) {
		char *line = strsep(rest, "\n");

		while (isspace((unsigned char)*line))
			line++;
		take_field(resource, line);
	}
}

/* How many resources it has */
static unsigned int print_table(char *rest, bool json)
{
	struct resource resource;
	unsigned int count = 0;

	while (rest) {
		char *line = strsep(&rest, "\n");

		if (!take_head(&resource, line))
			continue;
		take_fields(&resource, &rest);
		if (json)
			print_json(&resource, !count);
		else
			print_text(&resource);
		count++;
	}
	return count;
}

enum exit_status run_table(const struct invocation *call,
			   const struct rproc *rproc)
{
	char path[RPROC_PATH_MAX + 32];
	unsigned int count;
	struct text text;
	int ret;

	snprintf(path, sizeof(path), "%s/resource_table", rproc->debug_dir);
	ret = text_read(path, &text);
	if (ret)
		return refuse(rproc->name,
			      "%s: %s; is debugfs mounted, and may you read it?",
			      path, strerror(-ret));
	if (call->json)
		puts("[");
	count = text.len ? print_table(text.bytes, call->json) : 0;
	if (call->json)
		puts(count ? "\n]" : "]");
	text_free(&text);
	if (!count && !call->json)
		return refuse(rproc->name, "it has no resource table now");
	return DONE;
}
