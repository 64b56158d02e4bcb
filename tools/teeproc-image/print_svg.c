// SPDX-License-Identifier: BSD-2-Clause
/*
 * The memory map as a picture: addresses go down, one column for each kind of
 * area, all of one scale. A gap that would dwarf the rest is cut out and named.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "../common/escape.h"
#include "print.h"

#define MAP_HEIGHT 900.0 /* pixels for all that is to scale */
#define TOP 70.0
#define CUT_HEIGHT 46.0
#define COLUMN_X 110.0
#define COLUMN_WIDTH 130.0
#define COLUMN_STEP 146.0
#define LABEL_X (COLUMN_X + AREA_KINDS * COLUMN_STEP + 30)
#define LABEL_STEP 15.0
#define WIDTH (LABEL_X + 420)
#define BOX_LABEL_MIN 14.0 /* a box this high has its name inside */

/* A run of addresses without a cut */
struct stretch {
	uint64_t start;
	uint64_t end;
	double y;
};

struct picture {
	FILE *file;
	const struct memory_map *map;
	struct stretch *stretches;
	uint32_t num;
	double scale; /* pixels per byte */
	double height;
	double next_label;
};

static const char *const colours[AREA_KINDS] = { "#9ec5e8", "#cfe3c0",
						 "#f4d58d" };
static const char *const titles[AREA_KINDS] = { "segments", "carveouts",
						"buffers" };

static void find_stretches(struct picture *picture)
{
	const struct memory_map *map = picture->map;
	struct stretch *stretch = NULL;
	const struct area *area;
	uint64_t used = 0, cut;
	uint32_t i;

	for (i = 0; i < map->num_areas; i++)
		used += map->areas[i].size;
	cut = used / 4;
	for (i = 0; i < map->num_areas; i++) {
		area = &map->areas[i];
		if (!stretch || (area->address > stretch->end &&
				 area->address - stretch->end > cut)) {
			stretch = &picture->stretches[picture->num++];
			stretch->start = area->address;
			stretch->end = area->address;
		}
		if (area->address + area->size > stretch->end)
			stretch->end = area->address + area->size;
	}
}

static void place_stretches(struct picture *picture)
{
	uint64_t total = 0;
	double y = TOP;
	uint32_t i;

	for (i = 0; i < picture->num; i++)
		total +=
			picture->stretches[i].end - picture->stretches[i].start;
	picture->scale = MAP_HEIGHT / (double)(total ? total : 1);
	for (i = 0; i < picture->num; i++) {
		struct stretch *stretch = &picture->stretches[i];

		stretch->y = y;
		y += (double)(stretch->end - stretch->start) * picture->scale +
		     CUT_HEIGHT;
	}
	picture->height = y;
}

static double y_of(const struct picture *picture, uint64_t address)
{
	uint32_t i = picture->num - 1;

	while (i && address < picture->stretches[i].start)
		i--;
	return picture->stretches[i].y +
	       (double)(address - picture->stretches[i].start) * picture->scale;
}

/* A box at its true size; what is too thin to see has a line beside it. */
static void print_box(const struct picture *picture, const struct area *area,
		      double height, const char *fill, const char *class)
{
	double x = COLUMN_X + area->kind * COLUMN_STEP;
	double y = y_of(picture, area->address);

	fprintf(picture->file,
		"<rect class=\"%s\" x=\"%.2f\" y=\"%.4f\" width=\"%.2f\" "
		"height=\"%.4f\" fill=\"%s\"/>\n",
		class, x, y, COLUMN_WIDTH, height, fill);
	if (height < 1)
		fprintf(picture->file,
			"<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" "
			"stroke=\"%s\"/>\n",
			x, y, x + COLUMN_WIDTH, y, "#444");
}

/* To the right of all columns, with a line to its box, none over another */
static void print_label(struct picture *picture, const struct area *area,
			const char *prefix, const char *colour)
{
	double half = (double)area->size * picture->scale / 2;
	double y = y_of(picture, area->address) +
		   (half < LABEL_STEP / 2 ? half : LABEL_STEP / 2);
	double x = COLUMN_X + area->kind * COLUMN_STEP + COLUMN_WIDTH;
	double at = y > picture->next_label ? y : picture->next_label;
	char size[32];

	size_text(area->size, size, sizeof(size));
	fprintf(picture->file,
		"<polyline points=\"%.2f,%.2f %.2f,%.2f %.2f,%.2f\" "
		"stroke=\"%s\" fill=\"none\" stroke-width=\"0.6\"/>\n"
		"<text x=\"%.2f\" y=\"%.2f\" fill=\"%s\">0x%08" PRIx64 " %s",
		x, y, LABEL_X - 22, y, LABEL_X - 4, at, colour, LABEL_X, at + 4,
		colour, area->address, prefix);
	escape_text(picture->file, ESCAPE_XML, area->name);
	fprintf(picture->file, ", %s</text>\n", size);
	picture->next_label = at + LABEL_STEP;
}

/* Areas and overlaps are both in the order of their addresses. */
static void print_labels(struct picture *picture)
{
	const struct memory_map *map = picture->map;
	uint32_t i, next = 0;

	for (i = 0; i < map->num_areas; i++) {
		for (; next < map->num_overlaps &&
		       map->overlaps[next].address < map->areas[i].address;
		     next++)
			print_label(picture, &map->overlaps[next],
				    "overlap: ", "#e02020");
		print_label(picture, &map->areas[i], "", "#333");
	}
	for (; next < map->num_overlaps; next++)
		print_label(picture, &map->overlaps[next],
			    "overlap: ", "#e02020");
}

static void print_area(struct picture *picture, const struct area *area)
{
	double height = (double)area->size * picture->scale;

	print_box(picture, area, height, colours[area->kind],
		  area_kind_name(area->kind));
	/* what a segment brings from the file is darker than what it zeroes */
	if (area->kind == AREA_SEGMENT && area->file_size)
		print_box(picture, area,
			  (double)area->file_size * picture->scale, "#5b9bd5",
			  "loaded");
	if (height >= BOX_LABEL_MIN) {
		fprintf(picture->file, "<text x=\"%.2f\" y=\"%.2f\">",
			COLUMN_X + area->kind * COLUMN_STEP + 4,
			y_of(picture, area->address) + 12);
		escape_text(picture->file, ESCAPE_XML, area->name);
		fputs("</text>\n", picture->file);
	}
}

static void print_gap(const struct picture *picture, uint64_t start,
		      uint64_t end)
{
	double y = y_of(picture, start);
	double height = (double)(end - start) * picture->scale;
	char size[32];

	fprintf(picture->file,
		"<rect class=\"gap\" x=\"%.2f\" y=\"%.4f\" width=\"%.2f\" "
		"height=\"%.4f\" fill=\"url(#gap)\"/>\n",
		COLUMN_X, y, AREA_KINDS * COLUMN_STEP, height);
	if (height < BOX_LABEL_MIN)
		return;
	size_text(end - start, size, sizeof(size));
	fprintf(picture->file,
		"<text x=\"%.2f\" y=\"%.2f\" fill=\"#666\">gap of %s</text>\n",
		COLUMN_X + COLUMN_STEP, y + height / 2 + 4, size);
}

static void print_gaps(const struct picture *picture)
{
	const struct memory_map *map = picture->map;
	uint64_t end = map->areas[0].address;
	uint32_t i, stretch = 0;

	for (i = 0; i < map->num_areas; i++) {
		const struct area *area = &map->areas[i];

		if (area->address > picture->stretches[stretch].end)
			stretch++;
		else if (area->address > end)
			print_gap(picture, end, area->address);
		if (area->address + area->size > end)
			end = area->address + area->size;
	}
}

static void print_cuts(const struct picture *picture)
{
	char size[32];
	uint32_t i;

	for (i = 0; i < picture->num; i++) {
		const struct stretch *stretch = &picture->stretches[i];
		double y = y_of(picture, stretch->start);
		double end = y + (double)(stretch->end - stretch->start) *
					 picture->scale;

		fprintf(picture->file,
			"<text x=\"%.2f\" y=\"%.2f\" text-anchor=\"end\">0x%08" PRIx64
			"</text>\n<text x=\"%.2f\" y=\"%.2f\" "
			"text-anchor=\"end\">0x%08" PRIx64 "</text>\n",
			COLUMN_X - 8, y + 9, stretch->start, COLUMN_X - 8,
			end < y + 14 ? y + 22 : end, stretch->end - 1);
		if (i + 1 == picture->num)
			break;
		size_text(stretch[1].start - stretch->end, size, sizeof(size));
		fprintf(picture->file,
			"<path class=\"cut\" d=\"M%.1f %.1f l12 8 l12 -16 l12 16 "
			"l12 -16 l12 8\" stroke=\"#666\" fill=\"none\"/>\n"
			"<text x=\"%.2f\" y=\"%.2f\" fill=\"#666\">gap of %s, "
			"not to scale</text>\n",
			COLUMN_X, end + CUT_HEIGHT / 2, COLUMN_X + 70,
			end + CUT_HEIGHT / 2 + 4, size);
	}
}

/* For which core it is, in the upper right corner */
static void print_target(const struct picture *picture,
			 const struct teeproc_image *image)
{
	fprintf(picture->file,
		"<text class=\"target\" x=\"%.0f\" y=\"24\" "
		"text-anchor=\"end\">%s",
		WIDTH - 16, image->target ? "for " : "it names no core");
	if (image->target)
		escape_bytes(picture->file, ESCAPE_XML, image->target,
			     image->target_size);
	fputs("</text>\n", picture->file);
}

static void print_head(const struct picture *picture,
		       const struct report *report)
{
	uint32_t labels = picture->map->num_areas + picture->map->num_overlaps;
	double height = TOP + (labels + 2) * LABEL_STEP + CUT_HEIGHT;
	uint32_t i;

	if (height < picture->height)
		height = picture->height;
	/* labels may start far down and then need room of their own */
	height += labels * LABEL_STEP / 2;
	fprintf(picture->file,
		"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" "
		"height=\"%.0f\" font-family=\"sans-serif\" font-size=\"11\">\n"
		"<defs><pattern id=\"gap\" width=\"6\" height=\"6\" "
		"patternUnits=\"userSpaceOnUse\"><path d=\"M0 6L6 0\" "
		"stroke=\"#ddd\"/></pattern></defs>\n"
		"<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>\n"
		"<text x=\"16\" y=\"24\" font-size=\"15\">",
		WIDTH, height);
	escape_public(picture->file, ESCAPE_XML, report->input.path);
	fprintf(picture->file,
		"</text>\n<text x=\"16\" y=\"42\" fill=\"#666\">1 pixel is %.1f "
		"bytes; dark: loaded from the file, light: zeroed%s</text>\n",
		1 / picture->scale,
		picture->map->num_overlaps ? "; red: overlap" : "");
	for (i = 0; i < AREA_KINDS; i++)
		fprintf(picture->file,
			"<text x=\"%.2f\" y=\"%.2f\" font-weight=\"bold\">%s"
			"</text>\n",
			COLUMN_X + i * COLUMN_STEP, TOP - 8, titles[i]);
}

bool print_svg(FILE *file, const struct report *report,
	       const struct memory_map *map)
{
	struct picture picture = { .file = file, .map = map };
	uint32_t i;

	picture.stretches =
		calloc(map->num_areas + 1, sizeof(*picture.stretches));
	if (!picture.stretches)
		return false;
	find_stretches(&picture);
	place_stretches(&picture);
	print_head(&picture, report);
	if (report->parsed)
		print_target(&picture, &report->image);
	if (map->num_areas) {
		print_gaps(&picture);
		print_cuts(&picture);
	}
	for (i = 0; i < map->num_areas; i++)
		print_area(&picture, &map->areas[i]);
	for (i = 0; i < map->num_overlaps; i++)
		print_box(&picture, &map->overlaps[i],
			  (double)map->overlaps[i].size * picture.scale,
			  "#e02020", "overlap");
	print_labels(&picture);
	fputs("</svg>\n", file);
	free(picture.stretches);
	return true;
}
