// SPDX-License-Identifier: BSD-2-Clause
#include "firmware.h"

#include <string.h>

#include "teeproc/rsc_table.h"
#include "tool.h"

static int check_rsc_table(struct firmware *firmware, uint32_t i)
{
	const struct teeproc_elf *elf = &firmware->elf[i];
	const char *path = firmware->input[i].path;
	enum teeproc_image_error error;
	struct teeproc_shdr shdr;
	uint32_t entry;

	error = teeproc_elf_find_rsc_table(elf, &shdr);
	if (error == TEEPROC_IMAGE_RSC_NONE)
		return 0;
	if (error)
		return refuse(path, "%s", teeproc_image_strerror(error));
	if (firmware->rsc_table_size)
		return refuse(path, "%s",
			      teeproc_image_strerror(TEEPROC_IMAGE_RSC_TWICE));
	error = teeproc_rsc_check(elf->data + shdr.offset, (uint32_t)shdr.size,
				  &entry);
	if (error)
		return refuse(path, "resource table, entry %u: %s", entry,
			      teeproc_image_strerror(error));
	firmware->rsc_table_da = (uint32_t)shdr.addr;
	firmware->rsc_table_size = (uint32_t)shdr.size;
	return 0;
}

static int open_one(struct firmware *firmware, const char *path)
{
	uint32_t i = firmware->num, header;
	struct input *input = &firmware->input[i];
	enum teeproc_image_error error;
	int status;

	status = input_open(input, path);
	if (status)
		return status;
	firmware->num++;
	error = teeproc_elf_open(input->data, input->size, &firmware->elf[i]);
	if (error)
		return refuse(path, "%s", teeproc_image_strerror(error));
	error = teeproc_elf_check_segments(&firmware->elf[i], &header);
	if (error)
		return refuse(path, "program header %u: %s", header,
			      teeproc_image_strerror(error));
	status = check_rsc_table(firmware, i);
	if (status)
		return status;

	/* leaves room for header, TLVs and signature below 4 GiB */
	if (input->size > UINT32_MAX / 2 ||
	    firmware->size > UINT32_MAX / 2 - input->size)
		return refuse(path, "%s",
			      teeproc_image_strerror(TEEPROC_IMAGE_TOO_BIG));
	firmware->padded[i] = (uint32_t)((input->size + 7) & ~(size_t)7);
	firmware->size += firmware->padded[i];
	firmware->entries += firmware->elf[i].phnum;
	return 0;
}

int firmware_open(struct firmware *firmware, char **paths, uint32_t num)
{
	uint32_t i;
	int status;

	*firmware = (struct firmware){ 0 };
	for (i = 0; i < num; i++) {
		status = open_one(firmware, paths[i]);
		if (status) {
			firmware_close(firmware);
			return status;
		}
	}
	return 0;
}

void firmware_close(struct firmware *firmware)
{
	while (firmware->num)
		input_close(&firmware->input[--firmware->num]);
}

size_t firmware_at(const void *images, uint32_t offset, uint32_t size,
		   const uint8_t **bytes)
{
	static const uint8_t padding[TEEPROC_IMAGE_ALIGN];
	const struct firmware *firmware = images;
	const struct input *input;
	uint32_t i, end;

	for (i = 0; offset >= firmware->padded[i]; i++)
		offset -= firmware->padded[i];
	input = &firmware->input[i];
	if (offset < input->size) {
		*bytes = input->data + offset;
		end = (uint32_t)input->size;
	} else {
		*bytes = padding;
		end = firmware->padded[i];
	}
	return size < end - offset ? size : end - offset;
}
