// SPDX-License-Identifier: BSD-2-Clause
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "text.h"

static FILE *output;
static const char *dim = "";
static const char *plain = "";

void report_open(bool aside)
{
	const char *term = getenv("TERM");

	output = aside ? stderr : stdout;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (isatty(fileno(output)) && term && strcmp(term, "dumb") != 0) {
		dim = "\033[2m";
		plain = "\033[0m";
	}
}

void report_output(const char *core, const char *source, const char *line)
{
	fprintf(output, "%s%s %s:%s %s\n", dim, core, source, plain, line);
}

void report_script(const char *line)
{
	puts(line);
}

void report_log(const char *line)
{
	fprintf(stderr, "  %s\n", line);
}

/* ARMv7-M: the exception that is handled, from the low bits of xPSR */
static char *mode_text(uint32_t xpsr)
{
	static const char *const names[] = {
		[0] = "thread mode",
		[2] = "in the NMI handler",
		[3] = "in the HardFault handler",
		[4] = "in the MemManage handler",
		[5] = "in the BusFault handler",
		[6] = "in the UsageFault handler",
		[11] = "in the SVCall handler",
		[12] = "in the DebugMonitor handler",
		[14] = "in the PendSV handler",
		[15] = "in the SysTick handler",
	};
	unsigned int number = xpsr & 0x1ff;

	if (number >= 16)
		return text("in the handler of interrupt %u", number - 16);
	return text("%s", names[number] ? names[number] : "");
}

static void report_code(const char *name, uint32_t address,
			struct symbols *symbols)
{
	char *place = symbols_text(symbols, address);

	fprintf(stderr, "  %-4s %08x  %s\n", name, address, place);
	free(place);
}

/* A handler was interrupted at its own pc, the program at the frame's. */
void report_registers(const struct registers *registers,
		      struct symbols *symbols)
{
	const uint32_t *words = registers->words;
	char *mode = mode_text(words[16]);

	if (registers->has_frame) {
		report_code("at", registers->frame[6], symbols);
		report_code("from", registers->frame[5], symbols);
	}
	report_code("pc", words[15], symbols);
	report_code("lr", words[14], symbols);
	fprintf(stderr, "  xpsr %08x  %s\n", words[16], mode);
	free(mode);
	for (unsigned int i = 0; i < 13; i++)
		fprintf(stderr, "  r%-3u %08x%s", i, words[i],
			i % 4 == 3 ? "\n" : "");
	fprintf(stderr, "  sp   %08x\n", words[13]);
}
