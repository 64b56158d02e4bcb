/* SPDX-License-Identifier: BSD-2-Clause */
/* The remote side of Versal's mailbox: counts in memory, and a doorbell. */
#include "../mailbox.h"

#include <teeproc/versal_mailbox.h>

#include "../soc.h"

#define TO_LINUX(channel) \
	REG32(TEEPROC_VMBOX_WORDS + TEEPROC_VMBOX_TO_LINUX(channel))
#define TO_CORE(channel) \
	REG32(TEEPROC_VMBOX_WORDS + TEEPROC_VMBOX_TO_CORE(channel))
#define ADMA(offset) REG32(TEEPROC_VMBOX_ADMA + (offset))

/* Linux' counts as far as they were acted on */
static uint32_t seen[TEEPROC_MBOX_VECTORS];

void mailbox_init(void)
{
	uint32_t channel;

	for (channel = 0; channel < TEEPROC_MBOX_VECTORS; channel++)
		seen[channel] = TO_CORE(channel);
}

/* A word copied, for the interrupt that tells of it */
static void set_descriptor(uint32_t reg, uint32_t address, uint32_t flags)
{
	ADMA(reg + 0x0) = address;
	ADMA(reg + 0x4) = 0;
	ADMA(reg + 0x8) = sizeof(uint32_t);
	ADMA(reg + 0xc) = flags;
}

static void ring(void)
{
	set_descriptor(TEEPROC_VMBOX_SRC,
		       TEEPROC_VMBOX_WORDS + TEEPROC_VMBOX_COPY_FROM, 0);
	set_descriptor(TEEPROC_VMBOX_DST,
		       TEEPROC_VMBOX_WORDS + TEEPROC_VMBOX_COPY_TO,
		       TEEPROC_VMBOX_DST_INTR);
	ADMA(TEEPROC_VMBOX_CTRL2) = TEEPROC_VMBOX_CTRL2_EN;
}

static uint32_t channel_of(uint8_t byte)
{
	switch (byte) {
	case TEEPROC_MBOX_BYTE_VQ0:
		return TEEPROC_MBOX_VEC_VQ0;
	case TEEPROC_MBOX_BYTE_VQ1:
		return TEEPROC_MBOX_VEC_VQ1;
	case TEEPROC_MBOX_BYTE_SHUTDOWN:
		return TEEPROC_MBOX_VEC_SHUTDOWN;
	case TEEPROC_MBOX_BYTE_CRASH:
		return TEEPROC_MBOX_VEC_CRASH;
	default:
		return TEEPROC_MBOX_VECTORS; /* nobody here to tell of an end */
	}
}

void mailbox_send(uint8_t byte)
{
	uint32_t channel = channel_of(byte);

	if (channel == TEEPROC_MBOX_VECTORS)
		return;
	/* what it tells of, then the count, then the bell */
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	TO_LINUX(channel) = TO_LINUX(channel) + 1;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	ring();
}

static bool changed(uint32_t channel)
{
	uint32_t count = TO_CORE(channel);
	bool ret = count != seen[channel];

	seen[channel] = count;
	return ret;
}

/* Both are looked at, or the second would be a kick once more. */
bool mailbox_take_kick(void)
{
	bool vq0 = changed(TEEPROC_MBOX_VEC_VQ0);
	bool vq1 = changed(TEEPROC_MBOX_VEC_VQ1);

	if (vq0 || vq1)
		mailbox_kicked();
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	return vq0 || vq1;
}

__attribute__((weak)) void mailbox_kicked(void)
{
}

bool mailbox_is_shutdown(void)
{
	return TO_CORE(TEEPROC_MBOX_VEC_SHUTDOWN) !=
	       seen[TEEPROC_MBOX_VEC_SHUTDOWN];
}

/* No interrupt comes. */
void mailbox_interrupt(void)
{
}
