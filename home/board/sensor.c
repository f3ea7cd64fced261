// SPDX-License-Identifier: MIT
/*
 * The sensor: what the compiler calls at each load and store of driver code.
 *
 * The names are those of the thread sanitizer, used as a code generator only;
 * the build gives them the prefix of kernel symbols.  A callback comes before
 * its access, so it makes the line usable and returns; one compare tells board
 * memory from all other, one byte tells a line that needs nothing.
 *
 * Two sets: sense_* for drivers (any access may be where time passes, an
 * interrupt comes, another context runs) and quiet_* for the library files of
 * core/, whose calls are one step for everybody else.
 */
#include <string.h>

#include "private.h"

#define POLLS_TO_JUMP	24u		/* unchanged reads before time jumps */
#define NR_POLLS	16u

struct place place;

void sensor_place(uintptr_t *pc, uintptr_t *frame)
{
	*pc = place.pc;
	*frame = place.frame;
}

/* --- one access ----------------------------------------------------------- */

/* The area's number is what is above it: no wide constant to compare with. */
static inline bool in_window(uintptr_t va)
{
	return (va >> HOME_AREA_SHIFT) - (HOME_WINDOW >> HOME_AREA_SHIFT) <
	       HOME_NR_AREAS;
}

static inline uint8_t state_at(uintptr_t va)
{
	const uint8_t *states = (const uint8_t *)
		(STATE_HOST - (HOME_WINDOW >> LINE_SHIFT));

	return states[va >> LINE_SHIFT];
}

/*
 * Nothing to do: what is not aligned may reach into another line.  Board memory
 * is the way without a jump taken: drivers work on it in loops.
 */
static inline bool is_quick(uintptr_t va, unsigned int size, bool write)
{
	uint8_t ready = write ? LINE_VALID | LINE_DIRTY : LINE_VALID;

	return unlikely(!in_window(va)) ||
	       (likely((state_at(va) & (ready | LINE_SLOW)) == ready) &&
		likely(!(va & (size - 1))));
}

static void cookie_touched(uintptr_t va)
{
	vectors->fault("mmio-dereference", va, place.pc, place.frame);
}

/* Make every line of it usable; an address without memory is left to fault. */
static void access_lines(uintptr_t va, size_t size, bool write)
{
	while (size) {
		unsigned int part = (unsigned int)(PAGE_SIZE -
						   (va & PAGE_MASK));
		enum home_area area;
		uint64_t off;

		if (part > size)
			part = (unsigned int)size;
		if (!home_in_window((void *)va))
			return;
		if (home_area_of((void *)va) == HOME_MMIO)
			cookie_touched(va);
		if (!view_resolve(va, &area, &off))
			return;
		cache_access(area, off, part, write);
		va += part;
		size -= part;
	}
}

/*
 * gcc calls for both sides of a struct copy before it copies, the store first:
 * so at a read that follows a store nothing may happen to the line that is
 * about to be stored to.  Here a read only looks at the clock when the access
 * before it was a read that had not the budget for it.
 */
static __attribute__((noinline)) void
sense_slow(uintptr_t va, size_t size, bool write, uintptr_t pc,
	   uintptr_t frame)
{
	static uint64_t let_pass;	/* the end that a read has overrun */

	if (home_clock.left < 0) {
		if (write || let_pass == home_clock.end)
			clock_point();
		else
			let_pass = home_clock.end;
	}
	if (!in_window(va))
		return;
	place = (struct place){ pc, frame };
	access_lines(va, size, write);
}

static __attribute__((noinline)) void
quiet_slow(uintptr_t va, size_t size, bool write, uintptr_t pc,
	   uintptr_t frame)
{
	place = (struct place){ pc, frame };
	access_lines(va, size, write);
}

#define CALLER_PC	((uintptr_t)__builtin_return_address(0))
#define CALLER_FRAME	(*(uintptr_t *)__builtin_frame_address(0))

#define SENSE(va, size, write) do {					\
	if (likely(--home_clock.left >= 0) &&				\
	    is_quick((uintptr_t)(va), size, write))			\
		break;							\
	sense_slow((uintptr_t)(va), size, write, CALLER_PC, CALLER_FRAME); \
} while (0)

#define QUIET(va, size, write) do {					\
	if (is_quick((uintptr_t)(va), size, write))			\
		break;							\
	quiet_slow((uintptr_t)(va), size, write, CALLER_PC, CALLER_FRAME); \
} while (0)

/* --- polls ---------------------------------------------------------------- */

unsigned int home_poll_rounds;

static struct poll {
	uintptr_t pc, va;
	uint64_t value;
	unsigned int count, rounds;
} polls[NR_POLLS];

static void poll_check(uintptr_t pc, uintptr_t va, uint64_t value)
{
	struct poll *p = &polls[(pc / 4 ^ va / 8) % NR_POLLS];

	if (p->pc != pc || p->va != va || p->value != value) {
		*p = (struct poll){ pc, va, value, 0, 0 };
		return;
	}
	if (++p->count < POLLS_TO_JUMP)
		return;
	p->count = 0;
	home_poll_rounds = ++p->rounds;
	vectors->poll();
}

void poll_register(const volatile void *cookie, uint64_t value)
{
	poll_check(place.pc, (uintptr_t)cookie, value);
}

/* A bad address faults here, before the access would: that is no UB of ours. */
__attribute__((no_sanitize("undefined")))
static uint64_t peek(const void *va, unsigned int size)
{
	uint64_t value = 0;

	memcpy(&value, va, size < sizeof(value) ? size : sizeof(value));
	return value;
}

/* --- the callbacks -------------------------------------------------------- */

#define CALLBACK(prefix, CHECK, name, size, write)			\
void prefix##name(void *va);						\
void prefix##name(void *va)						\
{									\
	CHECK(va, size, write);						\
}

#define PLAIN_SET(prefix, CHECK, size)					\
CALLBACK(prefix, CHECK, read##size, size, false)			\
CALLBACK(prefix, CHECK, write##size, size, true)			\
CALLBACK(prefix, CHECK, read_write##size, size, true)			\
CALLBACK(prefix, CHECK, unaligned_read##size, size, false)		\
CALLBACK(prefix, CHECK, unaligned_write##size, size, true)		\
CALLBACK(prefix, CHECK, unaligned_read_write##size, size, true)		\
CALLBACK(prefix, CHECK, volatile_write##size, size, true)		\
CALLBACK(prefix, CHECK, unaligned_volatile_write##size, size, true)	\
POLLED(prefix, CHECK, volatile_read##size, size)			\
POLLED(prefix, CHECK, unaligned_volatile_read##size, size)

/* A poll is a volatile read that finds what it found before. */
#define POLLED(prefix, CHECK, name, size)				\
void prefix##name(void *va);						\
void prefix##name(void *va)						\
{									\
	CHECK(va, size, false);						\
	POLL_##CHECK(va, size);						\
}
#define POLL_SENSE(va, size)						\
	poll_check(CALLER_PC, (uintptr_t)(va), peek(va, size))
#define POLL_QUIET(va, size)	((void)0)

#define ATOMIC_SET(prefix, CHECK, bits, type)				\
type prefix##atomic##bits##_load(const volatile type *p, int mo);	\
type prefix##atomic##bits##_load(const volatile type *p, int mo)	\
{									\
	(void)mo;							\
	CHECK(p, bits / 8, false);					\
	POLL_##CHECK((const void *)(uintptr_t)p, bits / 8);		\
	return *p;							\
}									\
void prefix##atomic##bits##_store(volatile type *p, type v, int mo);	\
void prefix##atomic##bits##_store(volatile type *p, type v, int mo)	\
{									\
	(void)mo;							\
	CHECK(p, bits / 8, true);					\
	*p = v;								\
}									\
ATOMIC_OP(prefix, CHECK, bits, type, exchange, v)			\
ATOMIC_OP(prefix, CHECK, bits, type, fetch_add, (type)(old + v))	\
ATOMIC_OP(prefix, CHECK, bits, type, fetch_sub, (type)(old - v))	\
ATOMIC_OP(prefix, CHECK, bits, type, fetch_and, (type)(old & v))	\
ATOMIC_OP(prefix, CHECK, bits, type, fetch_or, (type)(old | v))		\
ATOMIC_OP(prefix, CHECK, bits, type, fetch_xor, (type)(old ^ v))	\
ATOMIC_OP(prefix, CHECK, bits, type, fetch_nand, (type)~(old & v))	\
int prefix##atomic##bits##_compare_exchange_strong(			\
	volatile type *p, type *expected, type v, int mo, int fail);	\
int prefix##atomic##bits##_compare_exchange_strong(			\
	volatile type *p, type *expected, type v, int mo, int fail)	\
{									\
	(void)mo;							\
	(void)fail;							\
	CHECK(p, bits / 8, false);					\
	CHECK(p, bits / 8, true);					\
	if (*p == *expected) {						\
		*p = v;							\
		return 1;						\
	}								\
	*expected = *p;							\
	return 0;							\
}									\
int prefix##atomic##bits##_compare_exchange_weak(			\
	volatile type *p, type *expected, type v, int mo, int fail);	\
int prefix##atomic##bits##_compare_exchange_weak(			\
	volatile type *p, type *expected, type v, int mo, int fail)	\
{									\
	return prefix##atomic##bits##_compare_exchange_strong(		\
		p, expected, v, mo, fail);				\
}									\
type prefix##atomic##bits##_compare_exchange_val(			\
	volatile type *p, type expected, type v, int mo, int fail);	\
type prefix##atomic##bits##_compare_exchange_val(			\
	volatile type *p, type expected, type v, int mo, int fail)	\
{									\
	prefix##atomic##bits##_compare_exchange_strong(			\
		p, &expected, v, mo, fail);				\
	return expected;						\
}

/* A load and a store; nothing happens between the last check and them. */
#define ATOMIC_OP(prefix, CHECK, bits, type, op, result)		\
type prefix##atomic##bits##_##op(volatile type *p, type v, int mo);	\
type prefix##atomic##bits##_##op(volatile type *p, type v, int mo)	\
{									\
	type old;							\
									\
	(void)mo;							\
	CHECK(p, bits / 8, false);					\
	CHECK(p, bits / 8, true);					\
	old = *p;							\
	*p = result;							\
	return old;							\
}

#define RANGES(prefix, CHECK, slow)					\
void prefix##read_range(void *va, size_t n);				\
void prefix##read_range(void *va, size_t n)				\
{									\
	slow((uintptr_t)va, n, false, CALLER_PC,		\
	     CALLER_FRAME);						\
}									\
void prefix##write_range(void *va, size_t n);				\
void prefix##write_range(void *va, size_t n)				\
{									\
	slow((uintptr_t)va, n, true, CALLER_PC,		\
	     CALLER_FRAME);						\
}									\
void prefix##atomic_thread_fence(int mo);				\
void prefix##atomic_thread_fence(int mo)				\
{									\
	(void)mo;							\
	home_barrier(HOME_MB);						\
}									\
void prefix##atomic_signal_fence(int mo);				\
void prefix##atomic_signal_fence(int mo)				\
{									\
	(void)mo;							\
}									\
void prefix##init(void);						\
void prefix##init(void)							\
{									\
}

#define CALLBACK_SET(prefix, CHECK, slow)				\
PLAIN_SET(prefix, CHECK, 1)						\
PLAIN_SET(prefix, CHECK, 2)						\
PLAIN_SET(prefix, CHECK, 4)						\
PLAIN_SET(prefix, CHECK, 8)						\
CALLBACK(prefix, CHECK, read16, 16, false)				\
CALLBACK(prefix, CHECK, write16, 16, true)				\
CALLBACK(prefix, CHECK, unaligned_read16, 16, false)			\
CALLBACK(prefix, CHECK, unaligned_write16, 16, true)			\
ATOMIC_SET(prefix, CHECK, 8, uint8_t)					\
ATOMIC_SET(prefix, CHECK, 16, uint16_t)					\
ATOMIC_SET(prefix, CHECK, 32, uint32_t)					\
ATOMIC_SET(prefix, CHECK, 64, uint64_t)					\
RANGES(prefix, CHECK, slow)

CALLBACK_SET(k___tsan_, SENSE, sense_slow)
CALLBACK_SET(quiet___tsan_, QUIET, quiet_slow)

/* --- the kernel side's own accesses --------------------------------------- */

void home_load(const volatile void *va, void *buf, size_t n)
{
	PLACE_HERE();
	if (home_in_window(va)) {
		access_lines((uintptr_t)va, n, false);
		home_charge(1 + n / 8);
	}
	memcpy(buf, (const void *)(uintptr_t)va, n);
}

/*
 * What may be written at once of n bytes: all of cached memory, a line of
 * buffered memory, whose bytes must be there before the next line's store can
 * push them out.
 */
static size_t store_part(uintptr_t va, size_t n)
{
	size_t part = n;

	if (!area_is_cached(home_area_of((void *)va)) &&
	    part > HOME_LINE - (va & LINE_MASK))
		part = HOME_LINE - (va & LINE_MASK);
	access_lines(va, part, true);
	return part;
}

void home_store(volatile void *va, const void *buf, size_t n)
{
	uintptr_t at = (uintptr_t)va;
	size_t left = n, part = n;

	PLACE_HERE();
	for (; left; left -= part, at += part) {
		if (home_in_window(va))
			part = store_part(at, left);
		memcpy((void *)at, (const char *)buf + (n - left), part);
	}
	if (home_in_window(va))
		home_charge(1 + n / 8);
}

/* Zeroing whole pages: as if the stores had reached DRAM already. */
static bool wiped(uintptr_t va, int value, size_t n)
{
	enum home_area area;
	uint64_t off;

	if (value || !n || (va | n) & PAGE_MASK || !home_in_window((void *)va) ||
	    home_area_of((void *)va) == HOME_VMALLOC ||
	    !view_resolve(va, &area, &off) || dram_run(off) < n)
		return false;
	for (size_t at = 0; at < n; at += HOME_LINE)
		if (*line_state(area, (off + at) >> LINE_SHIFT) &
		    (LINE_WATCHED | LINE_OPEN))
			return false;
	home_wipe(dram_paddr(off), n);
	return true;
}

void home_set(volatile void *va, int value, size_t n)
{
	uintptr_t at = (uintptr_t)va;
	size_t left = n, part = n;

	if (wiped(at, value, n))
		return;
	PLACE_HERE();
	for (; left; left -= part, at += part) {
		if (home_in_window(va))
			part = store_part(at, left);
		memset((void *)at, value, part);
	}
	if (home_in_window(va))
		home_charge(1 + n / 8);
}
