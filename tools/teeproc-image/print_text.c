// SPDX-License-Identifier: BSD-2-Clause
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "../../image/bytes.h"
#include "../common/escape.h"
#include "../common/hex.h"
#include "print.h"
#include "teeproc/text.h"
#include "tool.h"

#define HEX_MAX 64u /* bytes of a value that are shown */

static void words_text(const struct teeproc_tlv *tlv, char *text)
{
	uint32_t i;

	text[0] = 0;
	for (i = 0; i + 4 <= tlv->size && i < HEX_MAX; i += 4)
		text += sprintf(text, "%s0x%x", i ? " " : "",
				get_le32(tlv->value + i));
}

static void bytes_text(const struct teeproc_tlv *tlv, char *text)
{
	bool is_text = tlv->size && tlv->size <= TEEPROC_NAME_MAX;
	uint32_t size = tlv->size < HEX_MAX ? tlv->size : HEX_MAX;

	if (is_text &&
	    teeproc_text_is_printable((const char *)tlv->value, tlv->size)) {
		sprintf(text, "\"%.*s\"", (int)tlv->size, tlv->value);
		return;
	}
	hex_text(tlv->value, size, text);
	if (size < tlv->size)
		strcat(text, "...");
}

void tlv_value_text(const struct teeproc_tlv *tlv, char *text)
{
	switch (tlv->type) {
	case TEEPROC_TLV_SIGN_TYPE:
		if (tlv->size == 1 && tlv->value[0] == TEEPROC_SIGN_RSA)
			strcpy(text, "RSASSA-PKCS1-v1_5 SHA-256");
		else if (tlv->size == 1 &&
			 tlv->value[0] == TEEPROC_SIGN_ECDSA_P256)
			strcpy(text, "ECDSA P-256 SHA-256");
		else
			bytes_text(tlv, text);
		return;
	case TEEPROC_TLV_HASH_TYPE:
		if (tlv->size == 1 && tlv->value[0] == TEEPROC_HASH_SHA256)
			strcpy(text, "SHA-256");
		else
			bytes_text(tlv, text);
		return;
	case TEEPROC_TLV_HASH_TABLE:
		sprintf(text, "%u entries",
			tlv->size / TEEPROC_HASH_ENTRY_SIZE);
		return;
	case TEEPROC_TLV_IMAGE_SIZE:
	case TEEPROC_TLV_RSC_TABLE:
	case TEEPROC_TLV_ROLLBACK:
	case TEEPROC_TLV_ENTRIES:
		words_text(tlv, text);
		return;
	}
	bytes_text(tlv, text);
}

static void print_signed(const struct report *report)
{
	const struct teeproc_image *image = &report->image;
	char text[TLV_TEXT_SIZE];
	struct teeproc_tlv tlv;
	uint32_t pos = 0;

	printf("header:\n  version 1, TLVs %u bytes, signature %u bytes, "
	       "images %u bytes\n",
	       image->layout.tlv_size, image->layout.sign_size,
	       image->layout.images_size);
	printf("TLVs:\n");
	while (!teeproc_image_next_tlv(image, &pos, &tlv)) {
		tlv_value_text(&tlv, text);
		printf("  0x%05x %-9s %6u bytes  %s\n", tlv.type,
		       tlv_name(tlv.type), tlv.size, text);
	}
	if (report->parsed && !image->target)
		printf("target: none, it loads only where the platform allows "
		       "that\n");
	if (report->measured) {
		hex_text(report->measurement, TEEPROC_SHA256_SIZE, text);
		printf("measurement once loaded: %s\n", text);
	}
	if (report->rest != HASH_NONE)
		printf("bytes outside the segments: hash %s\n",
		       hash_state_name(report->rest));
}

static void print_images(const struct report *report)
{
	const struct teeproc_elf *elf;
	uint32_t i;

	printf("images:\n");
	for (i = 0; i < report->num_images; i++) {
		elf = &report->elf[i];
		if (!report->elf_ok[i]) {
			printf("  %u: unreadable ELF header\n", i);
			continue;
		}
		printf("  %u: ELF%d %s, entry 0x%" PRIx64 ", %zu bytes\n", i,
		       elf->is64 ? 64 : 32, teeproc_machine_name(elf->machine),
		       elf->entry, elf->size);
	}
}

static void print_segments(const struct report *report)
{
	const struct report_segment *segment;
	char hash[2 * TEEPROC_SHA256_SIZE + 1], flags[4];
	uint32_t i;

	printf("program headers:\n");
	for (i = 0; i < report->num_segments; i++) {
		segment = &report->segments[i];
		flags_text(segment->phdr.flags, flags);
		printf("  %u.%u %-9s %s 0x%08" PRIx64 " file %" PRIu64
		       " memory %" PRIu64 "\n",
		       segment->image, segment->index,
		       phdr_type_name(segment->phdr.type), flags,
		       segment->phdr.paddr, segment->phdr.filesz,
		       segment->phdr.memsz);
		if (!segment->hash)
			continue;
		hex_text(segment->hash, TEEPROC_SHA256_SIZE, hash);
		printf("      %s %s\n", hash, hash_state_name(segment->state));
	}
}

static void print_address(const char *name, uint32_t address)
{
	if (address == TEEPROC_RSC_ADDR_ANY)
		printf(" %s any", name);
	else
		printf(" %s 0x%08x", name, address);
}

static void print_vdev(const struct teeproc_rsc_entry *entry)
{
	const struct teeproc_rsc_vring *vring;
	uint32_t i;

	printf(" id %u, notify id %u, features 0x%x, config %u bytes\n",
	       entry->id, entry->notifyid, entry->dfeatures, entry->config_len);
	for (i = 0; i < entry->num_vrings; i++) {
		vring = &entry->vring[i];
		printf("       vring %u:", i);
		print_address("da", vring->da);
		printf(", %u buffers, align %u, notify id %u, %u bytes\n",
		       vring->num, vring->align, vring->notifyid, vring->size);
	}
}

static void print_entry(const struct teeproc_rsc_entry *entry)
{
	switch (entry->type) {
	case TEEPROC_RSC_CARVEOUT:
	case TEEPROC_RSC_DEVMEM:
		print_address("da", entry->da);
		print_address("pa", entry->pa);
		printf(", %u bytes, flags 0x%x, \"%s\"\n", entry->len,
		       entry->flags, entry->name);
		return;
	case TEEPROC_RSC_TRACE:
		print_address("da", entry->da);
		printf(", %u bytes, \"%s\"\n", entry->len, entry->name);
		return;
	case TEEPROC_RSC_VDEV:
		print_vdev(entry);
		return;
	}
	printf(" type %u, at offset %u\n", entry->type, entry->offset);
}

static void print_rsc_table(const struct report *report)
{
	struct teeproc_rsc_entry entry;
	uint32_t i;

	if (report->rsc_reason)
		printf("resource table: entry %u: %s\n", report->rsc_num,
		       report->rsc_reason);
	else if (!report->rsc_table)
		printf("resource table: none\n");
	if (!report->rsc_table || report->rsc_reason)
		return;
	printf("resource table: da 0x%08x, %u bytes, %u entries%s\n",
	       report->rsc_da, report->rsc_size, report->rsc_num,
	       report->rsc_signed ? ", signed place" : "");
	for (i = 0; i < report->rsc_num; i++) {
		teeproc_rsc_entry(report->rsc_table, report->rsc_size, i,
				  &entry);
		printf("  %2u: %s", i, rsc_type_name(entry.type));
		print_entry(&entry);
	}
}

static void print_map(const struct memory_map *map)
{
	const struct area *area;
	uint64_t end = 0;
	char size[32];
	uint32_t i;

	printf("memory map:\n");
	for (i = 0; i < map->num_areas; i++) {
		area = &map->areas[i];
		if (i && area->address > end) {
			size_text(area->address - end, size, sizeof(size));
			printf("  %27s gap of %s\n", "", size);
		}
		size_text(area->size, size, sizeof(size));
		printf("  0x%08" PRIx64 "..0x%08" PRIx64 " %-8s %s (%s)\n",
		       area->address, area->address + area->size - 1,
		       area_kind_name(area->kind), area->name, size);
		if (area->address + area->size > end)
			end = area->address + area->size;
	}
	for (i = 0; i < map->num_overlaps; i++) {
		area = &map->overlaps[i];
		printf("overlap:\n  0x%08" PRIx64 "..0x%08" PRIx64 " %s\n",
		       area->address, area->address + area->size - 1,
		       area->name);
	}
}

void print_text(const struct report *report, const struct memory_map *map)
{
	escape_public(stdout, ESCAPE_TERMINAL, report->input.path);
	printf(": %s\n", report->is_signed ? "signed image" : "ELF file");
	if (report->has_layout)
		print_signed(report);
	if (report->num_images)
		print_images(report);
	if (report->num_segments) {
		print_segments(report);
		print_rsc_table(report);
		print_map(map);
	}
}
