// SPDX-License-Identifier: MIT
/*
 * %p - pointers, and what Linux's formats print of the things they point to.
 *
 *	p   a stand-in for the address	px  the address itself
 *	pS  ps  pB  function name	pe  name of an ERR_PTR()
 *	pa[pd]  address by reference	pr  pR  resource
 *	pV  a va_format			pOF[fnpPcCF]  device node
 *	ph[CDN]  bytes in hex		pM  pm[F]  MAC address
 *	pI4  pi4  IPv4 address		pU[bBlL]  UUID
 *	pb[l]  bitmap			pG[gpv]  flags
 *
 * Compiled with the sensor.
 *
 * Same as Linux: the texts.
 * Not the same: the stand-in of %p is the same in each run of a seed: by value
 * in the window, by order of appearance elsewhere; %pS has no offset.
 */
#include <linux/bitmap.h>
#include <linux/err.h>
#include <linux/gfp.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/of.h>
#include <linux/string.h>

#include "core/boot.h"
#include "core/lib/format.h"
#include "home/home.h"
#include "host/host.h"

/* --- plain ---------------------------------------------------------------- */

#define NR_SEEN	512

static const void *seen[NR_SEEN];
static unsigned int nr_seen;

/* Host addresses differ from run to run: number them as they come. */
static unsigned int seen_number(const void *p)
{
	unsigned int i;

	for (i = 0; i < nr_seen; i++)
		if (seen[i] == p)
			return i + 1;
	if (nr_seen < NR_SEEN)
		seen[nr_seen++] = p;
	return i + 1;
}

static u32 stand_in(const void *p)
{
	u64 v = home_in_window(p) ? (u64)p : seen_number(p);

	v *= 0x9e3779b97f4a7c15ull;
	return (v ^ v >> 29) * 0x2545f491u >> 3 | 1;
}

static void out_plain(struct out *o, const void *p, struct spec spec)
{
	u64 v = (u64)p;

	if (p && !IS_ERR(p))
		v = stand_in(p);
	spec.base = 16;
	spec.small = true;
	if (spec.width == -1) {
		spec.width = 2 * sizeof(p) + (spec.special ? 2 : 0);
		spec.zero = true;
	}
	out_number(o, v, spec);
}

static void out_raw(struct out *o, const void *p, struct spec spec)
{
	spec.base = 16;
	spec.small = true;
	if (spec.width == -1) {
		spec.width = 2 * sizeof(p);
		spec.zero = true;
	}
	out_number(o, (u64)p, spec);
}

static void out_function(struct out *o, const void *p, struct spec spec)
{
	struct host_frame frame[4];
	int n = host_stack_frames(host_stack_save((uintptr_t)p, 0), frame,
				  ARRAY_SIZE(frame));

	out_string(o, n > 0 ? frame[n - 1].function : "?", spec);
}

static const char *error_name(long err)
{
#define E(name)	case name: return "-" #name
	switch (-err) {
	E(EPERM); E(ENOENT); E(EINTR); E(EIO); E(ENXIO); E(E2BIG); E(EBADF);
	E(EAGAIN); E(ENOMEM); E(EACCES); E(EFAULT); E(EBUSY); E(EEXIST);
	E(ENODEV); E(ENOTDIR); E(EISDIR); E(EINVAL); E(ENFILE); E(EMFILE);
	E(ENOTTY); E(EFBIG); E(ENOSPC); E(ESPIPE); E(EROFS); E(EPIPE);
	E(EDOM); E(ERANGE); E(EDEADLK); E(ENAMETOOLONG); E(ENOSYS);
	E(ENODATA); E(ETIME); E(EPROTO); E(EBADMSG); E(EOVERFLOW);
	E(EOPNOTSUPP); E(EADDRINUSE); E(ENOBUFS); E(ETIMEDOUT);
	E(ECONNREFUSED); E(EALREADY); E(EINPROGRESS); E(EREMOTEIO);
	E(ECANCELED); E(ERESTARTSYS); E(EPROBE_DEFER); E(ENOTSUPP);
	}
#undef E
	return NULL;
}

static void out_error(struct out *o, const void *p, struct spec spec)
{
	const char *name = IS_ERR(p) ? error_name(PTR_ERR(p)) : NULL;

	if (name)
		out_string(o, name, spec);
	else
		out_plain(o, p, spec);
}

/* --- addresses and resources ---------------------------------------------- */

static void out_address(struct out *o, char kind, const void *p)
{
	u64 v = kind == 'd' ? *(const dma_addr_t *)p : *(const phys_addr_t *)p;

	/* A tree for arm is only read; there, addresses have 32 bits. */
	out_hex(o, v, linux_arm32 && v <= U32_MAX ? sizeof(u32) : sizeof(v));
}

static const char *resource_kind(const struct resource *r)
{
	switch (r->flags & IORESOURCE_TYPE_BITS) {
	case IORESOURCE_IO:
		return "io ";
	case IORESOURCE_MEM:
		return "mem";
	case IORESOURCE_IRQ:
		return "irq";
	case IORESOURCE_DMA:
		return "dma";
	case IORESOURCE_BUS:
		return "bus";
	default:
		return NULL;
	}
}

static void out_bound(struct out *o, const struct resource *r, u64 v)
{
	switch (r->flags & IORESOURCE_TYPE_BITS) {
	case IORESOURCE_IO:
		out_format(o, "%#06llx", v);
		break;
	case IORESOURCE_IRQ:
	case IORESOURCE_DMA:
		out_format(o, "%llu", v);
		break;
	case IORESOURCE_BUS:
		out_format(o, "%02llx", v);
		break;
	default:
		out_format(o, "%#010llx", v);
	}
}

static void out_resource_flags(struct out *o, const struct resource *r)
{
	if (r->flags & IORESOURCE_MEM_64)
		out_format(o, " 64bit");
	if (r->flags & IORESOURCE_PREFETCH)
		out_format(o, " pref");
	if (r->flags & IORESOURCE_DISABLED)
		out_format(o, " disabled");
}

static void out_resource(struct out *o, const struct resource *r, bool decode)
{
	const char *kind = resource_kind(r);

	out_format(o, "[%s ", kind ? kind : "???");
	if (decode && r->flags & IORESOURCE_UNSET) {
		out_format(o, "size ");
		out_bound(o, r, resource_size(r));
	} else {
		out_bound(o, r, r->start);
		if (r->start != r->end) {
			out_char(o, '-');
			out_bound(o, r, r->end);
		}
	}
	if (decode && kind)
		out_resource_flags(o, r);
	else
		out_format(o, " flags %#lx", r->flags);
	out_char(o, ']');
}

/* --- device nodes --------------------------------------------------------- */

static void out_node_path(struct out *o, const struct device_node *np)
{
	if (!np->parent) {
		out_char(o, '/');
		return;
	}
	if (np->parent->parent)
		out_node_path(o, np->parent);
	out_format(o, "/%s", kbasename(np->full_name));
}

static void out_compatible(struct out *o, const struct device_node *np,
			   bool all)
{
	const char *s;
	int i;

	for (i = 0; !of_property_read_string_index(np, "compatible", i, &s);
	     i++) {
		out_format(o, all ? "%s\"%s\"" : "%s%s", i ? "," : "", s);
		if (!all)
			break;
	}
}

static void out_node_part(struct out *o, const struct device_node *np, char c)
{
	switch (c) {
	case 'f':
		out_node_path(o, np);
		break;
	case 'n':
		out_string(o, np->name, (struct spec) { .precision = -1 });
		break;
	case 'p':
		out_format(o, "%u", np->phandle);
		break;
	case 'P':
		out_format(o, "%s", np->full_name[0] ?
			   kbasename(np->full_name) : "/");
		break;
	case 'F':
		out_format(o, "--%c%c", np->_flags & BIT(OF_POPULATED) ?
			   'P' : '-', np->_flags & BIT(OF_POPULATED_BUS) ?
			   'B' : '-');
		break;
	case 'c':
	case 'C':
		out_compatible(o, np, c == 'C');
		break;
	}
}

static void out_node(struct out *o, const char *ext,
		     const struct device_node *np, struct spec spec)
{
	size_t start = o->pos;
	const char *parts = strspn(ext, "fnpPFcC") ? ext : "f";

	if (!np) {
		out_string(o, NULL, spec);
		return;
	}
	for (; strchr("fnpPFcC", *parts) && *parts; parts++) {
		if (o->pos != start)
			out_char(o, ':');
		out_node_part(o, np, *parts);
	}
	while (spec.width >= 0 && o->pos - start < spec.width)
		out_char(o, ' ');
}

/* --- bytes ---------------------------------------------------------------- */

static void out_bytes(struct out *o, const u8 *p, int n, char sep)
{
	int i;

	for (i = 0; i < n; i++) {
		if (i && sep)
			out_char(o, sep);
		out_char(o, hex_asc_hi(p[i]));
		out_char(o, hex_asc_lo(p[i]));
	}
}

static void out_dump(struct out *o, char kind, const u8 *p, struct spec spec)
{
	char sep = kind == 'C' ? ':' : kind == 'D' ? '-' :
		   kind == 'N' ? 0 : ' ';

	out_bytes(o, p, clamp(spec.width, 1, 64), spec.width == 0 ? 0 : sep);
}

static void out_uuid(struct out *o, char kind, const u8 *p)
{
	static const u8 be[] = { 0, 1, 2, 3, 4, 5, 6, 7,
				 8, 9, 10, 11, 12, 13, 14, 15 };
	static const u8 le[] = { 3, 2, 1, 0, 5, 4, 7, 6,
				 8, 9, 10, 11, 12, 13, 14, 15 };
	const u8 *order = kind == 'l' || kind == 'L' ? le : be;
	const char *set = kind == 'B' || kind == 'L' ? hex_asc_upper : hex_asc;
	int i;

	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out_char(o, '-');
		out_char(o, set[p[order[i]] >> 4]);
		out_char(o, set[p[order[i]] & 15]);
	}
}

static void out_ip4(struct out *o, bool leading_zeros, const u8 *p)
{
	out_format(o, leading_zeros ? "%03u.%03u.%03u.%03u" : "%u.%u.%u.%u",
		   p[0], p[1], p[2], p[3]);
}

static void out_bitmap_list(struct out *o, const unsigned long *map, int nbits)
{
	unsigned long b, e;
	bool first = true;

	for_each_set_bitrange(b, e, map, nbits) {
		out_format(o, "%s%lu", first ? "" : ",", b);
		if (e - b > 1)
			out_format(o, "-%lu", e - 1);
		first = false;
	}
}

static void out_bitmap_hex(struct out *o, const unsigned long *map, int nbits)
{
	int i, chunk = nbits % 32 ? nbits % 32 : 32;

	for (i = nbits - chunk; i >= 0; i -= 32, chunk = 32) {
		u32 v = map[i / 64] >> (i % 64);

		if (chunk < 32)
			v &= (1U << chunk) - 1;
		out_format(o, "%0*x%s", (chunk + 3) / 4, v, i ? "," : "");
	}
}

/* --- flags ---------------------------------------------------------------- */

struct flag_name {
	unsigned long mask;
	const char *name;
};

#define F(f)	{ (__force unsigned long)(f), #f }
static const struct flag_name gfp_names[] = {
	F(GFP_TRANSHUGE), F(GFP_HIGHUSER_MOVABLE), F(GFP_HIGHUSER),
	F(GFP_USER), F(GFP_KERNEL_ACCOUNT), F(GFP_KERNEL), F(GFP_NOFS),
	F(GFP_ATOMIC), F(GFP_NOIO), F(GFP_NOWAIT), F(GFP_DMA), F(GFP_DMA32),
	F(__GFP_HIGHMEM), F(__GFP_HIGH), F(__GFP_IO), F(__GFP_FS),
	F(__GFP_NOWARN), F(__GFP_RETRY_MAYFAIL), F(__GFP_NOFAIL),
	F(__GFP_NORETRY), F(__GFP_COMP), F(__GFP_ZERO), F(__GFP_NOMEMALLOC),
	F(__GFP_MEMALLOC), F(__GFP_HARDWALL), F(__GFP_THISNODE),
	F(__GFP_RECLAIMABLE), F(__GFP_MOVABLE), F(__GFP_ACCOUNT),
	F(__GFP_WRITE), F(__GFP_RECLAIM), F(__GFP_DIRECT_RECLAIM),
	F(__GFP_KSWAPD_RECLAIM), { 0, NULL },
};
#undef F

static const struct flag_name page_names[] = {
	{ BIT(PG_locked), "locked" }, { BIT(PG_writeback), "writeback" },
	{ BIT(PG_referenced), "referenced" }, { BIT(PG_uptodate), "uptodate" },
	{ BIT(PG_dirty), "dirty" }, { BIT(PG_lru), "lru" },
	{ BIT(PG_head), "head" }, { BIT(PG_active), "active" },
	{ BIT(PG_workingset), "workingset" }, { BIT(PG_reserved), "reserved" },
	{ BIT(PG_private), "private" }, { BIT(PG_slab), "slab" },
	{ 0, NULL },
};

static const struct flag_name vma_names[] = {
	{ VM_READ, "read" }, { VM_WRITE, "write" }, { VM_EXEC, "exec" },
	{ VM_SHARED, "shared" }, { VM_MAYREAD, "mayread" },
	{ VM_MAYWRITE, "maywrite" }, { VM_MAYEXEC, "mayexec" },
	{ VM_MAYSHARE, "mayshare" }, { VM_PFNMAP, "pfnmap" },
	{ VM_LOCKED, "locked" }, { VM_IO, "io" }, { VM_DONTCOPY, "dontcopy" },
	{ VM_DONTEXPAND, "dontexpand" }, { VM_DONTDUMP, "dontdump" },
	{ VM_MIXEDMAP, "mixedmap" }, { 0, NULL },
};

static void out_flags(struct out *o, char kind, const void *p)
{
	const struct flag_name *n = kind == 'g' ? gfp_names :
				    kind == 'v' ? vma_names : page_names;
	unsigned long flags = kind == 'g' ?
		(__force unsigned long)*(const gfp_t *)p :
		*(const unsigned long *)p;
	bool first = true;

	if (kind == 'p')
		flags &= BIT(PG_slab + 1) - 1;
	for (; n->mask && flags; n++) {
		if ((flags & n->mask) != n->mask)
			continue;
		out_format(o, "%s%s", first ? "" : "|", n->name);
		flags &= ~n->mask;
		first = false;
	}
	if (flags)
		out_format(o, "%s%#lx", first ? "" : "|", flags);
	else if (first)
		out_format(o, kind == 'g' ? "none" : "");
}

/* --- dispatch ------------------------------------------------------------- */

static bool reads_through(char kind)
{
	return strchr("arRVhMmIiUbG", kind) != NULL && kind;
}

static void out_pointee(struct out *o, const char *ext, const void *p,
			struct spec spec)
{
	const struct va_format *va = p;

	switch (*ext) {
	case 'a':
		out_address(o, ext[1], p);
		break;
	case 'r':
	case 'R':
		out_resource(o, p, *ext == 'R');
		break;
	case 'V':
		out_vformat(o, va->fmt, *va->va);
		break;
	case 'h':
		out_dump(o, ext[1], p, spec);
		break;
	case 'M':
	case 'm':
		out_bytes(o, p, 6, *ext == 'm' ? 0 : ext[1] == 'F' ? '-' : ':');
		break;
	case 'I':
	case 'i':
		out_ip4(o, *ext == 'i', p);
		break;
	case 'U':
		out_uuid(o, ext[1], p);
		break;
	case 'b':
		if (ext[1] == 'l')
			out_bitmap_list(o, p, spec.width);
		else
			out_bitmap_hex(o, p, spec.width);
		break;
	case 'G':
		out_flags(o, ext[1], p);
		break;
	}
}

void out_pointer(struct out *o, const char *ext, const void *p,
		 struct spec spec)
{
	static const struct spec plain = { .width = -1, .precision = -1 };

	if (reads_through(*ext)) {
		if ((unsigned long)p < PAGE_SIZE || IS_ERR(p))
			out_string(o, p ? "(efault)" : "(null)", plain);
		else
			out_pointee(o, ext, p, spec);
		return;
	}
	switch (*ext) {
	case 'x':
		out_raw(o, p, spec);
		break;
	case 'S':
	case 's':
	case 'B':
		out_function(o, p, spec);
		break;
	case 'e':
		out_error(o, p, spec);
		break;
	case 'O':
		out_node(o, ext[1] == 'F' ? ext + 2 : "", p, spec);
		break;
	default:
		out_plain(o, p, spec);
	}
}
