/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The remote cores and their memories, as the platform describes them.
 */
#ifndef MEMORIES_H
#define MEMORIES_H

#include <stdbool.h>
#include <stdint.h>
#include <tee_api_types.h>
#include <teeproc/pta.h>
#include <types_ext.h>

#define CORES_MAX 8
#define CORE_MEMORIES_MAX 8

struct memory {
	uint64_t da;
	uint64_t size; /* bytes */
	paddr_t pa;
	bool has_pa; /* the normal world reaches it, at pa */
};

struct core {
	uint32_t id;
	bool direct; /* in the charge of the normal world */
	struct teeproc_identity identity;
	size_t num_memories;
	struct memory memories[CORE_MEMORIES_MAX];
};

/*
 * struct core_map - what a platform describes
 * @untargeted:	images that do not say which core they are for are taken
 */
struct core_map {
	size_t num_cores;
	struct core cores[CORES_MAX];
	bool untargeted;
};

/*
 * memories_check_core() - is a core in the charge of the secure world?
 *
 * Returns TEE_SUCCESS, TEE_ERROR_ITEM_NOT_FOUND if the board has no such core,
 * TEE_ERROR_ACCESS_DENIED if the normal world has charge of it, or why the
 * platform has not described its cores.
 */
TEE_Result memories_check_core(uint32_t core);

/* What the core is called; NULL if there is no such core. */
const struct teeproc_identity *memories_identity(uint32_t core);

/* Does the board take images that do not say which core they are for? */
bool memories_allow_untargeted(void);

/* The memory of that index, NULL behind the last. */
const struct memory *memories_get(uint32_t core, size_t index);

/* The memory of @core that [@da, @da + @size) lies in, NULL if none. */
const struct memory *memories_find(uint32_t core, uint64_t da, uint64_t size);

#endif /* MEMORIES_H */
