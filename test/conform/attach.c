// SPDX-License-Identifier: MIT
/*
 * What each kind of memory-region gives: the answer, and where the device's
 * memory is from afterwards.
 *
 * boot: what was said of the regions before
 */
#include "conform.h"

/* Attach; where do two pages come from now? */
static void try(struct kunit *test, const char *name)
{
	struct device *dev = named("attach");
	struct block b;

	fact(test, "attach %s: %d", name, attach(dev, name));
	b = take(test, dev, 0x2000);
	give(&b);
}

static void no_region(struct kunit *test)
{
	struct device *dev = named("attach"), *none = named("none");
	struct device_node *np = dev->of_node;

	fact(test, "no device: %d",
	     of_reserved_mem_device_init_by_idx(NULL, np, 0));
	fact(test, "no node: %d",
	     of_reserved_mem_device_init_by_idx(dev, NULL, 0));
	fact(test, "no memory-region: %d", of_reserved_mem_device_init(none));
	fact(test, "past the end: %d",
	     of_reserved_mem_device_init_by_idx(dev, np, 99));
	fact(test, "unknown name: %d", attach(dev, "such-a-thing"));
	fact(test, "no names: %d", attach(none, "pool"));
}

static void pool(struct kunit *test)
{
	try(test, "pool");
}

static void area(struct kunit *test)
{
	try(test, "area");
}

static void dynamic_pool(struct kunit *test)
{
	try(test, "dynamic-pool");
}

static void dynamic_area(struct kunit *test)
{
	try(test, "dynamic-area");
}

/* 0, and nothing is attached. */
static void disabled(struct kunit *test)
{
	try(test, "off");
}

static void plain(struct kunit *test)
{
	try(test, "plain");
}

static void unknown_compatible(struct kunit *test)
{
	try(test, "unknown");
}

/* reusable and no-map at once */
static void failed(struct kunit *test)
{
	try(test, "failed");
}

static void odd_area(struct kunit *test)
{
	try(test, "odd-area");
}

/* Without no-map: warned about once, refused each time. */
static void mapped(struct kunit *test)
{
	try(test, "mapped");
	try(test, "mapped");
}

static void half(struct kunit *test)
{
	try(test, "half");
}

/* Not in memory at all; to use it would be an abort. */
static void far(struct kunit *test)
{
	fact(test, "attach: %d", attach(named("attach"), "far"));
}

/* Found by the name of its node alone. */
static void elsewhere(struct kunit *test)
{
	try(test, "elsewhere");
}

/* 6.12 says yes, and the first one stays. */
static void second_pool(struct kunit *test)
{
	try(test, "pool");
	try(test, "small-pool");
	try(test, "again");
}

static void area_then_pool(struct kunit *test)
{
	try(test, "area");
	try(test, "pool");
}

static void pool_then_area(struct kunit *test)
{
	try(test, "pool");
	try(test, "area");
}

static void second_area(struct kunit *test)
{
	try(test, "area");
	try(test, "small-area");
}

static void released(struct kunit *test)
{
	struct device *dev = named("attach");

	try(test, "pool");
	try(test, "area");
	of_reserved_mem_device_release(dev);
	fact(test, "released");
	try(test, "off");
	of_reserved_mem_device_release(dev);
}

static void beyond_the_mask(struct kunit *test)
{
	struct device *dev = named("attach");
	u64 old = dev->coherent_dma_mask;

	fact(test, "31 bits: %d",
	     dma_set_coherent_mask(dev, DMA_BIT_MASK(31)));
	try(test, "high-pool");
	dev->coherent_dma_mask = old;
}

static void lookup(struct kunit *test)
{
	struct device_node *np;
	struct reserved_mem *rmem;
	int i;

	for (i = 0; i < nr_regions; i++)
		fact(test, "%s: %pa, %pa bytes", regions[i]->name,
		     &regions[i]->base, &regions[i]->size);
	np = of_parse_phandle(named("attach")->of_node, "memory-region", 0);
	rmem = of_reserved_mem_lookup(np);
	of_node_put(np);
	fact(test, "the first is %s", rmem ? rmem->name : "none");
	fact(test, "a device's has %s",
	     of_reserved_mem_lookup(named("none")->of_node) ? "one" : "none");
}

static struct kunit_case cases[] = {
	KUNIT_CASE(no_region),
	KUNIT_CASE(pool),
	KUNIT_CASE(area),
	KUNIT_CASE(dynamic_pool),
	KUNIT_CASE(dynamic_area),
	KUNIT_CASE(disabled),
	KUNIT_CASE(plain),
	KUNIT_CASE(unknown_compatible),
	KUNIT_CASE(failed),
	KUNIT_CASE(odd_area),
	KUNIT_CASE(mapped),
	KUNIT_CASE(half),
	KUNIT_CASE(far),
	KUNIT_CASE(elsewhere),
	KUNIT_CASE(second_pool),
	KUNIT_CASE(area_then_pool),
	KUNIT_CASE(pool_then_area),
	KUNIT_CASE(second_area),
	KUNIT_CASE(released),
	KUNIT_CASE(beyond_the_mask),
	KUNIT_CASE(lookup),
	{ }
};

CONFORM_SUITE("attach");
