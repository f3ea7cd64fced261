// SPDX-License-Identifier: MIT
/*
 * BUG, WARN, panic - the kernel's own complaints.
 *
 * Same as Linux: the lines; WARN() goes on, BUG() and panic() do not.
 * Not the same: in place of registers, the place in the source.
 */
#include <linux/kernel.h>
#include <linux/bug.h>
#include <linux/sched.h>
#include <linux/smp.h>

#include "host/host.h"

void __bug_line(const char *file, int line)
{
	pr_crit("------------[ cut here ]------------\n");
	pr_crit("kernel BUG at %s:%d!\n", file, line);
}

static void warn_where(const char *file, int line, const char *func)
{
	pr_warn("WARNING: CPU: %d PID: %d at %s:%d %s\n", smp_processor_id(),
		current ? current->pid : 0, file, line, func);
	pr_warn("---[ end trace 0000000000000000 ]---\n");
}

void __warn_line(const char *file, int line, const char *func)
{
	pr_warn("------------[ cut here ]------------\n");
	warn_where(file, line, func);
}

void __warn_text(const char *file, int line, const char *func,
		 const char *fmt, ...)
{
	va_list args;

	pr_warn("------------[ cut here ]------------\n");
	va_start(args, fmt);
	vprintk_level(LOGLEVEL_WARNING, NULL, fmt, args);
	va_end(args);
	warn_where(file, line, func);
}

static void log_frame(const struct host_frame *f)
{
	if (f->file)
		pr_info(" %s (%s:%u)\n", f->function, f->file, f->line);
	else
		pr_info(" %s\n", f->function);
}

void dump_stack(void)
{
	struct host_frame frames[2 * HOST_STACK_MAX];
	int i, n;

	n = host_stack_frames(host_stack_here(), frames, ARRAY_SIZE(frames));
	pr_info("Call trace:\n");
	for (i = 0; i < n; i++)
		log_frame(&frames[i]);
}

void panic(const char *fmt, ...)
{
	struct va_format vaf = { .fmt = fmt };
	va_list args;

	va_start(args, fmt);
	vaf.va = &args;
	pr_emerg("Kernel panic - not syncing: %pV\n", &vaf);
	va_end(args);
	__builtin_trap();
}
