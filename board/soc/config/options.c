// SPDX-License-Identifier: BSD-2-Clause
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <teeproc/version.h>

#include "../host/say.h"

#define SMP_MAX 8u /* GICv3 of the virt machine takes more, OP-TEE does not */
#define GDB_PORT_MAX 65000u
#define TIMEOUT_MAX_S 1000000u

enum {
	OPT_DTBO = 256,
	OPT_FLASH,
	OPT_KERNEL,
	OPT_INITRD,
	OPT_APPEND,
	OPT_SMP,
	OPT_OTP,
	OPT_LOG_DIR,
	OPT_EVENTS,
	OPT_EVENTS_KICKS,
	OPT_CORE_FILES,
	OPT_CONSOLE,
	OPT_TEST_HOOKS,
	OPT_SHARE,
	OPT_GDB,
	OPT_GDB_HALT,
	OPT_NO_AP,
	OPT_CONTROL_SOCKET,
	OPT_MAILBOX_SOCKET,
	OPT_RAM_FILE,
	OPT_QEMU_AARCH64,
	OPT_QEMU_ARM,
	OPT_QEMU_RISCV64,
	OPT_TIMEOUT,
	OPT_HELP,
	OPT_VERSION,
};

static const struct option long_options[] = {
	{ "dtbo", required_argument, NULL, OPT_DTBO },
	{ "flash", required_argument, NULL, OPT_FLASH },
	{ "kernel", required_argument, NULL, OPT_KERNEL },
	{ "initrd", required_argument, NULL, OPT_INITRD },
	{ "append", required_argument, NULL, OPT_APPEND },
	{ "smp", required_argument, NULL, OPT_SMP },
	{ "otp", required_argument, NULL, OPT_OTP },
	{ "log-dir", required_argument, NULL, OPT_LOG_DIR },
	{ "events", required_argument, NULL, OPT_EVENTS },
	{ "events-kicks", no_argument, NULL, OPT_EVENTS_KICKS },
	{ "core-files", required_argument, NULL, OPT_CORE_FILES },
	{ "console", required_argument, NULL, OPT_CONSOLE },
	{ "test-hooks", no_argument, NULL, OPT_TEST_HOOKS },
	{ "share", required_argument, NULL, OPT_SHARE },
	{ "gdb", required_argument, NULL, OPT_GDB },
	{ "gdb-halt", no_argument, NULL, OPT_GDB_HALT },
	{ "no-ap", no_argument, NULL, OPT_NO_AP },
	{ "control-socket", required_argument, NULL, OPT_CONTROL_SOCKET },
	{ "mailbox-socket", required_argument, NULL, OPT_MAILBOX_SOCKET },
	{ "ram-file", required_argument, NULL, OPT_RAM_FILE },
	{ "qemu-aarch64", required_argument, NULL, OPT_QEMU_AARCH64 },
	{ "qemu-arm", required_argument, NULL, OPT_QEMU_ARM },
	{ "qemu-riscv64", required_argument, NULL, OPT_QEMU_RISCV64 },
	{ "timeout", required_argument, NULL, OPT_TIMEOUT },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 },
};

static void print_help(void)
{
	fputs("Usage: teeproc-board run [OPTION]... FIRMWARE    (see teeproc-board run --help)\n"
	      "       teeproc-board shell [OPTION]... [FIRMWARE]  (see teeproc-board shell --help)\n"
	      "       teeproc-board --dtbo F --flash F --kernel F --initrd F[,F]... [OPTION]...\n"
	      "       teeproc-board --dtbo F --no-ap --control-socket PATH [OPTION]...\n"
	      "Run the virtual board: application cores, remote cores, and the SoC between them.\n"
	      "\n"
	      "  --dtbo F             the board's device tree, an overlay\n"
	      "  --flash F            boot flash: TF-A and OP-TEE\n"
	      "  --kernel F           Linux, an arm64 Image\n"
	      "  --initrd F[,F]...    initramfs archives, concatenated\n"
	      "  --append STR         added to the kernel's command line\n"
	      "  --smp N              number of application cores (default 1)\n"
	      "  --otp F              one-time-programmable memory, a JSON file\n"
	      "                       (default: an empty one that is forgotten)\n"
	      "  --log-dir DIR        keep console.log, secure.log, coreN.log, ... there\n"
	      "  --events F           what happens to the cores, a JSON object a line\n"
	      "  --events-kicks       with --events: each kick as well\n"
	      "  --core-files DIR     what a crash leaves, as DIR/coreN.core, for gdb\n"
	      "  --console stdio|none Linux's console here (default) or only in its log;\n"
	      "                       on a terminal, Ctrl-A x ends the board\n"
	      "  --timeout SECONDS    end the board, status 1, after that time\n"
	      "  --test-hooks         offer fault injection in the mailbox's registers\n"
	      "  --share TAG=DIR      a folder for the guest to mount: 9p, virtio, mount tag TAG\n"
	      "  --gdb PORT           debug core N with gdb: target remote :PORT + N; 0: any\n"
	      "                       port that is free\n"
	      "  --gdb-halt           the first release of a core waits for gdb's continue\n"
	      "  --qemu-aarch64 PATH  QEMU of the application cores\n"
	      "  --qemu-arm PATH      QEMU of the remote cores that are Arm's\n"
	      "  --qemu-riscv64 PATH  and of those that are RISC-V\n"
	      "  --help               this text\n"
	      "  --version            which this is\n"
	      "\n"
	      "Without application cores, for tests:\n"
	      "  --no-ap\n"
	      "  --control-socket PATH    the control port, a Unix socket\n"
	      "  --mailbox-socket PREFIX  the mailbox of core N, a Unix socket PREFIXN\n"
	      "  --ram-file PATH          file that is the application cores' RAM\n"
	      "\n"
	      "Exit status: 0 the guest powered off or the board was asked to end,\n"
	      "1 failed, 2 wrong usage.\n",
	      stdout);
}

static bool parse_number(const char *name, const char *text, unsigned int min,
			 unsigned int max, unsigned int *value)
{
	unsigned long number;
	char *end;

	errno = 0;
	number = strtoul(text, &end, 10);
	if (errno || end == text || *end || *text == '-' || number < min ||
	    number > max) {
		say("--%s: %s: not a number from %u to %u", name, text, min,
		    max);
		return false;
	}
	*value = number;
	return true;
}

static bool parse_console(const char *text, bool *stdio)
{
	*stdio = !strcmp(text, "stdio");
	if (*stdio || !strcmp(text, "none"))
		return true;
	say("--console: %s: neither stdio nor none", text);
	return false;
}

static bool parse_share(struct options *options, const char *value)
{
	const char *dir = strchr(value, '=');
	struct stat status;

	if (!dir || dir == value ||
	    strcspn(value, ",") < (size_t)(dir - value)) {
		say("--share: %s: not TAG=DIR", value);
		return false;
	}
	if (options->n_shares == SHARES_MAX) {
		say("--share: at most %u folders", SHARES_MAX);
		return false;
	}
	if (stat(dir + 1, &status) || !S_ISDIR(status.st_mode)) {
		say("--share: %s: no such folder", dir + 1);
		return false;
	}
	options->shares[options->n_shares++] = value;
	return true;
}

static bool store(struct options *options, int option, char *value)
{
	switch (option) {
	case OPT_DTBO:
		options->dtbo = value;
		return true;
	case OPT_FLASH:
		options->flash = value;
		return true;
	case OPT_KERNEL:
		options->kernel = value;
		return true;
	case OPT_INITRD:
		options->initrd = value;
		return true;
	case OPT_APPEND:
		options->append = value;
		return true;
	case OPT_SMP:
		return parse_number("smp", value, 1, SMP_MAX, &options->smp);
	case OPT_OTP:
		options->otp = value;
		return true;
	case OPT_LOG_DIR:
		options->log_dir = value;
		return true;
	case OPT_EVENTS:
		options->events = value;
		return true;
	case OPT_EVENTS_KICKS:
		options->events_kicks = true;
		return true;
	case OPT_CORE_FILES:
		options->core_files = value;
		return true;
	case OPT_CONSOLE:
		return parse_console(value, &options->stdio);
	case OPT_TEST_HOOKS:
		options->test_hooks = true;
		return true;
	case OPT_SHARE:
		return parse_share(options, value);
	case OPT_GDB:
		options->gdb = true;
		return parse_number("gdb", value, 0, GDB_PORT_MAX,
				    &options->gdb_port);
	case OPT_GDB_HALT:
		options->gdb_halt = true;
		return true;
	case OPT_NO_AP:
		options->no_ap = true;
		return true;
	case OPT_CONTROL_SOCKET:
		options->control_socket = value;
		return true;
	case OPT_MAILBOX_SOCKET:
		options->mailbox_socket = value;
		return true;
	case OPT_RAM_FILE:
		options->ram_file = value;
		return true;
	case OPT_QEMU_AARCH64:
		options->qemu_aarch64 = value;
		return true;
	case OPT_QEMU_ARM:
		options->qemu_cores[CORE_QEMU_ARM] = value;
		return true;
	case OPT_QEMU_RISCV64:
		options->qemu_cores[CORE_QEMU_RISCV64] = value;
		return true;
	case OPT_TIMEOUT:
		return parse_number("timeout", value, 1, TIMEOUT_MAX_S,
				    &options->timeout_s);
	default:
		return false;
	}
}

static bool need(const char *name, const char *value)
{
	if (value && *value)
		return true;
	say("--%s: missing; see --help", name);
	return false;
}

static bool complete(const struct options *options)
{
	if (!need("dtbo", options->dtbo))
		return false;
	if (options->no_ap)
		return need("control-socket", options->control_socket);
	if (options->control_socket || options->mailbox_socket ||
	    options->ram_file) {
		say("--control-socket, --mailbox-socket, --ram-file: only with --no-ap");
		return false;
	}
	return need("flash", options->flash) &&
	       need("kernel", options->kernel) &&
	       need("initrd", options->initrd);
}

enum options_verdict options_parse(struct options *options, int argc,
				   char **argv)
{
	int option;

	*options = (struct options){
		.qemu_aarch64 = "qemu-system-aarch64",
		.qemu_cores = {
			[CORE_QEMU_ARM] = "qemu-system-arm",
			[CORE_QEMU_RISCV64] = "qemu-system-riscv64",
		},
		.smp = 1,
		.stdio = true,
	};
	opterr = 0;
	while ((option = getopt_long(argc, argv, "+:", long_options, NULL)) !=
	       -1) {
		if (option == OPT_HELP) {
			print_help();
			return OPTIONS_HELP;
		}
		if (option == OPT_VERSION) {
			puts("teeproc-board " TEEPROC_VERSION);
			return OPTIONS_HELP;
		}
		if (option == ':' || option == '?') {
			say("%s: %s; see --help", argv[optind - 1],
			    option == ':' ? "needs a value" : "no such option");
			return OPTIONS_USAGE;
		}
		if (!store(options, option, optarg))
			return OPTIONS_USAGE;
	}
	if (optind < argc) {
		say("%s: not an option; see --help", argv[optind]);
		return OPTIONS_USAGE;
	}
	return complete(options) ? OPTIONS_RUN : OPTIONS_USAGE;
}
