// SPDX-License-Identifier: MIT
/*
 * The litmus device: writes and reads memory a little later than it is told.
 */
#include <dmaspace/device.h>

#include "litmus.h"

struct state {
	uint64_t addr;
	uint32_t len, go, done, result;
	struct model_event later;
};

static void word_write(struct model *m, uint64_t addr, uint32_t value)
{
	model_dma_write(m, addr, &value, sizeof(value));
}

static uint32_t word_read(struct model *m, uint64_t addr)
{
	uint32_t value = 0;

	model_dma_read(m, addr, &value, sizeof(value));
	return value;
}

static void fill(struct model *m, struct state *s)
{
	static const uint8_t byte = LITMUS_BYTE;

	for (uint32_t i = 0; i < s->len; i++)
		model_dma_write(m, s->addr + i, &byte, 1);
	s->done = 1;
}

static void later(struct model *m, struct model_event *ev)
{
	struct state *s = model_state(m);

	switch (s->go) {
	case LITMUS_GO_FILL:
		fill(m, s);
		break;
	case LITMUS_GO_WATCH:
		if (!word_read(m, s->addr + s->len)) {
			model_after(m, ev, 20);
			return;
		}
		s->result = word_read(m, s->addr);
		s->done = 1;
		break;
	case LITMUS_GO_POST:
		word_write(m, s->addr, 7);
		word_write(m, s->addr + s->len, LITMUS_FLAG);
		s->done = 1;
		break;
	}
}

static uint64_t reg_read(struct model *m, unsigned int region, uint64_t off,
			 unsigned int size)
{
	struct state *s = model_state(m);

	return off == LITMUS_DONE ? s->done : off == LITMUS_RESULT ?
	       s->result : 0;
}

static void reg_write(struct model *m, unsigned int region, uint64_t off,
		      uint64_t value, unsigned int size)
{
	struct state *s = model_state(m);

	switch (off) {
	case LITMUS_ADDR:
		s->addr = value;
		break;
	case LITMUS_LEN:
		s->len = (uint32_t)value;
		break;
	case LITMUS_GO:
		s->go = (uint32_t)value;
		s->done = 0;
		s->later.fn = later;
		model_after(m, &s->later, 50 + model_random(m, 400));
		break;
	}
}

static const char *const compatible[] = { "dmaspace,litmus", NULL };

const struct model_ops model_litmus = {
	.name = "litmus",
	.compatible = compatible,
	.state_size = sizeof(struct state),
	.read = reg_read,
	.write = reg_write,
};
