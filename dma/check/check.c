// SPDX-License-Identifier: MIT
/*
 * The checker's records - which device has what mapped, and since where.
 *
 * One record a mapping or allocation, in a hash table by bus address; records
 * come from a free list, so recording costs a stack walk and two cache misses,
 * however many mappings live.  What a call says is held against the record.
 *
 * Same as Linux's dma-debug: which record an unmap means when several have the
 * address; a wrong unmap still removes it; without memory for records the
 * checker retires, with a line.
 * Not the same:  the place of each map is kept.  Memory of device pools is
 * recorded, too.  What has several mappings is synced by whichever fits.
 */
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/printk.h>

#include "core/caller.h"
#include "core/module.h"
#include "dma/check/private.h"
#include "dma/private.h"
#include "dma/swiotlb/swiotlb.h"

#define FIRST_BUCKETS	1024u
#define SLAB_RECORDS	64

/* Written only from calls of the door, which nothing interrupts: no lock. */
static struct mapping **buckets;
static unsigned int bucket_shift;	/* 64 - log2 of how many */
static size_t nr_buckets, nr_mappings;
static struct mapping *free_records;
static struct mapping *last;		/* the newest: asked for next, mostly */
static bool retired;

static size_t bucket_of(dma_addr_t dma, unsigned int shift)
{
	return (dma * 0x9e3779b97f4a7c15ULL) >> shift;
}

/* As dma-debug calls it. */
const char *linux_type(int type)
{
	static const char *const names[] = {
		[CHECK_SINGLE] = "single",
		[CHECK_PAGE] = "single",
		[CHECK_SG] = "scatter-gather",
		[CHECK_RESOURCE] = "resource",
		[CHECK_COHERENT] = "coherent",
		[CHECK_PAGES] = "noncoherent",
		[CHECK_NONCONTIGUOUS] = "scatter-gather",
		[CHECK_POOL] = "coherent",
	};

	return names[type];
}

/* --- records -------------------------------------------------------------- */

static bool grow_buckets(void)
{
	size_t nr = nr_buckets ? nr_buckets * 2 : FIRST_BUCKETS, i;
	unsigned int shift = 64 - __builtin_ctzll(nr);
	struct mapping **more = host_alloc(nr * sizeof(*more));
	struct mapping *m, *next;

	if (!more)
		return false;
	for (i = 0; i < nr_buckets; i++) {
		for (m = buckets[i]; m; m = next) {
			size_t to = bucket_of(m->dma, shift);

			next = m->hash_next;
			m->hash_next = more[to];
			more[to] = m;
		}
	}
	host_free(buckets);
	buckets = more;
	nr_buckets = nr;
	bucket_shift = shift;
	return true;
}

static bool grow_records(void)
{
	struct mapping *slab = host_alloc((SLAB_RECORDS + 1) * sizeof(*slab));
	int i;

	if (!slab)
		return false;
	slab = PTR_ALIGN(slab, __alignof__(*slab));
	for (i = 0; i < SLAB_RECORDS; i++) {
		slab[i].hash_next = free_records;
		free_records = &slab[i];
	}
	return true;
}

static __cold struct mapping *retire(void)
{
	if (!retired)
		pr_err("DMA-API: debugging out of memory - disabling\n");
	retired = true;
	return NULL;
}

static struct mapping *record_alloc(void)
{
	struct mapping *m;

	if (unlikely(retired))
		return NULL;
	if (unlikely(nr_mappings * 2 >= nr_buckets) && !grow_buckets() &&
	    !nr_buckets)
		return retire();
	if (unlikely(!free_records) && !grow_records())
		return retire();
	m = free_records;
	free_records = m->hash_next;
	return m;
}

static void record_free(struct mapping *m)
{
	m->hash_next = free_records;
	free_records = m;
}

static void record_insert(struct mapping *m)
{
	struct mapping **head = &buckets[bucket_of(m->dma, bucket_shift)];

	m->hash_next = *head;
	*head = m;
	nr_mappings++;
	last = m;
}

static void record_remove(struct mapping *m)
{
	struct mapping **at = &buckets[bucket_of(m->dma, bucket_shift)];

	while (*at != m)
		at = &(*at)->hash_next;
	*at = m->hash_next;
	nr_mappings--;
	if (last == m)
		last = NULL;
}

/* unmap_single() and unmap_page() are one function in Linux. */
static bool same_type(enum check_type a, enum check_type b)
{
	if (a == CHECK_PAGE)
		a = CHECK_SINGLE;
	if (b == CHECK_PAGE)
		b = CHECK_SINGLE;
	return a == b;
}

static bool matches(const struct mapping *m, const struct check_call *call,
		    size_t size)
{
	return m->size == size && m->nents == (u16)call->nents &&
	       (likely(m->kind == check_kind(call)) ||
		(m->dir == call->dir && same_type(m->type, call->type)));
}

/*
 * The record that the call means: the one that fits in everything; or the only
 * one with that address, so that it can be said what is wrong; else NULL.
 */
static struct mapping *record_find(const struct check_call *call,
				   dma_addr_t dma, size_t size)
{
	struct mapping *m, *found = NULL;
	int n = 0;

	if (likely(last && last->dma == dma && last->dev == call->dev &&
		   matches(last, call, size)))
		return last;
	if (unlikely(!nr_buckets))
		return NULL;
	for (m = buckets[bucket_of(dma, bucket_shift)]; m; m = m->hash_next) {
		if (m->dma != dma || m->dev != call->dev)
			continue;
		if (matches(m, call, size))
			return m;
		found = m;
		n++;
	}
	return n == 1 ? found : NULL;
}

/* --- what the door says --------------------------------------------------- */

/* Coherent memory and registers are in no cache. */
static bool is_cached(const struct mapping *m)
{
	return m->type != CHECK_COHERENT && m->type != CHECK_POOL &&
	       m->type != CHECK_RESOURCE;
}

/* Does the bus address lead to a slot, not to what was mapped? */
static bool is_bounced(const struct mapping *m)
{
	return is_cached(m) && phys_of_dma(m->dev, m->dma) != m->paddr;
}

void check_map(const struct check_call *call, phys_addr_t paddr, size_t size,
	       dma_addr_t dma)
{
	struct mapping *m = record_alloc();

	if (unlikely(!m))
		return;
	m->dev = call->dev;
	m->dma = dma;
	m->paddr = paddr;
	m->size = size;
	m->when = home_now();
	m->stack = host_stack_save(call->place.pc, call->place.frame);
	m->sync_stack = 0;
	m->kind = check_kind(call);
	m->flags = 0;
	m->nents = call->nents;
	m->bounced = is_bounced(m);
	m->nr_links = 0;
	if (is_cached(m) &&
	    !lines_add(m, !(call->attrs & DMA_ATTR_SKIP_CPU_SYNC))) {
		record_free(m);
		retire();
		return;
	}
	record_insert(m);
}

static void drop(struct mapping *m, bool synced)
{
	record_remove(m);
	if (m->nr_links)
		lines_remove(m, synced);
	record_free(m);
}

static bool is_streaming(enum check_type type)
{
	return type == CHECK_SINGLE || type == CHECK_PAGE ||
	       type == CHECK_RESOURCE;
}

void check_unmap(const struct check_call *call, dma_addr_t dma, size_t size)
{
	struct mapping *m = record_find(call, dma, size);

	if (unlikely(!m)) {
		if (!retired)
			report_unknown(call, dma, size, "unmaps");
		return;
	}
	if (unlikely(!same_type(m->type, call->type))) {
		report_function(m, call);
		/* The memory is still to be freed. */
		if (is_allocation(m->type))
			return;
	} else if (unlikely(m->size != size)) {
		report_size(m, call, size);
	}
	if (unlikely(m->dir != call->dir))
		report_direction(m, call);
	if (unlikely(!m->asked) && is_streaming(m->type))
		report_unchecked(m, call);
	drop(m, !(call->attrs & DMA_ATTR_SKIP_CPU_SYNC));
}

size_t check_free(const struct check_call *call, dma_addr_t dma, size_t size,
		  phys_addr_t paddr)
{
	struct mapping *m = record_find(call, dma, size);
	size_t real;

	if (m && m->type == CHECK_POOL) {
		/* The device gave its pool back before this. */
		drop(m, true);
		m = NULL;
	}
	if (!m) {
		if (retired)
			return size;
		report_unknown(call, dma, size, "frees");
		return 0;
	}
	if (m->type != call->type) {
		report_function(m, call);
		return 0;
	}
	if (m->paddr != paddr) {
		report_cpu_address(m, call, paddr);
		drop(m, true);
		return 0;
	}
	if (m->size != size)
		report_size(m, call, size);
	if (m->dir != call->dir)
		report_direction(m, call);
	real = m->size;
	drop(m, true);
	return real;
}

bool check_pool_free(const struct check_call *call, dma_addr_t dma,
		     size_t size)
{
	struct mapping *m = record_find(call, dma, size);

	if (!m || m->type != CHECK_POOL) {
		if (!retired)
			report_unknown(call, dma, size, "frees");
		return retired;
	}
	if (m->size != size)
		report_size(m, call, size);
	drop(m, true);
	return true;
}

int check_list(struct check_call *call, dma_addr_t dma, size_t size, bool sync)
{
	const struct mapping *m = record_find(call, dma, size);
	int nents = call->nents;

	if (!m || m->type != CHECK_SG || m->nents == (u16)nents)
		return nents;
	report_nents(m, call, sync);
	call->nents = m->nents;
	return min(nents, call->nents);
}

static bool contains(const struct mapping *m, const struct check_call *call,
		     dma_addr_t dma, size_t size)
{
	return m->dev == call->dev && dma >= m->dma && size <= m->size &&
	       dma - m->dma <= m->size - size;
}

/* One of all records that contains the range; a fitting direction first. */
static struct mapping *search_all(const struct check_call *call,
				  dma_addr_t dma, size_t size)
{
	struct mapping *m, *found = NULL;
	size_t i;

	for (i = 0; i < nr_buckets; i++) {
		for (m = buckets[i]; m; m = m->hash_next) {
			if (!contains(m, call, dma, size))
				continue;
			if (syncs_as(m, call->dir))
				return m;
			found = m;
		}
	}
	return found;
}

/*
 * The mapping that a sync of the range is for.  Most begin where it does, or
 * their pages tell; bounced parts and mistakes cost a search.
 */
static struct mapping *find_synced(const struct check_call *call,
				   dma_addr_t dma, size_t size)
{
	struct mapping *m;
	phys_addr_t paddr = dma_to_phys(call->dev, dma);
	size_t left;

	if (!nr_buckets)
		return NULL;
	bounce_original(paddr, &paddr, &left);
	for (m = buckets[bucket_of(dma, bucket_shift)]; m; m = m->hash_next)
		if (contains(m, call, dma, size) && syncs_as(m, call->dir))
			return m;
	if (home_dram_contains(paddr, size)) {
		m = lines_find(call->dev, paddr, size, call->dir);
		if (m && contains(m, call, dma, size) &&
		    syncs_as(m, call->dir))
			return m;
	}
	return search_all(call, dma, size);
}

/* The mapping of which the range has the first byte: to say it is too short. */
static struct mapping *find_begun(const struct check_call *call,
				  dma_addr_t dma)
{
	return search_all(call, dma, 1);
}

/* Says what is wrong with the sync; false: it would not be survived. */
static bool judge_sync(struct mapping *m, const struct check_call *call,
		       bool for_device)
{
	if (m->type == CHECK_POOL) {
		report_sync_pool(m, call);
		return false;
	}
	if (!syncs_as(m, call->dir))
		report_sync_direction(m, call, for_device);
	m->sync_stack = host_stack_save(call->place.pc, call->place.frame);
	m->sync_when = home_now();
	m->sync_for_device = for_device;
	return true;
}

/* What was synced is no hazard any more. */
static void sync_lines(const struct check_call *call, dma_addr_t dma,
		       size_t size, bool for_device)
{
	phys_addr_t paddr = dma_to_phys(call->dev, dma), orig;
	size_t left;

	if (bounce_original(paddr, &orig, &left))
		lines_sync(orig, min(size, left), call->dir, for_device, true);
	else if (dma_is_noncoherent(call->dev) &&
		 home_dram_contains(paddr, size))
		lines_sync(paddr, size, call->dir, for_device, false);
}

bool check_sync(const struct check_call *call, dma_addr_t dma, size_t size,
		bool for_device)
{
	struct mapping *m;

	if (!size || retired)
		return true;
	m = find_synced(call, dma, size);
	if (unlikely(!m))
		report_sync_unknown(find_begun(call, dma), call, dma, size);
	else if (!judge_sync(m, call, for_device))
		return false;
	sync_lines(call, dma, size, for_device);
	return true;
}

void check_freed(phys_addr_t paddr, size_t size, struct caller by)
{
	const struct mapping *m = lines_mapped(paddr, size);

	/* What devres frees with the driver is told as a leak. */
	if (m && host_driver_contains(by.pc))
		report_freed(m, (struct check_place){ by.pc, by.frame });
}

void check_mapping_error(struct device *dev, dma_addr_t dma)
{
	struct mapping *m = last;

	if (likely(m && m->dma == dma && m->dev == dev)) {
		m->asked = true;
		return;
	}
	if (!nr_buckets)
		return;
	/* One address mapped twice: the one that was not asked for yet. */
	for (m = buckets[bucket_of(dma, bucket_shift)]; m; m = m->hash_next) {
		if (m->dma != dma || m->dev != dev || m->asked)
			continue;
		m->asked = true;
		return;
	}
}

void check_owned(struct device *dev, dma_addr_t dma)
{
	/* The last one, or it is not recorded. */
	if (last && last->dma == dma && last->dev == dev)
		last->owned = true;
}

/* Of dev, but for its pool's; NULL: pool memory of the module that leaves. */
static bool is_left(const struct mapping *m, const struct device *dev)
{
	if (m->owned)
		return false;
	return dev ? m->dev == dev && m->type != CHECK_POOL :
		     m->type == CHECK_POOL && module_leaves(m->stack);
}

static void tell_leaks(const struct device *dev)
{
	struct mapping *m, *next;
	size_t i;

	for (i = 0; i < nr_buckets; i++) {
		for (m = buckets[i]; m; m = next) {
			next = m->hash_next;
			if (!is_left(m, dev))
				continue;
			report_leak(m);
			drop(m, false);
		}
	}
}

void check_driver_gone(struct device *dev)
{
	tell_leaks(dev);
}

void check_module_gone(void)
{
	tell_leaks(NULL);
}
