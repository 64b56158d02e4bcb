// SPDX-License-Identifier: BSD-2-Clause
#include "firmware.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "../soc/host/file.h"
#include "../soc/host/say.h"

#define FIRMWARE_SIZE_MAX (64u * 1024u * 1024u)

static bool refuse(const struct firmware *firmware, const char *why)
{
	say("%s: %s", firmware->path, why);
	return false;
}

/* Where the first image of a signed one lies; it is looked at, not trusted. */
static bool open_signed(struct firmware *firmware)
{
	struct teeproc_image image;
	enum teeproc_image_error error;
	const uint8_t *first;

	error = teeproc_image_parse(firmware->bytes, firmware->size,
				    firmware->size, &image);
	if (error)
		return refuse(firmware, teeproc_image_strerror(error));
	first = firmware->bytes + image.layout.images_offset +
		image.image_offset[0];
	error = teeproc_elf_open(first, image.image_size[0], &firmware->elf);
	return !error || refuse(firmware, teeproc_image_strerror(error));
}

static bool open_elf(struct firmware *firmware)
{
	enum teeproc_image_error error;

	if (firmware->size < 4 || memcmp(firmware->bytes, "\177ELF", 4) != 0)
		return refuse(firmware,
			      "neither an ELF file nor a signed image; give what the linker wrote, not a .bin or .hex of it");
	error = teeproc_elf_open(firmware->bytes, firmware->size,
				 &firmware->elf);
	if (error == TEEPROC_ELF_PHDR_NONE)
		return refuse(firmware,
			      "an object file with nothing to load: link it");
	if (error == TEEPROC_ELF_BAD_MACHINE)
		return refuse(firmware,
			      "built for another machine than the board's cores: build it with arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb");
	return !error || refuse(firmware, teeproc_image_strerror(error));
}

static uint32_t word_at(const uint8_t *bytes)
{
	return bytes[0] | bytes[1] << 8 | bytes[2] << 16 |
	       (uint32_t)bytes[3] << 24;
}

bool firmware_read(struct firmware *firmware, const char *path)
{
	firmware->path = path;
	firmware->bytes = file_read(path, FIRMWARE_SIZE_MAX, &firmware->size);
	if (!firmware->bytes && errno == ENOENT)
		return refuse(firmware,
			      "there is no such file; build the firmware, or name its ELF file");
	if (!firmware->bytes)
		return refuse(firmware, strerror(errno));
	firmware->is_signed = firmware->size >= TEEPROC_IMAGE_HDR_SIZE &&
			      word_at(firmware->bytes) == TEEPROC_IMAGE_MAGIC;
	return firmware->is_signed ? open_signed(firmware) : open_elf(firmware);
}

void firmware_free(struct firmware *firmware)
{
	free(firmware->bytes);
	firmware->bytes = NULL;
}
