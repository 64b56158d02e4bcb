/* SPDX-License-Identifier: BSD-2-Clause */
/* FreeRTOS on the virtual board's Cortex-M4, with its ARM_CM3 port: no FPU. */
#ifndef FREERTOS_CONFIG_H
#define FREERTOS_CONFIG_H

#include "mps2.h"

#define configCPU_CLOCK_HZ SYSCLK_HZ
#define configTICK_RATE_HZ 100
#define configUSE_PREEMPTION 1
#define configUSE_TIME_SLICING 1
#define configMAX_PRIORITIES 4
#define configMINIMAL_STACK_SIZE 128
#define configTICK_TYPE_WIDTH_IN_BITS TICK_TYPE_WIDTH_32_BITS
#define configSUPPORT_STATIC_ALLOCATION 1
#define configSUPPORT_DYNAMIC_ALLOCATION 0
#define configKERNEL_PROVIDED_STATIC_MEMORY 1
#define configCHECK_FOR_STACK_OVERFLOW 2
#define configUSE_IDLE_HOOK 0
#define configUSE_TICK_HOOK 0
#define configUSE_TIMERS 0
#define INCLUDE_vTaskDelay 1

/* QEMU's core has eight bits of priority; interrupts up to 0x40 may not call FreeRTOS */
#define configKERNEL_INTERRUPT_PRIORITY 0xff
#define configMAX_SYSCALL_INTERRUPT_PRIORITY 0x40

/* a failed assertion is a crash, which Linux recovers */
#define configASSERT(condition)           \
	do {                              \
		if (!(condition))         \
			__builtin_trap(); \
	} while (0)

/* the names that start.c's vector table has */
#define vPortSVCHandler svc_handler
#define xPortPendSVHandler pendsv_handler
#define xPortSysTickHandler systick_handler

#endif /* FREERTOS_CONFIG_H */
