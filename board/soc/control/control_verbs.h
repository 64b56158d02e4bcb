/* SPDX-License-Identifier: BSD-2-Clause */
/* What each verb of the control port does. */
#ifndef SOC_CONTROL_VERBS_H
#define SOC_CONTROL_VERBS_H

#include "control_ops.h"

extern const struct control_verbs control_verbs;

#endif /* SOC_CONTROL_VERBS_H */
