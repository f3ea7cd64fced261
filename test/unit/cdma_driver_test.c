// SPDX-License-Identifier: MIT
/*
 * drivers/axi-cdma as a program sees it: data right for every alignment, on an
 * engine that snoops and one that does not, with several programs at a time;
 * errors of the caller, of the engine and of an engine that never answers;
 * unbind at any time; each allocation and mapping failing once.
 */
#include <sys/ioctl.h>

#include "board_test.h"
#include "dmaspace/device.h"
#include "drivers/axi-cdma/axi-cdma.h"

#define BOARD	"test/boards/board.dts"
#define DEVICE	"64010000.dma"
#define POOL	0xc0000000ull		/* the sample's, not used by others */
#define NOWHERE	0x10000000ull
#define ROOM	0x100000

static const char *cdma_so;
static const char *const node[] = { "/dev/axi-cdma0", "/dev/axi-cdma1" };

static uint8_t in[ROOM] __attribute__((aligned(4096)));
static uint8_t out[ROOM] __attribute__((aligned(4096)));

static int begin(const struct scenario *s)
{
	NEED_EQ(test_boot(s), 0);
	NEED_EQ(board_load(cdma_so), 0);
	return 0;
}

static int end(unsigned int reports)
{
	int err = board_shutdown();

	NEED_EQ(err, 0);
	NEED_EQ(report_count(), reports);
	return 0;
}

static void fill(uint8_t *buf, size_t n, uint64_t seed)
{
	size_t i;

	for (i = 0; i < n; i++)
		buf[i] = (uint8_t)(i * 7 + i / 251 + seed * 31);
}

static long copy(int fd, struct axi_cdma_copy *req)
{
	return board_ioctl(fd, AXI_CDMA_IOC_COPY, (unsigned long)req);
}

static long copy_user(int fd, const void *src, void *dst, size_t n,
		      uint64_t *done)
{
	struct axi_cdma_copy req = {
		.src = (uintptr_t)src,
		.dst = (uintptr_t)dst,
		.len = n,
	};
	long err = copy(fd, &req);

	*done = req.done;
	return err;
}

static long copy_flags(int fd, uint64_t src, uint64_t dst, uint64_t n,
		       uint32_t flags)
{
	struct axi_cdma_copy req = {
		.src = src, .dst = dst, .len = n, .flags = flags,
	};

	return copy(fd, &req);
}

static const struct {
	unsigned int from, to, n;
} copies[] = {
	{ 0, 0, 1 }, { 3, 5, 100 }, { 0, 0, 4096 }, { 1, 4095, 4096 },
	{ 0, 0, 4097 }, { 17, 33, 8191 }, { 64, 128, 65536 },
	{ 4095, 1, 70001 }, { 0, 0, 262144 }, { 100, 7, 600000 },
};

static int copy_one(int fd, unsigned int i, uint64_t seed)
{
	unsigned int from = copies[i].from, to = copies[i].to, n = copies[i].n;
	uint64_t done;

	fill(in, sizeof(in), seed + i);
	memset(out, 0xee, sizeof(out));
	NEED_EQ(copy_user(fd, in + from, out + to, n, &done), 0);
	NEED_EQ(done, n);
	NEED(!memcmp(out + to, in + from, n));
	NEED(!to || out[to - 1] == 0xee);
	NEED(out[to + n] == 0xee);
	return 0;
}

static int user_copies(const struct scenario *s)
{
	unsigned int i, which;
	int fd;

	NEED(!begin(s));
	for (which = 0; which < 2; which++) {
		fd = board_open(node[which], O_RDWR);
		NEED(fd >= 0);
		for (i = 0; i < sizeof(copies) / sizeof(copies[0]); i++)
			NEED(!copy_one(fd, i, s->seed));
		NEED_EQ(board_close(fd), 0);
	}
	return end(0);
}

/* To a DMA address, from there to another, and back. */
static int dma_copies(const struct scenario *s)
{
	static const unsigned int n[] = { 1, 63, 4096, 5000, 300001 };
	unsigned int i;
	int fd;

	NEED(!begin(s));
	fd = board_open(node[0], O_RDWR);
	NEED(fd >= 0);
	for (i = 0; i < sizeof(n) / sizeof(n[0]); i++) {
		fill(in, sizeof(in), s->seed + i);
		memset(out, 0, sizeof(out));
		NEED_EQ(copy_flags(fd, (uintptr_t)in + i, POOL + 3, n[i],
				   AXI_CDMA_DST_DMA), 0);
		NEED_EQ(copy_flags(fd, POOL + 3, POOL + 0x1000000, n[i],
				   AXI_CDMA_SRC_DMA | AXI_CDMA_DST_DMA), 0);
		NEED_EQ(copy_flags(fd, POOL + 0x1000000, (uintptr_t)out + 9,
				   n[i], AXI_CDMA_SRC_DMA), 0);
		NEED(!memcmp(out + 9, in + i, n[i]) && !out[8] &&
		     !out[9 + n[i]]);
	}
	NEED_EQ(board_close(fd), 0);
	return end(0);
}

/* Engines that are built with less: no scatter-gather, no realignment. */
static int small_engine(const struct scenario *s)
{
	NEED(!user_copies(s));
	return 0;
}

static int bad_calls(const struct scenario *s)
{
	uint64_t a = (uintptr_t)in, b = (uintptr_t)out, done;
	const uint32_t both = AXI_CDMA_SRC_DMA | AXI_CDMA_DST_DMA;
	int fd;

	NEED(!begin(s));
	fd = board_open(node[0], O_RDWR);
	NEED(fd >= 0);
	NEED_EQ(board_ioctl(fd, _IO(0xcd, 2), 0), -ENOTTY);
	NEED_EQ(board_ioctl(fd, AXI_CDMA_IOC_COPY, 16), -EFAULT);
	NEED_EQ(copy_flags(fd, a, b, 64, 1u << 31), -EINVAL);
	NEED_EQ(copy_flags(fd, a, b, 0, 0), 0);
	NEED_EQ(copy_flags(fd, a, a + 63, 64, 0), -EINVAL);
	NEED_EQ(copy_flags(fd, a + 63, a, 64, 0), -EINVAL);
	NEED_EQ(copy_flags(fd, a, a + 64, 64, 0), 0);
	NEED_EQ(copy_flags(fd, ~0ull - 10, b, 64, 0), -EINVAL);
	NEED_EQ(copy_flags(fd, 1ull << 40, POOL, 64, both), -EINVAL);
	NEED_EQ(copy_flags(fd, POOL, POOL + 10, 64, both), -EINVAL);
	NEED_EQ(copy_flags(fd, 16, b, 64, 0), -EFAULT);
	NEED_EQ(copy_flags(fd, a, 16, 64, 0), -EFAULT);
	NEED_EQ(copy_flags(fd, 4096, b, 65536, 0), -EFAULT);
	NEED_EQ(copy_flags(fd, a, 4096, 65536, 0), -EFAULT);
	NEED_EQ(copy_user(fd, in, out, 100, &done), 0);
	NEED_EQ(done, 100);
	NEED_EQ(board_close(fd), 0);
	return end(0);
}

/* DMADecErr: EIO, a reset, and then it works again.  The bus reports it. */
static int engine_error(const struct scenario *s)
{
	const uint32_t both = AXI_CDMA_SRC_DMA | AXI_CDMA_DST_DMA;
	int fd;

	NEED(!begin(s));
	fd = board_open(node[0], O_RDWR);
	NEED(fd >= 0);
	NEED_EQ(copy_flags(fd, NOWHERE, POOL, 64, both), -EIO);
	NEED(!copy_one(fd, 1, s->seed));
	NEED_EQ(copy_flags(fd, (uintptr_t)in, NOWHERE, 70000,
			   AXI_CDMA_DST_DMA), -EIO);
	NEED(!copy_one(fd, 9, s->seed));
	NEED_EQ(report_count_of("dma-decode-error"), 2);
	NEED_EQ(board_close(fd), 0);
	return end(2);
}

/* --- several programs ----------------------------------------------------- */

struct program {
	uint8_t in[20000], out[20000];
	uint64_t seed;
	unsigned int which;
	bool unbound;
};

static struct program programs[4];

static int program(void *arg)
{
	struct program *p = arg;
	unsigned int i, n;
	uint64_t done;
	long err;
	int fd;

	fd = board_open(node[p->which % 2], O_RDWR);
	if (fd < 0 && p->unbound)
		return 0;
	NEED(fd >= 0);
	for (i = 0; i < 6; i++) {
		n = 10 + i * 3900;
		fill(p->in, sizeof(p->in), p->seed + i);
		memset(p->out, 0xee, sizeof(p->out));
		err = copy_user(fd, p->in + i, p->out + p->which, n, &done);
		if (err == -ENODEV && p->unbound)
			break;
		NEED_EQ(err, 0);
		NEED(!memcmp(p->out + p->which, p->in + i, n));
		NEED(p->out[p->which + n] == 0xee);
	}
	NEED_EQ(board_close(fd), 0);
	return 0;
}

static int start_programs(const struct scenario *s, bool unbound)
{
	unsigned int i;

	for (i = 0; i < 4; i++) {
		programs[i].seed = s->seed * 10 + i;
		programs[i].which = i;
		programs[i].unbound = unbound;
		NEED_EQ(board_spawn(program, &programs[i]), 0);
	}
	return 0;
}

static int several_programs(const struct scenario *s)
{
	NEED(!begin(s));
	NEED(!start_programs(s, false));
	NEED_EQ(board_join(), 0);
	return end(0);
}

/* --- unbind --------------------------------------------------------------- */

static int unbind_while_open(const struct scenario *s)
{
	uint64_t done;
	int fd;

	NEED(!begin(s));
	fd = board_open(node[0], O_RDWR);
	NEED(fd >= 0);
	NEED(!copy_one(fd, 5, s->seed));
	NEED_EQ(board_unbind(DEVICE), 0);
	NEED_EQ(copy_user(fd, in, out, 100, &done), -ENODEV);
	NEED_EQ(done, 0);
	NEED_EQ(copy_user(fd, in, out, 100000, &done), -ENODEV);
	NEED(board_open(node[0], O_RDWR) < 0);
	NEED_EQ(board_bind(DEVICE), 0);
	NEED_EQ(copy_user(fd, in, out, 100, &done), -ENODEV);
	NEED_EQ(board_close(fd), 0);
	fd = board_open(node[0], O_RDWR);
	NEED(fd >= 0);
	NEED(!copy_one(fd, 5, s->seed));
	NEED_EQ(board_close(fd), 0);
	return end(0);
}

static int unbind_while_copying(const struct scenario *s)
{
	NEED(!begin(s));
	NEED(!start_programs(s, true));
	board_sleep_ns(s->seed * 7919 % 200000);
	NEED_EQ(board_unbind(DEVICE), 0);
	NEED_EQ(board_join(), 0);
	return end(0);
}

/* --- an engine that does not answer --------------------------------------- */

struct mute {
	uint32_t regs[16];
	bool stuck;			/* not even a reset ends */
};

static uint64_t mute_read(struct model *m, unsigned int region, uint64_t off,
			  unsigned int size)
{
	struct mute *mute = model_state(m);

	(void)region, (void)size;
	if (off == 4)
		return 0x1000a;
	return off < 0x2c ? mute->regs[off / 4] : 0;
}

static void mute_write(struct model *m, unsigned int region, uint64_t off,
		       uint64_t value, unsigned int size)
{
	struct mute *mute = model_state(m);

	(void)region, (void)size;
	if (off >= 0x2c || off == 4)
		return;
	mute->regs[off / 4] = (uint32_t)value;
	if (!off && !mute->stuck)
		mute->regs[0] &= ~4u;
}

static int stuck_init(struct model *m)
{
	struct mute *mute = model_state(m);

	mute->stuck = true;
	return 0;
}

static const char *const mute_compatible[] = { "xlnx,axi-cdma-1.00.a", NULL };

static const struct model_ops mute_model = {
	.name = "mute",
	.compatible = mute_compatible,
	.state_size = sizeof(struct mute),
	.read = mute_read,
	.write = mute_write,
};

static const struct model_ops stuck_model = {
	.name = "stuck",
	.compatible = mute_compatible,
	.state_size = sizeof(struct mute),
	.init = stuck_init,
	.read = mute_read,
	.write = mute_write,
};

static int no_answer(const struct scenario *s)
{
	uint64_t before, done;
	int fd;

	NEED_EQ(board_add_model(&mute_model, DEVICE), 0);
	NEED(!begin(s));
	fd = board_open(node[0], O_RDWR);
	NEED(fd >= 0);
	before = board_now();
	NEED_EQ(copy_user(fd, in, out, 100, &done), -ETIMEDOUT);
	NEED_EQ(done, 0);
	NEED(board_now() - before >= 1000000000);
	NEED(board_now() - before < 2000000000);
	NEED_EQ(copy_user(fd, in, out, 100000, &done), -ETIMEDOUT);
	NEED_EQ(board_close(fd), 0);
	fd = board_open(node[1], O_RDWR);
	NEED(fd >= 0);
	NEED(!copy_one(fd, 5, s->seed));
	NEED_EQ(board_close(fd), 0);
	return end(0);
}

static int no_reset(const struct scenario *s)
{
	int fd;

	NEED_EQ(board_add_model(&stuck_model, DEVICE), 0);
	NEED(!begin(s));
	fd = board_open(node[0], O_RDWR);	/* the other engine's */
	NEED(fd >= 0);
	NEED(board_open(node[1], O_RDWR) < 0);
	NEED(!copy_one(fd, 5, s->seed));
	NEED_EQ(board_close(fd), 0);
	return end(0);
}

/* --- failing -------------------------------------------------------------- */

static int failing(const struct scenario *s)
{
	uint64_t done;
	int fd;

	fill(in, sizeof(in), 1);
	NEED_EQ(test_boot(s), 0);
	board_fail_nth(s->fail_nth);
	if (!board_load(cdma_so)) {
		fd = board_open(node[0], O_RDWR);
		NEED(fd >= 0 || board_failed());
		if (fd >= 0) {
			NEED(!copy_user(fd, in, out, 100, &done) ||
			     board_failed());
			NEED(!copy_user(fd, in, out, 70000, &done) ||
			     board_failed());
			NEED(!memcmp(in, out, done));
			NEED_EQ(board_close(fd), 0);
		}
	}
	return end(0);
}

int main(int argc, char **argv)
{
	struct scenario s = { 0 }, other = { 0 };

	test_begin(argc, argv);
	cdma_so = test_driver("drivers/axi-cdma/axi-cdma.c", "axi-cdma");
	s.dtb = test_tree(BOARD, "", &s.dtb_size);
	test_seeds("user copies", user_copies, s, 20);
	test_seeds("dma copies", dma_copies, s, 5);
	test_seeds("bad calls", bad_calls, s, 2);
	test_seeds("engine error", engine_error, s, 2);
	test_seeds("several programs", several_programs, s, 30);
	test_seeds("unbind while open", unbind_while_open, s, 5);
	test_seeds("unbind while copying", unbind_while_copying, s, 30);
	test_seeds("no answer", no_answer, s, 2);
	test_seeds("no reset", no_reset, s, 1);
	test_nth_failure("failing", failing, s);
	other.dtb = test_tree(BOARD, "/xlnx,include-sg/d", &other.dtb_size);
	test_seeds("no scatter-gather", small_engine, other, 5);
	other.dtb = test_tree(BOARD, "/xlnx,include-dre/d", &other.dtb_size);
	test_seeds("no realignment", small_engine, other, 5);
	other.dtb = test_tree(BOARD, "s/xlnx,addrwidth = <40>;/&\\n"
			      "xlnx,sg-length-width = <8>;/", &other.dtb_size);
	test_seeds("8 bits of length", small_engine, other, 3);
	return test_end();
}
