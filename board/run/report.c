// SPDX-License-Identifier: BSD-2-Clause
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../../tools/common/escape.h"
#include "../soc/host/say.h"
#include "junit.h"
#include "text.h"

static struct report_options how;
static FILE *output;
static const char *dim = "";
static const char *plain = "";

void report_open(const struct report_options *options)
{
	const char *term = getenv("TERM");

	how = *options;
	output = how.aside ? stderr : stdout;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (isatty(fileno(output)) && term && strcmp(term, "dumb") != 0) {
		dim = "\033[2m";
		plain = "\033[0m";
	}
}

/* --- JSON, a line for each thing that happens */

static void put_member(const char *key, const char *value)
{
	printf(", \"%s\": \"", key);
	escape_text(stdout, ESCAPE_JSON, value);
	putchar('"');
}

/* @core, @text: NULL if there is none */
static void begin_object(const char *event, const char *core, const char *text)
{
	printf("{\"event\": \"%s\"", event);
	if (core)
		put_member("core", core);
	if (text)
		put_member("text", text);
}

static void put_object(const char *event, const char *core, const char *text)
{
	begin_object(event, core, text);
	puts("}");
}

/* --- what is said */

void report_output(const char *core, const char *source, const char *line)
{
	if (how.json)
		put_object(source, core, line);
	else
		fprintf(output, "%s%s %s:%s %s\n", dim, core, source, plain,
			line);
}

void report_script(const char *line)
{
	junit_line(line);
	if (how.json)
		put_object("script", NULL, line);
	else
		puts(line);
}

void report_log(const char *line)
{
	if (how.json)
		put_object("log", NULL, line);
	else
		fprintf(stderr, "  %s\n", line);
}

void report_state(const char *core, const char *state, const char *text)
{
	if (!how.json)
		return;
	begin_object("state", core, text);
	put_member("state", state);
	puts("}");
}

void report_end(int status)
{
	if (how.json)
		printf("{\"event\": \"end\", \"status\": %d}\n", status);
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

/* As the RISC-V ABI calls pc and x1 to x31 */
static const char *const riscv_names[RISCV_REGISTERS] = {
	"pc", "ra", "sp", "gp", "tp",  "t0",  "t1", "t2", "s0", "s1", "a0",
	"a1", "a2", "a3", "a4", "a5",  "a6",  "a7", "s2", "s3", "s4", "s5",
	"s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
};

/* @digits: of an address */
static void report_code(const char *name, int digits, uint64_t address,
			struct symbols *symbols)
{
	char *place = symbols_text(symbols, address);

	fprintf(stderr, "  %-4s %0*" PRIx64 "  %s\n", name, digits, address,
		place);
	free(place);
}

/* A handler was interrupted at its own pc, the program at the frame's. */
static void print_arm(const struct registers *registers,
		      struct symbols *symbols)
{
	const uint64_t *words = registers->words;
	char *mode = mode_text((uint32_t)words[16]);

	if (registers->has_frame) {
		report_code("at", 8, registers->frame[6], symbols);
		report_code("from", 8, registers->frame[5], symbols);
	}
	report_code("pc", 8, words[15], symbols);
	report_code("lr", 8, words[14], symbols);
	fprintf(stderr, "  xpsr %08" PRIx64 "  %s\n", words[16], mode);
	free(mode);
	for (unsigned int i = 0; i < 13; i++)
		fprintf(stderr, "  r%-3u %08" PRIx64 "%s", i, words[i],
			i % 4 == 3 ? "\n" : "");
	fprintf(stderr, "  sp   %08" PRIx64 "\n", words[13]);
}

static void print_riscv(const struct registers *registers,
			struct symbols *symbols)
{
	for (unsigned int i = 0; i < 2; i++)
		report_code(riscv_names[i], 16, registers->words[i], symbols);
	for (unsigned int i = 2; i < RISCV_REGISTERS; i++)
		fprintf(stderr, "  %-4s %016" PRIx64 "%s", riscv_names[i],
			registers->words[i], i % 3 == 1 ? "\n" : "");
}

static void put_word(const char *key, uint64_t word)
{
	printf(", \"%s\": %" PRIu64, key, word);
}

/* An address as a number, and its name beside it */
static void put_code(const char *key, uint64_t address, struct symbols *symbols)
{
	char *place = symbols_text(symbols, address);
	char *place_key = text("%s_name", key);

	put_word(key, address);
	if (*place)
		put_member(place_key, place);
	free(place_key);
	free(place);
}

static void put_arm(const struct registers *registers, struct symbols *symbols)
{
	if (registers->has_frame) {
		put_code("at", registers->frame[6], symbols);
		put_code("from", registers->frame[5], symbols);
	}
	put_code("pc", registers->words[15], symbols);
	put_code("lr", registers->words[14], symbols);
	put_word("sp", registers->words[13]);
	put_word("xpsr", registers->words[16]);
	for (unsigned int i = 0; i < 13; i++) {
		char name[8];

		snprintf(name, sizeof(name), "r%u", i);
		put_word(name, registers->words[i]);
	}
}

static void put_riscv(const struct registers *registers,
		      struct symbols *symbols)
{
	for (unsigned int i = 0; i < 2; i++)
		put_code(riscv_names[i], registers->words[i], symbols);
	for (unsigned int i = 2; i < RISCV_REGISTERS; i++)
		put_word(riscv_names[i], registers->words[i]);
}

/* How those of a machine are told: in a JSON object, or for people */
static const struct telling {
	unsigned int num;
	void (*put)(const struct registers *registers, struct symbols *symbols);
	void (*print)(const struct registers *registers,
		      struct symbols *symbols);
} tellings[] = {
	{ ARM_REGISTERS, put_arm, print_arm },
	{ RISCV_REGISTERS, put_riscv, print_riscv },
};

static void tell_registers(const struct registers *registers,
			   struct symbols *symbols)
{
	const struct telling *telling = tellings;

	while (telling->num != registers->num)
		telling++;
	(how.json ? telling->put : telling->print)(registers, symbols);
}

void report_crash(const char *core, unsigned int number, const char *cause,
		  const struct registers *registers, struct symbols *symbols)
{
	char *file = how.core_files ?
			     text("%s/core%u.core", how.core_files, number) :
			     NULL;
	bool kept = file && registers && !access(file, R_OK);

	say("%s: crashed: %s", core, cause);
	if (how.json) {
		begin_object("crash", core, NULL);
		put_member("cause", cause);
		if (registers)
			tell_registers(registers, symbols);
		if (kept)
			put_member("core_file", file);
		puts("}");
	} else if (registers) {
		tell_registers(registers, symbols);
	}
	if (kept)
		say("%s: core file: %s", core, file);
	free(file);
}
