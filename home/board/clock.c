// SPDX-License-Identifier: MIT
/*
 * Virtual time, what is due in it, chance, and the trace.
 *
 * Code pays for what it does out of a budget of ns (struct home_clock), an access
 * one, so it costs a decrement.  When the budget is used up comes clock_point():
 * events run in order of their time, interrupts are taken, caches and schedulers
 * get their whims.  Nothing here asks the host for the time or for chance.
 */
#include <string.h>

#include "private.h"

#define MAX_BUDGET_SHIFT 12
#define MAX_BUDGET	(1u << MAX_BUDGET_SHIFT)
#define NEVER		UINT64_MAX

struct home_clock home_clock;
volatile uint64_t home_progress;
const struct home_vectors *vectors;

static uint64_t trace = UINT64_C(0xcbf29ce484222325);
static uint64_t dice_state[3];
static bool in_event, rivals;

/* --- the queue: a heap by (at, seq) --------------------------------------- */

static struct home_event **heap;
static unsigned int nr_heap, heap_capacity;
static uint64_t next_seq;

static bool earlier(const struct home_event *a, const struct home_event *b)
{
	return a->at != b->at ? a->at < b->at : a->seq < b->seq;
}

static void heap_put(unsigned int i, struct home_event *ev)
{
	heap[i] = ev;
	ev->slot = i + 1;
}

static void heap_up(unsigned int i, struct home_event *ev)
{
	while (i && earlier(ev, heap[(i - 1) / 2])) {
		heap_put(i, heap[(i - 1) / 2]);
		i = (i - 1) / 2;
	}
	heap_put(i, ev);
}

static void heap_down(unsigned int i, struct home_event *ev)
{
	for (;;) {
		unsigned int child = 2 * i + 1;

		if (child >= nr_heap)
			break;
		if (child + 1 < nr_heap && earlier(heap[child + 1], heap[child]))
			child++;
		if (!earlier(heap[child], ev))
			break;
		heap_put(i, heap[child]);
		i = child;
	}
	heap_put(i, ev);
}

static void heap_grow(void)
{
	unsigned int capacity = heap_capacity ? heap_capacity * 2 : 256;
	struct home_event **more = host_realloc(heap, capacity * sizeof(*more));

	if (!more)
		host_no_memory("events");
	heap = more;
	heap_capacity = capacity;
}

static uint64_t next_due(void)
{
	return nr_heap ? heap[0]->at : NEVER;
}

/* --- the budget ----------------------------------------------------------- */

static void grant(void)
{
	uint64_t now = home_now(), due = next_due();
	uint64_t n = MAX_BUDGET;

	/* Any scale is as likely: two contexts may race for 5 or 5000. */
	if (rivals)
		n = 1 + dice(HOME_DICE_SCHED, UINT64_C(1) <<
			     dice(HOME_DICE_SCHED, MAX_BUDGET_SHIFT));
	if (due <= now)
		n = 1;
	else if (due - now < n)
		n = due - now;
	if (cache_mode == HOME_CACHE_HOSTILE) {
		uint64_t whim = 1 + dice(HOME_DICE_CACHE, 64);

		if (whim < n)
			n = whim;
	}
	home_clock.end = now + n;
	home_clock.left = (int64_t)n;
}

static void advance_to(uint64_t time)
{
	if (home_now() < time)
		home_clock.left = (int64_t)(home_clock.end - time);
}

void home_event_arm(struct home_event *ev, uint64_t at)
{
	if (ev->slot)
		home_event_cancel(ev);
	if (nr_heap == heap_capacity)
		heap_grow();
	ev->at = at;
	ev->seq = next_seq++;
	heap_up(nr_heap++, ev);
	if (at <= home_clock.end)
		grant();	/* the budget may not reach past it */
}

void home_event_cancel(struct home_event *ev)
{
	unsigned int i;
	struct home_event *last;

	if (!ev->slot)
		return;
	i = ev->slot - 1;
	ev->slot = 0;
	last = heap[--nr_heap];
	if (last == ev)
		return;
	heap_up(i, last);
	heap_down(last->slot - 1, last);
}

static bool run_due(void)
{
	struct home_event *ev;
	bool any = false;

	while (nr_heap && heap[0]->at <= home_now()) {
		ev = heap[0];
		home_event_cancel(ev);
		home_progress++;
		in_event = true;
		place = (struct place){ 0, 0 };
		ev->fn(ev);
		in_event = false;
		any = true;
	}
	return any;
}

void clock_point(void)
{
	home_progress++;
	if (in_event) {
		grant();
		return;
	}
	run_due();
	grant();
	irq_deliver();
	cache_whim();
	buffers_whim();
	if (vectors)
		vectors->preempt();
	/* Whoever ran meanwhile may have used it up. */
	if (home_clock.left < 1)
		grant();
}

void home_spend(uint64_t ns)
{
	uint64_t end = home_now() + ns;

	while (!in_event && next_due() <= end) {
		advance_to(next_due());
		run_due();
		irq_deliver();
	}
	advance_to(end);
	clock_point();
}

void home_rivals(bool others)
{
	if (others && !rivals) {
		rivals = true;
		grant();
	}
	rivals = others;
}

bool home_idle(void)
{
	if (in_event || !nr_heap)
		return false;
	advance_to(next_due());
	buffers_whim();
	run_due();
	grant();
	irq_deliver();
	return true;
}

bool clock_in_event(void)
{
	return in_event;
}

/* --- chance and trace ------------------------------------------------------ */

#define GOLDEN UINT64_C(0x9e3779b97f4a7c15)

/* One wide multiplication spreads each bit of both over all. */
static uint64_t fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

uint64_t dice(enum home_dice which, uint64_t below)
{
	uint64_t z = dice_state[which] += GOLDEN;

	z = fold(z, z ^ UINT64_C(0xe7037ed1a0b428db));
	return (uint64_t)((unsigned __int128)z * below >> 64);
}

uint64_t home_random(uint64_t below)
{
	return dice(HOME_DICE_SCHED, below);
}

void clock_seed(uint64_t seed)
{
	for (unsigned int i = 0; i < 3; i++)
		dice_state[i] = fold(seed * 3 + i + 1, GOLDEN) * GOLDEN;
	grant();
}

void home_trace(unsigned int what, uint64_t a, uint64_t b)
{
	trace = fold(trace ^ a ^ (uint64_t)what << 56,
		     GOLDEN ^ (home_now() + b * GOLDEN));
}

uint64_t home_trace_hash(void)
{
	return trace;
}

void home_set_vectors(const struct home_vectors *v)
{
	vectors = v;
}
