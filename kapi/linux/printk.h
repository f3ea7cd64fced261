/* SPDX-License-Identifier: MIT */
/*
 * Not the same: no console level, and pr_debug() only prints under DEBUG (no
 * dynamic debug).
 */
#ifndef __KERNEL_PRINTK__
#define __KERNEL_PRINTK__

#include <stdarg.h>

#include <linux/init.h>
#include <linux/kern_levels.h>
#include <linux/linkage.h>
#include <linux/ratelimit_types.h>
#include <linux/types.h>

struct va_format {
	const char *fmt;
	va_list *va;
};

__printf(1, 2) int _printk(const char *fmt, ...);
__printf(1, 0) int vprintk(const char *fmt, va_list args);

/*
 * One message of level (LOGLEVEL_*), prefix before its first line; for the
 * dev_*() family.  prefix may be NULL.
 */
int vprintk_level(int level, const char *prefix, const char *fmt,
		  va_list args);

#define printk(fmt, ...)	_printk(fmt, ##__VA_ARGS__)

static inline __printf(1, 2) int no_printk(const char *fmt, ...)
{
	return 0;
}

#ifndef pr_fmt
#define pr_fmt(fmt) fmt
#endif

#define pr_emerg(fmt, ...)	printk(KERN_EMERG pr_fmt(fmt), ##__VA_ARGS__)
#define pr_alert(fmt, ...)	printk(KERN_ALERT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_crit(fmt, ...)	printk(KERN_CRIT pr_fmt(fmt), ##__VA_ARGS__)
#define pr_err(fmt, ...)	printk(KERN_ERR pr_fmt(fmt), ##__VA_ARGS__)
#define pr_warn(fmt, ...)	printk(KERN_WARNING pr_fmt(fmt), ##__VA_ARGS__)
#define pr_notice(fmt, ...)	printk(KERN_NOTICE pr_fmt(fmt), ##__VA_ARGS__)
#define pr_info(fmt, ...)	printk(KERN_INFO pr_fmt(fmt), ##__VA_ARGS__)
#define pr_cont(fmt, ...)	printk(KERN_CONT fmt, ##__VA_ARGS__)

/* No dynamic debug here: only DEBUG prints. */
#ifdef DEBUG
#define pr_devel(fmt, ...)	printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__)
#else
#define pr_devel(fmt, ...) \
	({ 0 ? no_printk(KERN_DEBUG pr_fmt(fmt), ##__VA_ARGS__) : 0; })
#endif
#define pr_debug(fmt, ...)	pr_devel(fmt, ##__VA_ARGS__)

#define __printk_once(call) ({						\
	static bool __printed;						\
	bool __print_now = !__printed;					\
	if (__print_now) {						\
		__printed = true;					\
		call;							\
	}								\
	unlikely(__print_now); })
#define printk_once(fmt, ...)	__printk_once(printk(fmt, ##__VA_ARGS__))
#define pr_emerg_once(fmt, ...)	__printk_once(pr_emerg(fmt, ##__VA_ARGS__))
#define pr_alert_once(fmt, ...)	__printk_once(pr_alert(fmt, ##__VA_ARGS__))
#define pr_crit_once(fmt, ...)	__printk_once(pr_crit(fmt, ##__VA_ARGS__))
#define pr_err_once(fmt, ...)	__printk_once(pr_err(fmt, ##__VA_ARGS__))
#define pr_warn_once(fmt, ...)	__printk_once(pr_warn(fmt, ##__VA_ARGS__))
#define pr_notice_once(fmt, ...) __printk_once(pr_notice(fmt, ##__VA_ARGS__))
#define pr_info_once(fmt, ...)	__printk_once(pr_info(fmt, ##__VA_ARGS__))
#define pr_debug_once(fmt, ...)	__printk_once(pr_debug(fmt, ##__VA_ARGS__))

#define __printk_limited(call) do {					\
	static DEFINE_RATELIMIT_STATE(__printk_rs,			\
				      DEFAULT_RATELIMIT_INTERVAL,	\
				      DEFAULT_RATELIMIT_BURST);		\
	if (___ratelimit(&__printk_rs, __func__))			\
		call;							\
} while (0)
#define printk_ratelimited(fmt, ...) \
	__printk_limited(printk(fmt, ##__VA_ARGS__))
#define pr_emerg_ratelimited(fmt, ...) \
	__printk_limited(pr_emerg(fmt, ##__VA_ARGS__))
#define pr_alert_ratelimited(fmt, ...) \
	__printk_limited(pr_alert(fmt, ##__VA_ARGS__))
#define pr_crit_ratelimited(fmt, ...) \
	__printk_limited(pr_crit(fmt, ##__VA_ARGS__))
#define pr_err_ratelimited(fmt, ...) \
	__printk_limited(pr_err(fmt, ##__VA_ARGS__))
#define pr_warn_ratelimited(fmt, ...) \
	__printk_limited(pr_warn(fmt, ##__VA_ARGS__))
#define pr_notice_ratelimited(fmt, ...) \
	__printk_limited(pr_notice(fmt, ##__VA_ARGS__))
#define pr_info_ratelimited(fmt, ...) \
	__printk_limited(pr_info(fmt, ##__VA_ARGS__))
#define pr_debug_ratelimited(fmt, ...) \
	__printk_limited(pr_debug(fmt, ##__VA_ARGS__))

bool printk_ratelimit(void);

enum {
	DUMP_PREFIX_NONE,
	DUMP_PREFIX_ADDRESS,
	DUMP_PREFIX_OFFSET
};

int hex_dump_to_buffer(const void *buf, size_t len, int rowsize, int groupsize,
		       char *linebuf, size_t linebuflen, bool ascii);
void print_hex_dump(const char *level, const char *prefix_str, int prefix_type,
		    int rowsize, int groupsize, const void *buf, size_t len,
		    bool ascii);
#ifdef DEBUG
#define print_hex_dump_debug(prefix_str, prefix_type, rowsize, groupsize,  \
			     buf, len, ascii)				    \
	print_hex_dump(KERN_DEBUG, prefix_str, prefix_type, rowsize,	    \
		       groupsize, buf, len, ascii)
#else
#define print_hex_dump_debug(prefix_str, prefix_type, rowsize, groupsize,  \
			     buf, len, ascii)	do { } while (0)
#endif
#define print_hex_dump_bytes(prefix_str, prefix_type, buf, len) \
	print_hex_dump_debug(prefix_str, prefix_type, 16, 1, buf, len, true)

void dump_stack(void);

#endif
