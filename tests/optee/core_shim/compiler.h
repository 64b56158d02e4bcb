/* SPDX-License-Identifier: BSD-2-Clause */
/* Of OP-TEE's core, for the host. */
#ifndef COMPILER_H
#define COMPILER_H

#define __printf(a, b) __attribute__((format(printf, a, b)))
#ifndef __unused
#define __unused __attribute__((unused))
#endif

#define __relrodata_unpaged(name)
#define __nex_data
#define __nex_bss

#endif /* COMPILER_H */
