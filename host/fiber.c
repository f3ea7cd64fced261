// SPDX-License-Identifier: MIT
/*
 * Fibers: stacks at fixed addresses and a switch between them.
 *
 * A stack slot is a guard page and STACK_SIZE bytes; slot n is always at the
 * same address, so runs of one seed see the same stacks.  A switch saves the
 * callee-saved registers on the old stack and takes them from the new one:
 * about 10 ns, where swapcontext() makes two system calls.
 */
#include <stdlib.h>

#include "host/host.h"
#include "host/private.h"

#ifdef HOST_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

#define STACKS_BASE	UINT64_C(0x2e0000000000)
#define STACK_SIZE	(256u << 10)
#define GUARD_SIZE	(64u << 10)
#define SLOT_SIZE	(STACK_SIZE + GUARD_SIZE)
#define NR_SLOTS	65536u

struct host_fiber {
	void *sp;			/* where it stopped */
	void (*fn)(void *arg);
	void *arg;
	struct host_fiber *next_free;
	unsigned int slot;		/* NR_SLOTS: the program's own stack */
	const void *asan_bottom;
	size_t asan_size;
	void *asan_fake;
};

static struct host_fiber program = { .slot = NR_SLOTS };
static struct host_fiber *running = &program;
static struct host_fiber *from;		/* who switched to the running one */
static struct host_fiber *unused;	/* freed ones keep their stack */
static unsigned int nr_slots;

void host_fiber_jump(void **save, void *sp);

#if defined(__x86_64__)
__asm__(
	".text\n"
	".globl host_fiber_jump\n"
	".type host_fiber_jump, @function\n"
	"host_fiber_jump:\n"
	"	pushq %rbp\n"
	"	pushq %rbx\n"
	"	pushq %r12\n"
	"	pushq %r13\n"
	"	pushq %r14\n"
	"	pushq %r15\n"
	"	movq %rsp, (%rdi)\n"
	"	movq %rsi, %rsp\n"
	"	popq %r15\n"
	"	popq %r14\n"
	"	popq %r13\n"
	"	popq %r12\n"
	"	popq %rbx\n"
	"	popq %rbp\n"
	"	ret\n"
	".size host_fiber_jump, . - host_fiber_jump\n");
#define SAVED_WORDS	6		/* below the return address */
#define RETURN_WORD	6
#define FRAME_WORDS	8		/* and a zero for the next frame */
#elif defined(__aarch64__)
__asm__(
	".text\n"
	".globl host_fiber_jump\n"
	".type host_fiber_jump, %function\n"
	"host_fiber_jump:\n"
	"	sub sp, sp, #160\n"
	"	stp x29, x30, [sp, #0]\n"
	"	stp x19, x20, [sp, #16]\n"
	"	stp x21, x22, [sp, #32]\n"
	"	stp x23, x24, [sp, #48]\n"
	"	stp x25, x26, [sp, #64]\n"
	"	stp x27, x28, [sp, #80]\n"
	"	stp d8, d9, [sp, #96]\n"
	"	stp d10, d11, [sp, #112]\n"
	"	stp d12, d13, [sp, #128]\n"
	"	stp d14, d15, [sp, #144]\n"
	"	mov x9, sp\n"
	"	str x9, [x0]\n"
	"	mov sp, x1\n"
	"	ldp x29, x30, [sp, #0]\n"
	"	ldp x19, x20, [sp, #16]\n"
	"	ldp x21, x22, [sp, #32]\n"
	"	ldp x23, x24, [sp, #48]\n"
	"	ldp x25, x26, [sp, #64]\n"
	"	ldp x27, x28, [sp, #80]\n"
	"	ldp d8, d9, [sp, #96]\n"
	"	ldp d10, d11, [sp, #112]\n"
	"	ldp d12, d13, [sp, #128]\n"
	"	ldp d14, d15, [sp, #144]\n"
	"	add sp, sp, #160\n"
	"	ret\n"
	".size host_fiber_jump, . - host_fiber_jump\n");
#define RETURN_WORD	1
#define FRAME_WORDS	22
#else
#error "host/fiber.c: no context switch for this machine"
#endif

static uintptr_t slot_stack(unsigned int slot)
{
	return STACKS_BASE + (uintptr_t)slot * SLOT_SIZE + GUARD_SIZE;
}

/* First code on a new stack. */
static void fiber_begin(void)
{
#ifdef HOST_ASAN
	__sanitizer_finish_switch_fiber(NULL, &from->asan_bottom,
					&from->asan_size);
#endif
	running->fn(running->arg);
	host_broken(__FILE__, __LINE__, "a fiber returned");
}

static void stack_prepare(struct host_fiber *f)
{
	uintptr_t top = slot_stack(f->slot) + STACK_SIZE;
	void **frame = (void **)(top - FRAME_WORDS * sizeof(void *));

	for (unsigned int i = 0; i < FRAME_WORDS; i++)
		frame[i] = NULL;
	frame[RETURN_WORD] = (void *)fiber_begin;
	f->sp = frame;
	f->asan_bottom = (void *)slot_stack(f->slot);
	f->asan_size = STACK_SIZE;
}

static struct host_fiber *slot_new(void)
{
	struct host_fiber *f;

	if (!nr_slots && host_reserve(STACKS_BASE,
				      (size_t)NR_SLOTS * SLOT_SIZE))
		return NULL;
	if (nr_slots == NR_SLOTS)
		return NULL;
	f = calloc(1, sizeof(*f));
	if (!f)
		return NULL;
	f->slot = nr_slots;
	if (host_commit(slot_stack(f->slot), STACK_SIZE)) {
		free(f);
		return NULL;
	}
	nr_slots++;
	return f;
}

struct host_fiber *host_fiber_create(void (*fn)(void *arg), void *arg)
{
	struct host_fiber *f = unused;

	if (f)
		unused = f->next_free;
	else
		f = slot_new();
	if (!f)
		return NULL;
	f->fn = fn;
	f->arg = arg;
	f->asan_fake = NULL;
	stack_prepare(f);
	return f;
}

void host_fiber_free(struct host_fiber *f)
{
	f->next_free = unused;
	unused = f;
}

void host_fiber_switch(struct host_fiber *to)
{
	struct host_fiber *self = running;

	if (to == self)
		return;
	from = self;
	running = to;
#ifdef HOST_ASAN
	__sanitizer_start_switch_fiber(&self->asan_fake, to->asan_bottom,
				       to->asan_size);
#endif
	host_fiber_jump(&self->sp, to->sp);
#ifdef HOST_ASAN
	__sanitizer_finish_switch_fiber(self->asan_fake, &from->asan_bottom,
					&from->asan_size);
#endif
}

struct host_fiber *host_fiber_current(void)
{
	return running;
}

static bool slot_of(uintptr_t addr, uintptr_t *offset)
{
	uintptr_t at = addr - STACKS_BASE;

	if (at >= (uintptr_t)nr_slots * SLOT_SIZE)
		return false;
	*offset = at % SLOT_SIZE;
	return true;
}

bool host_fiber_overflow(uintptr_t addr)
{
	uintptr_t offset;

	return slot_of(addr, &offset) && offset < GUARD_SIZE;
}

bool host_on_stack(uintptr_t addr)
{
	uintptr_t offset;

	return slot_of(addr, &offset) && offset >= GUARD_SIZE;
}
