/* SPDX-License-Identifier: BSD-2-Clause */
#include "rsc_table.h"

#include <stddef.h>

#include "mailbox.h"
#include "rpmsg.h"
#include "soc.h"
#include "trace.h"

/* Shared SRAM as board/dts/board.dtsi divides it */
#define VRING0_DA (SRAM_DA + 0xc00000u)
#define VRING1_DA (SRAM_DA + 0xc08000u)
#define BUFFERS_DA (SRAM_DA + 0xd00000u)
#define BUFFERS_SIZE 0x100000u

/* The SoC's, if its linker has put it there */
#ifndef TRACE_DA
#define TRACE_DA ((uint32_t)trace_buffer)
#endif

#define OFFSET(member) offsetof(struct firmware_rsc_table, member)

/*
 * The carveout is there for its pa: Linux fills it in, and so the firmware can
 * tell the physical addresses in the descriptors from its own.
 */
volatile struct firmware_rsc_table rsc_table
	__attribute__((section(".resource_table"), used, aligned(16))) = {
		.version = 1,
		.num = 3,
		.offset = { OFFSET(buffers), OFFSET(trace), OFFSET(vdev) },
		.buffers = {
			.type = RSC_CARVEOUT,
			.da = BUFFERS_DA,
			.pa = RSC_ADDR_ANY,
			.len = BUFFERS_SIZE,
			.name = "vdev0buffer",
		},
		.trace = {
			.type = RSC_TRACE,
			.da = TRACE_DA,
			.len = TRACE_SIZE,
			.name = "trace0",
		},
		.vdev = {
			.type = RSC_VDEV,
			.id = RSC_VDEV_ID_RPMSG,
			.dfeatures = 1u << RPMSG_F_NS,
			.num_of_vrings = 2,
			.vring = {
				{
					.da = VRING0_DA,
					.align = VRING_ALIGN,
					.num = VRING_NUM,
					.notifyid = TEEPROC_MBOX_BYTE_VQ0,
				},
				{
					.da = VRING1_DA,
					.align = VRING_ALIGN,
					.num = VRING_NUM,
					.notifyid = TEEPROC_MBOX_BYTE_VQ1,
				},
			},
		},
	};

_Static_assert(OFFSET(vdev) % 4 == 0 && OFFSET(trace) % 4 == 0,
	       "entries of a resource table are words");
