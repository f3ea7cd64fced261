// SPDX-License-Identifier: MIT
/* linux/list.h: order of the elements after each call. */
#include <kunit/test.h>
#include <linux/list.h>

struct item {
	int nr;
	struct list_head list;
	struct hlist_node hash;
};

/* Are the numbers in head those of want, which ends in -1, both ways? */
static void expect_order(struct kunit *test, struct list_head *head,
			 const int *want)
{
	struct item *pos;
	int n = 0;

	list_for_each_entry(pos, head, list)
		KUNIT_EXPECT_EQ(test, pos->nr, want[n++]);
	KUNIT_EXPECT_EQ(test, want[n], -1);
	list_for_each_entry_reverse(pos, head, list)
		KUNIT_EXPECT_EQ(test, pos->nr, want[--n]);
	KUNIT_EXPECT_EQ(test, n, 0);
}
#define ORDER(test, head, ...) \
	expect_order(test, head, (const int[]) { __VA_ARGS__, -1 })

static struct item *item_new(struct kunit *test, int nr)
{
	struct item *it = kunit_kzalloc(test, sizeof(*it), GFP_KERNEL);

	KUNIT_ASSERT_NOT_NULL(test, it);
	it->nr = nr;
	return it;
}

static void list_test_add(struct kunit *test)
{
	LIST_HEAD(head);
	int i;

	KUNIT_EXPECT_TRUE(test, list_empty(&head));
	for (i = 0; i < 3; i++)
		list_add_tail(&item_new(test, i)->list, &head);
	list_add(&item_new(test, 9)->list, &head);
	ORDER(test, &head, 9, 0, 1, 2);
	KUNIT_EXPECT_FALSE(test, list_empty(&head));
	KUNIT_EXPECT_EQ(test, list_count_nodes(&head), 4);
}

static void list_test_del(struct kunit *test)
{
	struct item *it[4];
	LIST_HEAD(head);
	int i;

	for (i = 0; i < 4; i++) {
		it[i] = item_new(test, i);
		list_add_tail(&it[i]->list, &head);
	}
	list_del(&it[1]->list);
	ORDER(test, &head, 0, 2, 3);
	KUNIT_EXPECT_PTR_EQ(test, it[1]->list.next, LIST_POISON1);
	KUNIT_EXPECT_PTR_EQ(test, it[1]->list.prev, LIST_POISON2);
	list_del_init(&it[3]->list);
	ORDER(test, &head, 0, 2);
	KUNIT_EXPECT_TRUE(test, list_empty(&it[3]->list));
	list_move(&it[2]->list, &head);
	ORDER(test, &head, 2, 0);
	list_move_tail(&it[2]->list, &head);
	ORDER(test, &head, 0, 2);
	list_replace(&it[0]->list, &it[3]->list);
	ORDER(test, &head, 3, 2);
	list_swap(&it[3]->list, &it[2]->list);
	ORDER(test, &head, 2, 3);
}

static void list_test_splice(struct kunit *test)
{
	LIST_HEAD(a);
	LIST_HEAD(b);
	LIST_HEAD(c);
	struct item *cut = NULL;
	int i;

	for (i = 0; i < 5; i++) {
		struct item *it = item_new(test, i);

		list_add_tail(&it->list, i < 3 ? &a : &b);
		if (i == 1)
			cut = it;
	}
	list_splice_tail_init(&b, &a);
	KUNIT_EXPECT_TRUE(test, list_empty(&b));
	ORDER(test, &a, 0, 1, 2, 3, 4);
	list_cut_position(&c, &a, &cut->list);
	ORDER(test, &c, 0, 1);
	ORDER(test, &a, 2, 3, 4);
	list_rotate_left(&a);
	ORDER(test, &a, 3, 4, 2);
	list_splice_init(&c, &a);
	ORDER(test, &a, 0, 1, 3, 4, 2);
}

static void list_test_safe_walk(struct kunit *test)
{
	struct item *it, *next;
	LIST_HEAD(head);
	int i;

	for (i = 0; i < 6; i++)
		list_add_tail(&item_new(test, i)->list, &head);
	list_for_each_entry_safe(it, next, &head, list)
		if (it->nr % 2)
			list_del(&it->list);
	ORDER(test, &head, 0, 2, 4);
	it = list_first_entry(&head, struct item, list);
	list_for_each_entry_continue(it, &head, list)
		it->nr += 10;
	ORDER(test, &head, 0, 12, 14);
}

static void list_test_hlist(struct kunit *test)
{
	struct item *a = item_new(test, 1), *b = item_new(test, 2), *pos;
	struct hlist_node *next;
	HLIST_HEAD(head);
	int n = 0;

	KUNIT_EXPECT_TRUE(test, hlist_unhashed(&a->hash));
	hlist_add_head(&a->hash, &head);
	hlist_add_head(&b->hash, &head);
	hlist_for_each_entry(pos, &head, hash)
		n = n * 10 + pos->nr;
	KUNIT_EXPECT_EQ(test, n, 21);
	hlist_for_each_entry_safe(pos, next, &head, hash)
		hlist_del_init(&pos->hash);
	KUNIT_EXPECT_TRUE(test, hlist_empty(&head));
	KUNIT_EXPECT_TRUE(test, hlist_unhashed(&b->hash));
}

static struct kunit_case list_cases[] = {
	KUNIT_CASE(list_test_add),
	KUNIT_CASE(list_test_del),
	KUNIT_CASE(list_test_splice),
	KUNIT_CASE(list_test_safe_walk),
	KUNIT_CASE(list_test_hlist),
	{}
};

static struct kunit_suite list_suite = {
	.name = "list",
	.test_cases = list_cases,
};
kunit_test_suite(list_suite);
MODULE_LICENSE("Dual MIT/GPL");
