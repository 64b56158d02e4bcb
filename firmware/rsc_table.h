/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The firmware's resource table. The layout of a table is the one of Linux'
 * include/linux/remoteproc.h, version 1.
 */
#ifndef RSC_TABLE_H
#define RSC_TABLE_H

#include <stdint.h>

#define RSC_CARVEOUT 0u
#define RSC_TRACE 2u
#define RSC_VDEV 3u
#define RSC_ADDR_ANY 0xffffffffu

#define RSC_VDEV_ID_RPMSG 7u
#define VIRTIO_STATUS_DRIVER_OK 4u

#define VRING_NUM 256u
#define VRING_ALIGN 16u
#define VRING_SIZE 0x8000u

struct rsc_carveout {
	uint32_t type;
	uint32_t da;
	uint32_t pa; /* filled in by Linux */
	uint32_t len;
	uint32_t flags;
	uint32_t reserved;
	char name[32];
};

struct rsc_trace {
	uint32_t type;
	uint32_t da;
	uint32_t len;
	uint32_t reserved;
	char name[32];
};

struct rsc_vring {
	uint32_t da; /* filled in by Linux, with the same address or another */
	uint32_t align;
	uint32_t num;
	uint32_t notifyid; /* filled in by Linux */
	uint32_t reserved;
};

struct rsc_vdev {
	uint32_t type;
	uint32_t id;
	uint32_t notifyid;
	uint32_t dfeatures;
	uint32_t gfeatures;
	uint32_t config_len;
	uint8_t status; /* written by Linux while the core runs */
	uint8_t num_of_vrings;
	uint8_t reserved[2];
	struct rsc_vring vring[2];
};

struct firmware_rsc_table {
	uint32_t version;
	uint32_t num;
	uint32_t reserved[2];
	uint32_t offset[3];
	struct rsc_carveout buffers;
	struct rsc_trace trace;
	struct rsc_vdev vdev;
};

/* Weak: a firmware without a resource table is valid, its address is NULL. */
extern volatile struct firmware_rsc_table rsc_table __attribute__((weak));

#endif /* RSC_TABLE_H */
