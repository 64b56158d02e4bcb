// SPDX-License-Identifier: BSD-2-Clause
#include "events.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "../../../tools/common/hex.h"
#include "log.h"

/* the longest line: two digits a byte of a console's piece, and what names it */
#define PIECE_SIZE 512u
#define LINE_SIZE (2 * PIECE_SIZE + 512)

static int events_fd = -1;

int events_open(const char *path)
{
	events_fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	return events_fd < 0 ? -errno : 0;
}

void events_close(void)
{
	if (events_fd >= 0)
		close(events_fd);
	events_fd = -1;
}

int64_t events_now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000ll + now.tv_nsec / 1000;
}

/* @core: negative if it is about none */
static void __attribute__((format(printf, 3, 4)))
emit(int core, const char *event, const char *format, ...)
{
	char line[LINE_SIZE];
	va_list args;
	size_t size;

	if (events_fd < 0)
		return;
	size = snprintf(line, sizeof(line), "{\"us\": %lld, ",
			(long long)events_now_us());
	if (core >= 0)
		size += snprintf(line + size, sizeof(line) - size,
				 "\"core\": %d, ", core);
	size += snprintf(line + size, sizeof(line) - size,
			 "\"event\": \"%s\", ", event);
	va_start(args, format);
	size += vsnprintf(line + size, sizeof(line) - size, format, args);
	va_end(args);
	size += snprintf(line + size, sizeof(line) - size, "}\n");
	log_write(events_fd, line, size);
}

void events_state(unsigned int core, enum teeproc_core_state state)
{
	static const char *const names[] = {
		[TEEPROC_CORE_RESET] = "reset",
		[TEEPROC_CORE_RUNNING] = "running",
		[TEEPROC_CORE_CRASHED] = "crashed",
		[TEEPROC_CORE_EXITED] = "exited",
	};

	emit(core, "state", "\"state\": \"%s\"", names[state]);
}

/* A cause is a sentence of the board's own, without quotation marks. */
void events_crash(unsigned int core, const char *cause)
{
	emit(core, "crash", "\"cause\": \"%s\"", cause);
}

#define LIST_SIZE (EVENTS_WORDS_MAX * 24)

static void list_words(char list[LIST_SIZE], struct events_words words)
{
	size_t used = 0;

	list[0] = '\0';
	for (size_t i = 0; i < words.n && i < EVENTS_WORDS_MAX; i++)
		used += snprintf(list + used, LIST_SIZE - used, "%s%lld",
				 i ? ", " : "", (long long)words.words[i]);
}

void events_registers(unsigned int core, struct events_words registers,
		      struct events_words frame)
{
	char held[LIST_SIZE];
	char pushed[LIST_SIZE];

	list_words(held, registers);
	list_words(pushed, frame);
	emit(core, "registers", "\"registers\": [%s], \"frame\": [%s]", held,
	     pushed);
}

void events_kick(unsigned int core, unsigned int vring, bool to_linux)
{
	emit(core, "kick", "\"vring\": %u, \"to\": \"%s\"", vring,
	     to_linux ? "linux" : "core");
}

void events_stage(const char *name)
{
	emit(-1, "stage", "\"name\": \"%s\"", name);
}

void events_request(int core, const char *verb, int64_t since_us,
		    const char *answer)
{
	emit(core, "request",
	     "\"verb\": \"%s\", \"since_us\": %lld, \"answer\": \"%s\"", verb,
	     (long long)since_us, answer);
}

/* A firmware may write any byte: in hexadecimal it arrives as it was. */
void events_console(unsigned int core, const char *bytes, size_t size)
{
	char digits[2 * PIECE_SIZE + 1];

	for (size_t done = 0; events_fd >= 0 && done < size;) {
		size_t piece = size - done < PIECE_SIZE ? size - done :
							  PIECE_SIZE;

		hex_text((const uint8_t *)bytes + done, piece, digits);
		emit(core, "console", "\"bytes\": \"%s\"", digits);
		done += piece;
	}
}
