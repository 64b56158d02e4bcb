// SPDX-License-Identifier: BSD-2-Clause
#include "core_shim.h"

#include <io.h>
#include <kernel/delay.h>
#include <kernel/dt.h>
#include <kernel/mutex.h>
#include <kernel/spinlock.h>
#include <kernel/thread.h>
#include <mm/core_mmu.h>
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
#define FR_TXFF 0x20
#define LCR_H 0x2c
#define LCR_H_FEN 0x10
#define LCR_H_OTHER 0x60 /* 8 bits: as OP-TEE's driver leaves it */
#define IMSC 0x38

struct core_shim core_shim;

static char queue[1 << 16];
static size_t queue_head;
static size_t queue_tail;
/* what is sent while the UART's lock is held */
static char sent[TEEPROC_CP_LINE_MAX + 1];
static size_t sent_size;
static bool held;
static bool full;
static uint32_t line_control = LCR_H_OTHER;

void core_shim_reset(void)
{
	memset(&core_shim, 0, sizeof(core_shim));
	core_shim.now_us = 12345678;
	core_shim.irq_enabled = true;
	queue_head = 0;
	queue_tail = 0;
	sent_size = 0;
	line_control = LCR_H_OTHER;
}

void core_shim_send(const char *bytes)
{
	size_t size = strlen(bytes);

	if (size > sizeof(queue) - queue_tail)
		abort();
	memcpy(queue + queue_tail, bytes, size);
	queue_tail += size;
}

void core_shim_take(char *bytes, size_t size)
{
	snprintf(bytes, size, "%.*s", (int)(queue_tail - queue_head),
		 queue + queue_head);
	queue_head = queue_tail;
}

void core_shim_answer_line(const char *line, char space)
{
	unsigned long crc =
		crc32(0, (const Bytef *)line, (unsigned int)strlen(line));
	char framed[2100];

	snprintf(framed, sizeof(framed), "%c%s%c%08lx\n", TEEPROC_CP_STX, line,
		 space, crc);
	core_shim_send(framed);
}

void core_shim_answer_seq(unsigned int seq, const char *text)
{
	char line[2048];

	snprintf(line, sizeof(line), "%04x %s", seq, text);
	core_shim_answer_line(line, ' ');
}

void core_shim_answer(const char *text)
{
	core_shim_answer_seq((unsigned int)strtoul(core_shim.last, NULL, 16),
			     text);
}

/* Room for a byte comes a poll after the last one was sent. */
static uint32_t flags(void)
{
	uint32_t room = full ? FR_TXFF : 0;

	full = false;
	if (queue_head < queue_tail)
		return room;
	if (!held)
		core_shim.now_us += 1000;
	return room | FR_RXFE;
}

__attribute__((weak)) uint32_t io_read32(vaddr_t address)
{
	if (address == CONSOLE_UART_BASE + FR)
		return flags();
	if (address == CONSOLE_UART_BASE + DR && queue_head < queue_tail)
		return (uint8_t)queue[queue_head++];
	if (address == CONSOLE_UART_BASE + LCR_H)
		return line_control;
	abort();
}

static void print(char byte)
{
	if (byte == TEEPROC_CP_STX)
		abort();
	if (core_shim.printed < sizeof(core_shim.console))
		core_shim.console[core_shim.printed++] = byte;
}

/* The other side of the wire: a frame goes out under one lock, or none does. */
static void take_sent(void)
{
	size_t size = sent_size;
	size_t n;

	sent_size = 0;
	if (size && sent[0] == TEEPROC_CP_STX) {
		sent[size] = '\0';
		if (strchr(sent + 1, TEEPROC_CP_STX) || size < 2 ||
		    strchr(sent, '\n') != sent + size - 1 ||
		    core_shim.irq_enabled || core_shim.locks < 1 ||
		    line_control != (LCR_H_OTHER | LCR_H_FEN))
			abort();
		snprintf(core_shim.last, sizeof(core_shim.last), "%.*s",
			 (int)size - 2, sent + 1);
		core_shim.requests++;
		if (core_shim.soc)
			core_shim.soc(core_shim.last);
		return;
	}
	for (n = 0; n < size; n++)
		print(sent[n]);
}

static void send(char byte)
{
	if (full || !core_shim.masked || held == core_shim.mmu_off)
		abort();
	full = true;
	if (core_shim.mmu_off) {
		print(byte);
		return;
	}
	if (sent_size >= TEEPROC_CP_LINE_MAX)
		abort();
	sent[sent_size++] = byte;
}

/* With its FIFO goes what is in it. */
static void set_line_control(uint32_t value)
{
	if ((value ^ line_control) & LCR_H_FEN)
		queue_head = queue_tail;
	line_control = value;
}

__attribute__((weak)) void io_write32(vaddr_t address, uint32_t value)
{
	if (address == CONSOLE_UART_BASE + DR && value <= UINT8_MAX)
		send((char)value);
	else if (address == CONSOLE_UART_BASE + IMSC)
		core_shim.irq_enabled = value;
	else if (address == CONSOLE_UART_BASE + LCR_H)
		set_line_control(value);
	else
		abort();
}

bool cpu_mmu_enabled(void)
{
	return !core_shim.mmu_off;
}

void cpu_spin_lock_no_dldetect(unsigned int *lock)
{
	if ((*lock)++ || !core_shim.masked)
		abort();
	held = true;
}

void cpu_spin_unlock(unsigned int *lock)
{
	if (!(*lock)-- || !core_shim.masked)
		abort();
	held = false;
	take_sent();
}

uint32_t thread_mask_exceptions(uint32_t exceptions)
{
	uint32_t state = core_shim.masked ? THREAD_EXCP_ALL : 0;

	if (exceptions != THREAD_EXCP_ALL)
		abort();
	core_shim.masked = true;
	return state;
}

void thread_unmask_exceptions(uint32_t state)
{
	core_shim.masked = state == THREAD_EXCP_ALL;
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

static bool heap_fails(void)
{
	return core_shim.fail_heap && !--core_shim.fail_heap;
}

/* The linker puts these between the sources and the C library (--wrap). */
void *__real_malloc(size_t size);
void *__real_calloc(size_t num, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t num, size_t size);

void *__wrap_malloc(size_t size)
{
	return heap_fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t num, size_t size)
{
	return heap_fails() ? NULL : __real_calloc(num, size);
}

int consttime_memcmp(const void *a, const void *b, size_t size)
{
	return memcmp(a, b, size);
}
