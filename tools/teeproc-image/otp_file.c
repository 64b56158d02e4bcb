// SPDX-License-Identifier: BSD-2-Clause
#include "otp_file.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

/* A word that is misspelt must not be taken for one that is not there. */
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
	uint32_t size;

	if (!blob || (revoked && !json_is_boolean(revoked)) ||
	    !only_has(entry, names) || strlen(blob) > 2 * sizeof(slot->blob) ||
	    !parse_hex(blob, slot->blob, &size) ||
	    !take_cores(slot, json_object_get(entry, "cores")))
		return false;
	slot->blob_size = size;
	slot->revoked = json_is_true(revoked);
	return true;
}

static const char *take_lists(struct otp_file *otp, json_t *keys,
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

static int read_file(struct otp_file *otp)
{
	static const char *const names[] = { "keys", "counters", NULL };
	const char *reason;
	json_error_t error;
	json_t *root;

	root = json_loadfd(otp->lock, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		return refuse(otp->path, "line %d: %s", error.line, error.text);
	if (!json_is_object(root) || !only_has(root, names))
		reason = "it has something else than keys and counters";
	else
		reason = take_lists(otp, json_object_get(root, "keys"),
				    json_object_get(root, "counters"));
	json_decref(root);
	return reason ? refuse(otp->path, "no one-time memory: %s", reason) : 0;
}

/* Somebody who has waited for the lock may hold that of a file replaced since. */
static int lock_file(const char *path)
{
	struct stat here, there;
	int fd;

	for (;;) {
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_EX) || fstat(fd, &here))
			break;
		if (stat(path, &there))
			break;
		if (here.st_ino == there.st_ino && here.st_dev == there.st_dev)
			return fd;
		close(fd);
	}
	close(fd);
	return -1;
}

int otp_file_open(struct otp_file *otp, const char *path, bool create)
{
	struct stat status;
	uint32_t i;

	*otp = (struct otp_file){ .path = path, .lock = -1, .mode = 0600 };
	for (i = 0; i < TEEPROC_KEY_SLOTS; i++)
		otp->slots[i].cores = OTP_ALL_CORES;
	if (create) {
		if (lstat(path, &status))
			return 0; /* why not, writing it will tell */
		return refuse(path, "exists; what is burned is not begun anew");
	}
	otp->lock = lock_file(path);
	if (otp->lock < 0)
		return refuse(path, "%s%s", strerror(errno),
			      errno == ENOENT ?
				      "; --create makes an empty one" :
				      "");
	if (fstat(otp->lock, &status) || !S_ISREG(status.st_mode))
		return refuse(path, "not a regular file");
	otp->mode = status.st_mode & 0777;
	return read_file(otp);
}

static bool same_blob(const struct otp_slot *slot,
		      const struct signing_key *key)
{
	return slot->blob_size == key->blob_size &&
	       !memcmp(slot->blob, key->blob, key->blob_size);
}

static bool is_free(const struct otp_slot *slot)
{
	return !slot->blob_size && !slot->revoked;
}

int otp_file_add(struct otp_file *otp, const struct signing_key *key,
		 bool listed, uint32_t cores, int *slot)
{
	int i;

	/* twice, its revocation would be no revocation */
	for (i = 0; i < (int)TEEPROC_KEY_SLOTS; i++)
		if (same_blob(&otp->slots[i], key))
			return refuse(otp->path, "slot %d has this key%s", i,
				      otp->slots[i].revoked ? ", revoked" : "");
	for (i = 0; *slot < 0 && i < (int)TEEPROC_KEY_SLOTS; i++)
		if (is_free(&otp->slots[i]))
			*slot = i;
	if (*slot < 0)
		return refuse(otp->path, "all slots are used");
	if (!is_free(&otp->slots[*slot]))
		return refuse(otp->path,
			      "slot %d is used, and can not be burned again",
			      *slot);
	memcpy(otp->slots[*slot].blob, key->blob, key->blob_size);
	otp->slots[*slot].blob_size = key->blob_size;
	otp->slots[*slot].listed = listed;
	otp->slots[*slot].cores = listed ? cores : OTP_ALL_CORES;
	return 0;
}

int otp_file_revoke(struct otp_file *otp, uint32_t slot)
{
	if (!otp->slots[slot].blob_size)
		return refuse(otp->path, "slot %u has no key", slot);
	if (otp->slots[slot].revoked)
		return refuse(otp->path, "slot %u is revoked already", slot);
	otp->slots[slot].revoked = true;
	return 0;
}

int otp_file_raise(struct otp_file *otp, uint32_t core, uint32_t value)
{
	if (value <= otp->counters[core])
		return refuse(otp->path,
			      "the counter of core %u is %u, and only grows",
			      core, otp->counters[core]);
	otp->counters[core] = value;
	if (otp->num_counters <= core)
		otp->num_counters = core + 1;
	return 0;
}

static json_t *slot_to_json(const struct otp_slot *slot)
{
	char blob[2 * TEEPROC_KEY_BLOB_MAX + 1];
	json_t *object, *cores;
	uint32_t i;

	to_hex(slot->blob, slot->blob_size, blob);
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

static char *to_text(const struct otp_file *otp)
{
	json_t *keys = json_array(), *counters = json_array(), *root;
	uint32_t num = TEEPROC_KEY_SLOTS, i;
	char *text;

	while (num && is_free(&otp->slots[num - 1]))
		num--;
	for (i = 0; i < num; i++)
		json_array_append_new(keys, slot_to_json(&otp->slots[i]));
	for (i = 0; i < otp->num_counters; i++)
		json_array_append_new(counters, json_integer(otp->counters[i]));
	root = json_pack("{s:o, s:o}", "keys", keys, "counters", counters);
	text = json_dumps(root, JSON_INDENT(1));
	json_decref(root);
	return text;
}

/* A revocation that a power failure takes back would be none. */
static bool sync_folder(const char *path)
{
	char *copy = strdup(path);
	bool done = false;
	int fd;

	fd = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) :
		    -1;
	if (fd >= 0) {
		done = !fsync(fd);
		close(fd);
	}
	free(copy);
	return done;
}

int otp_file_write(const struct otp_file *otp)
{
	char *text = to_text(otp);
	struct output output;
	int status;

	if (!text)
		return refuse(otp->path, "out of memory");
	status = output_open(&output, otp->path, otp->mode);
	if (!status && (!output_write(&output, text, strlen(text), 0) ||
			!output_write(&output, "\n", 1, (off_t)strlen(text)) ||
			fsync(output.fd))) {
		status = refuse(otp->path, "cannot write: %s", strerror(errno));
		output_abandon(&output);
	}
	free(text);
	if (!status)
		status = output_commit(&output);
	if (!status && !sync_folder(otp->path))
		status = refuse(otp->path, "cannot sync its folder: %s",
				strerror(errno));
	return status;
}

void otp_file_close(struct otp_file *otp)
{
	if (otp->lock >= 0)
		close(otp->lock);
	otp->lock = -1;
}
