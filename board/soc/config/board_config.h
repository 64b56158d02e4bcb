/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The board as its device tree describes it: cores, their memories, mailboxes
 * and UARTs, and the application cores' RAM. Read once at start; everything
 * behind it can rely on what is checked here.
 */
#ifndef SOC_BOARD_CONFIG_H
#define SOC_BOARD_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../../../tools/common/core_kind.h"

#define CORES_MAX 8u
#define CORE_ID_MAX 15u
#define MEMORIES_MAX 8u
#define UARTS_MAX 5u

struct memory_config {
	char name[32];
	uint32_t da;
	uint32_t size;
	bool shared; /* has a PA: the application cores reach it */
	uint64_t pa;
};

struct core_config {
	unsigned int id;
	const struct core_kind *kind;
	bool direct_mode;
	uint32_t boot_address;
	unsigned int console_uart;
	unsigned int mailbox_uart;
	unsigned int pci_device; /* of the mailbox, on bus 0 */
	unsigned int pci_function;
	struct memory_config memories[MEMORIES_MAX];
	unsigned int n_memories;
	unsigned int shared; /* index of the one shared memory */
};

struct board_config {
	uint64_t ram_pa;
	uint64_t ram_size;
	struct core_config cores[CORES_MAX]; /* in the order of their PAs */
	unsigned int n_cores;
};

/*
 * Read the overlay (or a tree that it was applied to). False with a sentence
 * in @why when it does not describe a board that can be built.
 */
bool board_config_read(struct board_config *config, const void *fdt,
		       size_t size, char *why, size_t why_size);

/* The memory of @core that holds [da, da + size), or NULL. */
const struct memory_config *core_config_find(const struct core_config *core,
					     uint32_t da, uint32_t size);

#endif /* SOC_BOARD_CONFIG_H */
