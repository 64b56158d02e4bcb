/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef SAMPLE_H
#define SAMPLE_H

int sample_most(int value, int most);
unsigned int sample_sum(const unsigned char *bytes, unsigned int num);
const char *sample_name(int value);
int sample_unused(int value);
void sample_end(int number);
unsigned int sample_halvings(unsigned int value);

#endif /* SAMPLE_H */
