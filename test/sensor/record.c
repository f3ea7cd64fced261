// SPDX-License-Identifier: MIT
/*
 * Callbacks that write down what they are told, and the comparison with the
 * table.  Prints TAP; argument: what was compiled how.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "table.h"

static struct object object;
static char seen[1024];

static void note(char kind, const volatile void *p, unsigned int size)
{
	uintptr_t off = (uintptr_t)p - (uintptr_t)&object;
	size_t n = strlen(seen);

	if (off >= sizeof(object))
		return;			/* a variable of the function */
	snprintf(seen + n, sizeof(seen) - n, "%s%c%u@%u", n ? " " : "", kind,
		 size, (unsigned int)off);
}

#define PLAIN(size)							\
void k___tsan_read##size(void *p) { note('r', p, size); }		\
void k___tsan_write##size(void *p) { note('w', p, size); }		\
void k___tsan_unaligned_read##size(void *p) { note('r', p, size); }	\
void k___tsan_unaligned_write##size(void *p) { note('w', p, size); }	\
void k___tsan_volatile_read##size(void *p) { note('R', p, size); }	\
void k___tsan_volatile_write##size(void *p) { note('W', p, size); }	\
void k___tsan_unaligned_volatile_read##size(void *p) { note('R', p, size); } \
void k___tsan_unaligned_volatile_write##size(void *p) { note('W', p, size); }

PLAIN(1)
PLAIN(2)
PLAIN(4)
PLAIN(8)
PLAIN(16)

void k___tsan_read_range(void *p, unsigned long n)
{
	note('r', p, (unsigned int)n);
}

void k___tsan_write_range(void *p, unsigned long n)
{
	note('w', p, (unsigned int)n);
}

void k___tsan_init(void)
{
}

int k___tsan_atomic32_load(const volatile int *p, int mo)
{
	note('A', p, 4);
	return *p;
}

void k___tsan_atomic32_store(volatile int *p, int v, int mo)
{
	note('A', p, 4);
	*p = v;
}

int k___tsan_atomic32_fetch_add(volatile int *p, int v, int mo)
{
	note('A', p, 4);
	return __sync_fetch_and_add(p, v);
}

int k___tsan_atomic32_exchange(volatile int *p, int v, int mo)
{
	int old = *p;

	note('A', p, 4);
	*p = v;
	return old;
}

int k___tsan_atomic32_compare_exchange_strong(volatile int *p, int *old, int v,
					      int mo, int fail)
{
	note('A', p, 4);
	if (*p != *old)
		return 0;
	*p = v;
	return 1;
}

int k___tsan_atomic32_compare_exchange_val(volatile int *p, int old, int v,
					   int mo, int fail)
{
	int was = *p;

	note('A', p, 4);
	if (was == old)
		*p = v;
	return was;
}

void *k_memcpy(void *dst, const void *src, size_t n)
{
	size_t used = strlen(seen);

	snprintf(seen + used, sizeof(seen) - used, "%sm%zu@%td<%td",
		 used ? " " : "", n, (char *)dst - (char *)&object,
		 (char *)src - (char *)&object);
	return memcpy(dst, src, n);
}

static int matches(const char *expected)
{
	size_t n = strlen(seen);

	while (expected) {
		const char *bar = strchr(expected, '|');
		size_t len = bar ? (size_t)(bar - expected) : strlen(expected);

		if (len == n && !memcmp(expected, seen, n))
			return 1;
		expected = bar ? bar + 1 : NULL;
	}
	return 0;
}

int main(int argc, char **argv)
{
	unsigned int failed = 0;

	printf("1..%u\n", k_table_size);
	for (unsigned int i = 0; i < k_table_size; i++) {
		const struct entry *e = &k_table[i];
		int ok;

		object.word = 1;	/* the branch of if_converted */
		seen[0] = 0;
		e->fn(&object);
		ok = matches(e->expected);
		printf("%sok %u - %s: %s\n", ok ? "" : "not ", i + 1,
		       argc > 1 ? argv[1] : "", e->name);
		if (!ok) {
			failed++;
			printf("# expected %s\n# seen     %s\n", e->expected,
			       seen);
		}
	}
	return failed != 0;
}
