/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a remote core is called, for the images that are for certain cores.
 */
#ifndef IDENTITY_H
#define IDENTITY_H

#include <stdbool.h>
#include <teeproc/pta.h>

/*
 * identity_read() - the names of a core, as the device tree has them
 * @fdt:	device tree
 * @board:	node of the board: the SoC's name
 * @core:	node of the core: its own name and that of its class
 * @identity:	filled up with zeros; what has no property has no name
 *
 * Returns false if a name is too long or of other characters than an image can
 * ask for.
 */
bool identity_read(const void *fdt, int board, int core,
		   struct teeproc_identity *identity);

#endif /* IDENTITY_H */
