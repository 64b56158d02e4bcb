// SPDX-License-Identifier: BSD-2-Clause
/* DMA: range checks, scattered pages, hash at the destination. */
#include "unit.h"

#include <endian.h>
#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

#include <teeproc/control_port.h>

#include "calls.h"
#include "device/dma.h"
#include "host/memory.h"

#define RAM_PA 0x40000000ull
#define RAM_SIZE 0x100000ull /* 256 pages */
#define PLACE_SIZE 0x40000u
#define LIST_PA (RAM_PA + RAM_SIZE - 4096)

static struct dma_ram ram = { .pa = RAM_PA, .size = RAM_SIZE };
static struct dma_place place = { .size = 0 };

static int setup(void **state)
{
	(void)state;
	ram.fd = memory_create("ram", RAM_SIZE);
	place.fd = memory_create("place", PLACE_SIZE);
	return ram.fd < 0 || place.fd < 0;
}

static int teardown(void **state)
{
	(void)state;
	close(ram.fd);
	close(place.fd);
	return 0;
}

static void put_entry(unsigned int index, uint64_t pa)
{
	uint64_t entry = htole64(pa);

	assert_int_equal(memory_write(ram.fd, LIST_PA - RAM_PA + index * 8,
				      &entry, 8),
			 0);
}

static void hash_of(const void *bytes, size_t size, uint8_t *hash)
{
	assert_int_equal(EVP_Digest(bytes, size, hash, NULL, EVP_sha256(),
				    NULL),
			 1);
}

static void expect(const char *want, const char *got)
{
	if (!want)
		assert_null(got);
	else
		assert_string_equal(got, want);
}

static void scattered(void **state)
{
	static uint8_t bytes[40000];
	static uint8_t got[40000];
	/* backwards, so that no two pages are neighbours; then forwards */
	static const uint64_t first[2] = { RAM_PA + 100 * 4096, RAM_PA };
	struct dma_pages pages = { .list_pa = LIST_PA, .offset = 100 };
	uint8_t hash[DMA_HASH_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = i * 7 + i / 251;
	hash_of(bytes, sizeof(bytes), hash);
	place.offset = 77;
	place.size = sizeof(bytes);
	for (int direction = 0; direction < 2; direction++) {
		for (unsigned int i = 0; i < 10; i++) {
			uint64_t step = i * 4096ull;
			uint64_t pa = direction ? first[1] + step :
						  first[0] - step;
			size_t from = i ? i * 4096 - 100 : 0;
			size_t size = i ? 4096 : 3996;

			if (from + size > sizeof(bytes))
				size = sizeof(bytes) - from;
			put_entry(i, pa);
			memory_write(ram.fd, pa - RAM_PA + (i ? 0 : 100),
				     bytes + from, size);
		}
		memory_fill(place.fd, 0, 0xee, PLACE_SIZE);
		expect(NULL, dma_load(&ram, &pages, &place, hash));
		memory_read(place.fd, 77, got, sizeof(got));
		assert_memory_equal(got, bytes, sizeof(bytes));
		memory_read(place.fd, 76, got, 1);
		assert_int_equal(got[0], 0xee);
		memory_read(place.fd, 77 + sizeof(bytes), got, 1);
		assert_int_equal(got[0], 0xee);
		memory_fill(ram.fd, 0, 0, RAM_SIZE - 4096);
		expect(NULL, dma_dump(&ram, &pages, &place));
		memory_read(ram.fd, (direction ? 0 : 100 * 4096) + 100, got,
			    3996);
		assert_memory_equal(got, bytes, 3996);
	}
}

static void wrong_hash_scrubs(void **state)
{
	struct dma_pages pages = { .list_pa = LIST_PA };
	uint8_t hash[DMA_HASH_SIZE] = { 0 };
	uint8_t got[258];

	(void)state;
	put_entry(0, RAM_PA);
	memory_fill(ram.fd, 0, 0x55, 4096);
	memory_fill(place.fd, 0, 0xee, PLACE_SIZE);
	place.offset = 1;
	place.size = 256;
	expect(TEEPROC_CP_ERR_HASH, dma_load(&ram, &pages, &place, hash));
	memory_read(place.fd, 0, got, sizeof(got));
	assert_int_equal(got[0], 0xee);
	for (unsigned int i = 1; i <= 256; i++)
		assert_int_equal(got[i], 0);
	assert_int_equal(got[257], 0xee);
}

static void ranges(void **state)
{
	static const struct {
		uint64_t list;
		uint64_t page;
		uint32_t offset;
		const char *reason;
	} cases[] = {
		{ LIST_PA, RAM_PA, 0, NULL },
		{ LIST_PA, RAM_PA + RAM_SIZE - 4096, 0, NULL },
		{ LIST_PA, RAM_PA + RAM_SIZE, 0, "range" },
		{ LIST_PA, RAM_PA - 4096, 0, "range" },
		{ LIST_PA, RAM_PA + 1, 0, "range" },
		{ LIST_PA, RAM_PA + 2048, 0, "range" },
		{ LIST_PA, 0, 0, "range" },
		{ LIST_PA, UINT64_MAX - 4095, 0, "range" },
		{ LIST_PA, RAM_PA, 4096, "range" },
		{ LIST_PA, RAM_PA, UINT32_MAX, "range" },
		{ RAM_PA - 8, RAM_PA, 0, "range" },
		{ RAM_PA - 1, RAM_PA, 0, "range" },
		{ RAM_PA + RAM_SIZE - 7, RAM_PA, 0, "range" },
		{ RAM_PA + RAM_SIZE, RAM_PA, 0, "range" },
		{ UINT64_MAX, RAM_PA, 0, "range" },
		{ UINT64_MAX - 7, RAM_PA, 0, "range" },
		{ 0, RAM_PA, 0, "range" },
	};
	const struct dma_pages longer = { .list_pa = RAM_PA };
	uint8_t hash[DMA_HASH_SIZE];
	uint8_t got;

	(void)state;
	place.offset = 0;
	place.size = 16;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct dma_pages pages = { cases[i].list, cases[i].offset };
		uint8_t bytes[16] = { 0 };

		memory_fill(ram.fd, 0, 0, RAM_SIZE);
		memory_fill(place.fd, 0, 0xee, 16);
		put_entry(0, cases[i].page);
		/* what begins with the second page is refused for that alone */
		put_entry(1, RAM_PA);
		if (cases[i].page == LIST_PA)
			memory_read(ram.fd, LIST_PA - RAM_PA, bytes, 16);
		hash_of(bytes, 16, hash);
		expect(cases[i].reason, dma_load(&ram, &pages, &place, hash));
		if (!cases[i].reason)
			continue;
		/* refused: nothing has been touched */
		memory_read(place.fd, 0, &got, 1);
		assert_int_equal(got, 0xee);
		expect(cases[i].reason, dma_dump(&ram, &pages, &place));
	}

	/* a list that is longer than all of the RAM */
	place.offset = 0;
	place.size = UINT32_MAX;
	expect(TEEPROC_CP_ERR_RANGE, dma_dump(&ram, &longer, &place));
}

/* the last page of a long list is checked before the first is copied */
static void whole_list_first(void **state)
{
	struct dma_pages pages = { .list_pa = LIST_PA };
	uint8_t hash[DMA_HASH_SIZE] = { 0 };
	uint8_t got;

	(void)state;
	for (unsigned int i = 0; i < 16; i++)
		put_entry(i, RAM_PA);
	put_entry(15, RAM_PA + RAM_SIZE);
	memory_fill(place.fd, 0, 0xee, PLACE_SIZE);
	place.offset = 0;
	place.size = 16 * 4096;
	expect(TEEPROC_CP_ERR_RANGE, dma_load(&ram, &pages, &place, hash));
	memory_read(place.fd, 0, &got, 1);
	assert_int_equal(got, 0xee);
	/* a list that the RAM ends in the middle of */
	pages.list_pa = RAM_PA + RAM_SIZE - 8 * 15;
	expect(TEEPROC_CP_ERR_RANGE, dma_load(&ram, &pages, &place, hash));
}

static void nothing_to_do(void **state)
{
	struct dma_pages pages = { .list_pa = LIST_PA };
	uint8_t hash[DMA_HASH_SIZE];

	(void)state;
	place.offset = PLACE_SIZE;
	place.size = 0;
	hash_of("", 0, hash);
	expect(NULL, dma_load(&ram, &pages, &place, hash));
	expect(NULL, dma_fill(&place, 1));
	hash[0] ^= 1;
	expect(TEEPROC_CP_ERR_HASH, dma_load(&ram, &pages, &place, hash));
}

/*
 * Pages in runs of all lengths, neighbours, strangers and one that is there twice:
 * what arrives is what they say, byte by byte, and no other byte is changed.
 */
static void runs(void **state)
{
	/* first page and number of each run; 20 pages are more than a buffer */
	static const uint8_t parts[][2] = {
		{ 10, 1 }, { 11, 19 }, { 60, 3 },  { 59, 1 },
		{ 58, 1 }, { 90, 17 }, { 130, 1 }, { 130, 1 },
	};
	static const uint32_t offsets[] = { 0, 1, 2048, 4095 };
	static const uint32_t sizes[] = {
		1, 4095, 4096, 4097, 65535, 65536, 65537, 131072, 150000, 176128
	};
	static uint8_t before[RAM_SIZE], after[RAM_SIZE], want[RAM_SIZE];
	static uint8_t bytes[PLACE_SIZE], got[PLACE_SIZE];
	struct dma_pages pages = { .list_pa = LIST_PA };
	uint64_t list[44];
	unsigned int n = 0;
	uint8_t hash[DMA_HASH_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		for (unsigned int page = 0; page < parts[i][1]; page++)
			list[n++] = (parts[i][0] + page) * 4096ull;
	assert_int_equal(n, 44);
	for (size_t i = 0; i < RAM_SIZE; i++)
		before[i] = i * 13 + i / 257;
	memory_write(ram.fd, 0, before, RAM_SIZE);
	for (unsigned int i = 0; i < n; i++)
		put_entry(i, RAM_PA + list[i]);
	/* what comes behind the list is none of it */
	put_entry(n, 1);
	memory_read(ram.fd, 0, before, RAM_SIZE);
	for (size_t i = 0; i < 40; i++) {
		pages.offset = offsets[i / 10];
		place.size = sizes[i % 10];
		place.offset = 5 + 100 * i;
		for (uint32_t at = 0; at < place.size; at++) {
			uint32_t from = pages.offset + at;

			bytes[at] = before[list[from / 4096] + from % 4096];
		}
		hash_of(bytes, place.size, hash);
		memory_fill(place.fd, 0, 0xee, PLACE_SIZE);
		expect(NULL, dma_load(&ram, &pages, &place, hash));
		memory_read(place.fd, 0, got, PLACE_SIZE);
		assert_memory_equal(got + place.offset, bytes, place.size);
		assert_int_equal(got[place.offset - 1], 0xee);
		assert_int_equal(got[place.offset + place.size], 0xee);
		/* and back, of other bytes */
		memcpy(want, before, RAM_SIZE);
		for (uint32_t at = 0; at < place.size; at++) {
			uint32_t from = pages.offset + at;

			bytes[at] = ~bytes[at];
			want[list[from / 4096] + from % 4096] = bytes[at];
		}
		memory_write(place.fd, place.offset, bytes, place.size);
		expect(NULL, dma_dump(&ram, &pages, &place));
		memory_read(ram.fd, 0, after, RAM_SIZE);
		assert_memory_equal(after, want, RAM_SIZE);
		memory_write(ram.fd, 0, before, RAM_SIZE);
	}
}

/* More than a MiB, of pages of which no two but the first are neighbours */
static void more_than_a_mib(void **state)
{
	const uint32_t size = 260 * 4096;
	uint8_t *bytes = malloc(size), *got = malloc(size);
	struct dma_pages pages = { .list_pa = LIST_PA };
	uint8_t hash[DMA_HASH_SIZE];
	struct dma_place large = { .size = size };

	(void)state;
	large.fd = memory_create("large", size);
	for (unsigned int page = 0; page < 250; page++)
		memory_fill(ram.fd, page * 4096, page, 4096);
	for (unsigned int i = 0; i < 260; i++) {
		unsigned int page = i < 2 ? i : 249 - i % 248;

		put_entry(i, RAM_PA + page * 4096);
		memset(bytes + i * 4096, page, 4096);
	}
	hash_of(bytes, size, hash);
	expect(NULL, dma_load(&ram, &pages, &large, hash));
	memory_read(large.fd, 0, got, size);
	assert_memory_equal(got, bytes, size);
	close(large.fd);
	free(bytes);
	free(got);
}

/* Neighbours are copied together, 64 KiB at a time */
static void few_calls(void **state)
{
	struct dma_pages pages = { .list_pa = LIST_PA };

	(void)state;
	for (unsigned int i = 0; i < 33; i++)
		put_entry(i, RAM_PA + i * 4096);
	place.offset = 0;
	place.size = 2 * 65536;
	for (pages.offset = 0; pages.offset < 4096; pages.offset += 4095) {
		call_fails("pread", 0, 0);
		expect(NULL, dma_dump(&ram, &pages, &place));
		/* the list, and each piece */
		assert_int_equal(call_count(), 3);
	}
	call_fails("", 0, 0);
}

/* A list at the very begin and end of RAM is one; of RAM that is just large enough */
static void whole_ram(void **state)
{
	struct dma_pages pages = { .list_pa = RAM_PA + RAM_SIZE - 16 };
	struct dma_ram one = { .fd = ram.fd, .pa = RAM_PA, .size = 4096 };
	uint64_t entries[2] = { htole64(RAM_PA), htole64(RAM_PA + 4096) };

	(void)state;
	place.offset = 0;
	place.size = 4097;
	memory_write(ram.fd, RAM_SIZE - 16, entries, 16);
	expect(NULL, dma_dump(&ram, &pages, &place));
	memory_write(ram.fd, 0, entries, 16);
	pages.list_pa = RAM_PA;
	expect(NULL, dma_dump(&ram, &pages, &place));
	memory_write(ram.fd, 0, entries, 16);
	place.size = 4096;
	expect(NULL, dma_dump(&one, &pages, &place));
	memory_write(ram.fd, 0, entries, 16);
	place.size = 4097;
	expect(TEEPROC_CP_ERR_RANGE, dma_dump(&one, &pages, &place));
}

/* All that is asked of others fails once: it is said, and no part is left loaded */
static void each_call_fails(void **state)
{
	static const char *const calls[] = { "malloc",
					     "pread",
					     "pwrite",
					     "EVP_MD_CTX_new",
					     "EVP_DigestInit_ex",
					     "EVP_DigestUpdate",
					     "EVP_DigestFinal_ex" };
	static uint8_t bytes[100000];
	struct dma_pages pages = { .list_pa = LIST_PA };
	uint8_t hash[DMA_HASH_SIZE];
	uint8_t got[sizeof(bytes)];
	unsigned int nth;

	(void)state;
	place.offset = 0;
	place.size = sizeof(bytes);
	for (unsigned int i = 0; i < 25; i++)
		put_entry(i, RAM_PA + (i ^ 1) * 4096);
	memory_fill(ram.fd, 0, 0x5a, 26 * 4096);
	memset(bytes, 0x5a, sizeof(bytes));
	hash_of(bytes, sizeof(bytes), hash);
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		for (nth = 1;; nth++) {
			const char *reason;

			memory_fill(place.fd, 0, 0xee, sizeof(bytes));
			call_fails(calls[i], nth, EIO);
			reason = dma_load(&ram, &pages, &place, hash);
			if (!call_failed())
				break;
			expect(TEEPROC_CP_ERR_IO, reason);
			memory_read(place.fd, 0, got, sizeof(got));
			for (size_t at = 0; at < sizeof(got); at++)
				assert_int_equal(got[at], 0);
		}
		assert_true(nth > 1);
		for (nth = 1;; nth++) {
			const char *reason;

			call_fails(calls[i], nth, EIO);
			reason = dma_dump(&ram, &pages, &place);
			if (!call_failed())
				break;
			expect(TEEPROC_CP_ERR_IO, reason);
		}
		/* what is dumped is not hashed */
		assert_int_equal(nth > 1, i < 3);
	}
	call_fails("pwrite", 1, EIO);
	expect(TEEPROC_CP_ERR_IO, dma_fill(&place, 0));
	call_fails("pwrite", 0, 0);
	expect(NULL, dma_fill(&place, 7));
	memory_read(place.fd, 0, got, sizeof(got));
	assert_int_equal(got[0] | got[sizeof(got) - 1], 7);
	/* a place that can't be scrubbed: nothing is as bad */
	hash[0] ^= 1;
	memory_fill(place.fd, 0, 0xee, sizeof(bytes));
	call_fails("pwrite", 26, EIO);
	expect(TEEPROC_CP_ERR_IO, dma_load(&ram, &pages, &place, hash));
	assert_true(call_failed());
	call_fails("", 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(scattered, setup, teardown),
		cmocka_unit_test_setup_teardown(wrong_hash_scrubs, setup,
						teardown),
		cmocka_unit_test_setup_teardown(ranges, setup, teardown),
		cmocka_unit_test_setup_teardown(whole_list_first, setup,
						teardown),
		cmocka_unit_test_setup_teardown(nothing_to_do, setup, teardown),
		cmocka_unit_test_setup_teardown(runs, setup, teardown),
		cmocka_unit_test_setup_teardown(more_than_a_mib, setup,
						teardown),
		cmocka_unit_test_setup_teardown(few_calls, setup, teardown),
		cmocka_unit_test_setup_teardown(whole_ram, setup, teardown),
		cmocka_unit_test_setup_teardown(each_call_fails, setup,
						teardown),
	};

	return unit_run(tests);
}
