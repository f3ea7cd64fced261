/* SPDX-License-Identifier: MIT */
/* What the litmus driver and the program that runs it agree on. */
#ifndef TEST_LITMUS_H
#define TEST_LITMUS_H

enum litmus {
	LITMUS_NEIGHBOUR,
	LITMUS_PREFETCH,
	LITMUS_DROP,
	LITMUS_EVICTION,
	LITMUS_EDGES,
	LITMUS_STORE_ORDER,
	LITMUS_LOAD_ORDER,
	NR_LITMUS,
};

/* ioctl(fd, cmd): 1 when the effect showed, 0 when not, -errno */
#define LITMUS_CMD(which, right)	(0x4c00 | (which) << 1 | (right))

/* Registers of the litmus device. */
#define LITMUS_ADDR	0x00		/* 64 bits */
#define LITMUS_LEN	0x08
#define LITMUS_GO	0x0c
#define LITMUS_DONE	0x10
#define LITMUS_RESULT	0x14

#define LITMUS_GO_FILL	1		/* LEN bytes of 0xd5 at ADDR */
#define LITMUS_GO_WATCH	2		/* poll the word at ADDR + LEN, then read
					 * the word at ADDR into RESULT */
#define LITMUS_GO_POST	3		/* 7 to ADDR, then a flag to ADDR + LEN */
#define LITMUS_BYTE	0xd5
#define LITMUS_FLAG	0x80000001u

#endif
