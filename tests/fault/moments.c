// SPDX-License-Identifier: BSD-2-Clause
#include "moments.h"

#include "bail_out.h"

#include <stdlib.h>
#include <string.h>

static const enum machine_region compared[] = { REGION_DATA, REGION_STACK,
						REGION_TMP };

#define COMPARED (sizeof(compared) / sizeof(compared[0]))

struct moment {
	unsigned int request;
	uint64_t pc;
	struct registers registers;
	struct tee_state state;
	struct fake_pta pta;
	uint8_t *memory[COMPARED];
};

static const struct region *region_of(const struct tee *tee, size_t n)
{
	return tee->machine.regions + compared[n];
}

void moments_add(struct moments *moments, struct tee *tee, unsigned int request,
		 uint64_t pc)
{
	struct moment *moment;
	size_t n;

	if (moments->num == moments->room) {
		moments->room = 2 * moments->room + 64;
		moments->moments =
			realloc(moments->moments,
				moments->room * sizeof(*moments->moments));
		if (!moments->moments)
			bail_out("no memory");
	}
	moment = moments->moments + moments->num++;
	moment->request = request;
	moment->pc = pc;
	machine_registers(&tee->machine, &moment->registers);
	moment->state = tee->state;
	moment->pta = fake_pta;
	for (n = 0; n < COMPARED; n++) {
		const struct region *region = region_of(tee, n);

		moment->memory[n] = malloc(region->size);
		if (!moment->memory[n])
			bail_out("no memory");
		memcpy(moment->memory[n], region->bytes, region->size);
	}
}

void moments_free(struct moments *moments)
{
	size_t i;
	size_t n;

	for (i = 0; i < moments->num; i++)
		for (n = 0; n < COMPARED; n++)
			free(moments->moments[i].memory[n]);
	free(moments->moments);
	memset(moments, 0, sizeof(*moments));
}

/* x0 to x7 are arguments, x8 the call's number, x19 to x30 are kept. */
static bool same_in_call(const struct registers *a, const struct registers *b)
{
	return a->pc == b->pc && a->sp == b->sp &&
	       !memcmp(a->x, b->x, 9 * sizeof(a->x[0])) &&
	       !memcmp(a->x + 19, b->x + 19, 12 * sizeof(a->x[0]));
}

/* Inside of a block the CPU does not say where it is. */
static bool same_registers(const struct registers *a, const struct registers *b)
{
	return a->sp == b->sp && a->nzcv == b->nzcv &&
	       !memcmp(a->x, b->x, sizeof(a->x)) &&
	       !memcmp(a->q, b->q, sizeof(a->q));
}

bool moments_is(const struct moments *moments, size_t number, struct tee *tee,
		unsigned int request, uint64_t pc)
{
	const struct moment *moment = moments->moments + number;
	struct registers registers;
	size_t n;

	if (number >= moments->num || request != moment->request ||
	    pc != moment->pc)
		return false;
	machine_registers(&tee->machine, &registers);
	if (!(pc ? same_registers : same_in_call)(&registers,
						  &moment->registers) ||
	    memcmp(&tee->state, &moment->state, sizeof(tee->state)) ||
	    memcmp(&fake_pta, &moment->pta, sizeof(fake_pta)))
		return false;
	for (n = 0; n < COMPARED; n++) {
		const struct region *region = region_of(tee, n);
		uint64_t skip = 0;

		if (compared[n] == REGION_STACK)
			skip = registers.sp - region->base;
		if (skip > region->size ||
		    memcmp(region->bytes + skip, moment->memory[n] + skip,
			   region->size - skip))
			return false;
	}
	return true;
}
