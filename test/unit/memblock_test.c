// SPDX-License-Identifier: MIT
/*
 * core/mm/memblock.c against a map of one letter a page: every change and every
 * question of some thousand random ones must agree with it.  And by hand: ends
 * of the address space, placement, 100 000 regions.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"

/* The kernel side's names, as they are outside of it. */
int k_memblock_add(uint64_t base, uint64_t size);
int k_memblock_remove(uint64_t base, uint64_t size);
int k_memblock_reserve(uint64_t base, uint64_t size);
int k_memblock_phys_free(uint64_t base, uint64_t size);
int k_memblock_mark_nomap(uint64_t base, uint64_t size);
int k_memblock_clear_nomap(uint64_t base, uint64_t size);
bool k_memblock_is_memory(uint64_t addr);
bool k_memblock_is_map_memory(uint64_t addr);
bool k_memblock_is_region_memory(uint64_t base, uint64_t size);
bool k_memblock_is_reserved(uint64_t addr);
bool k_memblock_is_region_reserved(uint64_t base, uint64_t size);
bool k_memblock_overlaps_memory(uint64_t base, uint64_t size);
uint64_t k_memblock_phys_alloc_range(uint64_t size, uint64_t align,
				     uint64_t start, uint64_t end);
void k_memblock_set_bottom_up(bool enable);
uint64_t k_memblock_phys_mem_size(void);
uint64_t k_memblock_start_of_DRAM(void);
uint64_t k_memblock_end_of_DRAM(void);
uint64_t k_memblock_zone_end(uint64_t limit);
void k_memblock_for_each_free(void (*fn)(uint64_t, uint64_t, void *), void *);
void k_memblock_reset(void);

struct region {
	uint64_t base, size;
	bool nomap;
};
const struct region *k_memblock_memory_at(unsigned int i);
const struct region *k_memblock_reserved_at(unsigned int i);

#define PAGE	0x1000ull
#define PAGES	64u
#define BASE	0x80000000ull

/* What each page should be. */
static struct page {
	bool memory, nomap, reserved, seen;
} pages[PAGES];

static bool any(unsigned int at, unsigned int n, bool reserved)
{
	for (; n--; at++)
		if (reserved ? pages[at].reserved : pages[at].memory)
			return true;
	return false;
}

static void change(unsigned int what, unsigned int at, unsigned int n)
{
	static int (*const calls[])(uint64_t, uint64_t) = {
		k_memblock_add, k_memblock_remove, k_memblock_reserve,
		k_memblock_phys_free, k_memblock_mark_nomap,
		k_memblock_clear_nomap,
	};

	calls[what](BASE + at * PAGE, n * PAGE);
	for (struct page *p = pages + at; n--; p++) {
		switch (what) {
		case 0:
			p->memory = true;
			break;
		case 1:
			p->memory = p->nomap = false;
			break;
		case 2:
		case 3:
			p->reserved = what == 2;
			break;
		default:
			p->nomap = p->memory && what == 4;
		}
	}
}

static void see(uint64_t start, uint64_t end, void *arg)
{
	bool *bad = arg;

	for (; start < end; start += PAGE) {
		struct page *p = &pages[(start - BASE) / PAGE];

		*bad |= p->seen || !p->memory || p->nomap || p->reserved;
		p->seen = true;
	}
}

static bool free_agrees(void)
{
	bool bad = false;

	for (unsigned int i = 0; i < PAGES; i++)
		pages[i].seen = false;
	k_memblock_for_each_free(see, &bad);
	for (unsigned int i = 0; i < PAGES; i++)
		bad |= !pages[i].seen && pages[i].memory && !pages[i].nomap &&
		       !pages[i].reserved;
	return !bad;
}

/* Sorted, disjoint, and no two neighbours of one kind. */
static bool set_sane(const struct region *(*at)(unsigned int))
{
	const struct region *r, *before = NULL;

	for (unsigned int i = 0; (r = at(i)); before = r, i++) {
		if (!r->size)
			return false;
		if (!before)
			continue;
		if (before->base + before->size > r->base ||
		    (before->base + before->size == r->base &&
		     before->nomap == r->nomap))
			return false;
	}
	return true;
}

static bool agrees(void)
{
	for (unsigned int i = 0; i < PAGES; i++) {
		uint64_t addr = BASE + i * PAGE + 5;

		if (k_memblock_is_memory(addr) != pages[i].memory ||
		    k_memblock_is_map_memory(addr) !=
		    (pages[i].memory && !pages[i].nomap) ||
		    k_memblock_is_reserved(addr) != pages[i].reserved)
			return false;
	}
	return free_agrees() && set_sane(k_memblock_memory_at) &&
	       set_sane(k_memblock_reserved_at);
}

static bool questions_agree(unsigned int at, unsigned int n)
{
	uint64_t base = BASE + at * PAGE, size = n * PAGE;

	return k_memblock_is_region_reserved(base, size) == any(at, n, true) &&
	       k_memblock_overlaps_memory(base, size) == any(at, n, false);
}

static void test_random(void)
{
	bool good = true;

	srand(1);
	for (int i = 0; i < 20000 && good; i++) {
		unsigned int at = rand() % PAGES;
		unsigned int n = 1 + rand() % (PAGES - at);

		n = rand() % 4 ? 1 + n % 6 : n;
		if (at + n > PAGES)
			continue;
		change(rand() % 6, at, n);
		good = agrees() && questions_agree(at, n);
	}
	ok(good, "20000 random changes agree with a map of pages");
	k_memblock_reset();
	ok(!k_memblock_memory_at(0) && !k_memblock_reserved_at(0),
	   "reset forgets all");
}

static void test_ends(void)
{
	k_memblock_add(~0ull - 0xfff, 0x10000);
	ok(k_memblock_phys_mem_size() == 0xfff,
	   "memory is cut at the end of the address space");
	ok(k_memblock_is_memory(~0ull - 1) && !k_memblock_is_memory(0),
	   "and does not come round");
	k_memblock_add(0, PAGE);
	k_memblock_reserve(~0ull - 10, ~0ull);
	ok(k_memblock_is_reserved(~0ull - 1) && !k_memblock_is_reserved(5),
	   "nor does a reservation");
	ok(!k_memblock_phys_alloc_range(0x800, 1, 0, PAGE),
	   "page 0 is never given out");
	k_memblock_mark_nomap(0, ~0ull);
	ok(!k_memblock_is_map_memory(0) &&
	   !k_memblock_is_map_memory(~0ull - 0xfff) && k_memblock_is_memory(0),
	   "no-map of everything");
	k_memblock_reset();
}

static void test_placement(void)
{
	uint64_t at;

	k_memblock_add(0x40000000, 0x40000000);
	k_memblock_add(0x100000000, 0x1000000);
	k_memblock_reserve(0x60000000, 0x1000000);
	ok(k_memblock_start_of_DRAM() == 0x40000000 &&
	   k_memblock_end_of_DRAM() == 0x101000000, "start and end of DRAM");
	at = k_memblock_phys_alloc_range(0x400000, 0x400000, 0x60000000,
					 0x68000000);
	ok(at == 0x67c00000, "the highest that fits: 0x%llx",
	   (unsigned long long)at);
	at = k_memblock_phys_alloc_range(100, 0, 0, 0);
	ok(at == 0x100ffff80, "alignment 0 is a line, no limit: 0x%llx",
	   (unsigned long long)at);
	k_memblock_set_bottom_up(true);
	at = k_memblock_phys_alloc_range(0x200000, 0x200000, 0x5fe00001, 0);
	ok(at == 0x61000000, "bottom-up, past what is reserved: 0x%llx",
	   (unsigned long long)at);
	k_memblock_set_bottom_up(false);
	k_memblock_mark_nomap(0x7f000000, 0x1000000);
	at = k_memblock_phys_alloc_range(PAGE, PAGE, 0, 0x80000000);
	ok(at == 0x7efff000, "never in no-map memory: 0x%llx",
	   (unsigned long long)at);
	ok(!k_memblock_phys_alloc_range(0x40000000, 1, 0, 0),
	   "0 when nothing is large enough");
	ok(k_memblock_is_region_memory(0x41000000, 0x1000) &&
	   !k_memblock_is_region_memory(0x7efff000, 0x2000),
	   "a range across two regions is in none");
	k_memblock_reset();
}

/* To the byte, from both ends. */
static void test_fit(void)
{
	for (int up = 0; up < 2; up++) {
		k_memblock_add(0x40001000, 0x2000);
		k_memblock_set_bottom_up(up);
		ok(!k_memblock_phys_alloc_range(0x2001, 1, 0, 0) &&
		   !k_memblock_phys_alloc_range(0x1000, 0x100000, 0, 0) &&
		   k_memblock_phys_alloc_range(0x2000, PAGE, 0, 0) == 0x40001000,
		   "all of a bank, no byte more, %s", up ? "up" : "down");
		ok(!k_memblock_phys_alloc_range(1, 1, 0, 0), "then it is full");
		k_memblock_reset();
	}
	k_memblock_add(0x40001000, 0x2000);
	ok(k_memblock_is_region_memory(0x40001000, 0x2000) &&
	   !k_memblock_is_region_memory(0x40001000, 0x2001) &&
	   !k_memblock_is_region_memory(0x40000fff, 0x2000),
	   "a bank is a region of memory to its last byte");
	k_memblock_reset();
}

static uint32_t order[100000];		/* 0 and so on, shuffled */

static void shuffle(void)
{
	const unsigned int n = sizeof(order) / sizeof(order[0]);

	for (unsigned int i = 0; i < n; i++)
		order[i] = i;
	srand(2);
	for (unsigned int i = n - 1; i; i--) {
		unsigned int k = rand() % (i + 1);
		uint32_t swap = order[i];

		order[i] = order[k];
		order[k] = swap;
	}
}

/* Every other page of one bank leaves the linear map and comes back. */
static void test_many_nomap(void)
{
	const unsigned int n = sizeof(order) / sizeof(order[0]);
	bool good = true;

	k_memblock_add(BASE, n * 2 * PAGE);
	for (unsigned int i = 0; i < n; i++)
		good &= !k_memblock_mark_nomap(BASE + order[i] * 2 * PAGE, PAGE);
	for (unsigned int i = 0; i < n && good; i++)
		good = !k_memblock_is_map_memory(BASE + i * 2 * PAGE) &&
		       k_memblock_is_map_memory(BASE + (i * 2 + 1) * PAGE);
	ok(good && set_sane(k_memblock_memory_at) &&
	   k_memblock_phys_mem_size() == n * 2 * PAGE,
	   "100000 no-map pages in random order");
	for (unsigned int i = 0; i < n; i++)
		k_memblock_clear_nomap(BASE + order[i] * 2 * PAGE, PAGE);
	ok(k_memblock_memory_at(0) && !k_memblock_memory_at(1),
	   "and back again: one bank");
	k_memblock_reset();
}

static void test_zone(void)
{
	k_memblock_add(0x40000000, 0x40000000);
	ok(k_memblock_zone_end(0xffffffff) == 0x80000000,
	   "a zone ends where RAM does");
	ok(k_memblock_zone_end(0x5fffffff) == 0x60000000, "or at its limit");
	ok(k_memblock_zone_end(0x3fffffff) == 0x80000000,
	   "a limit below all RAM is none below 4 GiB");
	k_memblock_reset();
	k_memblock_add(0x100000000, 0x40000000);
	ok(k_memblock_zone_end(0xffffffff) == 0x140000000,
	   "RAM above 4 GiB alone has no limit");
	k_memblock_reset();
}

static void test_many(void)
{
	const unsigned int n = sizeof(order) / sizeof(order[0]);
	bool good = true;

	shuffle();
	for (unsigned int i = 0; i < n; i++)
		good &= !k_memblock_reserve(order[i] * 2 * PAGE, PAGE);
	for (unsigned int i = 0; i < n && good; i++)
		good = k_memblock_is_reserved(i * 2 * PAGE) &&
		       !k_memblock_is_reserved((i * 2 + 1) * PAGE);
	ok(good && set_sane(k_memblock_reserved_at),
	   "100000 regions in random order");
	k_memblock_reserve(0, n * 2 * PAGE);
	ok(k_memblock_reserved_at(0) && !k_memblock_reserved_at(1),
	   "joined to one by one that covers them");
	k_memblock_reset();
}

int main(void)
{
	test_random();
	test_ends();
	test_placement();
	test_fit();
	test_many();
	test_many_nomap();
	test_zone();
	return tap_done();
}
