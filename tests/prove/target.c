// SPDX-License-Identifier: BSD-2-Clause
#include "image/target.c"
#include "prove.h"

#ifndef TARGET_MAX
#define TARGET_MAX 8
#endif

/* What the core is called, decided in another way than target.c does it */
static bool is_text(const char *text, uint32_t size, const char *name)
{
	uint32_t n;

	for (n = 0; n < size; n++)
		if (!name[n] || name[n] != text[n])
			return false;
	return !name[size];
}

static bool is_decimal(const char *text, uint32_t size, uint32_t number)
{
	uint32_t n = size;

	while (n && number >= 10) {
		if (text[--n] != (char)('0' + number % 10))
			return false;
		number /= 10;
	}
	return n == 1 && text[0] == (char)('0' + number);
}

void harness(void)
{
	uint32_t size = nondet_u32(), number = nondet_u32(), core;
	struct teeproc_identity identity;
	const char *target;
	bool meant;

	ASSUME(size >= 1 && size <= TARGET_MAX);
	target = (const char *)any_bytes(size);
	ASSUME(teeproc_target_is_valid(target, size));
	for (core = 0; core < size && target[core] != '@'; core++)
		;
	meant = is_decimal(target, core, number) ||
		is_text(target, core, identity.core) ||
		is_text(target, core, identity.class);
	if (core < size)
		meant = meant && is_text(target + core + 1, size - core - 1,
					 identity.soc);
	if (teeproc_target_difference(target, size, number, &identity)) {
		REACHED("for another core");
		return;
	}
	REACHED("for this core");
	if (core < size)
		REACHED("for this SoC");
	HOLDS(meant);
}
