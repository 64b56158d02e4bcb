/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's side of the Trusted Application, for the tests: one function a
 * command, and checks that most tests make.
 */
#ifndef CLIENT_H
#define CLIENT_H

#include "fake_pta.h"
#include "shim/shim.h"
#include "signed_image.h"

#include <teeproc/ta.h>

#define TYPES(a, b, c)                                                  \
	TEE_PARAM_TYPES(TEE_PARAM_TYPE_VALUE_INPUT, TEE_PARAM_TYPE_##a, \
			TEE_PARAM_TYPE_##b, TEE_PARAM_TYPE_##c)

/* Made by client_setup(): in slots 0 (p256) and 1 (rsa) of the fake SoC. */
extern struct test_key *p256_key;
extern struct test_key *rsa_key;

/* Once per program, for cmocka_run_group_tests(). */
int client_setup(void **state);
int client_teardown(void **state);
/* Before each test: the fake SoC anew, every opened core OFF. */
int client_reset(void **state);
/* The same, and FAKE_SMALL is open */
int client_reset_small(void **state);

#define TEST(name) cmocka_unit_test_setup(name, client_reset_small)

TEE_Result client_open(uint32_t core);
TEE_Result client_load(uint32_t core, const struct test_image *image);
TEE_Result client_load_piece(uint32_t core, const uint8_t *bytes, size_t size,
			     uint32_t offset, uint32_t total);
/* The whole image: @first bytes, then @size bytes at a time */
TEE_Result client_load_pieces(uint32_t core, const struct test_image *image,
			      size_t first, size_t size);
TEE_Result client_start(uint32_t core);
TEE_Result client_stop(uint32_t core);
TEE_Result client_release(uint32_t core);
TEE_Result client_rsc_table(uint32_t core, uint64_t *pa, uint64_t *size);
TEE_Result client_coredump(uint32_t core, void *buffer, size_t *size);
/* @size: in: room, out: bytes of the core file from @offset on */
TEE_Result client_coredump_piece(uint32_t core, uint32_t offset, void *buffer,
				 size_t *size);
TEE_Result client_measurement(uint32_t core, void *buffer, size_t *size);
TEE_Result client_state(uint32_t core, uint32_t *ta_state, uint32_t *state);

/* The @n-th call of the TA from now on fails; @late: it is carried out first. */
void plan_failure(unsigned int n, TEE_Result result, bool late);

/* The TA's state of the core; must be told. */
uint32_t client_ta_state(uint32_t core);

/*
 * TEEPROC_TEST_STRIDE: of the cases that a test goes through one by one, take one
 * of so many; for a run under a tool that makes it slow. 1 if it is not set.
 */
unsigned int client_stride(void);

/* Where the resource table is in the shared SRAM */
#define RSC_OFFSET 0x100u

/* A good, debuggable image with a resource table */
const struct test_image *good_image(void);

/* Loads it, starts it, lets it write into its data memory, stops it */
void client_run_and_stop(uint32_t core);
/* The whole core file, to be freed; there must be one. */
uint8_t *client_take_dump(uint32_t core, size_t *size);

/* LOAD_FW must give @res, leave nothing, and the next load work. */
void expect_refused(uint32_t core, const struct test_image *image,
		    TEE_Result res);
void expect_loads(uint32_t core, const struct image_options *options);
void expect_options_refused(uint32_t core, const struct image_options *options,
			    TEE_Result res);
/* The same, and that before the first byte was written */
void expect_options_unwanted(uint32_t core, const struct image_options *options,
			     TEE_Result res);

/* All of the segment is in the core, and its rest zero. */
void check_segment(uint32_t core, const struct test_segment *segment);
void expect_rsc_table(uint32_t core, uint64_t pa, uint64_t size);

#endif /* CLIENT_H */
