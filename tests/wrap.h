/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A function of others, called by way of the linker's --wrap: it fails when the source
 * that includes this says so, by its own bool fails(const char *name), and is that
 * function else. Makefiles find the names by "WRAP(type, name,".
 */
#ifndef TESTS_WRAP_H
#define TESTS_WRAP_H

/* type, name, parameters, arguments, what it returns then */
#define WRAP(type, name, params, args, failure) \
	type __real_##name params;              \
	type __wrap_##name params;              \
	type __wrap_##name params               \
	{                                       \
		if (fails(#name))               \
			return (type)(failure); \
		return __real_##name args;      \
	}

#endif /* TESTS_WRAP_H */
