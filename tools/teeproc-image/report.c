// SPDX-License-Identifier: BSD-2-Clause
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "../../image/bytes.h"
#include "digest.h"
#include "verify.h"

static const uint8_t *images_of(const struct report *report)
{
	return report->input.data + report->image.layout.images_offset;
}

static const char *make_segments(struct report *report, uint32_t num)
{
	report->segments = calloc(num, sizeof(*report->segments));
	if (!report->segments)
		return "out of memory";
	report->num_segments = num;
	return NULL;
}

static enum teeproc_image_error add_elf(struct report *report,
					const uint8_t *data, size_t size)
{
	uint32_t i = report->num_images++;
	enum teeproc_image_error error;

	error = teeproc_elf_open(data, size, &report->elf[i]);
	report->elf_ok[i] = !error;
	return error;
}

/* Those of the one ELF file */
static const char *take_headers(struct report *report)
{
	const struct teeproc_elf *elf = &report->elf[0];
	const char *reason = make_segments(report, elf->phnum);
	uint32_t i;

	for (i = 0; i < report->num_segments; i++) {
		report->segments[i].index = i;
		teeproc_elf_phdr(elf, i, &report->segments[i].phdr);
	}
	return reason;
}

/* One entry of the hash table */
static void take_entry(const struct teeproc_image *image, uint32_t entry,
		       struct report_segment *segment)
{
	const uint8_t *at =
		image->hash_table + (size_t)entry * TEEPROC_HASH_ENTRY_SIZE;

	segment->index = entry;
	for (segment->image = 0;
	     segment->index >= image->entries[segment->image]; segment->image++)
		segment->index -= image->entries[segment->image];
	segment->phdr.type = get_le32(at);
	segment->phdr.offset = get_le32(at + 4);
	segment->phdr.paddr = get_le32(at + 12);
	segment->phdr.filesz = get_le32(at + 16);
	segment->phdr.memsz = get_le32(at + 20);
	segment->phdr.flags = get_le32(at + 24);
	segment->hash = at + TEEPROC_PHDR_SIZE;
}

static void check_hash(struct report *report, struct digest *digest,
		       struct report_segment *segment)
{
	const struct teeproc_image *image = &report->image;
	const uint8_t *bytes =
		images_of(report) + image->image_offset[segment->image];
	uint8_t hash[TEEPROC_SHA256_SIZE];

	segment->state = HASH_DIFFERS;
	if (range_inside(segment->phdr.offset, segment->phdr.filesz,
			 image->image_size[segment->image]) &&
	    digest_bytes(digest, bytes + segment->phdr.offset,
			 segment->phdr.filesz, hash) &&
	    !memcmp(hash, segment->hash, sizeof(hash)))
		segment->state = HASH_SAME;
}

static void check_hashes(struct report *report)
{
	uint8_t hash[TEEPROC_SHA256_SIZE];
	struct digest digest;
	uint32_t i;

	if (digest_open(&digest)) {
		for (i = 0; i < report->num_segments; i++)
			check_hash(report, &digest, &report->segments[i]);
		if (report->image.rest_hash &&
		    digest_rest(&digest, &report->image, images_in_memory,
				images_of(report), hash))
			report->rest = memcmp(hash, report->image.rest_hash,
					      sizeof(hash)) ?
					       HASH_DIFFERS :
					       HASH_SAME;
		report->measured = digest_measurement(&digest, &report->image,
						      report->measurement);
	}
	digest_close(&digest);
}

/* Where the bytes of the table lie in the file, by its device address */
static void find_rsc_bytes(struct report *report)
{
	const struct report_segment *segment;
	const uint8_t *base;
	uint32_t i;

	for (i = 0; i < report->num_segments; i++) {
		segment = &report->segments[i];
		if (segment->phdr.type != TEEPROC_PT_LOAD ||
		    report->rsc_da < segment->phdr.paddr ||
		    !range_inside(report->rsc_da - segment->phdr.paddr,
				  report->rsc_size, segment->phdr.filesz))
			continue;
		/* both are 0 for an ELF file */
		base = images_of(report) +
		       report->image.image_offset[segment->image];
		report->rsc_table = base + segment->phdr.offset +
				    (report->rsc_da - segment->phdr.paddr);
		return;
	}
}

static void take_rsc_table(struct report *report,
			   enum teeproc_image_error error)
{
	if (error == TEEPROC_IMAGE_RSC_NONE)
		return;
	if (!error) {
		find_rsc_bytes(report);
		if (report->rsc_table)
			error = teeproc_rsc_check(report->rsc_table,
						  report->rsc_size,
						  &report->rsc_num);
	}
	if (error)
		report->rsc_reason = teeproc_image_strerror(error);
}

static const char *report_signed(struct report *report)
{
	struct teeproc_image *image = &report->image;
	const struct input *input = &report->input;
	enum teeproc_image_error error;
	const char *reason;
	uint32_t i;

	error = teeproc_image_check_header(input->data, input->size,
					   &image->layout);
	if (error)
		return teeproc_image_strerror(error);
	report->has_layout = true;
	error = teeproc_image_parse(input->data, input->size, input->size,
				    image);
	if (error)
		return teeproc_image_strerror(error);
	report->parsed = true;
	for (i = 0; i < image->num_images; i++)
		add_elf(report, images_of(report) + image->image_offset[i],
			image->image_size[i]);
	error = teeproc_image_open(image, images_of(report));
	if (error)
		return teeproc_image_strerror(error);
	reason = make_segments(report, image->hash_count);
	if (reason)
		return reason;
	for (i = 0; i < image->hash_count; i++)
		take_entry(image, i, &report->segments[i]);
	check_hashes(report);

	report->rsc_signed = image->has_rsc_table;
	error = teeproc_image_find_rsc_table(image, images_of(report),
					     &report->rsc_da,
					     &report->rsc_size);
	take_rsc_table(report, error);
	return NULL;
}

static const char *report_elf(struct report *report)
{
	enum teeproc_image_error error;
	struct teeproc_shdr shdr;
	const char *reason;
	uint32_t at, i;

	error = add_elf(report, report->input.data, report->input.size);
	if (error)
		return teeproc_image_strerror(error);
	reason = take_headers(report);
	if (reason)
		return reason;
	for (i = 0; i < report->num_segments; i++)
		if (report->segments[i].phdr.filesz &&
		    !range_inside(report->segments[i].phdr.offset,
				  report->segments[i].phdr.filesz,
				  report->input.size))
			return teeproc_image_strerror(TEEPROC_ELF_SEG_OUTSIDE);

	error = teeproc_elf_find_rsc_table(&report->elf[0], &shdr);
	if (!error) {
		report->rsc_da = (uint32_t)shdr.addr;
		report->rsc_size = (uint32_t)shdr.size;
	}
	take_rsc_table(report, error);
	error = teeproc_elf_check_segments(&report->elf[0], &at);
	return error ? teeproc_image_strerror(error) : NULL;
}

int report_open(struct report *report, const char *path)
{
	int status;

	*report = (struct report){ 0 };
	status = input_open(&report->input, path);
	if (status)
		return status;
	report->is_signed = report->input.size >= 4 &&
			    get_le32(report->input.data) == TEEPROC_IMAGE_MAGIC;
	report->reason = report->is_signed ? report_signed(report) :
					     report_elf(report);
	return 0;
}

void report_close(struct report *report)
{
	free(report->segments);
	input_close(&report->input);
}
