// SPDX-License-Identifier: BSD-2-Clause
#include "core_qemu.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "../host/events.h"
#include "../host/log.h"
#include "../host/say.h"
#include "../qemu/arguments.h"

#define N_LINKS 7u

enum {
	CONSOLE,
	MAILBOX,
	EVENTS,
	ERRORS,
	COMMANDS,
	QTEST,
	GDB
};

static void on_console(struct link *link, const char *bytes, size_t size)
{
	struct core *core = link->owner;

	log_write(core->log_fd, bytes, size);
	events_console(core->config->id, bytes, size);
}

static void on_events(struct link *link, const char *bytes, size_t size)
{
	struct core *core = link->owner;

	qmp_events_bytes(&core->qemu.event_lines, bytes, size);
}

static void on_event(struct qmp_events *events, const char *name, bool guest,
		     const char *reason)
{
	struct core *core = events->owner;

	(void)reason;
	if (!strcmp(name, "WATCHDOG"))
		core->calls->crashed(core, "watchdog");
	else if (!strcmp(name, "RESET") && guest)
		core->calls->crashed(core, "its firmware reset it");
}

/* Keep the end of what it says: its last words tell why it ended. */
static void on_errors(struct link *link, const char *bytes, size_t size)
{
	struct core *core = link->owner;
	struct core_qemu *qemu = &core->qemu;
	size_t room = sizeof(qemu->said) - 1;

	if (size > room) {
		bytes += size - room;
		size = room;
	}
	if (qemu->said_size + size > room) {
		size_t lost = qemu->said_size + size - room;

		qemu->said_size -= lost;
		memmove(qemu->said, qemu->said + lost, qemu->said_size);
	}
	memcpy(qemu->said + qemu->said_size, bytes, size);
	qemu->said_size += size;
}

static void on_ended(struct child *child)
{
	struct core *core = child->owner;

	core->calls->ended(core);
}

/* Descriptors of one start: our ends, and those that the QEMU inherits. */
struct ends {
	int ours[N_LINKS];
	int theirs[N_LINKS];
};

static const char *qemu_path(const struct core *core)
{
	return core->qemu_paths[core->config->kind->qemu];
}

static void build_command(const struct core *core, const struct ends *ends,
			  struct arguments *arguments)
{
	static const char *const names[N_LINKS] = {
		[CONSOLE] = "console", [MAILBOX] = "mailbox",
		[EVENTS] = "events",   [COMMANDS] = "commands",
		[QTEST] = "qtest", /* -qtest wants this very name */
		[GDB] = "gdb",
	};
	const struct core_config *config = core->config;
	const struct core_kind *kind = config->kind;

	arguments_add(arguments, "%s", qemu_path(core));
	arguments_add(arguments, "-name");
	arguments_add(arguments, "core%u", config->id);
	arguments_add(arguments, "-M");
	arguments_add(arguments, "%s", kind->machine);
	arguments_add(arguments, "-object");
	arguments_add(arguments,
		      "memory-backend-file,id=shared,size=%u,share=on,mem-path=/proc/self/fd/%d",
		      config->memories[config->shared].size,
		      core->memory_fds[config->shared]);
	arguments_add(arguments, "-S");
	arguments_add(arguments, "-display");
	arguments_add(arguments, "none");
	arguments_add(arguments, "-nodefaults");
	arguments_add(arguments, "-no-user-config");
	arguments_add(arguments, "-action");
	arguments_add(arguments, "watchdog=pause");
	for (unsigned int i = 0; i < N_LINKS; i++) {
		if (!names[i])
			continue;
		arguments_add(arguments, "-chardev");
		arguments_add(arguments, "socket,id=%s,fd=%d", names[i],
			      ends->theirs[i]);
	}
	for (unsigned int i = 0; i < kind->uarts; i++) {
		arguments_add(arguments, "-serial");
		if (i == config->console_uart)
			arguments_add(arguments, "chardev:console");
		else if (i == config->mailbox_uart)
			arguments_add(arguments, "chardev:mailbox");
		else
			arguments_add(arguments, "null");
	}
	for (const char *const *option = kind->options; option && *option;
	     option++)
		arguments_add(arguments, "%s", *option);
	arguments_add(arguments, "-mon");
	arguments_add(arguments, "chardev=commands,mode=control");
	arguments_add(arguments, "-mon");
	arguments_add(arguments, "chardev=events,mode=control");
	if (gdb_port_is_open(&core->gdb)) {
		arguments_add(arguments, "-gdb");
		arguments_add(arguments, "chardev:gdb");
	}
	arguments_add(arguments, "-qtest");
	arguments_add(arguments, "chardev:qtest");
	arguments_add(arguments, "-qtest-log");
	arguments_add(arguments, "none");
}

static void close_ends(int *fds)
{
	for (unsigned int i = 0; i < N_LINKS; i++) {
		if (fds[i] > 0)
			close(fds[i]);
		fds[i] = 0;
	}
}

static int spawn(struct core *core, struct ends *ends)
{
	struct arguments arguments = { 0 };
	int fds[N_LINKS + 1];
	int ret = 0;

	for (unsigned int i = 0; !ret && i < N_LINKS; i++) {
		ret = link_pair(&ends->ours[i], &ends->theirs[i]);
		fds[i] = ends->theirs[i];
	}
	if (ret)
		return ret;
	fds[N_LINKS] = core->memory_fds[core->config->shared];
	build_command(core, ends, &arguments);
	core->qemu.child.owner = core;
	core->qemu.child.ended = on_ended;
	ret = arguments.failed ?
		      -ENOMEM :
		      child_start(&core->qemu.child, core->loop, arguments.argv,
				  fds, N_LINKS + 1, ends->theirs[ERRORS]);
	arguments_free(&arguments);
	return ret;
}

static int attach(struct core *core, struct link *link, struct ends *ends,
		  unsigned int which,
		  void (*bytes)(struct link *link, const char *bytes,
				size_t size))
{
	int fd = ends->ours[which];

	ends->ours[which] = 0; /* the link's, also when it fails */
	link->bytes = bytes;
	link->owner = core;
	return link_open(link, core->loop, fd);
}

static int attach_all(struct core *core, struct ends *ends)
{
	struct core_qemu *qemu = &core->qemu;
	int ret;

	qemu->event_lines.event = on_event;
	qemu->event_lines.owner = core;
	ret = attach(core, &qemu->console, ends, CONSOLE, on_console);
	if (!ret)
		ret = attach(core, &qemu->mailbox, ends, MAILBOX,
			     core->calls->from_uart);
	if (!ret)
		ret = attach(core, &qemu->events, ends, EVENTS, on_events);
	if (!ret)
		ret = attach(core, &qemu->errors, ends, ERRORS, on_errors);
	if (ret)
		return ret;
	qmp_init(&qemu->qmp, ends->ours[COMMANDS]);
	qemu->qtest_fd = ends->ours[QTEST];
	ends->ours[COMMANDS] = 0;
	ends->ours[QTEST] = 0;
	if (gdb_port_is_open(&core->gdb)) {
		ret = gdb_port_target(&core->gdb, ends->ours[GDB]);
		ends->ours[GDB] = 0;
		if (ret)
			return ret;
	}
	/* fresh sockets have room for it */
	ret = wire_write(qemu->qmp.fd, QMP_HELLO, strlen(QMP_HELLO));
	if (!ret)
		link_send(&qemu->events, QMP_HELLO, strlen(QMP_HELLO));
	return ret;
}

int core_qemu_start(struct core *core)
{
	struct ends ends = { 0 };
	int ret;

	ret = spawn(core, &ends);
	close_ends(ends.theirs);
	if (!ret)
		ret = attach_all(core, &ends);
	close_ends(ends.ours);
	if (!ret)
		return 0;
	say("core %u: %s: %s", core->config->id, qemu_path(core),
	    strerror(-ret));
	core_qemu_end(core);
	return -1;
}

void core_qemu_end(struct core *core)
{
	struct core_qemu *qemu = &core->qemu;

	child_kill(&qemu->child);
	if (gdb_port_is_open(&core->gdb))
		gdb_port_target_gone(&core->gdb);
	/* what the core wrote before it was held belongs into its log */
	link_drain(&qemu->console);
	link_close(&qemu->console);
	link_close(&qemu->mailbox);
	link_close(&qemu->events);
	link_close(&qemu->errors);
	if (qemu->qtest_fd > 0)
		close(qemu->qtest_fd);
	if (qemu->qmp.fd > 0)
		close(qemu->qmp.fd);
	memset(qemu, 0, sizeof(*qemu));
}
