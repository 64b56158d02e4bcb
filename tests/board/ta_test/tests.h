/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tests, each of which reports by itself. Arguments are checked for their
 * number only: a script of ours gives them.
 */
#ifndef TESTS_H
#define TESTS_H

#include <linux/types.h>

/**
 * struct test - how one is called
 * @args: their names, for the one who has forgotten; their number is what counts
 */
struct test {
	const char *name;
	const char *args;
	void (*run)(char **args);
};

void test_state_table(char **args);
void test_input(char **args);
void test_cores(char **args);
void test_sessions(char **args);
void test_logins(char **args);
void test_coredump(char **args);
void test_measurement(char **args);
void test_load_pieces(char **args);
void test_coredump_pieces(char **args);
void test_rsc_table(char **args);
void test_load(char **args);
void test_start(char **args);
void test_hold(char **args);
void test_race(char **args);

/* args[0] of a test: "own", or "upstream" for OP-TEE's TA */
bool is_upstream(const char *arg);

#endif /* TESTS_H */
