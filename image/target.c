/* SPDX-License-Identifier: BSD-2-Clause */
/* The core that an image is for: number, name or class, and perhaps the SoC. */
#include "teeproc/target.h"

#include "teeproc/image.h"
#include "teeproc/pta.h"

#define NUMBER_DIGITS 10u /* of 2^32 - 1 */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_name_char(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' ||
	       c == ',';
}

/* Bytes of the name that @text begins with */
static uint32_t name_size(const char *text, uint32_t size)
{
	uint32_t n = 0;

	while (n < size && is_name_char(text[n]))
		n++;
	return n;
}

bool teeproc_target_is_valid(const char *target, uint32_t size)
{
	uint32_t core = name_size(target, size), soc;

	if (!core || size > TEEPROC_NAME_MAX)
		return false;
	if (core == size)
		return true;
	if (target[core] != '@')
		return false;
	soc = size - core - 1;
	return soc && name_size(target + core + 1, soc) == soc;
}

static uint32_t is_number(const char *text, uint32_t size, uint32_t number)
{
	uint64_t value = 0;
	uint32_t n;

	/* one number has one form */
	if (size > NUMBER_DIGITS || (size > 1 && text[0] == '0'))
		return 0;
	for (n = 0; n < size; n++) {
		if (!is_digit(text[n]))
			return 0;
		value = value * 10 + (uint64_t)(text[n] - '0');
	}
	return value == number;
}

/* A name of digits only is a number, and no core's name. */
static bool has_letter(const char *text, uint32_t size)
{
	while (size--)
		if (!is_digit(text[size]))
			return true;
	return false;
}

static uint32_t is_name(const char *text, uint32_t size, const char *name)
{
	uint32_t n;

	if (size >= TEEPROC_IDENTITY_NAME_SIZE || !has_letter(text, size))
		return 0;
	for (n = 0; n < size; n++)
		if (text[n] != name[n])
			return 0;
	return !name[size];
}

uint32_t teeproc_target_difference(const char *target, uint32_t size,
				   uint32_t number,
				   const struct teeproc_identity *identity)
{
	uint32_t core = name_size(target, size);
	uint32_t matches = is_number(target, core, number) |
			   is_name(target, core, identity->core) |
			   is_name(target, core, identity->class);

	if (core < size)
		matches &= is_name(target + core + 1, size - core - 1,
				   identity->soc);
	return matches ^ 1u;
}
