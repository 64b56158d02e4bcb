// SPDX-License-Identifier: BSD-2-Clause
#include "otp.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hex.h"

static bool refuse(char *why, size_t why_size, const char *sentence)
{
	snprintf(why, why_size, "%s", sentence);
	return false;
}

static bool take_cores(uint32_t *cores, json_t *list)
{
	json_t *entry;
	size_t i;

	*cores = list ? 0 : OTP_ALL_CORES;
	if (list && !json_is_array(list))
		return false;
	json_array_foreach(list, i, entry) {
		json_int_t core = json_integer_value(entry);

		if (!json_is_integer(entry) || core < 0 || core > CORE_ID_MAX)
			return false;
		*cores |= 1u << core;
	}
	return true;
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

static bool take_key(struct otp_key *key, json_t *entry)
{
	static const char *const names[] = { "blob", "revoked", "cores", NULL };
	const char *blob = json_string_value(json_object_get(entry, "blob"));
	json_t *revoked = json_object_get(entry, "revoked");

	if (!blob || (revoked && !json_is_boolean(revoked)) ||
	    !only_has(entry, names) ||
	    !take_cores(&key->cores, json_object_get(entry, "cores")))
		return false;
	key->revoked = json_is_true(revoked);
	if (!hex_bytes(blob, key->blob, sizeof(key->blob), &key->blob_size))
		return false;
	key->programmed = key->blob_size > 0;
	return true;
}

static bool take_counter(uint32_t *counter, json_t *entry)
{
	json_int_t value = json_integer_value(entry);

	if (!json_is_integer(entry) || value < 0 || value > UINT32_MAX)
		return false;
	*counter = value;
	return true;
}

static bool take_file(struct otp *otp, json_t *root, char *why, size_t why_size)
{
	static const char *const names[] = { "keys", "counters", NULL };
	json_t *keys = json_object_get(root, "keys");
	json_t *counters = json_object_get(root, "counters");
	json_t *entry;
	size_t i;

	if (!json_is_object(root))
		return refuse(why, why_size, "not a JSON object");
	if (!only_has(root, names))
		return refuse(why, why_size,
			      "something else than keys and counters");
	if ((keys && !json_is_array(keys)) ||
	    json_array_size(keys) > TEEPROC_KEY_SLOTS)
		return refuse(why, why_size, "keys: not a list of up to 4");
	json_array_foreach(keys, i, entry) {
		if (!take_key(&otp->keys[i], entry))
			return refuse(why, why_size,
				      "keys: an entry that is not a blob in hexadecimal, revoked (true or false) and cores (numbers up to 15)");
	}
	if ((counters && !json_is_array(counters)) ||
	    json_array_size(counters) > CORE_ID_MAX + 1)
		return refuse(why, why_size,
			      "counters: not a list of up to 16");
	json_array_foreach(counters, i, entry) {
		if (!take_counter(&otp->counters[i], entry))
			return refuse(why, why_size,
				      "counters: an entry that is not a number of 32 bits");
		otp->n_counters = i + 1;
	}
	return true;
}

bool otp_open(struct otp *otp, const char *path, char *why, size_t why_size)
{
	json_error_t error;
	json_t *root;
	bool ok;

	memset(otp, 0, sizeof(*otp));
	for (unsigned int i = 0; i < TEEPROC_KEY_SLOTS; i++)
		otp->keys[i].cores = OTP_ALL_CORES;
	otp->path = path;
	if (!path)
		return true;
	if (access(path, F_OK)) {
		snprintf(why, why_size, "%s; an empty memory is a file with {}",
			 strerror(errno));
		return false;
	}
	root = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	if (!root) {
		snprintf(why, why_size, "line %d: %s", error.line, error.text);
		return false;
	}
	ok = take_file(otp, root, why, why_size);
	json_decref(root);
	return ok;
}

static json_t *key_to_json(const struct otp_key *key)
{
	char blob[2 * OTP_BLOB_MAX + 1];
	json_t *object;
	json_t *cores;

	hex_text(key->blob, key->blob_size, blob);
	object = json_pack("{s:s, s:b}", "blob", blob, "revoked", key->revoked);
	if (key->cores == OTP_ALL_CORES)
		return object;
	cores = json_array();
	for (unsigned int i = 0; i <= CORE_ID_MAX; i++)
		if (key->cores & 1u << i)
			json_array_append_new(cores, json_integer(i));
	json_object_set_new(object, "cores", cores);
	return object;
}

static char *to_text(const struct otp *otp)
{
	json_t *root = json_object();
	json_t *keys = json_array();
	json_t *counters = json_array();
	unsigned int n_keys = 0;
	char *text;

	for (unsigned int i = 0; i < TEEPROC_KEY_SLOTS; i++)
		if (otp->keys[i].programmed || otp->keys[i].revoked)
			n_keys = i + 1;
	for (unsigned int i = 0; i < n_keys; i++)
		json_array_append_new(keys, key_to_json(&otp->keys[i]));
	for (unsigned int i = 0; i < otp->n_counters; i++)
		json_array_append_new(counters, json_integer(otp->counters[i]));
	json_object_set_new(root, "keys", keys);
	json_object_set_new(root, "counters", counters);
	text = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	return text;
}

static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	size_t left = strlen(text);
	int error = 0;

	if (fd < 0)
		return -errno;
	while (left && !error) {
		ssize_t done = write(fd, text, left);

		if (done >= 0) {
			text += done;
			left -= done;
		} else if (errno != EINTR) {
			error = errno;
		}
	}
	if (!error && fsync(fd))
		error = errno;
	if (close(fd) && !error)
		error = errno;
	return -error;
}

/* The rename itself has to be on the disk before a raise is answered. */
static int sync_folder(const char *path)
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

static int keep(const struct otp *otp)
{
	char *temporary = NULL;
	char *text = to_text(otp);
	int ret = -ENOMEM;

	if (text && asprintf(&temporary, "%s.new", otp->path) >= 0) {
		ret = write_file(temporary, text);
		if (!ret && rename(temporary, otp->path))
			ret = -errno;
		if (ret)
			unlink(temporary);
		else
			ret = sync_folder(otp->path);
		free(temporary);
	}
	free(text);
	return ret;
}

int otp_raise(struct otp *otp, unsigned int core, uint32_t value)
{
	struct otp raised = *otp;
	int ret = 0;

	if (core > CORE_ID_MAX || value < otp->counters[core])
		return -ERANGE;
	if (value == otp->counters[core])
		return 0;
	raised.counters[core] = value;
	if (raised.n_counters <= core)
		raised.n_counters = core + 1;
	if (otp->path)
		ret = keep(&raised);
	if (!ret)
		*otp = raised;
	return ret;
}
