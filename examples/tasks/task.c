/* SPDX-License-Identifier: BSD-2-Clause */
#include "task.h"

#include "mps2.h"
#include "start.h"

#define SYST_CONTROL REG32(0xe000e010u)
#define SYST_LOAD REG32(0xe000e014u)
#define SYST_VALUE REG32(0xe000e018u)
#define SYST_CORE_CLOCK 4u
#define SYST_INTERRUPT 2u
#define SYST_ON 1u
#define SCB_ICSR REG32(0xe000ed04u)
#define SCB_ICSR_PENDSVSET (1u << 28)
#define SCB_SHPR3 REG32(0xe000ed20u)
#define SHPR3_LOWEST 0xffff0000u /* PendSV and SysTick */

#define SAVED_WORDS 16u /* r4 to r11 by us, eight by the core */
#define SAVED_PC 14u
#define SAVED_XPSR 15u
#define XPSR_THUMB 0x01000000u

#define IDLE_WORDS 64u

/*
 * The ring begins with the idle task. It is the one that main() becomes, and is
 * taken when no other is ready.
 */
static uint32_t idle_stack[IDLE_WORDS] __attribute__((aligned(8)));
static struct task idle = { .next = &idle, .stack = idle_stack };
static struct task *current = &idle;
static uint32_t switches;

uint32_t *task_switch(uint32_t *sp);

static void pend_switch(void)
{
	SCB_ICSR = SCB_ICSR_PENDSVSET;
}

void task_add(struct task *task, void (*run)(void), uint32_t *stack,
	      size_t words)
{
	/* an exception frame begins at a multiple of 8 */
	uint32_t *top = (uint32_t *)((uintptr_t)(stack + words) & ~7u);

	task->stack = stack;
	task->sp = top - SAVED_WORDS;
	task->sp[SAVED_PC] = (uintptr_t)run & ~1u;
	task->sp[SAVED_XPSR] = XPSR_THUMB;
	task->next = idle.next;
	idle.next = task;
}

struct task *task_current(void)
{
	return current;
}

uint32_t task_switches(void)
{
	return switches;
}

/* In PendSV, which no interrupt of a tick comes into: both have one priority. */
__attribute__((used)) uint32_t *task_switch(uint32_t *sp)
{
	struct task *task = current;

	if (sp < current->stack)
		__builtin_trap(); /* it has overflowed already */
	current->sp = sp;
	irq_disable();
	do
		task = task->next;
	while (task != current && (task->ticks_left || task == &idle));
	if (task->ticks_left)
		task = &idle;
	irq_enable();
	if (task != current)
		switches++;
	current = task;
	return task->sp;
}

__attribute__((naked)) void pendsv_handler(void)
{
	__asm__ volatile("mrs r0, psp\n\t"
			 "stmdb r0!, {r4-r11}\n\t"
			 "push {r3, lr}\n\t"
			 "bl task_switch\n\t"
			 "pop {r3, lr}\n\t"
			 "ldmia r0!, {r4-r11}\n\t"
			 "msr psp, r0\n\t"
			 "bx lr");
}

void systick_handler(void)
{
	struct task *task;

	irq_disable();
	for (task = idle.next; task != &idle; task = task->next) {
		if (task->ticks_left && task->ticks_left != TASK_FOREVER)
			task->ticks_left--;
	}
	irq_enable();
	task_tick();
	pend_switch();
}

bool task_wait(uint32_t ticks)
{
	current->woken = false;
	current->ticks_left = ticks;
	pend_switch();
	irq_enable();
	__asm__ volatile("isb" ::: "memory"); /* here the others run */
	irq_disable();
	return current->woken;
}

void task_wake(struct task *task)
{
	task->woken = true;
	task->ticks_left = 0;
	pend_switch();
}

void task_sleep(uint32_t ticks)
{
	irq_disable();
	task_wait(ticks);
	irq_enable();
}

static void run_idle(void)
{
	for (;;)
		wait_for_interrupt();
}

void tasks_run(void)
{
	irq_disable();
	SCB_SHPR3 |= SHPR3_LOWEST;
	SYST_LOAD = SYSCLK_HZ / TICKS_PER_S - 1;
	SYST_VALUE = 0;
	SYST_CONTROL = SYST_CORE_CLOCK | SYST_INTERRUPT | SYST_ON;
	/* on the process stack from here on: the main one is the handlers' */
	__asm__ volatile("msr psp, %0\n\t"
			 "movs r0, #2\n\t"
			 "msr control, r0\n\t"
			 "isb\n\t"
			 "cpsie i\n\t"
			 "bx %1" ::"r"(idle_stack + IDLE_WORDS),
			 "r"(run_idle)
			 : "r0", "memory");
	__builtin_unreachable();
}
