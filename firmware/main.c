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

#include "mailbox.h"
#include "mps2.h"
#include "rpmsg.h"
#include "rsc_table.h"
#include "start.h"
#include "trace.h"

#define ECHO_NAME "rpmsg-raw" /* what Linux' rpmsg_char binds to */
#define ECHO_ADDR 0x400u
#define COMMAND_PREFIX "teeproc "
#define WATCHDOG_MS 200u

/* The part of the shared SRAM that is not the firmware's own */
#define SHARED_DA 0x21c00000u
#define SHARED_SIZE 0x400000u

#ifndef FIRMWARE_LAYOUT
#error FIRMWARE_LAYOUT names the link layout
#endif

enum link_state {
	LINK_DOWN, /* Linux' driver is not ready */
	LINK_ANNOUNCING, /* it is; the channel is still to be announced */
	LINK_UP,
	LINK_BROKEN, /* Linux has written nonsense; until it starts anew */
};

static struct rpmsg_device rpmsg;
static enum link_state link_state;

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

static void command_watchdog(const struct rpmsg_message *msg)
{
	(void)msg;
	trace("command: watchdog\n");
	WDOG_LOCK = WDOG_LOCK_KEY;
	WDOG_LOAD = SYSCLK_HZ / 1000u * WATCHDOG_MS;
	WDOG_CONTROL = WDOG_CONTROL_INTEN | WDOG_CONTROL_RESEN;
	sleep_forever();
}

static void command_exit(const struct rpmsg_message *msg)
{
	(void)msg;
	trace("command: exit, the firmware has ended\n");
	mailbox_send(TEEPROC_MBOX_BYTE_EXIT);
	sleep_forever();
}

static void answer(const struct rpmsg_message *msg, const char *text)
{
	rpmsg_send(&rpmsg, ECHO_ADDR, msg->src, text, strlen(text));
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
	answer(msg, text);
}

static const struct command commands[] = {
	{ "crash", command_crash }, { "lockup", command_lockup },
	{ "hang", command_hang },   { "watchdog", command_watchdog },
	{ "exit", command_exit },   { "vring", command_vring },
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
	answer(msg, "unknown command");
	return true;
}

static void kick(unsigned int vring)
{
	mailbox_send(rsc_table.vdev.vring[vring].notifyid);
}

/* Linux may place vrings and buffers here, and nowhere else. */
static bool shared_with_linux(uint32_t da, uint32_t len)
{
	return da >= SHARED_DA && len <= SHARED_SIZE &&
	       da - SHARED_DA <= SHARED_SIZE - len;
}

static bool link_open(void)
{
	struct rpmsg_window window = {
		.pa = rsc_table.buffers.pa,
		.da = rsc_table.buffers.da,
		.len = rsc_table.buffers.len,
		.mem = (void *)rsc_table.buffers.da,
	};
	struct rsc_vring vring[2];

	memcpy(vring, (const void *)rsc_table.vdev.vring, sizeof(vring));
	if (!shared_with_linux(window.da, window.len) ||
	    !shared_with_linux(vring[0].da, VRING_SIZE) ||
	    !shared_with_linux(vring[1].da, VRING_SIZE) ||
	    virtq_init(&rpmsg.tx, (void *)vring[0].da, VRING_SIZE, vring[0].num,
		       vring[0].align) ||
	    virtq_init(&rpmsg.rx, (void *)vring[1].da, VRING_SIZE, vring[1].num,
		       vring[1].align)) {
		trace("rpmsg: unusable vrings\n");
		return false;
	}

	rpmsg_init(&rpmsg, &window, kick);
	trace("rpmsg: vrings at %08lx and %08lx\n", vring[0].da, vring[1].da);
	return true;
}

/* Echoes while there are messages and buffers for the answers. */
static void echo(void)
{
	struct rpmsg_message msg;

	while (rpmsg_can_send(&rpmsg) &&
	       rpmsg_receive(&rpmsg, &msg) == RPMSG_OK) {
		if (!obey(&msg))
			rpmsg_send(&rpmsg, ECHO_ADDR, msg.src, msg.data,
				   msg.len);
		rpmsg_release(&rpmsg, &msg);
	}
}

static void link_poll(void)
{
	bool driver_ok = rsc_table.vdev.status & VIRTIO_STATUS_DRIVER_OK;

	if (link_state != LINK_DOWN && (!driver_ok || rpmsg_was_reset(&rpmsg)))
		link_state = LINK_DOWN;

	if (link_state == LINK_DOWN && driver_ok && link_open())
		link_state = LINK_ANNOUNCING;

	if (link_state == LINK_ANNOUNCING &&
	    rpmsg_announce(&rpmsg, ECHO_NAME, ECHO_ADDR) == RPMSG_OK) {
		trace("rpmsg: channel %s announced\n", ECHO_NAME);
		link_state = LINK_UP;
	}

	if (link_state == LINK_UP)
		echo();

	if (link_state == LINK_ANNOUNCING || link_state == LINK_UP)
		rpmsg_flush(&rpmsg);

	if (link_state != LINK_DOWN && link_state != LINK_BROKEN &&
	    rpmsg.broken) {
		trace("rpmsg: a vring makes no sense\n");
		link_state = LINK_BROKEN;
	}
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
		link_poll();

		irq_disable();
		if (!mailbox_take_kick())
			wait_for_interrupt();
		irq_enable();
	}
}
