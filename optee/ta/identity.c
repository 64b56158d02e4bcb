// SPDX-License-Identifier: BSD-2-Clause
#include "identity.h"

#include "options.h"
#include "pta.h"

#include <teeproc/target.h>
#include <trace.h>

/* 0 if the image may be loaded on the core that is called so */
static uint32_t difference(const struct core *core,
			   const struct teeproc_image *image,
			   const struct teeproc_identity *identity,
			   uint32_t flags)
{
	if (!image->target)
		return (flags & TEEPROC_IDENTITY_UNTARGETED) ^
		       TEEPROC_IDENTITY_UNTARGETED;
	return teeproc_target_difference(image->target, image->target_size,
					 core->id, identity);
}

static void say_refused(const struct core *core,
			const struct teeproc_image *image)
{
	if (image->target)
		EMSG("core %" PRIu32 ": image refused: it is for %.*s",
		     core->id, (int)image->target_size, image->target);
	else
		EMSG("core %" PRIu32
		     ": image refused: it does not say which core it is for",
		     core->id);
}

static TEE_Result check_once(struct core *core,
			     const struct teeproc_image *image,
			     struct verdict *verdict)
{
	struct teeproc_identity identity = { { 0 }, { 0 }, { 0 } };
	uint32_t flags = 0;
	volatile uint32_t differs = UNDONE;
	volatile TEE_Result res = UNDONE;

	res = pta_get_identity(core, &identity, &flags);
	if (pta_lacks(res)) {
		TEE_MemFill(&identity, 0, sizeof(identity));
		flags = UNTARGETED_LOADS ? TEEPROC_IDENTITY_UNTARGETED : 0;
		res = TEE_SUCCESS;
	}
	differs = difference(core, image, &identity, flags);
	verdict_add(verdict, VERDICT_TARGET, res | differs);
	if (res)
		return res;
	if (differs) {
		say_refused(core, image);
		return TEE_ERROR_SECURITY;
	}
	return TEE_SUCCESS;
}

TEE_Result identity_check(struct core *core, const struct firmware *fw,
			  struct verdict *verdict)
{
	TEE_Result res = check_once(core, &fw->image, verdict);

	return res ? res : check_once(core, &fw->again, verdict);
}
