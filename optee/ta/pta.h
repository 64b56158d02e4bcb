/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The platform's pseudo-TA, one function a command: see teeproc/pta.h.
 */
#ifndef PTA_H
#define PTA_H

#include "core.h"

#include <teeproc/pta.h>

/* Does the answer say that the platform has no such command? */
bool pta_lacks(TEE_Result res);

/* Return: TEE_ERROR_ITEM_NOT_FOUND if the SoC has no such core. */
TEE_Result pta_open(struct core *core);
void pta_close(struct core *core);

TEE_Result pta_capabilities(struct core *core, uint32_t *formats,
			    uint32_t *protections);

/**
 * struct pta_load - what the platform is to load
 * @da: where to
 * @bytes: @size bytes, which may change meanwhile
 * @hash: SHA-256 that they must have at their destination
 */
struct pta_load {
	uint64_t da;
	const void *bytes;
	uint32_t size;
	const uint8_t *hash;
};

/**
 * pta_load_segment() - load and measure
 * @core: in reset
 * @load: what
 * @receipt: a low, b high word of the platform's; stays if it gives none
 */
TEE_Result pta_load_segment(struct core *core, const struct pta_load *load,
			    uint64_t *receipt);

/*
 * 0 if @receipt is for this, or the platform gives none; see
 * TEEPROC_PTA_CMD_LOAD_RECEIPT
 */
uint32_t pta_receipt_difference(const struct core *core, uint64_t receipt,
				uint64_t da, uint32_t size,
				const uint8_t *hash);
TEE_Result pta_zero(struct core *core, uint64_t da, uint64_t size);
TEE_Result pta_start(struct core *core);
TEE_Result pta_stop(struct core *core);
TEE_Result pta_release(struct core *core);
TEE_Result pta_da_to_pa(struct core *core, uint64_t da, uint64_t size,
			uint64_t *pa);
/* @key_info: struct rproc_pta_key_info */
TEE_Result pta_verify_digest(struct core *core, const void *key_info,
			     size_t key_info_size, const uint8_t *digest,
			     const uint8_t *sig, size_t sig_size);

/* @identity: zeros where the platform writes nothing */
TEE_Result pta_get_identity(struct core *core,
			    struct teeproc_identity *identity, uint32_t *flags);

TEE_Result pta_get_counter(struct core *core, uint32_t *value);
TEE_Result pta_raise_counter(struct core *core, uint32_t value);
TEE_Result pta_read_memory(struct core *core, uint64_t da, void *bytes,
			   size_t size);
/* @machine: e_machine of ELF files; @bits: 32 or 64, their class */
TEE_Result pta_get_machine(struct core *core, uint32_t *machine,
			   uint32_t *bits);
/* @regs: @num words of @width bytes, little endian */
TEE_Result pta_read_registers(struct core *core, void *regs, size_t num,
			      size_t width);
TEE_Result pta_get_memory(struct core *core, size_t index,
			  struct memory *memory);
/* @state: enum teeproc_core_state */
TEE_Result pta_get_core_state(struct core *core, uint32_t *state);

#endif /* PTA_H */
