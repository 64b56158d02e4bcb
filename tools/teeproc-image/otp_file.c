// SPDX-License-Identifier: BSD-2-Clause
#include "otp_file.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file.h"

static int read_file(struct otp_file *otp)
{
	const char *reason;
	json_error_t error;
	json_t *root;

	root = json_loadfd(otp->lock, JSON_REJECT_DUPLICATES, &error);
	if (!root)
		return refuse(otp->path, "line %d: %s", error.line, error.text);
	reason = otp_content_read(&otp->content, root);
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

	*otp = (struct otp_file){ .path = path, .lock = -1, .mode = 0600 };
	otp_content_clear(&otp->content);
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
		if (same_blob(&otp->content.slots[i], key))
			return refuse(otp->path, "slot %d has this key%s", i,
				      otp->content.slots[i].revoked ?
					      ", revoked" :
					      "");
	for (i = 0; *slot < 0 && i < (int)TEEPROC_KEY_SLOTS; i++)
		if (is_free(&otp->content.slots[i]))
			*slot = i;
	if (*slot < 0)
		return refuse(otp->path, "all slots are used");
	if (!is_free(&otp->content.slots[*slot]))
		return refuse(otp->path,
			      "slot %d is used, and can not be burned again",
			      *slot);
	memcpy(otp->content.slots[*slot].blob, key->blob, key->blob_size);
	otp->content.slots[*slot].blob_size = key->blob_size;
	otp->content.slots[*slot].listed = listed;
	otp->content.slots[*slot].cores = listed ? cores : OTP_ALL_CORES;
	return 0;
}

int otp_file_revoke(struct otp_file *otp, uint32_t slot)
{
	if (!otp->content.slots[slot].blob_size)
		return refuse(otp->path, "slot %u has no key", slot);
	if (otp->content.slots[slot].revoked)
		return refuse(otp->path, "slot %u is revoked already", slot);
	otp->content.slots[slot].revoked = true;
	return 0;
}

int otp_file_raise(struct otp_file *otp, uint32_t core, uint32_t value)
{
	if (value <= otp->content.counters[core])
		return refuse(otp->path,
			      "the counter of core %u is %u, and only grows",
			      core, otp->content.counters[core]);
	otp->content.counters[core] = value;
	if (otp->content.num_counters <= core)
		otp->content.num_counters = core + 1;
	return 0;
}

int otp_file_write(const struct otp_file *otp)
{
	char *text = otp_content_text(&otp->content);
	struct output output;
	int status, error = 0;

	if (!text)
		return refuse(otp->path, "out of memory");
	status = output_open(&output, otp->path, otp->mode);
	if (!status && (!output_write(&output, text, strlen(text), 0) ||
			fsync(output.fd))) {
		status = refuse(otp->path, "cannot write: %s", strerror(errno));
		output_abandon(&output);
	}
	free(text);
	if (!status)
		status = output_commit(&output);
	if (!status)
		error = otp_sync_folder(otp->path);
	if (error)
		status = refuse(otp->path, "cannot sync its folder: %s",
				strerror(-error));
	return status;
}

void otp_file_close(struct otp_file *otp)
{
	if (otp->lock >= 0)
		close(otp->lock);
	otp->lock = -1;
}
