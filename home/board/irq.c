// SPDX-License-Identifier: MIT
/*
 * Interrupt lines: level, enable, and delivery to the CPU that runs.
 *
 * A line that is up and enabled calls the kernel's vector as a nested call on
 * the interrupted code's stack, with interrupts masked, as soon as the running
 * CPU takes interrupts.  Level triggered: it calls again until the line falls.
 */
#include "private.h"

#define WORDS (HOME_NR_IRQS / 64)

static uint64_t level[WORDS], enabled[WORDS];
static uint64_t active[WORDS];		/* a handler runs: for no other CPU */
static uint64_t up[WORDS];		/* what follows from these */
static uint64_t words_up;		/* a bit for each word of up */
static bool masked;

static void set_bit(uint64_t *bits, unsigned int line, bool on)
{
	uint64_t bit = UINT64_C(1) << (line % 64);
	unsigned int w = line / 64;

	if (on)
		bits[w] |= bit;
	else
		bits[w] &= ~bit;
	up[w] = level[w] & enabled[w] & ~active[w];
	words_up &= ~(UINT64_C(1) << w);
	words_up |= (uint64_t)(up[w] != 0) << w;
}

static int next_line(void)
{
	unsigned int w;

	if (likely(!words_up))
		return -1;
	w = (unsigned int)__builtin_ctzll(words_up);
	return (int)(w * 64) + __builtin_ctzll(up[w]);
}

bool home_irq_pending(void)
{
	return next_line() >= 0;
}

void irq_deliver(void)
{
	int line;

	while (!masked && !clock_in_event() && vectors &&
	       (line = next_line()) >= 0) {
		masked = true;
		home_progress++;
		home_trace('i', (uint64_t)line, 0);
		home_charge(HOME_IRQ_NS);
		set_bit(active, (unsigned int)line, true);
		vectors->irq((unsigned int)line);
		set_bit(active, (unsigned int)line, false);
		masked = false;
	}
}

bool home_irq_mask(bool mask)
{
	bool was = masked;

	masked = mask;
	if (was && !mask && words_up)
		irq_deliver();
	return was;
}

bool home_irq_masked(void)
{
	return masked;
}

void home_irq_enable(unsigned int line, bool on)
{
	host_assert(line < HOME_NR_IRQS);
	set_bit(enabled, line, on);
	if (on)
		irq_deliver();
}

void home_irq_level(unsigned int line, bool high)
{
	host_assert(line < HOME_NR_IRQS);
	set_bit(level, line, high);
}
