// SPDX-License-Identifier: MIT
/*
 * When driver code faults: the oops as a report, and the end of the board.
 *
 * Also what stops a driver on purpose (refused calls) and what makes its
 * allocations fail on purpose (fault injection).
 */
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/refused.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/sched/sched.h"
#include "dmaspace/board.h"
#include "dmaspace/report.h"
#include "host/host.h"

static const struct fault_text {
	const char *id, *what, *why, *fix;
} texts[] = {
	{ "null-pointer", "a NULL pointer is dereferenced, at address %#llx",
	  "the kernel oopses here",
	  "check what may be NULL: an allocation, a lookup, private data that "
	  "is not set yet or not any more" },
	{ "wild-pointer", "an address that no memory can have is used",
	  "the kernel oopses here",
	  "find where the pointer came from: poison of freed memory, a "
	  "damaged structure, an error code" },
	{ "wild-pointer", "the address %#llx is used, where nothing is mapped",
	  "the kernel oopses here, or other memory is hit",
	  "find where the pointer came from: freed, unmapped, never set, or a "
	  "bus or physical address used as a pointer" },
	{ "mmio-dereference", "the register cookie %#llx is used as a plain "
	  "pointer",
	  "the compiler may split, merge or drop the access, and nothing "
	  "orders it",
	  "use readl() and writel() and their like" },
	{ "divide-error", "an integer is divided by zero, or the quotient does "
	  "not fit",
	  "the kernel oopses on some machines and goes on with 0 on others",
	  "check the divisor" },
	{ "stack-overflow", "the kernel stack is used up, at %#llx",
	  "a kernel stack has 16 KiB: whatever lies below it is overwritten",
	  "no recursion, no large arrays on the stack" },
	{ "kernel-bug", "BUG(), or an invalid instruction",
	  "the kernel stops here", "see the condition at that line" },
	{ "endless-loop", "a loop runs and never ends",
	  "the CPU spins for good; the kernel calls it a soft lockup",
	  "read what it waits for with READ_ONCE(), and bound it" },
};

/* Two have the same id: the first is for an address that is not known. */
static const struct fault_text *text_of(const char *id, uintptr_t addr)
{
	const struct fault_text *found = NULL;

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		if (strcmp(texts[i].id, id))
			continue;
		found = &texts[i];
		if (addr == UINTPTR_MAX)
			break;
	}
	return found;
}

void fault_vector(const char *id, uintptr_t addr, uintptr_t pc,
		  uintptr_t frame)
{
	const struct fault_text *t = text_of(id, addr);
	struct report r = { .id = id, .nplaces = 1 };

	snprintf(r.what, sizeof(r.what), t->what, (unsigned long long)addr);
	r.why = t->why;
	r.fix = t->fix;
	r.place[0].what = "here";
	r.place[0].stack = host_stack_save(pc, frame);
	r.place[0].when = home_now();
	report_emit(&r);
	sched_die();
}

static const char *memory_fault(uintptr_t addr)
{
	if (addr < PAGE_SIZE)
		return "null-pointer";
	if (host_fiber_overflow(addr))
		return "stack-overflow";
	if (home_in_window((void *)addr) &&
	    home_area_of((void *)addr) == HOME_MMIO)
		return "mmio-dereference";
	return "wild-pointer";
}

/*
 * A saved pc is taken for a return address; + 1 keeps it in its own line.  Not
 * for an access: the sensor's call stands before it and has the line of the
 * source, where the access itself may have been moved.
 */
static void on_fault(const struct host_fault *f)
{
	if (!sched_self())
		return;			/* the program's own fault */
	switch (f->kind) {
	case HOST_FAULT_MEMORY:
		fault_vector(memory_fault(f->addr), f->addr, f->pc, f->frame);
		break;
	case HOST_FAULT_DIVIDE:
		fault_vector("divide-error", 0, f->pc + 1, f->frame);
		break;
	case HOST_FAULT_ILLEGAL:
		fault_vector("kernel-bug", 0, f->pc + 1, f->frame);
		break;
	case HOST_FAULT_WATCHDOG:
		if (lockup_tick(host_driver_contains(f->pc)))
			fault_vector("endless-loop", 0, f->pc + 1, f->frame);
		if (lockup_is_due())
			host_watchdog_soon();
		break;
	}
}

void fault_install(void)
{
	host_fault_install(on_fault);
}

void refused_call(const char *name)
{
	struct report r = {
		.id = "refused-call",
		.why = "dmaspace knows this call and does not have it: going "
		       "on would not be what a kernel does",
		.fix = "scripts/api lists what is real, inert and refused",
		.nplaces = 1,
	};

	snprintf(r.what, sizeof(r.what), "%s%s is refused", name,
		 strpbrk(name, " .(") ? "" : "()");
	r.place[0].what = "called here";
	r.place[0].stack = host_stack_here();
	report_emit(&r);
	sched_die();
	unreachable();
}

/* --- failures on demand ---------------------------------------------------- */

static unsigned int fail_in;		/* 0: not armed */
static bool failed;

void board_fail_nth(unsigned int n)
{
	fail_in = n;
	failed = false;
}

bool board_failed(void)
{
	return failed;
}

bool fault_inject(const char *what)
{
	if (!fail_in || --fail_in)
		return false;
	failed = true;
	home_trace('f', 0, 0);
	return true;
}
