/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef RPMSG_CONFIG_H_
#define RPMSG_CONFIG_H_

#define RL_BUFFER_COUNT 256u /* of a vring, as in the resource table */
#define RL_BUFFER_PAYLOAD_SIZE 496u
#define RL_USE_STATIC_API 1
#define RL_ASSERT(condition)              \
	do {                              \
		if (!(condition))         \
			__builtin_trap(); \
	} while (0)

#endif /* RPMSG_CONFIG_H_ */
