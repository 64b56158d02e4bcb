/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Two tasks on a Cortex-M4. The server has an rpmsg channel and sends back what it
 * gets; the ticker counts seconds and sends them to the server through a queue, in
 * which kicks of Linux arrive as well. The watchdog is fed only as long as both show
 * signs of life. A message that begins with "tasks " is a command; see commands[].
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "link.h"
#include "mailbox.h"
#include "mps2.h"
#include "queue.h"
#include "start.h"
#include "task.h"
#include "trace.h"
#include "watchdog.h"

#define STACK_WORDS 512u
#define SIGN_TICKS \
	(TICKS_PER_S / 10u) /* a task shows that it lives this often */
#define WATCHDOG_MS 1000u
#define EVENT_KICK 0u /* all others are seconds */

enum {
	TICKER,
	SERVER,
	N_TASKS
};

static const char *const names[N_TASKS] = { "ticker", "server" };
static uint32_t stacks[N_TASKS][STACK_WORDS] __attribute__((aligned(8)));
static struct task tasks[N_TASKS];
static volatile bool alive[N_TASKS]; /* set by each, cleared when all are */
static volatile bool ticker_hangs;

static struct queue events; /* to the server */
static volatile uint32_t seconds;
static uint32_t echoes;

static void hang(void)
{
	for (;;)
		;
}

/* --- the watchdog */

void task_tick(void)
{
	uint32_t i;

	for (i = 0; i < N_TASKS; i++) {
		if (!alive[i])
			return;
	}
	for (i = 0; i < N_TASKS; i++)
		alive[i] = false;
	watchdog_feed();
}

/* It has not been fed in time; what is left is to say why. */
void nmi_handler(void)
{
	uint32_t i;

	for (i = 0; i < N_TASKS; i++) {
		if (!alive[i])
			trace("watchdog: the %s shows no sign of life\n",
			      names[i]);
	}
	sleep_forever();
}

/* --- the ticker */

static void ticker(void)
{
	uint32_t signs = 0;

	for (;;) {
		task_sleep(SIGN_TICKS);
		if (ticker_hangs)
			hang();
		alive[TICKER] = true;
		if (++signs % (TICKS_PER_S / SIGN_TICKS) == 0)
			queue_put(&events, ++seconds);
	}
}

/* --- the server */

void mailbox_kicked(void)
{
	/* one is enough, and where eight words wait the server comes anyway */
	if (mailbox_take_kick())
		queue_put(&events, EVENT_KICK);
}

static char *put_number(char *to, const char *name, uint32_t value)
{
	char digits[10];
	uint32_t n = 0;

	while (*name)
		*to++ = *name++;
	do
		digits[n++] = (char)('0' + value % 10);
	while (value /= 10);
	while (n)
		*to++ = digits[--n];
	return to;
}

static void command_count(const struct rpmsg_message *msg)
{
	char text[80];
	char *to = text;

	to = put_number(to, "seconds ", seconds);
	to = put_number(to, " echoes ", echoes);
	to = put_number(to, " switches ", task_switches());
	*to++ = '\n';
	link_answer(msg, text, to - text);
}

static void command_hang_ticker(const struct rpmsg_message *msg)
{
	(void)msg;
	ticker_hangs = true;
}

static void command_hang_server(const struct rpmsg_message *msg)
{
	(void)msg;
	hang();
}

static void command_crash(const struct rpmsg_message *msg)
{
	(void)msg;
	__builtin_trap();
}

static const struct {
	const char *name;
	void (*run)(const struct rpmsg_message *msg);
} commands[] = {
	{ "tasks count", command_count },
	{ "tasks hang ticker", command_hang_ticker },
	{ "tasks hang server", command_hang_server },
	{ "tasks crash", command_crash },
};

static void serve(const struct rpmsg_message *msg)
{
	char text[20]; /* a copy: Linux may change what is shared */
	size_t len = msg->len;
	size_t i;

	if (len && len <= sizeof(text)) {
		memcpy(text, msg->data, len);
		len -= text[len - 1] == '\n'; /* from echo(1) */
	}
	for (i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (len == strlen(commands[i].name) &&
		    !memcmp(text, commands[i].name, len)) {
			commands[i].run(msg);
			return;
		}
	}
	link_answer(msg, msg->data, msg->len);
	echoes++;
}

static const struct link_channel channel = {
	.name = "rpmsg-raw", /* what Linux' rpmsg_char binds to */
	.addr = 0x400,
	.serve = serve,
};

static void server(void)
{
	uint32_t event;

	/* then the first poll: a kick that comes before it is not needed */
	mailbox_init();
	for (;;) {
		link_poll(&channel, 1);
		alive[SERVER] = true;
		if (queue_take(&events, &event, SIGN_TICKS) &&
		    event != EVENT_KICK)
			trace("tick %lu\n", event);
	}
}

void main(void)
{
	trace_init();
	trace("tasks: %s and %s are up\n", names[TICKER], names[SERVER]);
	task_add(&tasks[TICKER], ticker, stacks[TICKER], STACK_WORDS);
	task_add(&tasks[SERVER], server, stacks[SERVER], STACK_WORDS);
	watchdog_start(WATCHDOG_MS);
	tasks_run();
}
