// SPDX-License-Identifier: MIT
/*
 * KUnit - runs the suites of a test module.
 *
 * Each case runs in the context that loads the module; a failed assertion goes
 * back to the runner by a long jump.  Results are KTAP lines in the kernel
 * log; a failure is a report as well, so that a run with one does not end in
 * success.
 *
 * Same as Linux: suites, cases, parameters, actions, the lines.
 * Not the same: no thread for each case.
 *
 * Compiled with the sensor: struct kunit_suite and its cases are the module's.
 */
#include <kunit/test.h>
#include <linux/kernel.h>
#include <linux/list.h>

#include "dmaspace/report.h"
#include "home/home.h"
#include "host/host.h"

struct run {
	struct list_head actions;	/* newest first */
	void *landing[5];		/* of the long jump */
};

struct action {
	struct list_head list;
	kunit_action_t *fn;
	void *ctx;
};

/* --- failures ------------------------------------------------------------- */

static void report_failure(struct kunit *test, const char *expected, u32 stack)
{
	struct report r = {
		.id = "kunit-failed",
		.driver = test->name,
		.place = { { "failed here", stack, home_now() } },
		.nplaces = 1,
	};

	snprintf(r.what, sizeof(r.what), "test %s expected %s", test->name,
		 expected);
	report_emit(&r);
}

static void failed(struct kunit *test, const struct kunit_place *place,
		   const char *expected, u32 stack)
{
	test->status = KUNIT_FAILURE;
	printk(KERN_ERR "    # %s: %s FAILED at %s:%d\n", test->name,
	       place->assertion ? "ASSERTION" : "EXPECTATION", place->file,
	       place->line);
	report_failure(test, expected, stack);
}

static void go_on(struct kunit *test, const struct kunit_place *place)
{
	if (place->assertion)
		__kunit_abort(test);
}

void __kunit_failed(struct kunit *test, const struct kunit_place *place,
		    const char *expected, const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	failed(test, place, expected, host_stack_here());
	va_start(args, fmt);
	vaf.va = &args;
	printk(KERN_ERR "    Expected %s %pV\n", expected, &vaf);
	va_end(args);
	go_on(test, place);
}

void __kunit_binary_failed(struct kunit *test,
			   const struct kunit_place *place,
			   const char *expected, const char *left,
			   long long lval, const char *right, long long rval)
{
	failed(test, place, expected, host_stack_here());
	printk(KERN_ERR "    Expected %s, but\n", expected);
	printk(KERN_ERR "        %s == %lld (0x%llx)\n", left, lval, lval);
	printk(KERN_ERR "        %s == %lld (0x%llx)\n", right, rval, rval);
	go_on(test, place);
}

void __kunit_string_failed(struct kunit *test,
			   const struct kunit_place *place,
			   const char *expected, const char *left,
			   const char *lval, const char *right,
			   const char *rval)
{
	failed(test, place, expected, host_stack_here());
	printk(KERN_ERR "    Expected %s, but\n", expected);
	printk(KERN_ERR "        %s == \"%s\"\n", left, lval);
	printk(KERN_ERR "        %s == \"%s\"\n", right, rval);
	go_on(test, place);
}

void __kunit_mark_skipped(struct kunit *test, const char *why)
{
	test->status = KUNIT_SKIPPED;
	strscpy(test->status_comment, why);
}

void __kunit_abort(struct kunit *test)
{
	struct run *run = test->run;

	__builtin_longjmp(run->landing, 1);
}

/* --- actions -------------------------------------------------------------- */

int kunit_add_action(struct kunit *test, kunit_action_t *action, void *ctx)
{
	struct run *run = test->run;
	struct action *a = host_alloc(sizeof(*a));

	if (!a)
		return -ENOMEM;
	a->fn = action;
	a->ctx = ctx;
	list_add(&a->list, &run->actions);
	return 0;
}

int kunit_add_action_or_reset(struct kunit *test, kunit_action_t *action,
			      void *ctx)
{
	int err = kunit_add_action(test, action, ctx);

	if (err)
		action(ctx);
	return err;
}

static bool take_action(struct kunit *test, kunit_action_t *action, void *ctx)
{
	struct run *run = test->run;
	struct action *a;

	list_for_each_entry(a, &run->actions, list) {
		if (a->fn != action || a->ctx != ctx)
			continue;
		list_del(&a->list);
		host_free(a);
		return true;
	}
	return false;
}

void kunit_remove_action(struct kunit *test, kunit_action_t *action, void *ctx)
{
	take_action(test, action, ctx);
}

void kunit_release_action(struct kunit *test, kunit_action_t *action,
			  void *ctx)
{
	if (take_action(test, action, ctx))
		action(ctx);
}

static void run_actions(struct run *run)
{
	struct action *a, *next;

	list_for_each_entry_safe(a, next, &run->actions, list) {
		list_del(&a->list);
		a->fn(a->ctx);
		host_free(a);
	}
}

static void free_memory(void *p)
{
	kfree(p);
}

void *kunit_kmalloc_array(struct kunit *test, size_t n, size_t size, gfp_t gfp)
{
	void *p = kmalloc_array(n, size, gfp);

	if (!p || kunit_add_action_or_reset(test, free_memory, p))
		return NULL;
	return p;
}

void kunit_kfree(struct kunit *test, const void *ptr)
{
	kunit_release_action(test, free_memory, (void *)ptr);
}

/* --- running -------------------------------------------------------------- */

static void call_case(struct kunit_suite *suite, struct kunit_case *c,
		      struct kunit *test)
{
	if (suite->init && suite->init(test)) {
		printk(KERN_ERR "    # %s: failed to initialize\n", c->name);
		test->status = KUNIT_FAILURE;
		return;
	}
	c->run_case(test);
}

static enum kunit_status run_once(struct kunit_suite *suite,
				  struct kunit_case *c, struct kunit *test)
{
	struct run run;

	INIT_LIST_HEAD(&run.actions);
	test->name = c->name;
	test->run = &run;
	test->status = KUNIT_SUCCESS;
	test->status_comment[0] = 0;
	if (!__builtin_setjmp(run.landing))
		call_case(suite, c, test);
	if (suite->exit && !__builtin_setjmp(run.landing))
		suite->exit(test);
	run_actions(&run);
	return test->status;
}

static void log_result(const char *indent, int nr, const char *name,
		       const struct kunit *test, enum kunit_status status)
{
	if (status == KUNIT_SKIPPED)
		printk(KERN_INFO "%sok %d %s # SKIP %s\n", indent, nr, name,
		       test->status_comment);
	else
		printk(KERN_INFO "%s%s %d %s\n", indent,
		       status == KUNIT_FAILURE ? "not ok" : "ok", nr, name);
}

static void run_params(struct kunit_suite *suite, struct kunit_case *c,
		       struct kunit *test)
{
	char desc[KUNIT_PARAM_DESC_SIZE];
	const void *param = NULL;
	enum kunit_status status;

	printk(KERN_INFO "        KTAP version 1\n");
	printk(KERN_INFO "        # Subtest: %s\n", c->name);
	c->status = KUNIT_SKIPPED;
	for (;;) {
		desc[0] = 0;
		param = c->generate_params(param, desc);
		if (!param)
			break;
		test->param_value = param;
		test->param_index++;
		if (!desc[0])
			snprintf(desc, sizeof(desc), "param-%d",
				 test->param_index - 1);
		status = run_once(suite, c, test);
		log_result("        ", test->param_index, desc, test, status);
		if (c->status == KUNIT_SKIPPED || status == KUNIT_FAILURE)
			c->status = status;
	}
}

static bool run_suite(struct kunit_suite *suite, int nr)
{
	struct kunit_case *c;
	struct kunit test;
	bool ok = true;
	int n = 0;

	for (c = suite->test_cases; c->run_case; c++)
		n++;
	if (suite->suite_init && suite->suite_init(suite)) {
		printk(KERN_ERR "not ok %d %s\n", nr, suite->name);
		return false;
	}
	printk(KERN_INFO "    KTAP version 1\n");
	printk(KERN_INFO "    # Subtest: %s\n", suite->name);
	printk(KERN_INFO "    1..%d\n", n);
	for (c = suite->test_cases, n = 1; c->run_case; c++, n++) {
		memset(&test, 0, sizeof(test));
		if (c->generate_params)
			run_params(suite, c, &test);
		else
			c->status = run_once(suite, c, &test);
		log_result("    ", n, c->name, &test, c->status);
		ok &= c->status != KUNIT_FAILURE;
	}
	if (suite->suite_exit)
		suite->suite_exit(suite);
	printk(KERN_INFO "%s %d %s\n", ok ? "ok" : "not ok", nr, suite->name);
	return ok;
}

int __kunit_test_suites_init(struct kunit_suite *const *suites, int nr)
{
	int i;

	printk(KERN_INFO "KTAP version 1\n");
	printk(KERN_INFO "1..%d\n", nr);
	for (i = 0; i < nr; i++)
		run_suite(suites[i], i + 1);
	return 0;
}
