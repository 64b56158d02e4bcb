// SPDX-License-Identifier: BSD-2-Clause
/*
 * What a remote core is called.
 *
 * A name that no image can ask for is a fault of the device tree. It is said at
 * the start and not taken for no name, so that a board does not run for years
 * with a core that takes every image of its class but none of its own.
 */
#include "identity.h"

#include <libfdt.h>
#include <string.h>
#include <trace.h>

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' ||
	       c == ',';
}

static bool read_name(const void *fdt, int node, const char *property,
		      char name[TEEPROC_IDENTITY_NAME_SIZE])
{
	int len = 0;
	const char *value = fdt_getprop(fdt, node, property, &len);
	int n = 0;

	memset(name, 0, TEEPROC_IDENTITY_NAME_SIZE);
	if (!value)
		return true;
	if (len < 1 || len > (int)TEEPROC_IDENTITY_NAME_SIZE || value[len - 1])
		goto bad;
	for (n = 0; n < len - 1; n++)
		if (!is_name_char(value[n]))
			goto bad;
	memcpy(name, value, len);
	return true;
bad:
	EMSG("remoteproc: %s: not a name of at most %u letters, digits, - _ . ,",
	     property, TEEPROC_IDENTITY_NAME_SIZE - 1);
	return false;
}

bool identity_read(const void *fdt, int board, int core,
		   struct teeproc_identity *identity)
{
	return read_name(fdt, core, "teeproc,name", identity->core) &&
	       read_name(fdt, core, "teeproc,class", identity->class) &&
	       read_name(fdt, board, "teeproc,soc", identity->soc);
}
