/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The SoC that the firmware is compiled for: registers, and how its core waits. Each
 * has SRAM_DA, where its shared memory begins, irq_disable(), irq_enable(),
 * wait_for_interrupt(), sleep_forever(), console_init() and console_put(); SOC_WATCHDOG
 * if there is one, and where mailbox.c is its mailbox mailbox_uart_init(), _put() and
 * _take().
 */
#ifndef SOC_H
#define SOC_H

#if defined(__riscv)
#include "riscv/virt.h"
#elif __ARM_ARCH_PROFILE == 'R'
#include "versal/versal.h"
#else
#include "mps2.h"
#endif

#endif /* SOC_H */
