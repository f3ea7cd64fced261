/* SPDX-License-Identifier: MIT */
/* What replay_test.c says to races.c: ioctl(fd, what, how often). */
#ifndef RACES_H
#define RACES_H

#define RACES_ADDS 2000			/* a ring: as long as it takes */

enum races_call {
	RACES_ADD = 1,			/* count++, that often */
	RACES_ADD_LOCKED,
	RACES_ADD_WITH_IRQS,		/* as an interrupt does, too */
	RACES_ADD_MASKED,		/* masked here, but no lock */
	RACES_ADD_IRQSAVE,
	RACES_COUNT,			/* the count, and back to 0 */
	RACES_EXPECTED,			/* of those with interrupts */
	RACES_TIME_OUT,			/* wait for that many ms, in vain */
	RACES_SLEEP,			/* until woken; interruptible */
	RACES_WAKE,
	RACES_PING,			/* poll for the other's flag, by turns */
	RACES_PONG,
};

#endif
