/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The remote core under test: a session for it, the image that it gets, what
 * Linux sees of its memory, and its state as the TA's answers tell it.
 */
#ifndef CORE_H
#define CORE_H

#include "client.h"
#include "state_table.h"

/* Linux loads no firmware above this offset of the shared SRAM (board.dtsi). */
#define SRAM_FIRMWARE_SIZE 0xc00000
/* Of a signed image, format 1; teeproc/image.h is not for kernels. */
#define IMAGE_HDR_SIZE 20

/**
 * struct core - one remote core
 * @id: remote processor id
 * @upstream: the TA is OP-TEE's own, without teeproc's commands
 * @client: session
 * @image: signed image
 * @dump: room for a core dump; allocated when first needed
 * @sram: shared SRAM, the firmware's part, mapped
 * @sram_pa: its physical address
 * @sram_da: its device address
 */
struct core {
	u32 id;
	bool upstream;
	struct client client;
	struct shared image;
	struct shared dump;
	void *sram;
	phys_addr_t sram_pa;
	u32 sram_da;
};

/* A session and the SRAM; @image may be NULL. 0, or reports why not. */
int core_open(struct core *core, u32 id, bool upstream, const char *image);
void core_close(struct core *core);

/* A file of /lib/firmware in memory that the TEE sees */
int core_read_image(struct core *core, const char *name, struct shared *image);

u32 core_load(struct core *core, const struct shared *image);
u32 core_call(struct core *core, u32 command);

/* @size bytes of the image from @offset on, with LOAD_FW_PIECE */
u32 core_load_piece(struct core *core, const struct shared *image,
		    size_t offset, size_t size);

/* *@size: room, then what was needed */
u32 core_dump(struct core *core, size_t *size);

/* *@size bytes from @offset on, to their place in core->dump */
u32 core_dump_piece(struct core *core, size_t offset, size_t *size);
u32 core_get_state(struct core *core, u32 *ta_state, u32 *soc_state);
u32 core_get_rsc_table(struct core *core, u64 *pa, u64 *size);

/* Any command of the state table, with right parameters */
u32 core_run(struct core *core, u32 command);

/* Brings it there from anywhere; false if a command on the way fails. */
bool core_bring_to(struct core *core, enum state_table_state state);

/*
 * The state as the commands of OP-TEE's TA alone tell it. Stops a core that is
 * STARTED. With OP-TEE's TA, STOPPED is OFF.
 */
enum state_table_state core_find_state(struct core *core);

bool core_sram_is_zero(struct core *core);

/* Waits until the running firmware's trace has @text. */
bool core_trace_has(struct core *core, const char *text);

/* The whole trace, terminated, or NULL; it may grow and change. */
const char *core_trace(struct core *core, size_t *size);

extern const uuid_t ta_uuid;
extern const uuid_t pta_uuid;
extern struct device *test_device;

#endif /* CORE_H */
