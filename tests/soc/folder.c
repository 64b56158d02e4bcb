// SPDX-License-Identifier: BSD-2-Clause
#include "folder.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "calls.h"
#include "unit.h"

char folder_path[256];
char folder_file[280];
unsigned int folder_descriptors;

int folder_setup(void **state)
{
	(void)state;
	if (!unit_folder(folder_path, sizeof(folder_path)))
		return -1;
	snprintf(folder_file, sizeof(folder_file), "%s/file", folder_path);
	folder_descriptors = open_descriptors();
	return 0;
}

int folder_teardown(void **state)
{
	(void)state;
	call_fails("", 0, 0);
	unlink(folder_file);
	return rmdir(folder_path) || open_descriptors() != folder_descriptors;
}

const char *folder_content(void)
{
	static char text[8192];
	FILE *file = fopen(folder_file, "r");

	assert_non_null(file);
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	return text;
}

void folder_put(const char *text, size_t size)
{
	FILE *file = fopen(folder_file, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

const char *folder_said(void (*run)(void))
{
	int before = dup(2);
	int fd = open(folder_file, O_RDWR | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(dup2(fd, 2), 2);
	run();
	dup2(before, 2);
	close(before);
	close(fd);
	return folder_content();
}
