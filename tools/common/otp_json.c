// SPDX-License-Identifier: BSD-2-Clause
#include "otp_json.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hex.h"

void otp_content_clear(struct otp_content *otp)
{
	unsigned int i;

	memset(otp, 0, sizeof(*otp));
	for (i = 0; i < TEEPROC_KEY_SLOTS; i++)
		otp->slots[i].cores = OTP_ALL_CORES;
}

/* A word that is misspelt must not make a key good for more than was meant. */
static bool only_has(json_t *object, const char *const *names)
{
	const char *name;
	json_t *value;

	json_object_foreach(object, name, value) {
		const char *const *known = names;

		while (*known && strcmp(*known, name))
			known++;
		if (!*known)
			return false;
	}
	return true;
}

static bool take_cores(struct otp_slot *slot, json_t *list)
{
	json_t *entry;
	size_t i;

	slot->listed = list;
	slot->cores = list ? 0 : OTP_ALL_CORES;
	if (list && !json_is_array(list))
		return false;
	json_array_foreach(list, i, entry) {
		json_int_t core = json_integer_value(entry);

		if (!json_is_integer(entry) || core < 0 || core >= OTP_CORES)
			return false;
		slot->cores |= 1u << core;
	}
	return true;
}

static bool take_slot(struct otp_slot *slot, json_t *entry)
{
	static const char *const names[] = { "blob", "revoked", "cores", NULL };
	const char *blob = json_string_value(json_object_get(entry, "blob"));
	json_t *revoked = json_object_get(entry, "revoked");

	if (!blob || (revoked && !json_is_boolean(revoked)) ||
	    !only_has(entry, names) ||
	    !hex_bytes(blob, slot->blob, sizeof(slot->blob),
		       &slot->blob_size) ||
	    !take_cores(slot, json_object_get(entry, "cores")))
		return false;
	slot->revoked = json_is_true(revoked);
	return true;
}

static const char *take_lists(struct otp_content *otp, json_t *keys,
			      json_t *counters)
{
	json_t *entry;
	size_t i;

	if ((keys && !json_is_array(keys)) ||
	    json_array_size(keys) > TEEPROC_KEY_SLOTS)
		return "its keys are not a list of up to 4";
	json_array_foreach(keys, i, entry)
		if (!take_slot(&otp->slots[i], entry))
			return "one of its keys is not a blob in hexadecimal, revoked (true or false) and cores (numbers up to 15)";
	if ((counters && !json_is_array(counters)) ||
	    json_array_size(counters) > OTP_CORES)
		return "its counters are not a list of up to 16";
	json_array_foreach(counters, i, entry) {
		json_int_t value = json_integer_value(entry);

		if (!json_is_integer(entry) || value < 0 || value > UINT32_MAX)
			return "one of its counters is not a number of 32 bits";
		otp->counters[otp->num_counters++] = (uint32_t)value;
	}
	return NULL;
}

const char *otp_content_read(struct otp_content *otp, json_t *root)
{
	static const char *const names[] = { "keys", "counters", NULL };

	otp_content_clear(otp);
	if (!json_is_object(root))
		return "it is not a JSON object with keys and counters";
	if (!only_has(root, names))
		return "it has something else than keys and counters";
	return take_lists(otp, json_object_get(root, "keys"),
			  json_object_get(root, "counters"));
}

static json_t *slot_to_json(const struct otp_slot *slot)
{
	char blob[2 * TEEPROC_KEY_BLOB_MAX + 1];
	json_t *object, *cores;
	uint32_t i;

	hex_text(slot->blob, slot->blob_size, blob);
	object =
		json_pack("{s:s, s:b}", "blob", blob, "revoked", slot->revoked);
	if (!slot->listed)
		return object;
	cores = json_array();
	for (i = 0; i < OTP_CORES; i++)
		if (slot->cores & 1u << i)
			json_array_append_new(cores, json_integer(i));
	json_object_set_new(object, "cores", cores);
	return object;
}

/* Slots behind the last one that says something are left out. */
static uint32_t count_slots(const struct otp_content *otp)
{
	uint32_t num = TEEPROC_KEY_SLOTS;

	while (num && !otp->slots[num - 1].blob_size &&
	       !otp->slots[num - 1].revoked)
		num--;
	return num;
}

char *otp_content_text(const struct otp_content *otp)
{
	json_t *keys = json_array(), *counters = json_array(), *root;
	uint32_t num = count_slots(otp), i;
	char *text, *lines;

	for (i = 0; i < num; i++)
		json_array_append_new(keys, slot_to_json(&otp->slots[i]));
	for (i = 0; i < otp->num_counters; i++)
		json_array_append_new(counters, json_integer(otp->counters[i]));
	root = json_pack("{s:o, s:o}", "keys", keys, "counters", counters);
	text = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	if (!text)
		return NULL;
	lines = realloc(text, strlen(text) + 2);
	if (!lines)
		free(text);
	else
		strcat(lines, "\n");
	return lines;
}

int otp_sync_folder(const char *path)
{
	char *copy = strdup(path);
	int error = 0;
	int fd;

	if (!copy)
		return -ENOMEM;
	fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(copy);
	if (fd < 0)
		return -errno;
	if (fsync(fd))
		error = errno;
	close(fd);
	return -error;
}
