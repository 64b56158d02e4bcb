/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FAKE_SMALL in each of the states of the table.
 */
#ifndef STATES_H
#define STATES_H

#include "client.h"
#include "state_table.h"

#define OFF STATE_TABLE_OFF
#define LOADED STATE_TABLE_LOADED
#define STARTED STATE_TABLE_STARTED
#define STOPPED STATE_TABLE_STOPPED

/* As good_image(), with a rollback index, which each start has to raise */
extern struct test_image indexed;

/* From whatever state it is in, the counter at 0 */
void enter_state(enum state_table_state state);

/* STOPPED and OFF differ in whether there is something to dump. */
enum state_table_state observe_state(void);

/* For cmocka_run_group_tests(), in the place of the client's */
int states_setup(void **state);
int states_teardown(void **state);

#endif /* STATES_H */
