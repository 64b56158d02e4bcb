/* SPDX-License-Identifier: (GPL-2.0-only OR BSD-2-Clause) */
/*
 * What tests ask of board/versal/bus-master, another master of the bus: words in
 * the upper half of the mailbox's page (teeproc/versal_mailbox.h), of which mailbox
 * and firmware have the lower one. Little endian.
 *
 * A request is a number that differs from the one before, its verb in the lowest
 * byte. DONE has that number when it has been done.
 */
#ifndef BUS_MASTER_H
#define BUS_MASTER_H

#define BUS_MASTER_WORDS 0x22000800
#define BUS_MASTER_SIZE 0x800

#define BUS_MASTER_REQUEST 0x00
#define BUS_MASTER_DONE 0x04
#define BUS_MASTER_ANSWER 0x08

/* Bytes of the core's private memories that are not 0 */
#define BUS_MASTER_COUNT 1

/*
 * A race, until the next request, BUS_MASTER_END: while ACTIVE is not 0, a part of an
 * image is rewritten to and fro. REWRITES counts how often something else was put
 * there meanwhile. RACE: where the part begins, its bytes, what is put there, the
 * image's pages; then, for each of these, its address and that of the page from
 * which it is rewritten.
 */
#define BUS_MASTER_RACE 2
#define BUS_MASTER_END 3
#define BUS_MASTER_ACTIVE 0x10
#define BUS_MASTER_REWRITES 0x14
#define BUS_MASTER_PARAMETERS 0x40
#define BUS_MASTER_FROM_PAGES 0
#define BUS_MASTER_HEADER 1 /* a size in the header is spoiled, at random */
#define BUS_MASTER_PAGES 0x50
#define BUS_MASTER_PAGES_MAX ((BUS_MASTER_SIZE - BUS_MASTER_PAGES) / 8)

#endif /* BUS_MASTER_H */
