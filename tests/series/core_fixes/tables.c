// SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause)
/* The resource table of a remote processor that was found running */
#include "core_fixes.h"

#include <linux/slab.h>
#include <linux/string.h>

/* A pointer that was kept is to memory that is free */
static void expect_forgotten(struct rproc *rproc, const char *sentence)
{
	expect(!rproc->clean_table, sentence);
	rproc->clean_table = NULL;
}

static void recover_by_attaching(void)
{
	struct rproc *rproc = remote_new(RPROC_DETACHED);
	struct empty_table *table;
	bool forgotten;

	if (!rproc)
		return;
	table = remote_empty_table(rproc);
	set_bit(RPROC_FEAT_ATTACH_ON_RECOVERY, rproc->features);
	expect(!rproc_boot(rproc), "it is attached to");
	remote_crash(rproc);
	expect(rproc->state == RPROC_ATTACHED, "it is recovered by attaching");
	forgotten = !rproc->clean_table;
	expect_forgotten(rproc,
			 "a recovery by attaching forgets the clean table");
	/* it would read what is free */
	if (forgotten && table) {
		remote_crash(rproc);
		expect(rproc->state == RPROC_ATTACHED, "and once more");
		expect(table->mark == 0x5a5a5a5a, "with the table that it had");
	}
	expect(!rproc_shutdown(rproc), "it is stopped");
	remote_end(rproc);
}

void clean_table(void)
{
	struct rproc *rproc = remote_new(RPROC_DETACHED);

	if (!rproc)
		return;
	remote_empty_table(rproc);
	expect(!rproc_boot(rproc), "it is attached to");
	expect(rproc->clean_table, "there is a clean table");
	expect(!rproc_detach(rproc), "it is detached");
	expect_forgotten(rproc, "a detach forgets the clean table");

	remote_of(rproc)->fails = STEP_START;
	expect(rproc_boot(rproc), "an attachment fails");
	expect_forgotten(rproc,
			 "an attachment that fails forgets the clean table");
	remote_of(rproc)->fails = STEP_NONE;

	expect(!rproc_boot(rproc), "it is attached to again");
	expect(!rproc_shutdown(rproc), "it is stopped");
	expect_forgotten(rproc, "a stop forgets the clean table");
	remote_end(rproc);

	recover_by_attaching();
}

void failed_attach_table(void)
{
	struct rproc *rproc = remote_new(RPROC_DETACHED);
	struct vdev_table *table, before;

	if (!rproc)
		return;
	table = remote_vdev_table(rproc);
	if (!table)
		goto end;
	before = *table;
	remote_of(rproc)->fails = STEP_START;
	expect(rproc_boot(rproc), "an attachment fails");
	expect(rproc->state == RPROC_DETACHED, "it is detached");
	expect(!memcmp(table, &before, sizeof(before)),
	       "an attachment that fails leaves the table as it was");
	expect(!rproc->table_ptr, "the core forgets where the table was");
	rproc->table_ptr = NULL;
	/* what the core of a kernel without the fix has freed */
	rproc->clean_table = NULL;
end:
	remote_end(rproc);
}
