/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sample firmware of the board's remote cores: an rpmsg endpoint that sends
 * back what it gets, and obeys a message that consists of "teeproc " and one
 * of the commands at the end of this file.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "link.h"
#include "mailbox.h"
#include "rsc_table.h"
#include "soc.h"
#include "start.h"
#include "trace.h"
#ifdef SOC_WATCHDOG
#include "watchdog.h"
#endif

#define ECHO_NAME "rpmsg-raw" /* what Linux' rpmsg_char binds to */
#define ECHO_ADDR 0x400u
#define COMMAND_PREFIX "teeproc "
#define WATCHDOG_MS 200u

#ifndef FIRMWARE_LAYOUT
#error FIRMWARE_LAYOUT names the link layout
#endif

struct command {
	const char *name;
	void (*run)(const struct rpmsg_message *msg);
};

static void command_crash(const struct rpmsg_message *msg)
{
	(void)msg;
	trace("command: crash\n");
	__builtin_trap();
}

static void command_lockup(const struct rpmsg_message *msg)
{
	(void)msg;
	trace("command: lockup\n");
	fault_in_fault = true;
	__builtin_trap();
}

static void command_hang(const struct rpmsg_message *msg)
{
	(void)msg;
	trace("command: hang\n");
	sleep_forever();
}

#ifdef SOC_WATCHDOG
static void command_watchdog(const struct rpmsg_message *msg)
{
	(void)msg;
	trace("command: watchdog\n");
	watchdog_start(WATCHDOG_MS);
	sleep_forever();
}
#endif

static void command_exit(const struct rpmsg_message *msg)
{
	(void)msg;
	trace("command: exit, the firmware has ended\n");
	mailbox_send(TEEPROC_MBOX_BYTE_EXIT);
	sleep_forever();
}

static char *hex32(char *to, uint32_t value)
{
	int shift;

	for (shift = 28; shift >= 0; shift -= 4)
		*to++ = "0123456789abcdef"[value >> shift & 0xf];
	return to;
}

/* "vring DA DA": where the loaded resource table says that they are. */
static void command_vring(const struct rpmsg_message *msg)
{
	char text[32] = "vring ";
	char *to = text + strlen(text);

	to = hex32(to, rsc_table.vdev.vring[0].da);
	*to++ = ' ';
	to = hex32(to, rsc_table.vdev.vring[1].da);
	*to = '\0';
	link_answer_text(msg, text);
}

static const struct command commands[] = {
	{ "crash", command_crash },	  { "lockup", command_lockup },
	{ "hang", command_hang },
#ifdef SOC_WATCHDOG
	{ "watchdog", command_watchdog },
#endif
	{ "exit", command_exit },	  { "vring", command_vring },
};

/* Runs the command in msg; false if it is an ordinary message. */
static bool obey(const struct rpmsg_message *msg)
{
	const size_t prefix = sizeof(COMMAND_PREFIX) - 1;
	char text[32];
	size_t len = msg->len;
	size_t i;

	if (len < prefix || len > sizeof(text))
		return false;
	memcpy(text, msg->data, len);
	if (memcmp(text, COMMAND_PREFIX, prefix))
		return false;

	if (text[len - 1] == '\n') /* from echo(1) */
		len--;
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		const char *name = commands[i].name;

		if (strlen(name) == len - prefix &&
		    !memcmp(text + prefix, name, len - prefix)) {
			commands[i].run(msg);
			return true;
		}
	}

	trace("command: unknown\n");
	link_answer_text(msg, "unknown command");
	return true;
}

static void echo(const struct rpmsg_message *msg)
{
	if (!obey(msg))
		link_answer(msg, msg->data, msg->len);
}

static const struct link_channel channels[] = {
	{ .name = ECHO_NAME, .addr = ECHO_ADDR, .serve = echo },
#ifdef FIRMWARE_STOCK_CHANNELS
	/* what Linux' samples/rpmsg and drivers/tty/rpmsg_tty.c bind to */
	{ .name = "rpmsg-client-sample", .addr = ECHO_ADDR + 1, .serve = echo },
	{ .name = "rpmsg-tty", .addr = ECHO_ADDR + 2, .serve = echo },
#endif
};

/* All that has come is answered, and nothing is touched after this. */
static void __attribute__((noreturn)) end(void)
{
	trace("shutdown: the firmware has ended\n");
	mailbox_send(TEEPROC_MBOX_BYTE_SHUTDOWN);
	sleep_forever();
}

void main(void)
{
	trace_init();
	trace("teeproc sample firmware, %s layout, is up\n", FIRMWARE_LAYOUT);

	if (!&rsc_table) {
		trace("no resource table: nothing to do\n");
		return;
	}

	/* then the status: a kick that comes before it is not needed */
	mailbox_init();
	for (;;) {
		link_poll(channels, sizeof(channels) / sizeof(channels[0]));
		if (mailbox_is_shutdown())
			end();

		irq_disable();
		if (!mailbox_take_kick() && !mailbox_is_shutdown())
			wait_for_interrupt();
		irq_enable();
	}
}
