// SPDX-License-Identifier: BSD-2-Clause
#include "core.h"

#include <stdio.h>
#include <string.h>

#include "teeproc/target.h"
#include "tool.h"

static bool is_number(const char *text)
{
	return text[0] && strspn(text, "0123456789") == strlen(text);
}

/* What can be CORE of a target, and be a name */
static bool set_name(char *name, const char *text)
{
	size_t length = strlen(text);

	if (length >= TEEPROC_IDENTITY_NAME_SIZE || is_number(text) ||
	    strchr(text, '@') ||
	    !teeproc_target_is_valid(text, (uint32_t)length))
		return false;
	memcpy(name, text, length + 1);
	return true;
}

bool core_set(struct core *core, const char *text)
{
	core->given = true;
	if (!is_number(text))
		return set_name(core->identity.core, text);
	core->has_number = parse_u32(text, &core->number);
	return core->has_number;
}

bool core_set_class(struct core *core, const char *text)
{
	core->given = true;
	return set_name(core->identity.class, text);
}

bool core_set_soc(struct core *core, const char *text)
{
	core->given = true;
	return set_name(core->identity.soc, text);
}
