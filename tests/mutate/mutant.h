/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Put before a file of which make-mutants has made all mutants in one. Which of
 * them it is says the environment: MUTANT=FILE:NUMBER, none without it.
 *
 * Which of them were come by is written, at the end, to the file MUTANT_REACHED.
 */
#ifndef MUTANT_H
#define MUTANT_H

/* The number of the mutant that @file is to be, 0: as it is written */
unsigned int mutant_choose(const char *file, unsigned char *reached,
			   unsigned int mutants);

static unsigned int mutant_chosen;
static unsigned char mutant_reached[MUTANTS];

__attribute__((constructor)) static void mutant_begin(void)
{
	mutant_chosen = mutant_choose(MUTANT_FILE, mutant_reached, MUTANTS);
}

#define MUTANT(number) (mutant_reached[number] = 1, mutant_chosen == (number))

#endif /* MUTANT_H */
