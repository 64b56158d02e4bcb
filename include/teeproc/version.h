/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The version of all parts, as debian/changelog has it. A tilde comes before: 1.0~pre1
 * is older than 1.0.
 */
#ifndef TEEPROC_VERSION_H
#define TEEPROC_VERSION_H

#define TEEPROC_VERSION "1.0~pre1"

#endif /* TEEPROC_VERSION_H */
