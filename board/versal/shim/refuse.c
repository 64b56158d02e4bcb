/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What Linux is refused is said, in the secure world's log, and Linux gets what it
 * would get from a bus: a synchronous external abort.
 */
#include <stdbool.h>
#include <stdint.h>

#include <teeproc/versal_mailbox.h>

#define UART 0xff010000u
#define UART_DR 0x00
#define UART_FR 0x18
#define UART_FR_TXFF 0x20

#define EC(esr) ((esr) >> 26 & 0x3f)
#define EC_INSTRUCTION_LOWER 0x20
#define EC_DATA_LOWER 0x24
#define EC_SAME 1 /* of EL1 itself */
#define EC_HVC64 0x16
#define SMCCC_NOT_SUPPORTED (~0ull)
#define ESR_IL (1ull << 25)
#define ESR_WNR (1ull << 6)
#define ESR_SYNDROME (1ull << 24) /* and with it */
#define ESR_SIZE(esr) ((esr) >> 22 & 3)
#define ESR_SIZE_WORD 2
#define ESR_REGISTER(esr) ((esr) >> 16 & 0x1f)
#define ESR_S1PTW (1ull << 7)
#define FSC_EXTERNAL 0x10

#define SPSR_MODE(spsr) ((spsr)&0xf)
#define SPSR_EL0 0
#define SPSR_EL1H_MASKED 0x3c5

/* from where an exception comes: EL1 on the stack of EL0, on its own, EL0 */
#define VECTOR_EL1T 0x000
#define VECTOR_EL1H 0x200
#define VECTOR_EL0 0x400

#define read(name)                                                 \
	({                                                         \
		uint64_t value_;                                   \
		__asm__ volatile("mrs %0, " #name : "=r"(value_)); \
		value_;                                            \
	})
#define write(name, value) \
	__asm__ volatile("msr " #name ", %0" : : "r"((uint64_t)(value)))

/* @x: all of whom it has trapped, as x0 to x30 */
void shim_trapped(uint64_t *x);

static void put(char c)
{
	while (*(volatile uint32_t *)(uintptr_t)(UART + UART_FR) & UART_FR_TXFF)
		;
	*(volatile uint32_t *)(uintptr_t)(UART + UART_DR) = (uint8_t)c;
}

static void put_text(const char *text)
{
	while (*text)
		put(*text++);
}

static void put_hex(uint64_t value)
{
	int shift;

	put_text("0x");
	for (shift = 36; shift >= 0; shift -= 4)
		put("0123456789abcdef"[value >> shift & 0xf]);
}

static uint64_t address(void)
{
	return (read(hpfar_el2) >> 4 & 0xfffffffull) << 12 |
	       (read(far_el2) & 0xfff);
}

/*
 * Of the doorbell, which is a DMA channel, Linux has what concerns its interrupt
 * (teeproc/versal_mailbox.h), a word at a time and through here.
 */
static bool doorbell(uint64_t esr, uint64_t *x)
{
	uint64_t pa = address();
	unsigned int reg = ESR_REGISTER(esr);
	volatile uint32_t *word = (volatile uint32_t *)(uintptr_t)pa;

	if (EC(esr) != EC_DATA_LOWER || !(esr & ESR_SYNDROME) ||
	    ESR_SIZE(esr) != ESR_SIZE_WORD || (esr & ESR_S1PTW))
		return false;
	if (pa != TEEPROC_VMBOX_ADMA + TEEPROC_VMBOX_ISR &&
	    pa != TEEPROC_VMBOX_ADMA + TEEPROC_VMBOX_IEN &&
	    pa != TEEPROC_VMBOX_ADMA + TEEPROC_VMBOX_IDS)
		return false;
	if (esr & ESR_WNR)
		*word = reg == 31 ? 0 : (uint32_t)x[reg];
	else if (reg == 31)
		(void)*word;
	else
		x[reg] = *word;
	write(elr_el2, read(elr_el2) + 4);
	return true;
}

static void say(uint64_t esr, uint64_t pa)
{
	put_text("shim: Linux is refused to ");
	if (EC(esr) == EC_INSTRUCTION_LOWER)
		put_text("execute at ");
	else
		put_text(esr & ESR_WNR ? "write to " : "read from ");
	put_hex(pa);
	put_text("\r\n");
}

static uint64_t vector_of(uint64_t spsr)
{
	if (SPSR_MODE(spsr) == SPSR_EL0)
		return VECTOR_EL0;
	return SPSR_MODE(spsr) & 1 ? VECTOR_EL1H : VECTOR_EL1T;
}

static void refuse(uint64_t esr)
{
	uint64_t spsr = read(spsr_el2);
	uint64_t class = EC(esr);

	say(esr, address());
	if (SPSR_MODE(spsr) != SPSR_EL0)
		class += EC_SAME;
	write(esr_el1, class << 26 | ESR_IL | (esr & ESR_WNR) | FSC_EXTERNAL);
	write(far_el1, read(far_el2));
	write(elr_el1, read(elr_el2));
	write(spsr_el1, spsr);
	write(elr_el2, read(vbar_el1) + vector_of(spsr));
	write(spsr_el2, SPSR_EL1H_MASKED);
}

void shim_trapped(uint64_t *x)
{
	uint64_t esr = read(esr_el2);

	if (EC(esr) == EC_HVC64)
		x[0] = SMCCC_NOT_SUPPORTED; /* there is nobody to call */
	else if (!doorbell(esr, x))
		refuse(esr);
}
