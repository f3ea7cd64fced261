// SPDX-License-Identifier: MIT
/*
 * boot-svg-place - where in a picture addresses and labels are.
 *
 * A bar is cut at each base and end of a block.  Pieces get their share of its
 * height, but never less than can be seen; the others share what is left.
 * Labels move as little as they must, in groups: those that would overlap
 * stand close together around the mean of their wishes.
 */
#include <stdlib.h>

#include "tools/boot/svg.h"

#define MIN_REGION	8
#define MIN_FREE	6

/* --- scale -------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void cut(struct svg_scale *scale, const struct boot_segment *s)
{
	unsigned int nr = 0, n = 0;

	for (unsigned int i = 0; i < s->nr_blocks; i++) {
		scale->addr[nr++] = s->blocks[i].base;
		scale->addr[nr++] = s->blocks[i].end;
	}
	qsort(scale->addr, nr, sizeof(*scale->addr), by_value);
	for (unsigned int i = 0; i < nr; i++)
		if (!n || scale->addr[n - 1] != scale->addr[i])
			scale->addr[n++] = scale->addr[i];
	scale->nr = n;
}

static unsigned int find(const struct svg_scale *scale, uint64_t addr)
{
	unsigned int low = 0, high = scale->nr - 1;

	while (low < high) {
		unsigned int mid = (low + high) / 2;

		if (scale->addr[mid] < addr)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The least height of each piece: y[i + 1] is that of piece i. */
static int set_least(struct svg_scale *scale, const struct boot_segment *s)
{
	int sum = 0;

	for (unsigned int i = 1; i < scale->nr; i++)
		scale->y[i] = MIN_REGION;
	for (unsigned int i = 0; i < s->nr_blocks; i++)
		if (!s->blocks[i].region)
			scale->y[find(scale, s->blocks[i].end)] = MIN_FREE;
	for (unsigned int i = 1; i < scale->nr; i++)
		sum += scale->y[i];
	return sum;
}

static uint64_t piece(const struct svg_scale *scale, unsigned int i)
{
	return scale->addr[i] - scale->addr[i - 1];
}

/* Pieces that would be too small are taken out, until none is. */
static void share(struct svg_scale *scale, bool *fixed)
{
	uint64_t left = scale->addr[scale->nr - 1] - scale->addr[0];
	int height = scale->height;
	bool again = true;
	unsigned int i;

	while (again) {
		again = false;
		for (i = 1; i < scale->nr; i++) {
			uint64_t size = piece(scale, i);

			if (fixed[i] || (unsigned __int128)size * height >=
			    (unsigned __int128)left * scale->y[i])
				continue;
			fixed[i] = again = true;
			left -= size;
			height -= scale->y[i];
		}
	}
	for (i = 1; i < scale->nr; i++) {
		if (fixed[i])
			continue;
		scale->y[i] = (int)((unsigned __int128)piece(scale, i) *
				    height / left);
		left -= piece(scale, i);
		height -= scale->y[i];
	}
}

int svg_scale_make(struct svg_scale *scale, const struct boot_segment *s,
		   int height)
{
	bool *fixed = calloc(2 * s->nr_blocks + 1, sizeof(*fixed));
	int least;

	*scale = (struct svg_scale){
		.addr = calloc(2 * s->nr_blocks + 1, sizeof(*scale->addr)),
		.y = calloc(2 * s->nr_blocks + 1, sizeof(*scale->y)),
	};
	if (!fixed || !scale->addr || !scale->y) {
		svg_scale_free(scale);
		free(fixed);
		return -1;
	}
	cut(scale, s);
	least = set_least(scale, s);
	scale->height = height > least ? height : least;
	share(scale, fixed);
	for (unsigned int i = 1; i < scale->nr; i++)
		scale->y[i] += scale->y[i - 1];
	free(fixed);
	return 0;
}

void svg_scale_free(struct svg_scale *scale)
{
	free(scale->addr);
	free(scale->y);
	*scale = (struct svg_scale){ 0 };
}

int svg_scale_y(const struct svg_scale *scale, uint64_t addr)
{
	return scale->y[find(scale, addr)];
}

bool svg_scale_larger(const struct svg_scale *scale, uint64_t base,
		      uint64_t end)
{
	uint64_t all = scale->addr[scale->nr - 1] - scale->addr[0];
	int drawn = svg_scale_y(scale, end) - svg_scale_y(scale, base);

	return (unsigned __int128)all * 2 * (drawn - 1) >
	       (unsigned __int128)(end - base) * 3 * scale->height;
}

/* --- labels ------------------------------------------------------------------- */

/* Labels first.. that stand close together. */
struct group {
	unsigned int first, nr;
	int height;
	int64_t wishes;			/* sum of where its top would be */
};

static int group_top(const struct group *g, int height)
{
	int64_t top = g->wishes / (int)g->nr;

	if (top > height - g->height)
		top = height - g->height;
	return top < 0 ? 0 : (int)top;
}

/* b stands right below a now. */
static void join(struct group *a, const struct group *b)
{
	a->wishes += b->wishes - (int64_t)b->nr * a->height;
	a->nr += b->nr;
	a->height += b->height;
}

/* Without memory they stand from the top on. */
void svg_place(struct svg_label *labels, unsigned int nr, int height)
{
	struct group *groups = calloc(nr + 1, sizeof(*groups));
	unsigned int n = 0;
	int y = 0;

	for (unsigned int i = 0; groups && i < nr; i++) {
		groups[n++] = (struct group){ i, 1, labels[i].height,
			labels[i].want - labels[i].height / 2 };
		while (n > 1 && group_top(&groups[n - 2], height) +
		       groups[n - 2].height > group_top(&groups[n - 1], height)) {
			join(&groups[n - 2], &groups[n - 1]);
			n--;
		}
	}
	for (unsigned int i = 0, g = 0; i < nr; i++) {
		if (g < n && groups[g].first == i)
			y = group_top(&groups[g++], height);
		labels[i].y = y;
		y += labels[i].height;
	}
	free(groups);
}
