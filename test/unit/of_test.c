// SPDX-License-Identifier: MIT
/*
 * Nodes, properties, references, addresses and interrupts of a tree.
 *
 * board: test/boards/of.dts
 */
#include <kunit/test.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_address.h>
#include <linux/of_irq.h>
#include <linux/string.h>

static struct device_node *types, *uart, *dma;

static int init(struct kunit *test)
{
	types = of_find_node_by_path("/types");
	uart = of_find_node_by_path("/soc/serial@1000");
	dma = of_find_node_by_path("/soc/dma@2000");
	return types && uart && dma ? 0 : -ENODEV;
}

static void paths(struct kunit *test)
{
	const char *opts;

	KUNIT_EXPECT_PTR_EQ(test, of_find_node_by_path("/"), of_root);
	KUNIT_EXPECT_PTR_EQ(test, of_find_node_by_path("serial1"), uart);
	KUNIT_EXPECT_PTR_EQ(test, of_find_node_by_path("t0"), types);
	KUNIT_EXPECT_NULL(test, of_find_node_by_path("/soc/serial"));
	KUNIT_EXPECT_NULL(test, of_find_node_by_path("nobody"));
	KUNIT_EXPECT_PTR_EQ(test, of_find_node_opts_by_path("serial1:115200",
							    &opts), uart);
	KUNIT_EXPECT_STREQ(test, opts, "115200");
	KUNIT_EXPECT_PTR_EQ(test, of_find_node_opts_by_path("/types", &opts),
			    types);
	KUNIT_EXPECT_NULL(test, opts);
}

static void names(struct kunit *test)
{
	KUNIT_EXPECT_STREQ(test, uart->full_name, "serial@1000");
	KUNIT_EXPECT_STREQ(test, uart->name, "serial");
	KUNIT_EXPECT_TRUE(test, of_node_name_eq(uart, "serial"));
	KUNIT_EXPECT_FALSE(test, of_node_name_eq(uart, "seria"));
	KUNIT_EXPECT_PTR_EQ(test, of_find_node_by_name(NULL, "dma"), dma);
	KUNIT_EXPECT_PTR_EQ(test, of_get_parent(uart), of_get_parent(dma));
	KUNIT_EXPECT_PTR_EQ(test, of_find_node_by_phandle(uart->phandle),
			    uart);
	KUNIT_EXPECT_NULL(test, of_find_node_by_phandle(0));
	KUNIT_EXPECT_EQ(test, of_alias_get_id(uart, "serial"), 1);
	KUNIT_EXPECT_EQ(test, of_alias_get_id(dma, "serial"), 7);
	KUNIT_EXPECT_EQ(test, of_alias_get_id(types, "serial"), -ENODEV);
	KUNIT_EXPECT_EQ(test, of_alias_get_highest_id("serial"), 7);
}

static void children(struct kunit *test)
{
	struct device_node *soc = of_get_parent(uart), *np;
	int n = 0;

	for_each_child_of_node(soc, np)
		n++;
	KUNIT_EXPECT_EQ(test, n, 5);
	KUNIT_EXPECT_EQ(test, of_get_available_child_count(soc), 4);
	KUNIT_EXPECT_PTR_EQ(test, of_get_next_child(soc, NULL), uart);
	KUNIT_EXPECT_PTR_EQ(test, of_get_child_by_name(soc, "dma"), dma);
	KUNIT_EXPECT_FALSE(test, of_device_is_available(
				   of_get_child_by_name(soc, "off")));
}

static void compatibles(struct kunit *test)
{
	static const struct of_device_id ids[] = {
		{ .compatible = "ns16550a", .data = (void *)1 },
		{ .compatible = "test,uart", .data = (void *)2 },
		{ }
	};
	const struct of_device_id *match;

	KUNIT_EXPECT_TRUE(test, of_machine_is_compatible("test,generic"));
	KUNIT_EXPECT_TRUE(test, of_device_is_compatible(uart, "NS16550A"));
	KUNIT_EXPECT_FALSE(test, of_device_is_compatible(uart, "ns16550"));
	match = of_match_node(ids, uart);
	KUNIT_ASSERT_NOT_NULL(test, match);
	/* the node's first string decides, not the table's first entry */
	KUNIT_EXPECT_PTR_EQ(test, match->data, (const void *)2);
	KUNIT_EXPECT_NULL(test, of_match_node(ids, dma));
	KUNIT_EXPECT_PTR_EQ(test, of_find_compatible_node(NULL, NULL,
							  "ns16550a"), uart);
}

static void numbers(struct kunit *test)
{
	u8 b[3];
	u16 h;
	u32 w[4];
	u64 d;

	KUNIT_EXPECT_EQ(test, of_property_read_u8_array(types, "u8s", b, 2), 0);
	KUNIT_EXPECT_EQ(test, b[1], 0xfe);
	KUNIT_EXPECT_EQ(test, of_property_read_u16(types, "u16s", &h), 0);
	KUNIT_EXPECT_EQ(test, h, 0x1234);
	KUNIT_EXPECT_EQ(test, of_property_read_u32_array(types, "u32s", w, 3),
			0);
	KUNIT_EXPECT_EQ(test, w[2], 0xfffffffe);
	KUNIT_EXPECT_EQ(test, of_property_read_u32_index(types, "u32s", 1, w),
			0);
	KUNIT_EXPECT_EQ(test, w[0], 2);
	KUNIT_EXPECT_EQ(test, of_property_read_u64(types, "u64s", &d), 0);
	KUNIT_EXPECT_EQ(test, d, 0x123456789abcdef0ULL);
	KUNIT_EXPECT_EQ(test, of_property_count_u32_elems(types, "u32s"), 3);
	KUNIT_EXPECT_EQ(test, of_property_read_variable_u32_array(types,
				"u32s", w, 1, 4), 3);
	KUNIT_EXPECT_TRUE(test, of_property_read_bool(types, "empty"));
	KUNIT_EXPECT_FALSE(test, of_property_present(types, "absent"));
}

static void number_errors(struct kunit *test)
{
	u32 w[4] = { 7, 7, 7, 7 };

	KUNIT_EXPECT_EQ(test, of_property_read_u32(types, "absent", w),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, of_property_read_u32(NULL, "u32s", w), -EINVAL);
	KUNIT_EXPECT_EQ(test, of_property_read_u32(types, "empty", w),
			-ENODATA);
	KUNIT_EXPECT_EQ(test, of_property_read_u32(types, "u8s", w),
			-EOVERFLOW);
	KUNIT_EXPECT_EQ(test, of_property_read_u32_array(types, "u32s", w, 4),
			-EOVERFLOW);
	KUNIT_EXPECT_EQ(test, of_property_read_u32_index(types, "u32s", 3, w),
			-EOVERFLOW);
	KUNIT_EXPECT_EQ(test, of_property_read_variable_u32_array(types,
				"u32s", w, 1, 2), -EOVERFLOW);
	KUNIT_EXPECT_EQ(test, of_property_count_u32_elems(types, "odd"),
			-EINVAL);
	KUNIT_EXPECT_EQ(test, w[0], 7);
}

static void strings(struct kunit *test)
{
	const char *s = NULL, *list[3];

	KUNIT_EXPECT_EQ(test, of_property_read_string(types, "one", &s), 0);
	KUNIT_EXPECT_STREQ(test, s, "one");
	KUNIT_EXPECT_EQ(test, of_property_count_strings(types, "strings"), 3);
	KUNIT_EXPECT_EQ(test, of_property_read_string_array(types, "strings",
							    list, 3), 3);
	KUNIT_EXPECT_STREQ(test, list[1], "second");
	KUNIT_EXPECT_EQ(test, of_property_match_string(types, "strings",
						       "second"), 1);
	KUNIT_EXPECT_EQ(test, of_property_match_string(types, "strings",
						       "third"), -ENODATA);
	KUNIT_EXPECT_EQ(test, of_property_read_string_index(types, "strings",
							    3, &s), -ENODATA);
	KUNIT_EXPECT_EQ(test, of_property_read_string(types, "open-ended", &s),
			-EILSEQ);
	KUNIT_EXPECT_EQ(test, of_property_count_strings(types, "open-ended"),
			-EILSEQ);
	KUNIT_EXPECT_EQ(test, of_property_read_string(types, "empty", &s),
			-ENODATA);
	KUNIT_EXPECT_EQ(test, of_property_read_string(types, "absent", &s),
			-EINVAL);
}

static void phandles(struct kunit *test)
{
	struct of_phandle_args args;

	KUNIT_EXPECT_EQ(test, of_parse_phandle_with_fixed_args(types,
				"short-list", 1, 0, &args), 0);
	KUNIT_EXPECT_EQ(test, args.args[0], 1);
	KUNIT_EXPECT_EQ(test, of_parse_phandle_with_args(types, "list",
				"#interrupt-cells", 0, &args), 0);
	KUNIT_EXPECT_EQ(test, args.args_count, 3);
	KUNIT_EXPECT_EQ(test, args.args[2], 3);
	/* an empty entry counts, and has nobody */
	KUNIT_EXPECT_EQ(test, of_parse_phandle_with_args(types, "list",
				"#interrupt-cells", 1, &args), -ENOENT);
	/* the uart has no #interrupt-cells */
	KUNIT_EXPECT_EQ(test, of_parse_phandle_with_args(types, "list",
				"#interrupt-cells", 2, &args), -EINVAL);
	KUNIT_EXPECT_EQ(test, of_parse_phandle_with_args(types, "short-list",
				"#interrupt-cells", 0, &args), -EINVAL);
	KUNIT_EXPECT_NULL(test, of_parse_phandle(types, "dangling", 0));
	KUNIT_EXPECT_NULL(test, of_parse_phandle(types, "absent", 0));
	KUNIT_EXPECT_NULL(test, of_parse_phandle(types, "list", -1));
	KUNIT_EXPECT_EQ(test, of_count_phandle_with_args(types, "absent",
							 NULL), -ENOENT);
	KUNIT_EXPECT_EQ(test, of_count_phandle_with_args(types, "dangling",
							 NULL), 1);
}

static void addresses(struct kunit *test)
{
	struct resource res;
	u64 size;

	KUNIT_EXPECT_EQ(test, of_address_to_resource(uart, 0, &res), 0);
	KUNIT_EXPECT_EQ(test, res.start, 0x60001000);
	KUNIT_EXPECT_EQ(test, res.end, 0x600010ff);
	KUNIT_EXPECT_STREQ(test, res.name, "regs");
	KUNIT_EXPECT_EQ(test, of_address_to_resource(uart, 1, &res), 0);
	KUNIT_EXPECT_EQ(test, res.start, 0x700000800);
	KUNIT_EXPECT_EQ(test, of_address_to_resource(uart, 2, &res), -EINVAL);
	KUNIT_EXPECT_EQ(test, of_address_to_resource(dma, 0, &res), 0);
	KUNIT_EXPECT_STREQ(test, res.name, "dma@2000");
	/* no window of the bus leads there */
	KUNIT_EXPECT_EQ(test, of_address_to_resource(dma, 1, &res), -EINVAL);
	KUNIT_EXPECT_NOT_NULL(test, of_get_address(dma, 1, &size, NULL));
	KUNIT_EXPECT_EQ(test, size, 0x10);
	/* a bus without ranges keeps its addresses to itself */
	KUNIT_EXPECT_EQ(test, of_address_to_resource(
		of_find_node_by_path("/soc/closed/inner@0"), 0, &res), -EINVAL);
	KUNIT_EXPECT_NULL(test, of_iomap(types, 0));
}

static void dma_ranges(struct kunit *test)
{
	struct of_range_parser parser;
	struct of_range range;

	KUNIT_ASSERT_EQ(test, of_dma_range_parser_init(&parser,
						       of_get_parent(dma)), 0);
	/* the two entries touch on both sides: they are one */
	KUNIT_ASSERT_NOT_NULL(test, of_range_parser_one(&parser, &range));
	KUNIT_EXPECT_EQ(test, range.bus_addr, 0);
	KUNIT_EXPECT_EQ(test, range.cpu_addr, 0x80000000);
	KUNIT_EXPECT_EQ(test, range.size, 0x30000000);
	KUNIT_EXPECT_NULL(test, of_range_parser_one(&parser, &range));
	KUNIT_EXPECT_TRUE(test, of_dma_is_coherent(dma));
	KUNIT_EXPECT_FALSE(test, of_dma_is_coherent(uart));
}

static void interrupts(struct kunit *test)
{
	struct of_phandle_args irq;
	int rx = of_irq_get(uart, 0), tx = of_irq_get_byname(uart, "tx");

	KUNIT_EXPECT_EQ(test, of_irq_count(uart), 2);
	KUNIT_EXPECT_GT(test, rx, 0);
	KUNIT_EXPECT_GT(test, tx, 0);
	KUNIT_EXPECT_NE(test, rx, tx);
	KUNIT_EXPECT_EQ(test, of_irq_get(uart, 2), -EINVAL);
	KUNIT_EXPECT_LT(test, of_irq_get_byname(uart, "error"), 0);
	/* the same line of the same controller is the same interrupt */
	KUNIT_EXPECT_EQ(test, of_irq_count(dma), 2);
	KUNIT_EXPECT_EQ(test, irq_of_parse_and_map(dma, 0), rx);
	KUNIT_EXPECT_EQ(test, irq_of_parse_and_map(types, 0), 0);
	/* through a map: 3 of the multiplexer is 41 of the controller */
	KUNIT_ASSERT_EQ(test, of_irq_parse_one(dma, 1, &irq), 0);
	KUNIT_EXPECT_STREQ(test, irq.np->name, "interrupt-controller");
	KUNIT_EXPECT_EQ(test, irq.args[1], 41);
}

/* A driver keeps what it asked for in its own, board, memory. */
static void own_memory(struct kunit *test)
{
	struct {
		u32 number;
		u64 wide;
		int len;
		const char *text;
		struct resource res;
		struct of_phandle_args irq;
	} *own = kunit_kmalloc(test, sizeof(*own), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, own);
	KUNIT_EXPECT_EQ(test, of_property_read_u32(types, "u32s", &own->number),
			0);
	KUNIT_EXPECT_EQ(test, of_property_read_u64(types, "u64s", &own->wide),
			0);
	KUNIT_EXPECT_EQ(test, of_property_read_string(types, "strings",
						      &own->text), 0);
	KUNIT_EXPECT_NOT_NULL(test, of_get_property(types, "u64s", &own->len));
	KUNIT_EXPECT_EQ(test, of_address_to_resource(uart, 0, &own->res), 0);
	KUNIT_EXPECT_EQ(test, of_irq_parse_one(dma, 1, &own->irq), 0);
	KUNIT_EXPECT_EQ(test, own->number, 1);
	KUNIT_EXPECT_EQ(test, own->wide, 0x123456789abcdef0);
	KUNIT_EXPECT_EQ(test, own->len, 16);
	KUNIT_EXPECT_STREQ(test, own->text, "first");
	KUNIT_EXPECT_EQ(test, own->res.start, 0x60001000);
	KUNIT_EXPECT_EQ(test, own->irq.args[1], 41);
}

static struct kunit_case cases[] = {
	KUNIT_CASE(paths),
	KUNIT_CASE(names),
	KUNIT_CASE(children),
	KUNIT_CASE(compatibles),
	KUNIT_CASE(numbers),
	KUNIT_CASE(number_errors),
	KUNIT_CASE(strings),
	KUNIT_CASE(phandles),
	KUNIT_CASE(addresses),
	KUNIT_CASE(dma_ranges),
	KUNIT_CASE(interrupts),
	KUNIT_CASE(own_memory),
	{ }
};

static struct kunit_suite suite = {
	.name = "of",
	.init = init,
	.test_cases = cases,
};
kunit_test_suite(suite);

MODULE_LICENSE("Dual MIT/GPL");
