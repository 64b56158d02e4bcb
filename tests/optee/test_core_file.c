// SPDX-License-Identifier: BSD-2-Clause
/* The core file that a dump is: machines, registers, memories. */
#include "client.h"
#include "cmocka_api.h"

#include <elf.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define CORE FAKE_SMALL
/* small ones of which no other test asks what they are */
#define RV64_CORE 9
#define ODD_CORE 10
#define HIGH_CORE 11 /* and 12 */
#define LARGE_CORE 13 /* and 14 */
#define MEMORY_SIZE (64u << 10)

static void check_note(const uint8_t *dump, const Elf32_Phdr *phdr)
{
	uint8_t status[148] = { 0 };
	Elf32_Nhdr note;
	uint32_t reg;
	uint32_t n;

	assert_int_equal(phdr->p_type, PT_NOTE);
	memcpy(&note, dump + phdr->p_offset, sizeof(note));
	assert_int_equal(note.n_type, NT_PRSTATUS);
	assert_int_equal(note.n_namesz, 5);
	assert_int_equal(note.n_descsz, 148);
	assert_memory_equal(dump + phdr->p_offset + 12, "CORE", 5);
	assert_int_equal(phdr->p_filesz, 12 + 8 + sizeof(status));
	assert_int_equal(phdr->p_vaddr | phdr->p_paddr | phdr->p_memsz, 0);
	assert_int_equal(phdr->p_flags, 0);
	assert_int_equal(phdr->p_align, 4);
	/* struct elf_prstatus: pr_info.si_signo, pr_cursig, pr_reg */
	status[0] = SIGABRT;
	status[12] = SIGABRT;
	for (n = 0; n < 17; n++) {
		reg = 0x1000 + n;
		memcpy(status + 72 + 4 * n, &reg, 4);
	}
	assert_memory_equal(dump + phdr->p_offset + 20, status, sizeof(status));
}

static void check_memories(const uint8_t *dump, size_t size,
			   const Elf32_Phdr *phdr)
{
	static const uint32_t das[] = { FAKE_CODE_DA, FAKE_DATA_DA,
					FAKE_SRAM_DA };
	size_t n;

	for (n = 0; n < 3; n++) {
		assert_int_equal(phdr[n].p_type, PT_LOAD);
		assert_int_equal(phdr[n].p_vaddr, das[n]);
		assert_int_equal(phdr[n].p_paddr, das[n]);
		assert_int_equal(phdr[n].p_flags, PF_R | PF_W | PF_X);
		assert_int_equal(phdr[n].p_align, 1);
		assert_int_equal(phdr[n].p_filesz, MEMORY_SIZE);
		assert_int_equal(phdr[n].p_memsz, MEMORY_SIZE);
		assert_in_range(phdr[n].p_offset, 1, size - MEMORY_SIZE);
		assert_memory_equal(dump + phdr[n].p_offset,
				    fake_pta_at(CORE, das[n], MEMORY_SIZE),
				    MEMORY_SIZE);
	}
}

static void test_coredump(void **state)
{
	static const Elf32_Ehdr want = {
		.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS32, ELFDATA2LSB,
			     EV_CURRENT },
		.e_type = ET_CORE,
		.e_machine = EM_ARM,
		.e_version = EV_CURRENT,
		.e_phoff = sizeof(want),
		.e_ehsize = sizeof(want),
		.e_phentsize = sizeof(Elf32_Phdr),
		.e_phnum = 4,
	};
	Elf32_Ehdr ehdr;
	Elf32_Phdr phdr[4];
	uint8_t *dump;
	size_t size;

	(void)state;
	client_run_and_stop(CORE);
	dump = client_take_dump(CORE, &size);
	memcpy(&ehdr, dump, sizeof(ehdr));
	assert_memory_equal(&ehdr, &want, sizeof(ehdr));
	memcpy(phdr, dump + ehdr.e_phoff, sizeof(phdr));
	check_note(dump, phdr);
	check_memories(dump, size, phdr + 1);
	assert_int_equal(phdr[3].p_offset + phdr[3].p_filesz, size);
	free(dump);
}

/* A RISC-V: the other class, another machine, other registers */
static void test_coredump_64(void **state)
{
	static const Elf64_Ehdr want = {
		.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS64, ELFDATA2LSB,
			     EV_CURRENT },
		.e_type = ET_CORE,
		.e_machine = EM_RISCV,
		.e_version = EV_CURRENT,
		.e_phoff = sizeof(want),
		.e_ehsize = sizeof(want),
		.e_phentsize = sizeof(Elf64_Phdr),
		.e_phnum = 4,
	};
	static const uint32_t das[] = { FAKE_CODE_DA, FAKE_DATA_DA,
					FAKE_SRAM_DA };
	uint8_t status[376] = { SIGABRT };
	Elf64_Phdr phdr[4];
	Elf64_Nhdr note;
	uint8_t *dump;
	size_t size;
	uint64_t n;

	(void)state;
	/* one that has not been asked before what it is */
	fake_pta.cores[RV64_CORE].is_rv64 = true;
	assert_int_equal(client_open(RV64_CORE), TEE_SUCCESS);
	client_run_and_stop(RV64_CORE);
	dump = client_take_dump(RV64_CORE, &size);
	assert_memory_equal(dump, &want, sizeof(want));
	memcpy(phdr, dump + sizeof(want), sizeof(phdr));
	assert_int_equal(phdr[0].p_type, PT_NOTE);
	assert_int_equal(phdr[0].p_filesz, 12 + 8 + sizeof(status));
	assert_int_equal(phdr[0].p_align, 4);
	memcpy(&note, dump + phdr[0].p_offset, sizeof(note));
	assert_int_equal(note.n_type, NT_PRSTATUS);
	assert_int_equal(note.n_descsz, sizeof(status));
	status[12] = SIGABRT;
	for (n = 0; n < 32; n++) {
		uint64_t reg = (UINT64_C(0x12345678) << 32) + 0x1000 + n;

		memcpy(status + 112 + 8 * n, &reg, 8);
	}
	assert_memory_equal(dump + phdr[0].p_offset + 20, status,
			    sizeof(status));
	for (n = 1; n < 4; n++) {
		assert_int_equal(phdr[n].p_type, PT_LOAD);
		assert_int_equal(phdr[n].p_vaddr, das[n - 1]);
		assert_int_equal(phdr[n].p_paddr, das[n - 1]);
		assert_int_equal(phdr[n].p_flags, PF_R | PF_W | PF_X);
		assert_int_equal(phdr[n].p_filesz, MEMORY_SIZE);
		assert_int_equal(phdr[n].p_memsz, MEMORY_SIZE);
		assert_int_equal(phdr[n].p_align, 1);
		assert_memory_equal(dump + phdr[n].p_offset,
				    fake_pta_at(RV64_CORE, das[n - 1],
						MEMORY_SIZE),
				    MEMORY_SIZE);
	}
	assert_int_equal(phdr[3].p_offset + phdr[3].p_filesz, size);
	free(dump);
}

/* A platform that does not tell has Arms; one that tells what nobody knows, no dump */
static void test_machines(void **state)
{
	static const uint32_t bits[] = { 31, 33, 63, 65, 128, UINT32_MAX };
	uint8_t *dump;
	size_t size = 0;
	size_t n;

	(void)state;
	assert_int_equal(client_open(ODD_CORE), TEE_SUCCESS);
	client_run_and_stop(ODD_CORE);
	for (n = 0; n < sizeof(bits) / sizeof(*bits); n++) {
		fake_pta.cores[ODD_CORE].odd_bits = bits[n];
		assert_int_equal(client_coredump(ODD_CORE, NULL, &size),
				 TEE_ERROR_NOT_SUPPORTED);
	}
	fake_pta.cores[ODD_CORE].machineless = true;
	dump = client_take_dump(ODD_CORE, &size);
	assert_int_equal(dump[18], EM_ARM);
	free(dump);
}

/* The SoC has no registers to give: a dump of the memories alone */
static void test_no_registers(void **state)
{
	Elf32_Ehdr ehdr;
	Elf32_Phdr phdr[3];
	uint8_t *dump;
	size_t size;

	(void)state;
	client_run_and_stop(CORE);
	fake_pta.cores[CORE].has_regs = false;
	dump = client_take_dump(CORE, &size);
	memcpy(&ehdr, dump, sizeof(ehdr));
	assert_int_equal(ehdr.e_phnum, 3);
	memcpy(phdr, dump + ehdr.e_phoff, sizeof(phdr));
	check_memories(dump, size, phdr);
	free(dump);
}

/* One register less or more than the machine has: nobody knows which are told */
static void test_odd_registers(void **state)
{
	size_t size = 0;
	int step;

	(void)state;
	client_run_and_stop(CORE);
	for (step = -4; step <= 4; step += 8) {
		fake_pta.cores[CORE].size_step = step;
		assert_int_equal(client_coredump(CORE, NULL, &size),
				 TEE_ERROR_BAD_FORMAT);
	}
	fake_pta.cores[CORE].size_step = 0;
}

/* A platform that does not tell its memories: the segments of this image */
static void test_noted_segments(void **state)
{
	struct image_options options;
	size_t size;
	uint32_t n;

	(void)state;
	assert_int_equal(client_open(FAKE_UPSTREAM), TEE_SUCCESS);
	for (n = 3; n; n--) {
		image_default_options(&options, p256_key);
		options.target = "2";
		options.rsc_table = RSC_NONE;
		options.num_segments = n;
		expect_loads(FAKE_UPSTREAM, &options);
		assert_int_equal(client_start(FAKE_UPSTREAM), TEE_SUCCESS);
		assert_int_equal(client_stop(FAKE_UPSTREAM), TEE_SUCCESS);
		size = 0;
		assert_int_equal(client_coredump(FAKE_UPSTREAM, NULL, &size),
				 TEE_ERROR_SHORT_BUFFER);
		size -= 52 + n * 32;
		while (options.num_segments)
			size -= options.segments[--options.num_segments]
					.mem_size;
		assert_int_equal(size, 0);
		assert_int_equal(client_release(FAKE_UPSTREAM), TEE_SUCCESS);
	}
}

/* Addresses of the file have 32 bits: a memory beyond those is in none */
static void test_high_memory(void **state)
{
	static const struct {
		uint64_t da;
		TEE_Result res;
	} places[] = {
		{ UINT32_MAX - MEMORY_SIZE, TEE_ERROR_SHORT_BUFFER },
		{ UINT32_MAX - MEMORY_SIZE + 1, TEE_ERROR_NOT_SUPPORTED },
	};
	struct image_options options;
	size_t size;
	size_t n;

	(void)state;
	image_default_options(&options, p256_key);
	options.rsc_table = RSC_NONE;
	options.num_segments = 1;
	for (n = 0; n < sizeof(places) / sizeof(*places); n++) {
		uint32_t core = HIGH_CORE + n;

		fake_pta.cores[core].memories[1].da = places[n].da;
		assert_int_equal(client_open(core), TEE_SUCCESS);
		expect_loads(core, &options);
		assert_int_equal(client_start(core), TEE_SUCCESS);
		assert_int_equal(client_stop(core), TEE_SUCCESS);
		size = 0;
		/* and so it is when it has been asked before */
		assert_int_equal(client_coredump(core, NULL, &size),
				 places[n].res);
		assert_int_equal(client_coredump(core, NULL, &size),
				 places[n].res);
	}
}

/* It has not more than 4 GiB either */
static void test_large_memories(void **state)
{
	uint32_t core;
	size_t size = 0;
	uint32_t rest;

	(void)state;
	client_run_and_stop(CORE);
	client_coredump(CORE, NULL, &size);
	rest = size - MEMORY_SIZE;
	for (core = LARGE_CORE; core < LARGE_CORE + 2; core++) {
		struct fake_memory *memory = fake_pta.cores[core].memories;

		/* what it is told when it asks; the second one is a byte larger */
		memory->size = UINT32_MAX - rest + (core - LARGE_CORE);
		assert_int_equal(client_open(core), TEE_SUCCESS);
		memory->size = MEMORY_SIZE;
		client_run_and_stop(core);
		size = 0;
		if (core == LARGE_CORE) {
			assert_int_equal(client_coredump(core, NULL, &size),
					 TEE_ERROR_SHORT_BUFFER);
			assert_int_equal(size, UINT32_MAX);
		} else {
			assert_int_equal(client_coredump(core, NULL, &size),
					 TEE_ERROR_NOT_SUPPORTED);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_coredump),	  TEST(test_coredump_64),
		TEST(test_machines),	  TEST(test_no_registers),
		TEST(test_odd_registers), TEST(test_noted_segments),
		TEST(test_high_memory),	  TEST(test_large_memories),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ta core file", tests, client_setup,
					   client_teardown);
}
