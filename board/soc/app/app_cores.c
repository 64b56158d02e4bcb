// SPDX-License-Identifier: BSD-2-Clause
#include "app_cores.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../host/say.h"
#include "../qemu/arguments.h"

#define SHARE_DEVICE 0x10u /* on bus 0, behind all mailboxes */

static void fail(struct app_cores *app, const char *object, const char *why)
{
	say("%s: %s", object, why);
	app->ended(app, true);
}

/* What both the run that dumps the tree and the one that boots must have. */
static void add_machine(const struct app_cores *app,
			struct arguments *arguments, const char *dump_path)
{
	const struct board_config *config = app->config;
	uint64_t total = config->ram_size;

	arguments_add(arguments, "%s", app->options->qemu_aarch64);
	arguments_add(arguments, "-M");
	arguments_add(arguments, "virt,secure=on,gic-version=3%s%s",
		      dump_path ? ",dumpdtb=" : "", dump_path ? dump_path : "");
	arguments_add(arguments, "-cpu");
	arguments_add(arguments, "cortex-a53");
	arguments_add(arguments, "-smp");
	arguments_add(arguments, "%u", app->options->smp);
	arguments_add(arguments, "-nodefaults");
	arguments_add(arguments, "-no-user-config");
	arguments_add(arguments, "-nic");
	arguments_add(arguments, "none");
	arguments_add(arguments, "-display");
	arguments_add(arguments, "none");
	arguments_add(arguments, "-bios");
	arguments_add(arguments, "/proc/self/fd/%d", app->files.flash_fd);
	arguments_add(arguments, "-object");
	arguments_add(arguments,
		      "memory-backend-file,id=ram,size=%llu,share=on,mem-path=/proc/self/fd/%d",
		      (unsigned long long)config->ram_size, app->ram_fd);
	arguments_add(arguments, "-numa");
	arguments_add(arguments, "node,memdev=ram");
	for (unsigned int i = 0; i < config->n_cores; i++) {
		const struct core_config *core = &config->cores[i];
		uint32_t size = core->memories[core->shared].size;

		arguments_add(arguments, "-object");
		arguments_add(arguments,
			      "memory-backend-file,id=shared%u,size=%u,share=on,mem-path=/proc/self/fd/%d",
			      core->id, size,
			      app->cores[i].memory_fds[core->shared]);
		arguments_add(arguments, "-numa");
		arguments_add(arguments, "node,memdev=shared%u", core->id);
		total += size;
	}
	arguments_add(arguments, "-m");
	arguments_add(arguments, "%lluK", (unsigned long long)total / 1024);
}

struct inherited {
	int fds[CORES_MAX * 2 + 16];
	size_t n;
};

static void inherit(struct inherited *inherited, int fd)
{
	inherited->fds[inherited->n++] = fd;
}

static void inherit_machine(const struct app_cores *app,
			    struct inherited *inherited)
{
	inherit(inherited, app->files.flash_fd);
	inherit(inherited, app->ram_fd);
	for (unsigned int i = 0; i < app->config->n_cores; i++)
		inherit(inherited,
			app->cores[i].memory_fds[app->config->cores[i].shared]);
}

static void add_chardev(struct arguments *arguments,
			struct inherited *inherited, const char *id, int fd)
{
	arguments_add(arguments, "-chardev");
	arguments_add(arguments, "socket,id=%s,fd=%d", id, fd);
	inherit(inherited, fd);
}

static void add_loader(struct arguments *arguments, struct inherited *inherited,
		       int fd, uint64_t pa)
{
	arguments_add(arguments, "-device");
	arguments_add(arguments,
		      "loader,file=/proc/self/fd/%d,addr=0x%llx,force-raw=on",
		      fd, (unsigned long long)pa);
	inherit(inherited, fd);
}

static void on_errors(struct link *link, const char *bytes, size_t size)
{
	(void)link;
	while (size && bytes[size - 1] == '\n')
		size--;
	if (!size)
		return;
	say("application cores: %.*s", (int)size, bytes);
}

static void on_events(struct link *link, const char *bytes, size_t size)
{
	struct app_cores *app = link->owner;

	qmp_events_bytes(&app->event_lines, bytes, size);
}

static void on_event(struct qmp_events *events, const char *name, bool guest,
		     const char *reason)
{
	struct app_cores *app = events->owner;

	if (!strcmp(name, "RESET"))
		app->reset(app);
	else if (!strcmp(name, "SHUTDOWN") && guest &&
		 !strcmp(reason, "guest-shutdown"))
		app->powered_off = true;
}

static void on_ended(struct child *child)
{
	struct app_cores *app = child->owner;

	link_drain(&app->events);
	link_drain(app->console);
	link_drain(app->secure);
	link_drain(&app->errors);
	if (!app->powered_off)
		say("application cores: their QEMU ended (%s)",
		    child_how_ended(child));
	app->ended(app, !app->powered_off);
}

/* A link to the QEMU: our end attached, theirs to be inherited. */
static int connect_link(struct app_cores *app, struct link *link, int *theirs)
{
	int ours;
	int ret = link_pair(&ours, theirs);

	return ret ? ret : link_open(link, app->loop, ours);
}

enum {
	CONSOLE,
	SECURE,
	EVENTS,
	ERRORS,
	N_LINKS
};

static int connect_links(struct app_cores *app, int theirs[N_LINKS])
{
	struct link *links[N_LINKS] = { app->console, app->secure, &app->events,
					&app->errors };
	int ret = 0;

	app->events.bytes = on_events;
	app->events.owner = app;
	app->errors.bytes = on_errors;
	app->errors.owner = app;
	app->event_lines.event = on_event;
	app->event_lines.owner = app;
	for (unsigned int i = 0; !ret && i < N_LINKS; i++)
		ret = connect_link(app, links[i], &theirs[i]);
	if (!ret)
		link_send(&app->events, QMP_HELLO, strlen(QMP_HELLO));
	return ret;
}

/* Our end of a mailbox's socket stays open: QEMU takes its end for a hang-up */
static int add_mailboxes(struct app_cores *app, struct arguments *arguments,
			 struct inherited *inherited, int theirs[CORES_MAX])
{
	for (unsigned int i = 0; i < app->config->n_cores; i++) {
		const struct core_config *core = &app->config->cores[i];
		char id[16];
		int ret;

		ret = link_pair(&app->mailbox_fds[i], &theirs[i]);
		if (!ret)
			ret = mailbox_introduce(&app->cores[i].linux_side,
						app->mailbox_fds[i]);
		if (ret)
			return ret;
		snprintf(id, sizeof(id), "mailbox%u", core->id);
		add_chardev(arguments, inherited, id, theirs[i]);
		arguments_add(arguments, "-device");
		arguments_add(arguments,
			      "ivshmem-doorbell,chardev=%s,vectors=%u,bus=pcie.0,addr=%x.%x",
			      id, TEEPROC_MBOX_VECTORS, core->pci_device,
			      core->pci_function);
	}
	return 0;
}

/* Folders for the guest; QEMU takes a comma that is doubled. */
static void add_shares(const struct app_cores *app, struct arguments *arguments)
{
	for (unsigned int i = 0; i < app->options->n_shares; i++) {
		const char *share = app->options->shares[i];
		int tag_size = (int)strcspn(share, "=");
		char path[2 * PATH_MAX];
		size_t size = 0;

		for (const char *at = share + tag_size + 1;
		     *at && size < sizeof(path) - 2; at++) {
			if (*at == ',')
				path[size++] = ',';
			path[size++] = *at;
		}
		path[size] = '\0';
		arguments_add(arguments, "-fsdev");
		arguments_add(arguments,
			      "local,id=share%u,security_model=none,path=%s", i,
			      path);
		arguments_add(arguments, "-device");
		arguments_add(arguments,
			      "virtio-9p-pci,fsdev=share%u,mount_tag=%.*s,bus=pcie.0,addr=%x",
			      i, tag_size, share, SHARE_DEVICE + i);
	}
}

static void close_all(int *fds, unsigned int n)
{
	for (unsigned int i = 0; i < n; i++)
		if (fds[i] > 0)
			close(fds[i]);
}

static int boot(struct app_cores *app)
{
	struct arguments arguments = { 0 };
	struct inherited inherited = { .n = 0 };
	int mailboxes[CORES_MAX] = { 0 };
	int links[N_LINKS] = { 0 };
	int ret;

	ret = connect_links(app, links);
	if (ret)
		goto out;
	add_machine(app, &arguments, NULL);
	inherit_machine(app, &inherited);
	add_chardev(&arguments, &inherited, "console", links[CONSOLE]);
	add_chardev(&arguments, &inherited, "secure", links[SECURE]);
	add_chardev(&arguments, &inherited, "events", links[EVENTS]);
	arguments_add(&arguments, "-serial");
	arguments_add(&arguments, "chardev:console");
	arguments_add(&arguments, "-serial");
	arguments_add(&arguments, "chardev:secure");
	arguments_add(&arguments, "-mon");
	arguments_add(&arguments, "chardev=events,mode=control");
	add_loader(&arguments, &inherited, app->files.kernel_fd, APP_KERNEL_PA);
	add_loader(&arguments, &inherited, app->files.initrd_fd, APP_INITRD_PA);
	arguments_add(&arguments, "-dtb");
	arguments_add(&arguments, "/proc/self/fd/%d", app->files.tree_fd);
	inherit(&inherited, app->files.tree_fd);
	add_shares(app, &arguments);
	ret = add_mailboxes(app, &arguments, &inherited, mailboxes);
	if (!ret && arguments.failed)
		ret = -ENOMEM;
	if (ret)
		goto out;
	app->child.ended = on_ended;
	ret = child_start(&app->child, app->loop, arguments.argv, inherited.fds,
			  inherited.n, links[ERRORS]);
out:
	close_all(links, N_LINKS);
	close_all(mailboxes, CORES_MAX);
	arguments_free(&arguments);
	return ret;
}

/* What the dumping QEMU says is no news unless it fails. */
static void on_dump_errors(struct link *link, const char *bytes, size_t size)
{
	struct app_cores *app = link->owner;
	size_t room = sizeof(app->dump_said) - app->dump_said_size;

	if (size > room)
		size = room;
	memcpy(app->dump_said + app->dump_said_size, bytes, size);
	app->dump_said_size += size;
}

static void on_dumped(struct child *child)
{
	struct app_cores *app = child->owner;
	int ret;

	link_drain(&app->errors);
	if (!app_files_tree(&app->files)) {
		on_errors(&app->errors, app->dump_said, app->dump_said_size);
		app->ended(app, true);
		return;
	}
	link_close(&app->errors);
	ret = boot(app);
	if (ret)
		fail(app, app->options->qemu_aarch64, strerror(-ret));
}

/* Let QEMU make its device tree. */
static int dump(struct app_cores *app)
{
	struct arguments arguments = { 0 };
	struct inherited inherited = { .n = 0 };
	int theirs;
	int ret;

	app->errors.bytes = on_dump_errors;
	app->errors.owner = app;
	ret = connect_link(app, &app->errors, &theirs);
	if (ret)
		return ret;
	add_machine(app, &arguments, app->files.dump_path);
	inherit_machine(app, &inherited);
	app->child.owner = app;
	app->child.ended = on_dumped;
	ret = arguments.failed ?
		      -ENOMEM :
		      child_start(&app->child, app->loop, arguments.argv,
				  inherited.fds, inherited.n, theirs);
	close(theirs);
	arguments_free(&arguments);
	return ret;
}

int app_cores_start(struct app_cores *app)
{
	int ret;

	if (!app_files_open(&app->files))
		return -1;
	ret = dump(app);
	if (!ret)
		return 0;
	say("application cores: %s: %s", app->options->qemu_aarch64,
	    strerror(-ret));
	return -1;
}

void app_cores_close(struct app_cores *app)
{
	if (!app->loop)
		return; /* never started */
	child_kill(&app->child);
	link_close(&app->events);
	link_close(&app->errors);
	link_close(app->console);
	link_close(app->secure);
	close_all(app->mailbox_fds, CORES_MAX);
	app_files_close(&app->files);
}
