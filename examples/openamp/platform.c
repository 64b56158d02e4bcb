/* SPDX-License-Identifier: BSD-2-Clause */
#include "platform.h"

#include <metal/sys.h>
#include <stddef.h>

#include "mailbox.h"
#include "mps2.h"
#include "rsc_table.h"

#define SRAM_DA 0x21000000u
#define SRAM_SIZE 0x1000000u
#define HEAP_SIZE 8192

/* for newlib's malloc(), which libmetal calls */
void *_sbrk(ptrdiff_t more);

static struct remoteproc rproc;
static struct remoteproc_mem memory;
static struct rpmsg_virtio_device rpmsg;
static struct virtio_device *vdev;
static metal_phys_addr_t sram_da = SRAM_DA;
static metal_phys_addr_t buffers_pa; /* as Linux has it */
static struct metal_io_region sram;
static struct metal_io_region buffers;

void *_sbrk(ptrdiff_t more)
{
	static char heap[HEAP_SIZE] __attribute__((aligned(8)));
	static ptrdiff_t used;

	if (more > HEAP_SIZE - used)
		return (void *)-1;
	used += more;
	return heap + used - more;
}

static void *map(struct remoteproc *self, metal_phys_addr_t *pa,
		 metal_phys_addr_t *da, size_t size, unsigned int attribute,
		 struct metal_io_region **io)
{
	metal_phys_addr_t at = *da != METAL_BAD_PHYS ? *da : *pa;

	(void)self;
	(void)size;
	(void)attribute;
	*pa = at;
	*da = at;
	if (io)
		*io = &sram;
	return (void *)at;
}

static int notify(struct remoteproc *self, uint32_t id)
{
	(void)self;
	mailbox_send((uint8_t)id);
	return 0;
}

static const struct remoteproc_ops ops = {
	.mmap = map,
	.notify = notify,
};

struct rpmsg_device *platform_open(void)
{
	struct metal_init_params params = METAL_INIT_DEFAULTS;

	metal_init(&params);
	metal_io_init(&sram, (void *)SRAM_DA, &sram_da, SRAM_SIZE, -1, 0, NULL);
	if (!remoteproc_init(&rproc, &ops, NULL))
		return NULL;
	remoteproc_init_mem(&memory, "sram", SRAM_DA, SRAM_DA, SRAM_SIZE,
			    &sram);
	remoteproc_add_mem(&rproc, &memory);
	if (remoteproc_set_rsc_table(&rproc, (void *)&rsc_table,
				     sizeof(rsc_table)))
		return NULL;
	vdev = remoteproc_create_virtio(&rproc, 0, VIRTIO_DEV_DEVICE, NULL);
	buffers_pa = rsc_table.buffers.pa;
	metal_io_init(&buffers, (void *)rsc_table.buffers.da, &buffers_pa,
		      rsc_table.buffers.len, -1, 0, NULL);
	if (!vdev || rpmsg_init_vdev(&rpmsg, vdev, NULL, &buffers, NULL))
		return NULL;
	mailbox_init();
	return rpmsg_virtio_get_rpmsg_device(&rpmsg);
}

void platform_poll(void)
{
	irq_disable();
	if (!mailbox_take_kick())
		wait_for_interrupt();
	irq_enable();
	rproc_virtio_notified(vdev, RSC_NOTIFY_ID_ANY);
}
