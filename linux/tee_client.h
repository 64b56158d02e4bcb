/* SPDX-License-Identifier: GPL-2.0-only */
/* Private to teeproc_tee: a remote processor's handle, and who does what. */
#ifndef TEE_CLIENT_H
#define TEE_CLIENT_H

#include <linux/tee_drv.h>
#include <linux/types.h>
#include <linux/uuid.h>

#include <teeproc/ta.h>

struct firmware;
struct resource_table;
struct rproc;

/**
 * struct teeproc - a remote processor at the TEE
 * @rproc: the remote processor; its lock guards all of this
 * @uuid: of the Trusted Application
 * @id: the remote processor's id at the Trusted Application
 * @ctx: the TEE device that has the Trusted Application
 * @session: the session, as long as @open
 * @open: there is a session
 * @holds_fw: the TEE may hold a firmware, loaded or stopped: release it
 * @maybe_loaded: the TEE may be in LOADED, where it would answer another load
 *	with success and do nothing
 * @preloaded: parse_fw has loaded the firmware, the next load need not
 * @table: mapping of the resource table in the remote processor's memory, or
 *	NULL; it lives from find_loaded_rsc_table, or get_loaded_rsc_table, until
 *	the core uses its cached table again
 * @table_error: why find_loaded_rsc_table has found none; start tells
 */
struct teeproc {
	struct rproc *rproc;
	uuid_t uuid;
	u32 id;

	struct tee_context *ctx;
	u32 session;
	bool open;

	bool holds_fw;
	bool maybe_loaded;
	bool preloaded;

	struct resource_table *table;
	int table_error;
};

/* params of a command: [0] is the remote processor id, filled in by the call */
#define TEEPROC_PARAMS 4

/* tee_session.c */
int teeproc_open(struct teeproc *tee);
void teeproc_close(struct teeproc *tee);
u32 teeproc_invoke(struct teeproc *tee, u32 command, struct tee_param *params);
int teeproc_result(struct teeproc *tee, u32 command, u32 result);
int teeproc_call(struct teeproc *tee, u32 command, struct tee_param *params);

/*
 * Bytes of memory in a row that the page allocator has at any time, and in which
 * the metadata of every image fits
 */
#define TEEPROC_PIECE_SIZE TEEPROC_TA_PIECE_MIN

/* tee_memref.c */
bool teeproc_can_share(const void *data);
struct tee_shm *teeproc_share(struct teeproc *tee, const void *data,
			      size_t size);
struct tee_shm *teeproc_alloc_shared(struct teeproc *tee, size_t size,
				     void **va);

/* tee_image.c */
int teeproc_send_image(struct teeproc *tee, const struct firmware *fw,
		       u32 *result);

/* tee_rsc_table.c */
int teeproc_cache_table(struct teeproc *tee);
int teeproc_map_table(struct teeproc *tee, size_t *size);
void teeproc_unmap_table(struct teeproc *tee);

#endif /* TEE_CLIENT_H */
