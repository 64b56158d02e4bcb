/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Control port: the line protocol between the platform pseudo-TA and the SoC,
 * over the secure-world-only UART that also carries OP-TEE's console.
 *
 *   request  STX seq SP verb { SP arg } SP crc LF
 *   answer   STX seq SP "ok" { SP value } SP crc LF
 *            STX seq SP "err" SP reason SP crc LF
 *            STX seq SP "nak" SP crc LF
 *
 * seq is 4 hexadecimal digits. crc is 8 hexadecimal digits: the CRC-32 of IEEE
 * 802.3 over the bytes from the first digit of seq to the last byte before the
 * SP in front of crc. Numbers are hexadecimal, lower case, without prefix;
 * byte strings are pairs of hexadecimal digits, an empty one is "-".
 *
 * What is not between STX and LF is console output, which a request may
 * interrupt at any byte. The SoC can't tell who sends, so the pseudo-TA sees to
 * it that nobody else can begin a request, or get a byte into one: OP-TEE prints
 * no STX, and nothing while a request is sent.
 *
 * A request that is damaged is answered "nak" (with seq 0000 when the seq can
 * not be told) and changes nothing. The requester sends a request again, with
 * the same seq, after a nak or when no answer comes; the SoC answers a repeated
 * request (same seq, same line as the one before it) with the same answer and
 * does not carry it out again. One request is under way at a time.
 *
 * Verbs. CORE is the remote processor id; DA, LEN and PA are in bytes.
 *
 *   otp SLOT                          ok FLAGS CORES BLOB
 *   counter CORE                      ok VALUE
 *   raise CORE VALUE                  ok VALUE
 *   load CORE DA LEN SHA256 LIST OFF  ok
 *   fill CORE DA LEN BYTE             ok
 *   dump CORE DA LEN LIST OFF         ok
 *   regs CORE                         ok REG...   (as its machine has them)
 *   start CORE                        ok
 *   stop CORE                         ok
 *   state CORE                        ok STATE    (enum teeproc_core_state)
 *   machine CORE                      ok MACHINE BITS
 *
 * LIST is the PA of an array of 64-bit little-endian PAs of 4 KiB pages of the
 * normal world's RAM; the bytes start OFF bytes (below 4096) into the first
 * page. `load` hashes the bytes at their destination, after the copy, and
 * scrubs them when the hash differs. `stop` holds the core in reset; its
 * memories, and the registers that it had, stay readable until `load`, `fill`
 * or `start`. MACHINE is the e_machine of the core's ELF files, BITS their class, 32
 * or 64; teeproc/machine.h tells how many registers such a core has, and in which
 * order: r0 to r12, sp, lr, pc and xpsr of a Cortex-M.
 */
#ifndef TEEPROC_CONTROL_PORT_H
#define TEEPROC_CONTROL_PORT_H

#define TEEPROC_CP_STX 0x02
#define TEEPROC_CP_LINE_MAX 1280 /* bytes, with STX and LF */
#define TEEPROC_CP_PAGE_SIZE 4096u
#define TEEPROC_CP_REGS 17u /* at least */
#define TEEPROC_CP_REGS_MAX 34u
#define TEEPROC_CP_ANSWER_TIMEOUT_MS 10000u
#define TEEPROC_CP_TRIES 4u

/* FLAGS of `otp`; bit n of CORES is set if the key is one for core n */
#define TEEPROC_OTP_PROGRAMMED 1u
#define TEEPROC_OTP_REVOKED 2u

#define TEEPROC_CP_VERB_OTP "otp"
#define TEEPROC_CP_VERB_COUNTER "counter"
#define TEEPROC_CP_VERB_RAISE "raise"
#define TEEPROC_CP_VERB_LOAD "load"
#define TEEPROC_CP_VERB_FILL "fill"
#define TEEPROC_CP_VERB_DUMP "dump"
#define TEEPROC_CP_VERB_REGS "regs"
#define TEEPROC_CP_VERB_START "start"
#define TEEPROC_CP_VERB_STOP "stop"
#define TEEPROC_CP_VERB_STATE "state"
#define TEEPROC_CP_VERB_MACHINE "machine"

/* Reasons of "err" */
#define TEEPROC_CP_ERR_VERB "verb" /* no such verb */
#define TEEPROC_CP_ERR_ARGS "args" /* wrong number or form of arguments */
#define TEEPROC_CP_ERR_CORE "core" /* no such core */
#define TEEPROC_CP_ERR_RANGE "range" /* address, slot or value out of range */
#define TEEPROC_CP_ERR_BUSY "busy" /* not while the core runs */
#define TEEPROC_CP_ERR_HASH "hash" /* the loaded bytes have another hash */
#define TEEPROC_CP_ERR_MODE "mode" /* the core is in direct mode */
#define TEEPROC_CP_ERR_DEAD "dead" /* the core does not answer */
#define TEEPROC_CP_ERR_NONE "none" /* nothing to read: no registers, no key */
#define TEEPROC_CP_ERR_IO "io" /* the SoC's own failure */

#endif /* TEEPROC_CONTROL_PORT_H */
