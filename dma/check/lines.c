// SPDX-License-Identifier: MIT
/*
 * The checker's lines - which mappings a page has, and what maintenance ended.
 *
 * Cache maintenance works on whole lines and on addresses, so that is what ends
 * a hazard, by whichever mapping it was asked for; a bounced mapping's copies end
 * it for just their bytes.
 */
#include <linux/device.h>
#include <linux/mm.h>

#include "dma/check/lines.h"
#include "dma/private.h"

struct page_state *check_leaves[LEAVES];

static struct page_state *page_get(phys_addr_t paddr)
{
	u64 pfn = (paddr - home_dram_base()) >> PAGE_SHIFT;
	struct page_state **leaf = &check_leaves[pfn >> LEAF_SHIFT];

	if (unlikely(!*leaf))
		*leaf = host_alloc(sizeof(**leaf) << LEAF_SHIFT);
	return *leaf ? &(*leaf)[pfn & ((1 << LEAF_SHIFT) - 1)] : NULL;
}

struct line *line_get(struct page_state *page, unsigned int n)
{
	u64 bit = 1ULL << n;
	struct line *line;

	if (!page->lines)
		page->lines = host_alloc(LINES * sizeof(*line));
	if (!page->lines)
		return NULL;
	line = &page->lines[n];
	if (!(page->hot & bit)) {
		line->dev_written = 0;
	} else if (page->dev_whole & bit) {
		line->dev_written = ~0ULL;
		line->master = page->master;
	}
	if (!(page->dirty & bit)) {
		line->cpu_written = 0;
	} else if (page->cpu_whole & bit) {
		line->cpu_written = ~0ULL;
		line->cpu_stack = page->cpu_stack;
		line->cpu_when = page->cpu_when;
	}
	page->dev_whole &= ~bit;
	page->cpu_whole &= ~bit;
	return line;
}

/* --- mappings come and go ------------------------------------------------- */

static bool links_alloc(struct mapping *m)
{
	phys_addr_t first = m->paddr & PAGE_MASK;
	u64 nr = (m->paddr + m->size - first + PAGE_SIZE - 1) >> PAGE_SHIFT;

	m->nr_links = nr;
	m->links = m->own;
	if (nr > ARRAY_SIZE(m->own))
		m->links = host_alloc(nr * sizeof(*m->links));
	return m->links;
}

static void link_page(struct mapping *m, struct page_link *link,
		      struct page_link **head)
{
	link->mapping = m;
	link->next = *head;
	link->pprev = head;
	if (link->next)
		link->next->pprev = &link->next;
	*head = link;
}

static void unlink_page(struct page_link *link)
{
	*link->pprev = link->next;
	if (link->next)
		link->next->pprev = link->pprev;
}

bool lines_add(struct mapping *m, bool cleaned)
{
	phys_addr_t base = m->paddr & PAGE_MASK;
	bool watched = is_watched(m);
	struct page_state *page;
	u32 i;

	if (!links_alloc(m))
		return false;
	for (i = 0; i < m->nr_links; i++, base += PAGE_SIZE) {
		page = page_get(base);
		if (unlikely(!page))
			goto out_unlink;
		link_page(m, &m->links[i],
			  watched ? &page->links : &page->quiet);
		if (!watched)
			continue;
		if (cleaned)
			page->dirty &= ~mapping_lines(m, base);
		if (m->dir != DMA_TO_DEVICE)
			page->owned &= ~mapping_lines(m, base);
	}
	if (watched)
		home_watch(m->paddr, m->size);
	if (m->bounced)
		home_watch(dma_to_phys(m->dev, m->dma), m->size);
	return true;
out_unlink:
	while (i--)
		unlink_page(&m->links[i]);
	if (m->links != m->own)
		host_free(m->links);
	return false;
}

/* Lines of the page that no mapping has any more are nobody's hazard. */
static void forget_lines(struct page_state *page, u64 lines, phys_addr_t base)
{
	const struct page_link *link;

	for (link = page->links; link && lines; link = link->next)
		lines &= ~mapping_lines(link->mapping, base);
	page->hot &= ~lines;
	page->dirty &= ~lines;
	page->owned &= ~lines;
	page->touched &= ~lines;
}

void lines_remove(struct mapping *m, bool synced)
{
	phys_addr_t base = m->paddr & PAGE_MASK;
	bool watched = is_watched(m);
	u32 i;

	if (watched)
		home_unwatch(m->paddr, m->size);
	if (m->bounced)
		home_unwatch(dma_to_phys(m->dev, m->dma), m->size);
	for (i = 0; i < m->nr_links; i++, base += PAGE_SIZE) {
		struct page_state *page = page_find(base);
		u64 lines = mapping_lines(m, base);

		unlink_page(&m->links[i]);
		if (!watched)
			continue;
		if (synced && m->dir != DMA_TO_DEVICE)
			page->hot &= ~lines;
		if ((page->hot | page->dirty | page->owned | page->touched) &
		    lines)
			forget_lines(page, lines, base);
		if (!page->links && page->lines) {
			host_free(page->lines);
			page->lines = NULL;
		}
	}
	if (m->links != m->own)
		host_free(m->links);
}

/* --- syncs ---------------------------------------------------------------- */

/* A copy took just these bytes of one line along, or back. */
static void sync_bytes(struct page_state *page, phys_addr_t from,
		       phys_addr_t to, bool for_device)
{
	unsigned int n = from / HOME_LINE % LINES;
	phys_addr_t base = round_down(from, HOME_LINE);
	u64 bytes = byte_mask(base, from, to), bit = 1ULL << n;
	struct line *line;

	if (!((for_device ? page->dirty : page->hot) & bit))
		return;
	line = line_get(page, n);
	if (!line)
		return;
	if (for_device) {
		line->cpu_written &= ~bytes;
		page->dirty &= line->cpu_written ? ~0ULL : ~bit;
	} else {
		line->dev_written &= ~bytes;
		page->hot &= line->dev_written ? ~0ULL : ~bit;
	}
}

static void sync_edges(struct page_state *page, phys_addr_t from,
		       phys_addr_t to, bool for_device)
{
	phys_addr_t first = round_up(from, HOME_LINE);
	phys_addr_t last = round_down(to, HOME_LINE);

	if (from < first)
		sync_bytes(page, from, min(first, to), for_device);
	if (last >= first && last < to)
		sync_bytes(page, last, to, for_device);
}

/* [from, to) lies in the page. */
static void sync_page(struct page_state *page, phys_addr_t from,
		      phys_addr_t to, enum dma_data_direction dir,
		      bool for_device, bool exact)
{
	u64 lines = line_mask(from, to);
	u64 done = exact ? whole_lines(from, to) : lines;

	/* A slot does not get what only the device writes. */
	if (exact && for_device && dir == DMA_FROM_DEVICE)
		done = 0;
	else if (exact)
		sync_edges(page, from, to, for_device);
	if (for_device) {
		page->dirty &= ~done;
		page->owned &= ~lines;
	} else {
		page->hot &= ~done;
		page->touched &= ~lines;
		page->owned |= lines;
	}
}

void lines_sync(phys_addr_t paddr, size_t size, enum dma_data_direction dir,
		bool for_device, bool exact)
{
	phys_addr_t end = paddr + size, next;

	if (dir == DMA_TO_DEVICE && !for_device)
		return;
	for (; paddr < end; paddr = next) {
		struct page_state *page = page_find(paddr);

		next = min(end, page_end(paddr));
		if (page && page->links)
			sync_page(page, paddr, next, dir, for_device, exact);
	}
}

/* --- whose is it ---------------------------------------------------------- */

static struct mapping *list_find(const struct page_link *link,
				 const struct device *dev, phys_addr_t paddr,
				 size_t size, enum dma_data_direction dir)
{
	struct mapping *m, *found = NULL;

	for (; link; link = link->next) {
		m = link->mapping;
		if (m->dev != dev || paddr < m->paddr ||
		    paddr + size > m->paddr + m->size)
			continue;
		if (syncs_as(m, dir))
			return m;
		found = m;
	}
	return found;
}

struct mapping *lines_find(const struct device *dev, phys_addr_t paddr,
			   size_t size, enum dma_data_direction dir)
{
	const struct page_state *page = page_find(paddr);
	struct mapping *m;

	if (!page)
		return NULL;
	m = list_find(page->links, dev, paddr, size, dir);
	return m ?: list_find(page->quiet, dev, paddr, size, dir);
}

static struct mapping *list_overlap(const struct page_link *link,
				    phys_addr_t paddr, phys_addr_t end)
{
	for (; link; link = link->next)
		if (paddr < link->mapping->paddr + link->mapping->size &&
		    end > link->mapping->paddr &&
		    !is_allocation(link->mapping->type))
			return link->mapping;
	return NULL;
}

struct mapping *lines_mapped(phys_addr_t paddr, size_t size)
{
	phys_addr_t end = paddr + size, base;
	struct mapping *m;

	if (!size)
		return NULL;
	for (base = paddr & PAGE_MASK; base < end; base += PAGE_SIZE) {
		const struct page_state *page = page_find(base);

		if (!page || (!page->links && !page->quiet))
			continue;
		m = list_overlap(page->links, paddr, end);
		if (!m)
			m = list_overlap(page->quiet, paddr, end);
		if (m)
			return m;
	}
	return NULL;
}
