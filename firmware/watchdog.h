/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The core's watchdog: an NMI when it has not been fed in time, and when it runs out
 * once more a reset, which the board takes for a crash.
 */
#ifndef FIRMWARE_WATCHDOG_H
#define FIRMWARE_WATCHDOG_H

#include <stdint.h>

#include "mps2.h"

/* @period_ms: at most 171,000 */
static inline void watchdog_start(uint32_t period_ms)
{
	WDOG_LOCK = WDOG_LOCK_KEY;
	WDOG_LOAD = SYSCLK_HZ / 1000u * period_ms;
	WDOG_CONTROL = WDOG_CONTROL_INTEN | WDOG_CONTROL_RESEN;
}

static inline void watchdog_feed(void)
{
	WDOG_INTCLR = 1;
}

#endif /* FIRMWARE_WATCHDOG_H */
