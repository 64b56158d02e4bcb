// SPDX-License-Identifier: BSD-2-Clause
/* Numbers in words. */
#include "report.h"

struct name {
	uint32_t value;
	const char *name;
};

static const struct name tlv_names[] = {
	{ TEEPROC_TLV_SIGN_TYPE, "SIGNTYPE" },
	{ TEEPROC_TLV_HASH_TYPE, "HASHTYPE" },
	{ TEEPROC_TLV_NUM_IMAGES, "NUM_IMG" },
	{ TEEPROC_TLV_IMAGE_TYPE, "IMGTYPE" },
	{ TEEPROC_TLV_IMAGE_SIZE, "IMGSIZE" },
	{ TEEPROC_TLV_HASH_TABLE, "HASHTABLE" },
	{ TEEPROC_TLV_KEY_INFO, "PKEYINFO" },
	{ TEEPROC_TLV_RSC_TABLE, "RSC_TABLE" },
	{ TEEPROC_TLV_ROLLBACK, "ROLLBACK" },
	{ TEEPROC_TLV_NAME, "NAME" },
	{ TEEPROC_TLV_VERSION, "VERSION" },
	{ TEEPROC_TLV_DEBUG, "DEBUG" },
	{ TEEPROC_TLV_ENTRIES, "ENTRIES" },
	{ TEEPROC_TLV_REST_HASH, "REST_HASH" },
	{ TEEPROC_TLV_TARGET, "TARGET" },
	{ 0, NULL },
};

static const struct name phdr_names[] = {
	{ 0, "NULL" },
	{ 1, "LOAD" },
	{ 2, "DYNAMIC" },
	{ 3, "INTERP" },
	{ 4, "NOTE" },
	{ 6, "PHDR" },
	{ 7, "TLS" },
	{ 0x6474e550, "GNU_EH_FRAME" },
	{ 0x6474e551, "GNU_STACK" },
	{ 0x6474e552, "GNU_RELRO" },
	{ 0x70000001, "ARM_EXIDX" },
	{ 0x70000003, "RISCV_ATTRIBUTES" },
	{ 0, NULL },
};

static const struct name rsc_names[] = {
	{ TEEPROC_RSC_CARVEOUT, "carveout" },
	{ TEEPROC_RSC_DEVMEM, "devmem" },
	{ TEEPROC_RSC_TRACE, "trace" },
	{ TEEPROC_RSC_VDEV, "vdev" },
	{ 0, NULL },
};

static const char *find(const struct name *names, uint32_t value,
			const char *otherwise)
{
	for (; names->name; names++)
		if (names->value == value)
			return names->name;
	return otherwise;
}

const char *tlv_name(uint32_t type)
{
	return find(tlv_names, type,
		    type >= TEEPROC_TLV_PLATFORM_MIN &&
				    type <= TEEPROC_TLV_PLATFORM_MAX ?
			    "platform" :
			    "unknown");
}

const char *phdr_type_name(uint32_t type)
{
	return find(phdr_names, type, "other");
}

const char *rsc_type_name(uint32_t type)
{
	return find(rsc_names, type, "vendor");
}

const char *hash_state_name(enum hash_state state)
{
	static const char *const names[] = { "none", "same", "differs" };

	return names[state];
}

void flags_text(uint32_t flags, char *text)
{
	text[0] = flags & 4 ? 'r' : '-';
	text[1] = flags & 2 ? 'w' : '-';
	text[2] = flags & 1 ? 'x' : '-';
	text[3] = 0;
}
