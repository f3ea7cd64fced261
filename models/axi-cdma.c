// SPDX-License-Identifier: MIT
/*
 * axi-cdma - the AMD/Xilinx AXI Central DMA engine to PG034 v4.1.
 *
 * A register file and one chain of events.  Simple mode: a write of BTT starts
 * burst after burst until the bytes are moved.  Scatter-gather mode: a write of
 * TAILDESC_PNTR starts fetch (descriptor), move (bursts), update (status word),
 * and so on until the descriptor that the tail pointer names is done.
 *
 * The node configures it as the IP generator does: xlnx,addrwidth (32),
 * xlnx,sg-length-width (23), xlnx,datawidth (32), xlnx,max-burst-len (16),
 * and xlnx,include-sg, xlnx,include-dre when present.
 *
 * Where PG034 leaves a case undefined, or the engine ignores a write without
 * telling, the driver gets a model-misuse report as well.
 * Not the same: the clocks that a step takes are figures of this model.
 */
#include <dmaspace/device.h>

/* PG034 table 2-3; the upper half (MSB) of a pointer is at + 4. */
enum {
	CDMACR = 0x00, CDMASR = 0x04, CURDESC = 0x08, TAILDESC = 0x10,
	SA = 0x18, DA = 0x20, BTT = 0x28,
};

enum {						/* PG034 table 2-4 */
	CR_TAIL_EN	= 1 << 1,
	CR_RESET	= 1 << 2,
	CR_SGMODE	= 1 << 3,
	CR_HOLE_READ	= 1 << 4,
	CR_HOLE_WRITE	= 1 << 5,
	CR_CYCLIC	= 1 << 6,
	CR_FIXED	= CR_SGMODE | CR_HOLE_READ | CR_HOLE_WRITE | CR_CYCLIC,
};

enum {						/* PG034 table 2-5 */
	SR_IDLE		= 1 << 1,
	SR_SGINCLD	= 1 << 3,
	SR_DMA_INT	= 1 << 4,
	SR_DMA_SLV	= 1 << 5,
	SR_DMA_DEC	= 1 << 6,
	SR_DMA_ERRORS	= SR_DMA_INT | SR_DMA_SLV | SR_DMA_DEC,
	SR_SG_INT	= 1 << 8,
	SR_SG_SLV	= 1 << 9,
	SR_SG_DEC	= 1 << 10,
	SR_ERRORS	= SR_DMA_ERRORS | SR_SG_INT | SR_SG_SLV | SR_SG_DEC,
	IRQ_IOC		= 1 << 12,		/* the same bits enable in CR */
	IRQ_DLY		= 1 << 13,
	IRQ_ERR		= 1 << 14,
	IRQ_ALL		= IRQ_IOC | IRQ_DLY | IRQ_ERR,
};

#define THRESHOLD(reg)	((uint8_t)((reg) >> 16))
#define DELAY(reg)	((reg) >> 24)
#define PNTR_MASK	(~UINT64_C(0x3f))	/* 64-byte descriptors */

struct desc {					/* PG034 table 3-1, in memory */
	uint32_t next, next_msb, sa, sa_msb, da, da_msb, control, status;
};
#define DESC_STATUS	0x1c
#define DESC_CMPLT	(1u << 31)		/* PG034 table 3-9 */

enum { CLOCK = 10, START = 20, FETCH = 30, UPDATE = 15, RESET = 40 };
enum { AXI_BOUNDARY = 4096, SLVERR = -5 };	/* -EIO: it answered with one */

struct cdma {
	/* as built */
	bool sg, dre;
	uint32_t beat, btt_mask, max_burst;
	uint64_t addr_mask;
	/* registers */
	uint32_t cr, sr, btt;
	uint64_t curdesc, taildesc, sa, da;
	/* scatter-gather engine */
	uint64_t desc, next;			/* in work; to be done after it */
	bool paused;				/* a tail pointer goes on at next */
	uint8_t count;				/* completions until IOC_Irq */
	bool untold;				/* completions with no IOC_Irq */
	uint64_t idle_since;
	/* data mover */
	uint64_t src, dst;
	uint32_t left;
	struct model_event step, delay, reset;
};

static void update_irq(struct model *m, struct cdma *c)
{
	model_irq(m, 0, c->cr & c->sr & IRQ_ALL);
}

/* --- starting, stopping --------------------------------------------------- */

static void schedule(struct model *m, struct cdma *c, uint32_t clocks,
		     void (*fn)(struct model *, struct model_event *))
{
	c->step.fn = fn;
	model_after(m, &c->step, (uint64_t)clocks * CLOCK);
}

/* PG034 "SG Delay Interrupt": counts while the engine is idle.  Here only when
 * a completion waits to be told, as that is what the timer is for. */
static void start_delay(struct model *m, struct cdma *c)
{
	model_cancel(m, &c->delay);
	if (!(c->cr & CR_SGMODE) || !DELAY(c->cr) || !c->untold)
		return;
	model_after(m, &c->delay, DELAY(c->cr) * UINT64_C(125) * CLOCK);
}

static void delay_over(struct model *m, struct model_event *ev)
{
	struct cdma *c = model_state(m);

	(void)ev;
	c->untold = false;
	c->count = THRESHOLD(c->cr);
	c->sr |= IRQ_DLY;
	update_irq(m, c);
}

static void go_idle(struct model *m, struct cdma *c)
{
	c->sr |= SR_IDLE;
	c->idle_since = model_now(m);
	start_delay(m, c);
	update_irq(m, c);
}

/* PG034 "Error Interrupts": halt, keep the pointer to the descriptor. */
static void fail(struct model *m, struct cdma *c, uint32_t error)
{
	uint32_t status = error << 24;

	if (c->cr & CR_SGMODE) {
		c->curdesc = c->desc;
		if (error & SR_DMA_ERRORS)
			model_dma_write(m, c->desc + DESC_STATUS, &status,
					sizeof(status));
	}
	c->sr |= error | IRQ_ERR;
	go_idle(m, c);
}

/* Only a reset ends a halt on error; false: c does not start. */
static bool may_start(struct model *m, struct cdma *c, const char *reg)
{
	if (!(c->sr & SR_ERRORS))
		return true;
	model_misuse(m, "%s written, but the engine has halted on an error (CDMASR "
		     "%#x) and needs a reset (PG034 \"Error Interrupts\")",
		     reg, c->sr & SR_ERRORS);
	return false;
}

/* --- data mover ----------------------------------------------------------- */

static void fetch(struct model *m, struct model_event *ev);
static void update(struct model *m, struct model_event *ev);
static void move(struct model *m, struct model_event *ev);

/* No burst crosses a 4 KiB boundary (AXI4 A3.4.1). */
static uint32_t burst_size(const struct cdma *c)
{
	uint32_t room = AXI_BOUNDARY - (c->src & (AXI_BOUNDARY - 1));

	return c->left < room ? c->left : room;
}

static void next_burst(struct model *m, struct cdma *c, uint32_t clocks)
{
	clocks += (burst_size(c) + c->beat - 1) / c->beat;
	clocks += (uint32_t)model_random(m, 8);		/* the bus is shared */
	schedule(m, c, clocks, move);
}

/* PG034 table 2-4, Key Hole: each beat of a FIXED burst has one address. */
static int move_key_hole(struct model *m, struct cdma *c, uint32_t n)
{
	uint8_t data[128];
	uint32_t done, beat;
	int err = 0;

	for (done = 0; done < n && !err; done += beat) {
		beat = n - done < c->beat ? n - done : c->beat;
		err = model_dma_read(m, c->src + (c->cr & CR_HOLE_READ ?
						  0 : done), data, beat);
		if (!err)
			err = model_dma_write(m, c->dst +
					      (c->cr & CR_HOLE_WRITE ?
					       0 : done), data, beat);
	}
	return err;
}

static void move(struct model *m, struct model_event *ev)
{
	struct cdma *c = model_state(m);
	uint32_t n = burst_size(c);
	int err;

	(void)ev;
	if (c->cr & (CR_HOLE_READ | CR_HOLE_WRITE))
		err = move_key_hole(m, c, n);
	else
		err = model_dma_copy(m, c->dst, c->src, n);
	if (err) {
		fail(m, c, err == SLVERR ? SR_DMA_SLV : SR_DMA_DEC);
		return;
	}
	c->left -= n;
	c->src += c->cr & CR_HOLE_READ ? 0 : n;
	c->dst += c->cr & CR_HOLE_WRITE ? 0 : n;
	if (c->left) {
		next_burst(m, c, 0);
	} else if (c->cr & CR_SGMODE) {
		schedule(m, c, UPDATE, update);
	} else {
		c->sr |= IRQ_IOC;
		go_idle(m, c);
	}
}

/* One transfer, simple or a descriptor's. */
static void start_move(struct model *m, struct cdma *c, uint64_t src,
		       uint64_t dst, uint32_t n)
{
	uint64_t lane = c->beat - 1;

	if (!n) {			/* PG034 table 2-14, note 3; 3-8 */
		fail(m, c, SR_DMA_INT);
		return;
	}
	if (!c->dre && ((src ^ dst) & lane)) {
		model_misuse(m, "source %#llx and destination %#llx lie differently "
			     "in a %u-byte beat, and this engine does not realign: "
			     "the bytes land elsewhere (PG034 table 2-12)",
			     (unsigned long long)src, (unsigned long long)dst,
			     c->beat);
		dst = (dst & ~lane) | (src & lane);
	}
	c->src = src;
	c->dst = dst;
	c->left = n;
	next_burst(m, c, START);
}

/* --- scatter-gather engine ------------------------------------------------ */

static uint64_t join(uint32_t low, uint32_t high)
{
	return low | (uint64_t)high << 32;
}

static void fetch(struct model *m, struct model_event *ev)
{
	struct cdma *c = model_state(m);
	struct desc d;
	int err;

	(void)ev;
	c->curdesc = c->desc;			/* PG034 table 2-6 */
	err = model_dma_read(m, c->desc, &d, sizeof(d));
	if (err) {
		fail(m, c, err == SLVERR ? SR_SG_SLV : SR_SG_DEC);
		return;
	}
	/* PG034 table 3-9: a stale descriptor, and it is not updated. */
	if ((d.status & DESC_CMPLT) && !(c->cr & CR_CYCLIC)) {
		fail(m, c, SR_SG_INT);
		return;
	}
	if (d.next & ~(uint32_t)PNTR_MASK)
		model_misuse(m, "descriptor %#llx: NXTDESC_PNTR %#x is not a "
			     "multiple of 64 (PG034 table 3-2)",
			     (unsigned long long)c->desc, d.next);
	c->next = join(d.next, d.next_msb) & PNTR_MASK & c->addr_mask;
	start_move(m, c, join(d.sa, d.sa_msb) & c->addr_mask,
		   join(d.da, d.da_msb) & c->addr_mask,
		   d.control & c->btt_mask);
}

/* PG034 "SG Interrupt Threshold and Interrupt Coalescing" */
static void count_completion(struct model *m, struct cdma *c)
{
	c->untold = true;
	if (--c->count)
		return;
	c->untold = false;
	c->count = THRESHOLD(c->cr);
	c->sr |= IRQ_IOC;
	update_irq(m, c);
}

static void update(struct model *m, struct model_event *ev)
{
	struct cdma *c = model_state(m);
	uint32_t status = DESC_CMPLT;
	int err;

	(void)ev;
	err = model_dma_write(m, c->desc + DESC_STATUS, &status,
			      sizeof(status));
	if (err) {
		fail(m, c, err == SLVERR ? SR_SG_SLV : SR_SG_DEC);
		return;
	}
	count_completion(m, c);
	/* PG034 "Cyclic CDMA Mode": the tail pointer only starts it. */
	if (c->desc == c->taildesc && !(c->cr & CR_CYCLIC)) {
		go_idle(m, c);
		return;
	}
	c->desc = c->next;
	schedule(m, c, FETCH, fetch);
}

/* PG034 table 2-8: start, go on after a pause, or only move the pause point. */
static void start_sg(struct model *m, struct cdma *c)
{
	if (!(c->sr & SR_IDLE) || !may_start(m, c, "TAILDESC_PNTR"))
		return;
	c->desc = c->paused ? c->next : c->curdesc;
	c->paused = true;
	c->count = THRESHOLD(c->cr);
	c->sr &= ~(uint32_t)SR_IDLE;
	model_cancel(m, &c->delay);
	schedule(m, c, FETCH, fetch);
}

/* --- registers ------------------------------------------------------------ */

static void power_on(struct model *m, struct cdma *c)
{
	model_cancel(m, &c->step);
	model_cancel(m, &c->delay);
	c->cr = c->sg ? CR_TAIL_EN | 1 << 16 : 0;
	c->sr = SR_IDLE | (c->sg ? SR_SGINCLD : 0);
	c->curdesc = c->taildesc = c->sa = c->da = 0;
	c->btt = 0;
	c->count = 1;
	c->paused = c->untold = false;
	update_irq(m, c);
}

static void reset_over(struct model *m, struct model_event *ev)
{
	(void)ev;
	power_on(m, model_state(m));
}

/* PG034 table 2-4, Reset: bursts that were made stay, the queue is flushed. */
static void start_reset(struct model *m, struct cdma *c)
{
	model_cancel(m, &c->step);
	model_cancel(m, &c->delay);
	c->cr |= CR_RESET;
	model_after(m, &c->reset, (RESET + model_random(m, RESET)) * CLOCK);
}

static void leave_sgmode(struct cdma *c)
{
	c->curdesc = c->taildesc = 0;	/* PG034 tables 2-6 to 2-9 */
	c->sr &= ~(uint32_t)IRQ_DLY;	/* PG034 table 2-5 */
	c->paused = c->untold = false;
}

static void write_control(struct model *m, struct cdma *c, uint32_t v)
{
	uint32_t changed = (v ^ c->cr) & CR_FIXED;

	if (v & CR_RESET) {
		start_reset(m, c);
		return;
	}
	if (changed && !(c->sr & SR_IDLE)) {
		model_misuse(m, "CDMACR bits %#x: SGMode, Key Hole and Cyclic change "
			     "only while the engine is idle (PG034 table 2-4)",
			     changed);
		v ^= changed;
	}
	if (!c->sg) {
		if (v & CR_SGMODE)
			model_misuse(m, "CDMACR.SGMode set on an engine without "
				     "scatter-gather (CDMASR.SGIncld is 0)");
		v &= IRQ_IOC | IRQ_ERR | CR_HOLE_READ | CR_HOLE_WRITE;
	} else {
		v &= IRQ_ALL | CR_FIXED | 0xffff0000u;
		v |= CR_TAIL_EN;
		if (!THRESHOLD(v))		/* 0 has no effect */
			v |= c->cr & 0x00ff0000u;
	}
	if ((v & (CR_HOLE_READ | CR_HOLE_WRITE)) && c->max_burst > 16)
		model_misuse(m, "Key Hole needs bursts of at most 16 beats, this "
			     "engine has %u (PG034 table 2-4)", c->max_burst);
	c->cr = v;
	c->count = THRESHOLD(v);
	if (!(v & CR_SGMODE))
		leave_sgmode(c);
	if (c->sr & SR_IDLE)
		start_delay(m, c);
	update_irq(m, c);
}

static uint32_t read_status(struct model *m, const struct cdma *c)
{
	uint64_t ticks = 0;

	if (model_armed(&c->delay))
		ticks = (model_now(m) - c->idle_since) / (125 * CLOCK);
	return c->sr | (c->sg ? (uint32_t)c->count << 16 : 0) |
	       (uint32_t)ticks << 24;
}

static uint64_t *pointer(struct cdma *c, uint64_t off)
{
	switch (off & ~UINT64_C(4)) {
	case CURDESC:
		return &c->curdesc;
	case TAILDESC:
		return &c->taildesc;
	case SA:
		return &c->sa;
	default:
		return &c->da;
	}
}

static uint64_t with_half(uint64_t old, bool high, uint32_t half)
{
	return high ? join((uint32_t)old, half) :
		      join(half, (uint32_t)(old >> 32));
}

/* SA, DA, CURDESC_PNTR, TAILDESC_PNTR and their upper halves. */
static void write_pointer(struct model *m, struct cdma *c, uint64_t off,
			  uint32_t v)
{
	uint64_t *reg = pointer(c, off);
	bool high = off & 4, desc = off < SA, tail = reg == &c->taildesc;
	uint64_t set = with_half(*reg, high, v);

	if (desc && !(c->cr & CR_SGMODE)) {
		model_misuse(m, "register %#x written while CDMACR.SGMode is 0: it "
			     "stays 0 (PG034 tables 2-6 to 2-9)",
			     (unsigned int)off);
		return;
	}
	if (desc && !tail && c->paused) {
		model_misuse(m, "CURDESC_PNTR written without leaving SGMode first: "
			     "the engine goes on behind the last descriptor "
			     "(PG034 \"Scatter Gather Mode\", steps 1 to 3)");
		return;
	}
	if (set & ~c->addr_mask)
		model_misuse(m, "register %#x: address %#llx does not fit the "
			     "engine's address bits (xlnx,addrwidth)",
			     (unsigned int)off, (unsigned long long)set);
	if (desc && (set & ~PNTR_MASK) && !(c->cr & CR_CYCLIC))
		model_misuse(m, "descriptor pointer %#llx is not a multiple of 64 "
			     "(PG034 table 2-6)", (unsigned long long)set);
	*reg = set & c->addr_mask & (desc ? PNTR_MASK : ~UINT64_C(0));
	if (tail && high == (c->addr_mask > UINT32_MAX))
		start_sg(m, c);
}

static void write_btt(struct model *m, struct cdma *c, uint32_t v)
{
	if (v & ~c->btt_mask)
		model_misuse(m, "BTT %#x is more than this engine moves at once "
			     "(%#x, xlnx,sg-length-width): the upper bits are lost",
			     v, c->btt_mask);
	c->btt = v & c->btt_mask;
	if (c->cr & CR_SGMODE) {
		model_misuse(m, "BTT written in scatter-gather mode starts nothing "
			     "(PG034 table 2-14)");
		return;
	}
	if (!may_start(m, c, "BTT"))
		return;
	c->sr &= ~(uint32_t)SR_IDLE;
	start_move(m, c, c->sa, c->da, c->btt);
}

/* "Must only be written when idle": PG034 tables 2-6, 2-10 to 2-14. */
static bool must_be_idle(uint64_t off)
{
	return off >= CURDESC && off <= BTT && (off & ~4ull) != TAILDESC;
}

static void cdma_write(struct model *m, unsigned int region, uint64_t off,
		       uint64_t value, unsigned int size)
{
	struct cdma *c = model_state(m);

	if (size == 8) {			/* two beats on AXI4-Lite */
		cdma_write(m, region, off, (uint32_t)value, 4);
		cdma_write(m, region, off + 4, value >> 32, 4);
		return;
	}
	if (size != 4 || (off & 3) || off > BTT) {
		model_misuse(m, "write of %u bytes to offset %#llx: the registers "
			     "are words at 0 to 0x28 (PG034 table 2-3)",
			     size, (unsigned long long)off);
	} else if (c->cr & CR_RESET) {
		model_misuse(m, "register %#x written before CDMACR.Reset had "
			     "cleared itself (PG034 table 2-4)",
			     (unsigned int)off);
	} else if (must_be_idle(off) && !(c->sr & SR_IDLE)) {
		model_misuse(m, "register %#x written while CDMASR.Idle is 0 "
			     "(PG034 tables 2-6 to 2-14)", (unsigned int)off);
	} else if (off == CDMACR) {
		write_control(m, c, (uint32_t)value);
	} else if (off == CDMASR) {
		c->sr &= ~((uint32_t)value & IRQ_ALL);
		update_irq(m, c);
	} else if (off == BTT) {
		write_btt(m, c, (uint32_t)value);
	} else {
		write_pointer(m, c, off, (uint32_t)value);
	}
}

static uint64_t cdma_read(struct model *m, unsigned int region, uint64_t off,
			  unsigned int size)
{
	struct cdma *c = model_state(m);

	if (size == 8)
		return join((uint32_t)cdma_read(m, region, off, 4),
			    (uint32_t)cdma_read(m, region, off + 4, 4));
	if (size != 4 || (off & 3) || off > BTT)
		return 0;
	if (off == CDMACR)
		return c->cr;
	if (off == CDMASR)
		return read_status(m, c);
	if (off == BTT)
		return c->btt;
	return (uint32_t)(*pointer(c, off) >> (off & 4 ? 32 : 0));
}

/* --- as built ------------------------------------------------------------- */

static uint32_t property(const struct model *m, const char *name,
			 uint32_t fallback)
{
	uint32_t value;

	return model_property_u32(m, name, &value) ? value : fallback;
}

static uint64_t mask(uint32_t bits)
{
	return bits >= 64 ? ~UINT64_C(0) : (UINT64_C(1) << bits) - 1;
}

static int cdma_init(struct model *m)
{
	struct cdma *c = model_state(m);
	uint32_t data = property(m, "xlnx,datawidth", 32);

	if (data < 32 || data > 1024 || (data & (data - 1)))
		return -22;			/* -EINVAL: PG034 table 4-1 */
	c->beat = data / 8;
	c->addr_mask = mask(property(m, "xlnx,addrwidth", 32));
	c->btt_mask = (uint32_t)mask(property(m, "xlnx,sg-length-width", 23)) &
		      0x03ffffff;		/* PG034 table 2-14: 25 to 0 */
	c->max_burst = property(m, "xlnx,max-burst-len", 16);
	c->sg = model_property(m, "xlnx,include-sg");
	c->dre = model_property(m, "xlnx,include-dre");
	c->delay.fn = delay_over;
	c->reset.fn = reset_over;
	power_on(m, c);
	return 0;
}

static const char *const cdma_compatible[] = { "xlnx,axi-cdma-1.00.a", NULL };

const struct model_ops model_axi_cdma = {
	.name = "axi-cdma",
	.compatible = cdma_compatible,
	.state_size = sizeof(struct cdma),
	.init = cdma_init,
	.read = cdma_read,
	.write = cdma_write,
};
