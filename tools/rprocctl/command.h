/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The commands of rprocctl. Each prints what it has found to stdout, or says why
 * it has not to stderr.
 */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "remoteproc.h"

enum exit_status {
	DONE = 0,
	REFUSED = 1,
	USAGE = 2,
};

/**
 * struct invocation - what the command line says, beside the command and CORE
 * @places: where the kernel's interfaces are
 * @json: for programs
 * @follow: go on with what is added
 * @value: the argument behind CORE, or NULL
 * @out: the file to write, or NULL
 * @channel: name of an rpmsg channel, or NULL
 * @timeout_ms: how long to wait; negative: the command's own default
 * @interval_ms: between two messages
 * @count: of messages; 0: without end
 * @size: of a message, in bytes
 */
struct invocation {
	struct rproc_places places;
	bool json;
	bool follow;
	const char *value;
	const char *out;
	const char *channel;
	int timeout_ms;
	unsigned int interval_ms;
	unsigned int count;
	unsigned int size;
};

/* Says on stderr what is the matter with the object. REFUSED. */
enum exit_status refuse(const char *object, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The core's id, name, state and firmware in columns, without a newline */
void print_core(FILE *out, const struct rproc *rproc);

/* The core, its state and firmware as an object of JSON, without a newline */
void print_core_json(FILE *out, const struct rproc *rproc);

/* If programs are to read it, how the core is now; the status is DONE. */
enum exit_status done(const struct invocation *call, const struct rproc *rproc);

/* The commands; those that take no core get NULL. */
enum exit_status run_list(const struct invocation *call,
			  const struct rproc *unused);
enum exit_status run_watch(const struct invocation *call,
			   const struct rproc *unused);
enum exit_status run_state(const struct invocation *call,
			   const struct rproc *rproc);
enum exit_status run_start(const struct invocation *call,
			   const struct rproc *rproc);
enum exit_status run_stop(const struct invocation *call,
			  const struct rproc *rproc);
enum exit_status run_restart(const struct invocation *call,
			     const struct rproc *rproc);
enum exit_status run_attach(const struct invocation *call,
			    const struct rproc *rproc);
enum exit_status run_detach(const struct invocation *call,
			    const struct rproc *rproc);
enum exit_status run_wait(const struct invocation *call,
			  const struct rproc *rproc);
enum exit_status run_firmware(const struct invocation *call,
			      const struct rproc *rproc);
enum exit_status run_recovery(const struct invocation *call,
			      const struct rproc *rproc);
enum exit_status run_coredump(const struct invocation *call,
			      const struct rproc *rproc);
enum exit_status run_log(const struct invocation *call,
			 const struct rproc *rproc);
enum exit_status run_table(const struct invocation *call,
			   const struct rproc *rproc);
enum exit_status run_dump(const struct invocation *call,
			  const struct rproc *rproc);
enum exit_status run_channels(const struct invocation *call,
			      const struct rproc *rproc);
enum exit_status run_ping(const struct invocation *call,
			  const struct rproc *rproc);
enum exit_status run_measurement(const struct invocation *call,
				 const struct rproc *rproc);

#endif /* COMMAND_H */
