// SPDX-License-Identifier: MIT
/*
 * Faults of driver code, and the one place where real time counts.
 *
 * A signal of the code under us becomes a struct host_fault and goes to the
 * handler on a stack of its own.  The watchdog is a timer on the process's CPU
 * time: when it rings twice and *progress stood still, that is a fault too.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <ucontext.h>

#include "host/host.h"
#include "host/private.h"

#define ALT_STACK_SIZE	(1u << 20)	/* reports read debug information */

static void (*fault_fn)(const struct host_fault *fault);
static const volatile uint64_t *watched;
static uint64_t last_seen;

static sigjmp_buf copy_failed;		/* of the copy that runs, */
static volatile bool copying;		/* if one does */

#if defined(__x86_64__)
static uintptr_t context_pc(const ucontext_t *uc)
{
	return (uintptr_t)uc->uc_mcontext.gregs[REG_RIP];
}

/* In a stub that jumps to a library, who called the stub: it has no line. */
static uintptr_t context_caller(const ucontext_t *uc)
{
	uintptr_t pc = context_pc(uc);
	const unsigned char *code = (const unsigned char *)pc;

	if (code[0] == 0xff && code[1] == 0x25)
		pc = *(uintptr_t *)uc->uc_mcontext.gregs[REG_RSP] - 1;
	return pc;
}

/* Where a call returns to that has not done anything yet. */
static uintptr_t context_return(const ucontext_t *uc)
{
	return *(uintptr_t *)uc->uc_mcontext.gregs[REG_RSP];
}

static uintptr_t context_frame(const ucontext_t *uc)
{
	return (uintptr_t)uc->uc_mcontext.gregs[REG_RBP];
}

static bool context_write(const ucontext_t *uc)
{
	return uc->uc_mcontext.gregs[REG_ERR] & 2;
}
#else
static uintptr_t context_pc(const ucontext_t *uc)
{
	return (uintptr_t)uc->uc_mcontext.pc;
}

static uintptr_t context_caller(const ucontext_t *uc)
{
	return context_pc(uc);
}

static uintptr_t context_return(const ucontext_t *uc)
{
	return (uintptr_t)uc->uc_mcontext.regs[30];
}

static uintptr_t context_frame(const ucontext_t *uc)
{
	return (uintptr_t)uc->uc_mcontext.regs[29];
}

static bool context_write(const ucontext_t *uc)
{
	(void)uc;
	return false;
}
#endif

static enum host_fault_kind fault_kind(int sig)
{
	switch (sig) {
	case SIGFPE:
		return HOST_FAULT_DIVIDE;
	case SIGILL:
	case SIGTRAP:
		return HOST_FAULT_ILLEGAL;
	default:
		return HOST_FAULT_MEMORY;
	}
}

/* Not for us: let it end the process as it would without a handler. */
static void fault_pass_on(int sig)
{
	signal(sig, SIG_DFL);
	raise(sig);
}

static void on_fault(int sig, siginfo_t *info, void *context)
{
	const ucontext_t *uc = context;
	struct host_fault fault = {
		.kind = fault_kind(sig),
		/* An address that no memory can have comes without it. */
		.addr = info->si_code == SI_KERNEL ? UINTPTR_MAX :
			(uintptr_t)info->si_addr,
		.write = context_write(uc),
		.pc = context_pc(uc),
		.frame = context_frame(uc),
	};

	/* A call of what is no function: its place is who called. */
	if (fault.kind == HOST_FAULT_MEMORY && fault.addr == fault.pc)
		fault.pc = context_return(uc);
	if (copying) {
		copying = false;
		siglongjmp(copy_failed, 1);
	}
	if (!fault_fn) {
		fault_pass_on(sig);
		return;
	}
	fault_fn(&fault);
	fault_pass_on(sig);		/* the handler found it is not its own */
}

#ifndef HOST_ASAN
bool host_copy_guarded(void *to, const void *from, size_t n)
{
	if (!fault_fn || sigsetjmp(copy_failed, 0))
		return false;
	copying = true;
	__asm__ volatile("" : : : "memory");
	memcpy(to, from, n);
	__asm__ volatile("" : : : "memory");
	copying = false;
	return true;
}
#else
/* Its memcpy() takes a bad address for a fault of ours. */
bool host_copy_guarded(void *to, const void *from, size_t n)
{
	(void)to;
	(void)from;
	(void)n;
	return false;
}
#endif

static void on_watchdog(int sig, siginfo_t *info, void *context)
{
	const ucontext_t *uc = context;
	struct host_fault fault = { .kind = HOST_FAULT_WATCHDOG };

	(void)sig;
	(void)info;
	if (!watched || !fault_fn)
		return;
	if (*watched != last_seen) {
		last_seen = *watched;
		return;
	}
	fault.pc = context_caller(uc);
	fault.frame = context_frame(uc);
	fault_fn(&fault);
}

void host_fault_install(void (*fn)(const struct host_fault *fault))
{
	static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL };
	struct sigaction act = { .sa_flags = SA_SIGINFO | SA_ONSTACK |
					     SA_NODEFER };
	stack_t stack = { .ss_size = ALT_STACK_SIZE };

	fault_fn = fn;
	stack.ss_sp = malloc(ALT_STACK_SIZE);
	if (!stack.ss_sp || sigaltstack(&stack, NULL))
		return;
	act.sa_sigaction = on_fault;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigaction(signals[i], &act, NULL);
}

void host_watchdog(unsigned int cpu_seconds, const volatile uint64_t *progress)
{
	struct itimerval timer = { { 0, 0 }, { 0, 0 } };
	struct sigaction act = { .sa_flags = SA_SIGINFO | SA_ONSTACK |
					     SA_NODEFER | SA_RESTART };

	watched = progress;
	act.sa_sigaction = on_watchdog;
	sigaction(SIGVTALRM, &act, NULL);
	timer.it_interval.tv_sec = cpu_seconds;
	timer.it_value.tv_sec = cpu_seconds;
	setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

void host_watchdog_soon(void)
{
	struct itimerval timer;

	getitimer(ITIMER_VIRTUAL, &timer);
	timer.it_value.tv_sec = 0;
	timer.it_value.tv_usec = 2000;
	setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

uint64_t host_cpu_ns(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}
