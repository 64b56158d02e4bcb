// SPDX-License-Identifier: BSD-2-Clause
#include "machine.h"

#include "bail_out.h"

#include <stdlib.h>
#include <string.h>

/* AArch64's exception class that unicorn gives for svc */
#define INTERRUPT_SVC 2
/* an address that nothing is at */
#define NOWHERE UINT64_C(0x1000)
#define NUM_REGISTERS (31 + 3 + 32)

static int register_ids[NUM_REGISTERS];

static void must(uc_err error, const char *what)
{
	if (error)
		bail_out("unicorn: %s: %s", what, uc_strerror(error));
}

/* Not all of unicorn's numbers for x0 to x30 are consecutive. */
static void name_registers(void)
{
	int *id = register_ids;
	int n;

	for (n = 0; n < 29; n++)
		*id++ = UC_ARM64_REG_X0 + n;
	*id++ = UC_ARM64_REG_X29;
	*id++ = UC_ARM64_REG_X30;
	*id++ = UC_ARM64_REG_SP;
	*id++ = UC_ARM64_REG_PC;
	*id++ = UC_ARM64_REG_NZCV;
	for (n = 0; n < 32; n++)
		*id++ = UC_ARM64_REG_Q0 + n;
}

static void point_at(struct registers *registers, void **values)
{
	unsigned int n;

	for (n = 0; n < 31; n++)
		*values++ = registers->x + n;
	*values++ = &registers->sp;
	*values++ = &registers->pc;
	*values++ = &registers->nzcv;
	for (n = 0; n < 32; n++)
		*values++ = registers->q[n];
}

static void on_interrupt(uc_engine *uc, uint32_t number, void *arg)
{
	struct machine *machine = arg;

	(void)uc;
	if (number == INTERRUPT_SVC)
		machine->svc(machine, machine->arg);
	else
		machine_stop(machine, END_CRASHED);
}

static void on_block(uc_engine *uc, uint64_t address, uint32_t size, void *arg)
{
	struct machine *machine = arg;

	(void)uc;
	(void)size;
	if (!machine->blocks) {
		machine_stop(machine, END_LOOPED);
		return;
	}
	machine->blocks--;
	machine->block(machine, address, machine->arg);
}

static void on_code(uc_engine *uc, uint64_t address, uint32_t size, void *arg)
{
	struct machine *machine = arg;

	(void)uc;
	(void)size;
	machine->step(machine, address, machine->arg);
}

static void add_region(struct machine *machine, enum machine_region which,
		       uint64_t base, uint64_t size)
{
	struct region *region = machine->regions + which;

	region->base = base;
	region->size = size;
	region->bytes = aligned_alloc(PAGE_SIZE, size);
	if (!region->bytes)
		bail_out("no memory");
	must(uc_mem_map_ptr(machine->uc, base, size,
			    UC_PROT_READ | UC_PROT_WRITE, region->bytes),
	     "map");
}

void machine_open(struct machine *machine, const struct ta_file *ta,
		  machine_svc_fn *svc, machine_step_fn *step,
		  machine_step_fn *block, void *arg)
{
	uc_hook hook;

	memset(machine, 0, sizeof(*machine));
	name_registers();
	machine->ta = ta;
	machine->svc = svc;
	machine->step = step;
	machine->block = block;
	machine->arg = arg;
	must(uc_open(UC_ARCH_ARM64, UC_MODE_ARM, &machine->uc), "open");
	must(uc_mem_map_ptr(machine->uc, TA_BASE, ta->text_size,
			    UC_PROT_READ | UC_PROT_EXEC, ta->bytes),
	     "map");
	add_region(machine, REGION_DATA, TA_BASE + ta->text_size,
		   ta->size - ta->text_size);
	add_region(machine, REGION_STACK, STACK_TOP - ta->stack_size,
		   ta->stack_size);
	add_region(machine, REGION_TMP, TMP_BASE, TMP_SIZE);
	add_region(machine, REGION_IN, IN_BASE, IN_SIZE);
	add_region(machine, REGION_OUT, OUT_BASE, OUT_SIZE);
	must(uc_hook_add(machine->uc, &hook, UC_HOOK_INTR, on_interrupt,
			 machine, 1, 0),
	     "hook");
	must(uc_hook_add(machine->uc, &hook, UC_HOOK_BLOCK, on_block, machine,
			 1, 0),
	     "hook");
	if (step)
		must(uc_hook_add(machine->uc, &hook, UC_HOOK_CODE, on_code,
				 machine, 1, 0),
		     "hook");
	machine_reset(machine);
}

void machine_close(struct machine *machine)
{
	unsigned int n;

	uc_close(machine->uc);
	for (n = 0; n < REGIONS; n++)
		free(machine->regions[n].bytes);
}

void machine_reset(struct machine *machine)
{
	struct region *data = machine->regions + REGION_DATA;
	unsigned int n;

	for (n = 0; n < REGIONS; n++)
		memset(machine->regions[n].bytes, 0, machine->regions[n].size);
	memcpy(data->bytes, machine->ta->bytes + machine->ta->text_size,
	       data->size);
}

void machine_run(struct machine *machine, const struct registers *start,
		 unsigned long blocks)
{
	struct registers copy = *start;
	void *values[NUM_REGISTERS];
	uc_err error;

	point_at(&copy, values);
	must(uc_reg_write_batch(machine->uc, register_ids, values,
				NUM_REGISTERS),
	     "registers");
	machine->blocks = blocks;
	/* unless a hook says otherwise */
	machine->end = END_CRASHED;
	error = uc_emu_start(machine->uc, start->pc, NOWHERE, 0, 0);
	if (error)
		machine->end = END_CRASHED;
}

void machine_stop(struct machine *machine, enum machine_end end)
{
	machine->end = end;
	uc_emu_stop(machine->uc);
}

void machine_registers(struct machine *machine, struct registers *registers)
{
	void *values[NUM_REGISTERS];

	memset(registers, 0, sizeof(*registers));
	point_at(registers, values);
	must(uc_reg_read_batch(machine->uc, register_ids, values,
			       NUM_REGISTERS),
	     "registers");
}

uint64_t machine_x(struct machine *machine, unsigned int n)
{
	uint64_t value = 0;

	must(uc_reg_read(machine->uc, register_ids[n], &value), "register");
	return value;
}

void machine_set_x0(struct machine *machine, uint64_t value)
{
	must(uc_reg_write(machine->uc, UC_ARM64_REG_X0, &value), "register");
}

static bool inside(uint64_t base, uint64_t room, uint64_t address,
		   uint64_t size)
{
	return address >= base && address - base <= room &&
	       size <= room - (address - base);
}

void *machine_at(struct machine *machine, uint64_t address, uint64_t size,
		 bool write)
{
	unsigned int n;

	for (n = 0; n < REGIONS; n++) {
		const struct region *region = machine->regions + n;

		if (inside(region->base, region->size, address, size))
			return region->bytes + (address - region->base);
	}
	if (!write && inside(TA_BASE, machine->ta->text_size, address, size))
		return machine->ta->bytes + (address - TA_BASE);
	return NULL;
}

bool machine_put32(struct machine *machine, uint64_t address, uint32_t value)
{
	void *to = machine_at(machine, address, sizeof(value), true);

	if (to)
		memcpy(to, &value, sizeof(value));
	return to;
}

bool machine_is_private(const struct machine *machine, uint64_t address)
{
	(void)machine;
	return address < TMP_BASE;
}

void machine_copy(struct machine *to, const struct machine *from,
		  enum machine_region region)
{
	memcpy(to->regions[region].bytes, from->regions[region].bytes,
	       from->regions[region].size);
}
