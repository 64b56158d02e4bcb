// SPDX-License-Identifier: BSD-2-Clause
#include "core_shim.h"

#include <io.h>
#include <kernel/delay.h>
#include <kernel/dt.h>
#include <kernel/mutex.h>
#include <platform_config.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <string_ext.h>
#include <teeproc/control_port.h>
#include <trace.h>
#include <zlib.h>

#define DR 0x00
#define FR 0x18
#define FR_RXFE 0x10
#define IMSC 0x38

struct core_shim core_shim;

static char queue[1 << 16];
static size_t queue_head;
static size_t queue_tail;

void core_shim_reset(void)
{
	memset(&core_shim, 0, sizeof(core_shim));
	core_shim.now_us = 12345678;
	core_shim.irq_enabled = true;
	queue_head = 0;
	queue_tail = 0;
}

void core_shim_send(const char *bytes)
{
	size_t size = strlen(bytes);

	if (size > sizeof(queue) - queue_tail)
		abort();
	memcpy(queue + queue_tail, bytes, size);
	queue_tail += size;
}

void core_shim_answer_seq(unsigned int seq, const char *text)
{
	char line[2048];
	int size = snprintf(line, sizeof(line), "%04x %s", seq, text);
	unsigned long crc = crc32(0, (const Bytef *)line, (unsigned int)size);
	char framed[2100];

	snprintf(framed, sizeof(framed), "%c%s %08lx\r\n", TEEPROC_CP_STX, line,
		 crc);
	core_shim_send(framed);
}

void core_shim_answer(const char *text)
{
	core_shim_answer_seq((unsigned int)strtoul(core_shim.last, NULL, 16),
			     text);
}

uint32_t io_read32(vaddr_t address)
{
	if (address == CONSOLE_UART_BASE + FR) {
		if (queue_head < queue_tail)
			return 0;
		core_shim.now_us += 1000;
		return FR_RXFE;
	}
	if (address == CONSOLE_UART_BASE + DR && queue_head < queue_tail)
		return (uint8_t)queue[queue_head++];
	abort();
}

void io_write32(vaddr_t address, uint32_t value)
{
	if (address != CONSOLE_UART_BASE + IMSC)
		abort();
	core_shim.irq_enabled = value;
}

uint64_t timeout_init_us(uint32_t us)
{
	return core_shim.now_us + us;
}

bool timeout_elapsed(uint64_t deadline)
{
	return core_shim.now_us > deadline;
}

void mutex_lock(struct mutex *mutex)
{
	if (mutex->locked++)
		abort();
	core_shim.locks++;
}

void mutex_unlock(struct mutex *mutex)
{
	if (!mutex->locked--)
		abort();
	core_shim.locks--;
}

void trace_ext_puts(const char *line)
{
	size_t size = strlen(line);

	/* one whole line, with nobody else's on the way and no interrupt */
	if (line[0] != TEEPROC_CP_STX || line[size - 1] != '\n' ||
	    size > TEEPROC_CP_LINE_MAX || core_shim.irq_enabled ||
	    core_shim.locks < 1)
		abort();
	snprintf(core_shim.last, sizeof(core_shim.last), "%.*s", (int)size - 2,
		 line + 1);
	core_shim.requests++;
	if (core_shim.soc)
		core_shim.soc(core_shim.last);
}

void core_trace(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(core_shim.message, sizeof(core_shim.message), format, ap);
	va_end(ap);
}

void *get_external_dt(void)
{
	return core_shim.fdt;
}

int consttime_memcmp(const void *a, const void *b, size_t size)
{
	return memcmp(a, b, size);
}
