// SPDX-License-Identifier: BSD-2-Clause
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "../common/escape.h"
#include "../common/hex.h"
#include "print.h"
#include "tool.h"

/*
 * Text of others. What is no UTF-8 is U+FFFD, and so is made here what the
 * library would not take.
 */
static json_t *text_value(const char *bytes, size_t size)
{
	json_t *string = NULL;
	char *text = NULL;
	size_t length = 0;
	FILE *memory = open_memstream(&text, &length);

	if (!memory)
		return NULL;
	fputc('"', memory);
	escape_bytes(memory, ESCAPE_JSON, bytes, size);
	fputc('"', memory);
	if (!fclose(memory))
		string = json_loadb(text, length,
				    JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
	free(text);
	return string;
}

static json_t *hex(const uint8_t *bytes, size_t size)
{
	char *text = malloc(2 * size + 1);
	json_t *string;

	if (!text)
		return NULL;
	hex_text(bytes, size, text);
	string = json_string(text);
	free(text);
	return string;
}

static json_t *tlvs(const struct teeproc_image *image)
{
	json_t *list = json_array();
	char text[TLV_TEXT_SIZE];
	struct teeproc_tlv tlv;
	uint32_t pos = 0;

	while (!teeproc_image_next_tlv(image, &pos, &tlv)) {
		tlv_value_text(&tlv, text);
		json_array_append_new(list,
				      json_pack("{s:I, s:s, s:I, s:o, s:o*}",
						"type", (json_int_t)tlv.type,
						"name", tlv_name(tlv.type),
						"size", (json_int_t)tlv.size,
						"value",
						hex(tlv.value, tlv.size),
						"text",
						text_value(text,
							   strlen(text))));
	}
	return list;
}

static json_t *header(const struct teeproc_layout *layout)
{
	return json_pack("{s:i, s:I, s:I, s:I}", "version",
			 TEEPROC_IMAGE_FORMAT, "tlv_size",
			 (json_int_t)layout->tlv_size, "sign_size",
			 (json_int_t)layout->sign_size, "images_size",
			 (json_int_t)layout->images_size);
}

static json_t *images(const struct report *report)
{
	json_t *list = json_array();
	const struct teeproc_elf *elf;
	uint32_t i;

	for (i = 0; i < report->num_images; i++) {
		elf = &report->elf[i];
		json_array_append_new(list,
				      report->elf_ok[i] ?
					      json_pack("{s:i, s:s, s:I, s:I}",
							"class",
							elf->is64 ? 64 : 32,
							"machine",
							teeproc_machine_name(
								elf->machine),
							"entry",
							(json_int_t)elf->entry,
							"size",
							(json_int_t)elf->size) :
					      json_null());
	}
	return list;
}

static json_t *segments(const struct report *report)
{
	json_t *list = json_array(), *item;
	const struct report_segment *segment;
	char flags[4];
	uint32_t i;

	for (i = 0; i < report->num_segments; i++) {
		segment = &report->segments[i];
		flags_text(segment->phdr.flags, flags);
		item = json_pack("{s:I, s:I, s:s, s:s, s:I, s:I, s:I, s:I}",
				 "image", (json_int_t)segment->image, "index",
				 (json_int_t)segment->index, "type",
				 phdr_type_name(segment->phdr.type), "flags",
				 flags, "address",
				 (json_int_t)segment->phdr.paddr, "offset",
				 (json_int_t)segment->phdr.offset, "file_size",
				 (json_int_t)segment->phdr.filesz,
				 "memory_size",
				 (json_int_t)segment->phdr.memsz);
		if (segment->hash) {
			json_object_set_new(item, "hash",
					    hex(segment->hash,
						TEEPROC_SHA256_SIZE));
			json_object_set_new(item, "hash_ok",
					    json_boolean(segment->state ==
							 HASH_SAME));
		}
		json_array_append_new(list, item);
	}
	return list;
}

static json_t *address(uint32_t value)
{
	return value == TEEPROC_RSC_ADDR_ANY ? json_null() :
					       json_integer(value);
}

static json_t *vrings(const struct teeproc_rsc_entry *entry)
{
	const struct teeproc_rsc_vring *vring = entry->vring;
	json_t *list = json_array();
	uint32_t i;

	for (i = 0; i < entry->num_vrings; i++, vring++)
		json_array_append_new(list,
				      json_pack("{s:o, s:I, s:I, s:I, s:I}",
						"da", address(vring->da),
						"align",
						(json_int_t)vring->align, "num",
						(json_int_t)vring->num,
						"notify_id",
						(json_int_t)vring->notifyid,
						"size",
						(json_int_t)vring->size));
	return list;
}

static json_t *rsc_entry(const struct teeproc_rsc_entry *entry)
{
	const char *type = rsc_type_name(entry->type);

	switch (entry->type) {
	case TEEPROC_RSC_CARVEOUT:
	case TEEPROC_RSC_DEVMEM:
		return json_pack("{s:s, s:o, s:o, s:I, s:I, s:s}", "type", type,
				 "da", address(entry->da), "pa",
				 address(entry->pa), "size",
				 (json_int_t)entry->len, "flags",
				 (json_int_t)entry->flags, "name", entry->name);
	case TEEPROC_RSC_TRACE:
		return json_pack("{s:s, s:o, s:I, s:s}", "type", type, "da",
				 address(entry->da), "size",
				 (json_int_t)entry->len, "name", entry->name);
	case TEEPROC_RSC_VDEV:
		return json_pack("{s:s, s:I, s:I, s:I, s:I, s:o}", "type", type,
				 "id", (json_int_t)entry->id, "notify_id",
				 (json_int_t)entry->notifyid, "features",
				 (json_int_t)entry->dfeatures, "config_size",
				 (json_int_t)entry->config_len, "vrings",
				 vrings(entry));
	}
	return json_pack("{s:s, s:I}", "type", type, "vendor_type",
			 (json_int_t)entry->type);
}

static json_t *rsc_table(const struct report *report)
{
	json_t *entries = json_array();
	struct teeproc_rsc_entry entry;
	uint32_t i;

	for (i = 0;
	     report->rsc_table && !report->rsc_reason && i < report->rsc_num;
	     i++) {
		teeproc_rsc_entry(report->rsc_table, report->rsc_size, i,
				  &entry);
		json_array_append_new(entries, rsc_entry(&entry));
	}
	if (!report->rsc_table && !report->rsc_reason) {
		json_decref(entries);
		return json_null();
	}
	return json_pack("{s:I, s:I, s:b, s:o, s:s?}", "da",
			 (json_int_t)report->rsc_da, "size",
			 (json_int_t)report->rsc_size, "signed",
			 report->rsc_signed, "entries", entries, "error",
			 report->rsc_reason);
}

static json_t *areas(const struct area *area, uint32_t num)
{
	json_t *list = json_array();

	for (; num; num--, area++)
		json_array_append_new(list,
				      json_pack("{s:s, s:s, s:I, s:I}", "kind",
						area_kind_name(area->kind),
						"name", area->name, "address",
						(json_int_t)area->address,
						"size",
						(json_int_t)area->size));
	return list;
}

static void add_signed(json_t *root, const struct report *report)
{
	const struct teeproc_image *image = &report->image;

	json_object_set_new(root, "header", header(&image->layout));
	json_object_set_new(root, "tlvs", tlvs(image));
	if (!report->parsed)
		return;
	json_object_set_new(root, "signature",
			    hex(image->signature, image->layout.sign_size));
	if (image->key_info)
		json_object_set_new(root, "key_info",
				    hex(image->key_info, image->key_info_size));
	if (image->name)
		json_object_set_new(root, "name",
				    text_value(image->name, image->name_size));
	if (image->version)
		json_object_set_new(root, "version",
				    text_value(image->version,
					       image->version_size));
	if (image->target)
		json_object_set_new(root, "target",
				    text_value(image->target,
					       image->target_size));
	if (image->has_rollback)
		json_object_set_new(root, "rollback",
				    json_integer(image->rollback));
	json_object_set_new(root, "debug", json_boolean(image->debuggable));
	if (report->measured)
		json_object_set_new(root, "measurement",
				    hex(report->measurement,
					TEEPROC_SHA256_SIZE));
	if (image->rest_hash)
		json_object_set_new(root, "rest_hash_ok",
				    json_boolean(report->rest == HASH_SAME));
}

/* The library escapes all but DEL. */
static int write_ascii(const char *text, size_t size, void *unused)
{
	(void)unused;
	for (; size; size--, text++)
		if (*text == 0x7f)
			fputs("\\u007f", stdout);
		else
			putchar(*text);
	return 0;
}

bool print_json(const struct report *report, const struct memory_map *map)
{
	json_t *root = json_object();
	bool done;

	json_object_set_new(root, "file",
			    text_value(report->input.path,
				       escape_public_size(report->input.path)));
	json_object_set_new(root, "format",
			    json_string(report->is_signed ? "signed" : "elf"));
	if (report->has_layout)
		add_signed(root, report);
	json_object_set_new(root, "images", images(report));
	json_object_set_new(root, "program_headers", segments(report));
	json_object_set_new(root, "resource_table", rsc_table(report));
	json_object_set_new(root, "memory_map",
			    areas(map->areas, map->num_areas));
	json_object_set_new(root, "overlaps",
			    areas(map->overlaps, map->num_overlaps));
	json_object_set_new(root, "error",
			    report->reason ? json_string(report->reason) :
					     json_null());
	done = !json_dump_callback(root, write_ascii, NULL,
				   JSON_INDENT(2) | JSON_ENSURE_ASCII);
	putchar('\n');
	json_decref(root);
	return done;
}
