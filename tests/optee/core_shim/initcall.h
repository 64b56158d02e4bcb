/* SPDX-License-Identifier: BSD-2-Clause */
/* Initialisation is for the test to call: see core_shim.h. */
#ifndef INITCALL_H
#define INITCALL_H

#include <tee_internal_api.h>

#define service_init(function)           \
	TEE_Result core_shim_init(void); \
	TEE_Result core_shim_init(void)  \
	{                                \
		return function();       \
	}                                \
	typedef int core_shim_init_done

#endif /* INITCALL_H */
