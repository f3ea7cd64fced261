/* SPDX-License-Identifier: MIT */
/*
 * KUnit - tests as a module.  Loading it runs its suites; the results are
 * lines of the kernel log in KTAP form, and each failure is a report
 * ("kunit-failed") too.
 */
#ifndef _KUNIT_TEST_H
#define _KUNIT_TEST_H

#include <linux/err.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/types.h>

struct kunit;

enum kunit_status {
	KUNIT_SUCCESS,
	KUNIT_FAILURE,
	KUNIT_SKIPPED,
};

struct kunit_case {
	void (*run_case)(struct kunit *test);
	const char *name;
	/* The parameter after prev (NULL: the first), its text in desc; NULL:
	 * no more.  No function: one run without a parameter. */
	const void *(*generate_params)(const void *prev, char *desc);
	enum kunit_status status;
};

struct kunit_suite {
	const char name[256];
	int (*suite_init)(struct kunit_suite *suite);
	void (*suite_exit)(struct kunit_suite *suite);
	int (*init)(struct kunit *test);
	void (*exit)(struct kunit *test);
	struct kunit_case *test_cases;
};

#define KUNIT_PARAM_DESC_SIZE	128

struct kunit {
	void *priv;			/* the test's own */
	const char *name;
	const void *param_value;
	int param_index;
	enum kunit_status status;
	char status_comment[128];
	void *run;			/* core/kunit.c's */
};

#define KUNIT_CASE(test)	{ .run_case = test, .name = #test }
#define KUNIT_CASE_SLOW(test)	KUNIT_CASE(test)
#define KUNIT_CASE_PARAM(test, gen) \
	{ .run_case = test, .name = #test, .generate_params = gen }

#define KUNIT_ARRAY_PARAM(name, array, get_desc)			\
	static const void *name##_gen_params(const void *prev, char *desc)\
	{								\
		__typeof__((array)[0]) *next = prev ?			\
			((__typeof__(next))prev) + 1 : (array);		\
		void (*describe)(__typeof__(next), char *) = get_desc;	\
									\
		if (next - (array) >= (long)ARRAY_SIZE(array))		\
			return NULL;					\
		if (describe)						\
			describe(next, desc);				\
		return next;						\
	}

int __kunit_test_suites_init(struct kunit_suite *const *suites, int nr);

#define kunit_test_suites(suites...)					\
	static struct kunit_suite *const __kunit_suites[] = { suites };\
	int init_module(void);						\
	int init_module(void)						\
	{								\
		return __kunit_test_suites_init(__kunit_suites,		\
						ARRAY_SIZE(__kunit_suites));\
	}								\
	void cleanup_module(void);					\
	void cleanup_module(void) { }
#define kunit_test_suite(suite)	kunit_test_suites(&suite)

/* --- while a test runs ---------------------------------------------------- */

#define kunit_log(level, test, fmt, ...) \
	printk(level "    # %s: " fmt "\n", (test)->name, ##__VA_ARGS__)
#define kunit_info(test, fmt, ...) \
	kunit_log(KERN_INFO, test, fmt, ##__VA_ARGS__)
#define kunit_warn(test, fmt, ...) \
	kunit_log(KERN_WARNING, test, fmt, ##__VA_ARGS__)
#define kunit_err(test, fmt, ...) \
	kunit_log(KERN_ERR, test, fmt, ##__VA_ARGS__)

void __kunit_mark_skipped(struct kunit *test, const char *why);
void __kunit_abort(struct kunit *test) __noreturn;
#define kunit_mark_skipped(test, why)	__kunit_mark_skipped(test, why)
#define kunit_skip(test, why) \
	do { __kunit_mark_skipped(test, why); __kunit_abort(test); } while (0)

typedef void (kunit_action_t)(void *context);
/* Called at the test's end, last added first. */
int kunit_add_action(struct kunit *test, kunit_action_t *action, void *ctx);
int kunit_add_action_or_reset(struct kunit *test, kunit_action_t *action,
			      void *ctx);
void kunit_remove_action(struct kunit *test, kunit_action_t *action,
			 void *ctx);
void kunit_release_action(struct kunit *test, kunit_action_t *action,
			  void *ctx);

/* Freed at the test's end. */
void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size,
			  gfp_t gfp);
void kunit_kfree(struct kunit *test, const void *ptr);

static inline void *kunit_kmalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp);
}

static inline void *kunit_kzalloc(struct kunit *test, size_t size, gfp_t gfp)
{
	return kunit_kmalloc_array(test, 1, size, gfp | __GFP_ZERO);
}

static inline void *kunit_kcalloc(struct kunit *test, size_t n, size_t size,
				  gfp_t gfp)
{
	return kunit_kmalloc_array(test, n, size, gfp | __GFP_ZERO);
}

/* --- expectations --------------------------------------------------------- */

struct kunit_place {
	const char *file;
	int line;
	bool assertion;			/* the test ends when it fails */
};

__printf(4, 5) void __kunit_failed(struct kunit *test,
				   const struct kunit_place *place,
				   const char *expected, const char *fmt, ...);
void __kunit_binary_failed(struct kunit *test,
			   const struct kunit_place *place,
			   const char *expected, const char *left,
			   long long lval, const char *right, long long rval);
void __kunit_string_failed(struct kunit *test,
			   const struct kunit_place *place,
			   const char *expected, const char *left,
			   const char *lval, const char *right,
			   const char *rval);

#define __kunit_here(is_assert) \
	&(const struct kunit_place) { __FILE__, __LINE__, is_assert }

#define __kunit_true(test, is_assert, cond, text, fmt, ...) do {	\
	if (unlikely(!(cond)))						\
		__kunit_failed(test, __kunit_here(is_assert), text,	\
			       fmt, ##__VA_ARGS__);			\
} while (0)

#define __kunit_binary(test, is_assert, left, op, right) do {		\
	__auto_type __kl = (left);					\
	__auto_type __kr = (right);					\
									\
	if (unlikely(!(__kl op __kr)))					\
		__kunit_binary_failed(test, __kunit_here(is_assert),	\
				      #left " " #op " " #right,		\
				      #left, (long long)__kl,		\
				      #right, (long long)__kr);		\
} while (0)

#define __kunit_string(test, is_assert, left, op, right) do {		\
	const char *__kl = (left), *__kr = (right);			\
									\
	if (unlikely(!__kl || !__kr || !(strcmp(__kl, __kr) op 0)))	\
		__kunit_string_failed(test, __kunit_here(is_assert),	\
				      #left " " #op " " #right,		\
				      #left, __kl, #right, __kr);	\
} while (0)

#define KUNIT_SUCCEED(test)	do { } while (0)
#define KUNIT_FAIL(test, fmt, ...) \
	__kunit_true(test, false, false, "no failure", fmt, ##__VA_ARGS__)
#define KUNIT_FAIL_AND_ABORT(test, fmt, ...) \
	__kunit_true(test, true, false, "no failure", fmt, ##__VA_ARGS__)

#define KUNIT_EXPECT_TRUE(test, c)  __kunit_true(test, false, c, #c, "%s", "")
#define KUNIT_EXPECT_FALSE(test, c) \
	__kunit_true(test, false, !(c), "!(" #c ")", "%s", "")
#define KUNIT_EXPECT_EQ(test, l, r) __kunit_binary(test, false, l, ==, r)
#define KUNIT_EXPECT_NE(test, l, r) __kunit_binary(test, false, l, !=, r)
#define KUNIT_EXPECT_LT(test, l, r) __kunit_binary(test, false, l, <, r)
#define KUNIT_EXPECT_LE(test, l, r) __kunit_binary(test, false, l, <=, r)
#define KUNIT_EXPECT_GT(test, l, r) __kunit_binary(test, false, l, >, r)
#define KUNIT_EXPECT_GE(test, l, r) __kunit_binary(test, false, l, >=, r)
#define KUNIT_EXPECT_PTR_EQ(test, l, r) \
	KUNIT_EXPECT_EQ(test, (unsigned long)(l), (unsigned long)(r))
#define KUNIT_EXPECT_PTR_NE(test, l, r) \
	KUNIT_EXPECT_NE(test, (unsigned long)(l), (unsigned long)(r))
#define KUNIT_EXPECT_STREQ(test, l, r) __kunit_string(test, false, l, ==, r)
#define KUNIT_EXPECT_STRNEQ(test, l, r) __kunit_string(test, false, l, !=, r)
#define KUNIT_EXPECT_MEMEQ(test, l, r, n) \
	KUNIT_EXPECT_EQ(test, memcmp(l, r, n), 0)
#define KUNIT_EXPECT_MEMNEQ(test, l, r, n) \
	KUNIT_EXPECT_NE(test, memcmp(l, r, n), 0)
#define KUNIT_EXPECT_NULL(test, p)	KUNIT_EXPECT_TRUE(test, !(p))
#define KUNIT_EXPECT_NOT_NULL(test, p)	KUNIT_EXPECT_TRUE(test, !!(p))
#define KUNIT_EXPECT_NOT_ERR_OR_NULL(test, p) \
	KUNIT_EXPECT_FALSE(test, IS_ERR_OR_NULL(p))

#define KUNIT_EXPECT_TRUE_MSG(test, c, fmt, ...) \
	__kunit_true(test, false, c, #c, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_FALSE_MSG(test, c, fmt, ...) \
	__kunit_true(test, false, !(c), "!(" #c ")", fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_EQ_MSG(test, l, r, fmt, ...) \
	__kunit_true(test, false, (l) == (r), #l " == " #r, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NE_MSG(test, l, r, fmt, ...) \
	__kunit_true(test, false, (l) != (r), #l " != " #r, fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NULL_MSG(test, p, fmt, ...) \
	KUNIT_EXPECT_TRUE_MSG(test, !(p), fmt, ##__VA_ARGS__)
#define KUNIT_EXPECT_NOT_NULL_MSG(test, p, fmt, ...) \
	KUNIT_EXPECT_TRUE_MSG(test, !!(p), fmt, ##__VA_ARGS__)

#define KUNIT_ASSERT_TRUE(test, c)  __kunit_true(test, true, c, #c, "%s", "")
#define KUNIT_ASSERT_FALSE(test, c) \
	__kunit_true(test, true, !(c), "!(" #c ")", "%s", "")
#define KUNIT_ASSERT_EQ(test, l, r) __kunit_binary(test, true, l, ==, r)
#define KUNIT_ASSERT_NE(test, l, r) __kunit_binary(test, true, l, !=, r)
#define KUNIT_ASSERT_LT(test, l, r) __kunit_binary(test, true, l, <, r)
#define KUNIT_ASSERT_LE(test, l, r) __kunit_binary(test, true, l, <=, r)
#define KUNIT_ASSERT_GT(test, l, r) __kunit_binary(test, true, l, >, r)
#define KUNIT_ASSERT_GE(test, l, r) __kunit_binary(test, true, l, >=, r)
#define KUNIT_ASSERT_PTR_EQ(test, l, r) \
	KUNIT_ASSERT_EQ(test, (unsigned long)(l), (unsigned long)(r))
#define KUNIT_ASSERT_PTR_NE(test, l, r) \
	KUNIT_ASSERT_NE(test, (unsigned long)(l), (unsigned long)(r))
#define KUNIT_ASSERT_STREQ(test, l, r) __kunit_string(test, true, l, ==, r)
#define KUNIT_ASSERT_NULL(test, p)	KUNIT_ASSERT_TRUE(test, !(p))
#define KUNIT_ASSERT_NOT_NULL(test, p)	KUNIT_ASSERT_TRUE(test, !!(p))
#define KUNIT_ASSERT_NOT_ERR_OR_NULL(test, p) \
	KUNIT_ASSERT_FALSE(test, IS_ERR_OR_NULL(p))
#define KUNIT_ASSERT_TRUE_MSG(test, c, fmt, ...) \
	__kunit_true(test, true, c, #c, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_EQ_MSG(test, l, r, fmt, ...) \
	__kunit_true(test, true, (l) == (r), #l " == " #r, fmt, ##__VA_ARGS__)
#define KUNIT_ASSERT_NOT_NULL_MSG(test, p, fmt, ...) \
	KUNIT_ASSERT_TRUE_MSG(test, !!(p), fmt, ##__VA_ARGS__)

#endif
