// SPDX-License-Identifier: BSD-2-Clause
/*
 * The UART of the secure world.
 *
 * OP-TEE's whole output, that of its Trusted Applications included, goes through
 * console_putc(), which is weak there so that a platform can have its own. This
 * one keeps the first byte of the control port's frames for the control port.
 * It is bound when OP-TEE is linked: no driver that registers as the console
 * takes its place, and there is no time before which it is not in force.
 */
#include "uart.h"

#include <console.h>
#include <io.h>
#include <kernel/spinlock.h>
#include <kernel/thread.h>
#include <mm/core_memprot.h>
#include <mm/core_mmu.h>
#include <platform_config.h>
#include <teeproc/control_port.h>
#include <util.h>

/* Registers of the PL011 (Arm DDI 0183) */
#define PL011_DR 0x00
#define PL011_FR 0x18
#define PL011_FR_RXFE BIT32(4)
#define PL011_FR_TXFF BIT32(5)
#define PL011_LCR_H 0x2c
#define PL011_LCR_H_FEN BIT32(4)
#define PL011_IMSC 0x38
#define PL011_SIZE 0x1000

#define STX_SHOWN_AS '?'

static struct io_pa_va uart __nex_data = { .pa = CONSOLE_UART_BASE };
static unsigned int uart_spinlock __nex_bss = SPINLOCK_UNLOCK;

static vaddr_t uart_base(void)
{
	return io_pa_or_va_secure(&uart, PL011_SIZE);
}

/*
 * Held for a frame, or for a byte of the console. Nothing under it prints. A CPU
 * whose MMU is not on yet can't take it; it runs no more than its way to there.
 */
static uint32_t uart_lock(void)
{
	uint32_t exceptions = thread_mask_exceptions(THREAD_EXCP_ALL);

	if (cpu_mmu_enabled())
		cpu_spin_lock_no_dldetect(&uart_spinlock);
	return exceptions;
}

static void uart_unlock(uint32_t exceptions)
{
	if (cpu_mmu_enabled())
		cpu_spin_unlock(&uart_spinlock);
	thread_unmask_exceptions(exceptions);
}

static void send_byte(uint8_t byte)
{
	vaddr_t base = uart_base();

	while (io_read32(base + PL011_FR) & PL011_FR_TXFF)
		;
	io_write32(base + PL011_DR, byte);
}

void console_putc(int ch)
{
	uint32_t exceptions = uart_lock();
	uint8_t byte = ch;

	if (byte == '\n')
		send_byte('\r');
	send_byte(byte == TEEPROC_CP_STX ? STX_SHOWN_AS : byte);
	uart_unlock(exceptions);
}

void uart_send(const char *frame, size_t size)
{
	uint32_t exceptions = uart_lock();

	while (size--)
		send_byte(*frame++);
	uart_unlock(exceptions);
}

bool uart_receive(char *byte)
{
	vaddr_t base = uart_base();

	if (io_read32(base + PL011_FR) & PL011_FR_RXFE)
		return false;
	*byte = io_read32(base + PL011_DR);
	return true;
}

void uart_prepare(void)
{
	vaddr_t base = uart_base();
	uint32_t line = io_read32(base + PL011_LCR_H);

	io_write32(base + PL011_IMSC, 0);
	if (!(line & PL011_LCR_H_FEN))
		io_write32(base + PL011_LCR_H, line | PL011_LCR_H_FEN);
}
