/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * Remote processors that are nothing but operations, each of which fails when it
 * is told to; and what the remoteproc core makes of that. No test does what a
 * core without the fix could not bear: it looks at what was left, and puts it
 * right before it goes on.
 */
#ifndef CORE_FIXES_H
#define CORE_FIXES_H

#include <linux/remoteproc.h>
#include <linux/types.h>

/* What the boot or the attachment of a remote can fail at */
enum step {
	STEP_NONE,
	STEP_PREPARE,
	STEP_PARSE_FW,
	STEP_START, /* or attach */
	STEP_SUBDEVICE, /* the last one, its start */
};

/* A table without entries, and one with a virtio device of two vrings */
struct empty_table {
	struct resource_table head;
	u32 mark; /* no entry has it */
} __packed;

struct vdev_table {
	struct resource_table head;
	u32 offset;
	struct fw_rsc_hdr type;
	struct fw_rsc_vdev vdev;
	struct fw_rsc_vdev_vring vring[2];
} __packed;

/* rproc->priv */
struct remote {
	enum step fails;
	unsigned int stops_to_fail;
	bool crashes_in_detach;
	bool has_carveout; /* prepare registers one, and a segment of the dump */
	bool has_buffer; /* prepare registers that of the virtio device */

	/* in its memory, for an attachment; or in its firmware, for a boot */
	struct resource_table *table;
	size_t table_size;

	unsigned int starts, stops, unprepares;
	unsigned int subdev_stops;
	struct rproc_subdev subdev;
};

/* remote.c */

#define BUFFER_ADDRESS 0x0c000000 /* of no memory; nobody looks there */
#define BUFFER_SIZE 0x10000

extern struct device *remote_parent;
int remote_init(void);
void remote_exit(void);
/* Not yet added; NULL without memory, which is told */
struct rproc *remote_alloc(unsigned int state);
/* Added, and not booted by itself */
struct rproc *remote_new(unsigned int state);
void remote_end(struct rproc *rproc);
/* Both give it that table, which ends with the remote */
struct empty_table *remote_empty_table(struct rproc *rproc);
struct vdev_table *remote_vdev_table(struct rproc *rproc);
/* A crash is told and has been handled */
void remote_crash(struct rproc *rproc);

static inline struct remote *remote_of(struct rproc *rproc)
{
	return rproc->priv;
}

/* core_fixes.c: what is not as it should be is told in @sentence */
bool expect(bool good, const char *sentence);

/* faults.c: for what the running task calls, until fault_none() */
int fault_device_add(struct rproc *rproc);
int fault_virtio_device(void);
/* @return: how many calls have failed */
unsigned int fault_none(void);

/* the tests, named after the folders of series/patches */
void attach_work(void);
void crash_relax(void);
void crash_detached(void);
void clean_table(void);
void subdevices_once(void);
void failed_recovery(void);
void failed_recovery_end(void);
void failed_attach_state(void);
void failed_attach_table(void);
void failed_parse(void);
void virtio_probe(void);
void virtio_buffer(void);
void add_reference(void);
void delete_stops(void);

#endif /* CORE_FIXES_H */
