/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Is the image for this core?
 */
#ifndef IDENTITY_H
#define IDENTITY_H

#include "core.h"
#include "format.h"

/*
 * identity_check() - compare the image's TARGET with what the core is called
 *
 * The platform is asked twice. One that does not tell (GET_IDENTITY in
 * teeproc/pta.h) has cores with numbers and no names. An image that does not say
 * which core it is for is loaded where the platform says so; where that can't
 * tell, UNTARGETED_LOADS of options.h does.
 */
TEE_Result identity_check(struct core *core, const struct firmware *fw,
			  struct verdict *verdict);

#endif /* IDENTITY_H */
