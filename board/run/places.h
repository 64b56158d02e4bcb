/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Where things are: the board's files, which lie beside the program in a clone and
 * in share/teeproc-board when it is installed; the user's key; this run's folder.
 */
#ifndef RUN_PLACES_H
#define RUN_PLACES_H

#include <stdbool.h>

struct places {
	char *soc; /* the SoC process */
	char *image_tool; /* teeproc-image, a path or a name for PATH */
	char *files; /* flash image, overlays, initramfs archives */
	char *kernel; /* folder of the chosen one, in files */
	char *work; /* of this run; removed at the end */
	char *key; /* the development key */
};

/* Says what is wrong. @kernel: NULL for $TEEPROC_KERNEL, or the one that there is. */
bool places_find(struct places *places, const char *kernel);
/* The development key, made if it is not there yet. Says what is wrong. */
bool places_make_key(struct places *places);
/* Removes this run's folder. */
void places_leave(struct places *places);

#endif /* RUN_PLACES_H */
