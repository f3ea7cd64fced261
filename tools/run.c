// SPDX-License-Identifier: MIT
/*
 * dmaspace run - boot a board from a tree, load drivers, run a script.
 *
 * A driver given as a .c file is compiled first.  With --seeds each seed runs
 * in a child of its own: the parent has read the tree and compiled once, so a
 * child costs a fork and a boot (seeds.c).
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dmaspace/board.h"
#include "dmaspace/report.h"
#include "host/dts.h"
#include "host/host.h"
#include "tools/run.h"
#include "tools/tool.h"

static const char help[] =
"usage: dmaspace run --board FILE [OPTIONS] DRIVER...\n\n"
"  --board=FILE       device tree, source (.dts) or blob (.dtb)\n"
"  --script=FILE      what a program does with the drivers, see dmaspace-run(1)\n"
"  --model=M.so[@NODE]  a device model of one's own\n"
"  --seed=N           of everything that hardware and scheduler may choose\n"
"  --seeds=N          N runs, from --seed on, and their sum\n"
"  --cache=none|lazy|hostile  of devices that are not dma-coherent (hostile)\n"
"  --linux=V          the kernel to be: 6.1, 6.12, 7.2 (what the drivers are for)\n"
"  --cmdline=TEXT     its command line: cma=, coherent_pool= (bootargs of the tree)\n"
"  --memory=SIZE@BASE fill in /memory as a boot loader does: 1G@0x40000000\n"
"  --cpus=N           default: those of the tree\n"
"  --json=FILE        reports as JSON too\n"
"  --iomem            print /proc/iomem before the end\n"
"  --trace=dma        who serves each call of the DMA API, a line a decision\n"
"  --trace-hash       print the hash of all that happened\n"
"  --quiet            no kernel log\n\n"
"DRIVER is a .so of `dmaspace cc`, or a .c file, which is compiled first.\n"
"Exit status: 0 clean; 1 reports; 2 wrong command line; 3 the run failed.\n";

enum {
	OPT_BOARD = 256, OPT_SCRIPT, OPT_MODEL, OPT_SEED, OPT_SEEDS, OPT_CACHE,
	OPT_LINUX, OPT_MEMORY, OPT_CPUS, OPT_JSON, OPT_IOMEM, OPT_TRACE, OPT_QUIET,
	OPT_HELP, OPT_CMDLINE, OPT_TRACE_DMA,
};

static const struct option options[] = {
	{ "board", required_argument, NULL, OPT_BOARD },
	{ "cache", required_argument, NULL, OPT_CACHE },
	{ "cmdline", required_argument, NULL, OPT_CMDLINE },
	{ "cpus", required_argument, NULL, OPT_CPUS },
	{ "help", no_argument, NULL, OPT_HELP },
	{ "iomem", no_argument, NULL, OPT_IOMEM },
	{ "json", required_argument, NULL, OPT_JSON },
	{ "linux", required_argument, NULL, OPT_LINUX },
	{ "memory", required_argument, NULL, OPT_MEMORY },
	{ "model", required_argument, NULL, OPT_MODEL },
	{ "quiet", no_argument, NULL, OPT_QUIET },
	{ "script", required_argument, NULL, OPT_SCRIPT },
	{ "seed", required_argument, NULL, OPT_SEED },
	{ "seeds", required_argument, NULL, OPT_SEEDS },
	{ "trace", required_argument, NULL, OPT_TRACE_DMA },
	{ "trace-hash", no_argument, NULL, OPT_TRACE },
	{ NULL, 0, NULL, 0 },
};

/* --- one run -------------------------------------------------------------- */

static int add_models(const struct run *r)
{
	char path[PATH_MAX], *node;
	int i, err;

	for (i = 0; i < r->nr_models; i++) {
		snprintf(path, sizeof(path), "%s", r->models[i]);
		node = strchr(path, '@');
		if (node)
			*node++ = '\0';
		err = board_add_model_file(path, node);
		if (err)
			return err;
	}
	return 0;
}

static void print_iomem(void)
{
	int n = board_iomem(NULL, 0);
	char *text = n > 0 ? malloc(n + 1) : NULL;

	if (!text)
		return;
	board_iomem(text, n + 1);
	fputs(text, stdout);
	free(text);
}

/* Boot, load, script, shut down.  0, or -1: a line said why. */
static int drive(const struct run *r)
{
	int i, err;

	if (add_models(r) || board_boot(&r->board))
		return -1;
	for (i = 0; i < r->nr_drivers; i++) {
		err = board_load(r->drivers[i]);
		if (err == -ENOMEM)	/* else it was said why */
			host_error("%s: no memory", r->drivers[i]);
		if (err)
			return -1;
	}
	err = r->script ? script_run(r->script) : 0;
	if (r->iomem)
		print_iomem();
	if (board_shutdown())
		err = -1;
	return err;
}

int run_once(const struct run *r, uint64_t *trace)
{
	int failed = drive(r), err;

	*trace = board_trace();
	fflush(stdout);
	if (report_count() > 1)
		fprintf(stderr, "%u reports, %u different\n", report_count(),
			report_count_different());
	err = report_close();
	if (err) {
		host_error("%s: %s", r->json, strerror(-err));
		return TOOL_FAILED;
	}
	if (report_count())
		return TOOL_REPORTS;
	return failed ? TOOL_FAILED : TOOL_CLEAN;
}

static int run_alone(const struct run *r)
{
	uint64_t trace;
	int status, err;

	err = report_to_terminal(STDERR_FILENO, isatty(STDERR_FILENO));
	if (!err && r->json)
		err = report_to_json(r->json);
	if (err) {
		host_error("reports: %s", strerror(-err));
		return TOOL_FAILED;
	}
	status = run_once(r, &trace);
	if (r->trace_hash)
		printf("trace %016llx\n", (unsigned long long)trace);
	return status;
}

/* --- drivers -------------------------------------------------------------- */

static bool is_source(const char *path)
{
	size_t n = strlen(path);

	return n > 2 && !strcmp(path + n - 2, ".c");
}

/* The run's own folder, which comes with the first compiled driver. */
static int make_folder(struct run *r)
{
	const char *tmp = getenv("TMPDIR");

	if (r->folder[0])
		return 0;
	snprintf(r->folder, sizeof(r->folder), "%s/dmaspace-XXXXXX",
		 tmp && *tmp ? tmp : "/tmp");
	if (mkdtemp(r->folder))
		return 0;
	host_error("%s: %s", r->folder, strerror(errno));
	r->folder[0] = '\0';
	return -1;
}

static int compile_driver(struct run *r, char **driver)
{
	const char *slash = strrchr(*driver, '/'), *source = *driver;
	const char *name = slash ? slash + 1 : *driver;
	unsigned int version = r->board.linux_version;
	int err;

	if (make_folder(r) ||
	    asprintf(driver, "%s/%.*s.so", r->folder, (int)strlen(name) - 2,
		     name) < 0)
		return TOOL_FAILED;
	err = cc_compile(source, *driver, version ? version : 0x060c00, NULL,
			 NULL);
	return err ? TOOL_FAILED : TOOL_CLEAN;
}

/* The Linux version that a shared object was compiled for; 0: not told. */
static int driver_version(const char *path, unsigned int *version)
{
	char error[512];
	struct host_module *m = host_module_load(path, error, sizeof(error));

	if (!m) {
		host_error("%s", error);
		return TOOL_FAILED;
	}
	*version = (uintptr_t)host_module_symbol(m, "dmaspace_linux_version");
	host_module_unload(m);
	return TOOL_CLEAN;
}

static int prepare_drivers(struct run *r)
{
	unsigned int version, first = 0;
	int i, err;

	for (i = 0; i < r->nr_drivers; i++) {
		err = is_source(r->drivers[i]) ?
		      compile_driver(r, &r->drivers[i]) : TOOL_CLEAN;
		if (!err)
			err = driver_version(r->drivers[i], &version);
		if (err)
			return err;
		if (first && version && version != first)
			return tool_usage("run", "%s is for another Linux than "
					  "%s", r->drivers[i], r->drivers[0]);
		if (!first)
			first = version;
	}
	if (!r->board.linux_version)
		r->board.linux_version = first;
	return TOOL_CLEAN;
}

static const struct run *interrupted;

static void remove_folder(const struct run *r)
{
	int i;

	if (!r->folder[0])
		return;
	for (i = 0; i < r->nr_drivers; i++)
		if (!strncmp(r->drivers[i], r->folder, strlen(r->folder)))
			unlink(r->drivers[i]);
	rmdir(r->folder);
}

static void on_signal(int sig)
{
	remove_folder(interrupted);
	signal(sig, SIG_DFL);
	raise(sig);
}

/* Ctrl-C leaves nothing behind either. */
static void catch_signals(const struct run *r)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGABRT };
	size_t i;

	interrupted = r;
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		signal(signals[i], on_signal);
}

/* --- command line --------------------------------------------------------- */

static int parse_cache(const char *text, enum board_cache *cache)
{
	static const char *const names[] = { "none", "lazy", "hostile" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (!strcmp(text, names[i])) {
			*cache = (enum board_cache)i;
			return TOOL_CLEAN;
		}
	return tool_usage("run", "--cache=%s: none, lazy or hostile", text);
}

static int parse_number(const char *name, const char *text, uint64_t *value)
{
	unsigned long long n;

	if (!tool_number(text, &n))
		return tool_usage("run", "--%s=%s: expected a number", name,
				  text);
	*value = n;
	return TOOL_CLEAN;
}

static int parse_linux(const char *text, unsigned int *version)
{
	*version = tool_linux_version(text);
	return *version ? TOOL_CLEAN :
	       tool_usage("run", "--linux=%s: 6.1, 6.12 or 7.2", text);
}

static int parse_cpus(const char *text, unsigned int *cpus)
{
	uint64_t n = 0;

	if (parse_number("cpus", text, &n))
		return TOOL_USAGE;
	*cpus = n;
	return n && n <= 16 ? TOOL_CLEAN :
	       tool_usage("run", "--cpus=%s: 1 to 16", text);
}

static int parse_model(struct run *r, const char *text)
{
	if (r->nr_models == RUN_MODELS)
		return tool_usage("run", "too many models");
	r->models[r->nr_models++] = text;
	return TOOL_CLEAN;
}

static int parse_option(struct run *r, int option)
{
	switch (option) {
	case OPT_BOARD:
		r->tree = optarg;
		return TOOL_CLEAN;
	case OPT_SCRIPT:
		r->script = optarg;
		return TOOL_CLEAN;
	case OPT_JSON:
		r->json = optarg;
		return TOOL_CLEAN;
	case OPT_MODEL:
		return parse_model(r, optarg);
	case OPT_SEED:
		return parse_number("seed", optarg, &r->board.seed);
	case OPT_SEEDS:
		if (parse_number("seeds", optarg, &r->seeds))
			return TOOL_USAGE;
		return r->seeds && r->seeds <= 10000000 ? TOOL_CLEAN :
		       tool_usage("run", "--seeds=%s: 1 to 10000000", optarg);
	case OPT_CACHE:
		return parse_cache(optarg, &r->board.cache);
	case OPT_LINUX:
		return parse_linux(optarg, &r->board.linux_version);
	case OPT_MEMORY:
		r->memory = optarg;
		return TOOL_CLEAN;
	case OPT_CMDLINE:
		r->board.cmdline = optarg;
		return TOOL_CLEAN;
	case OPT_CPUS:
		return parse_cpus(optarg, &r->board.cpus);
	case OPT_IOMEM:
		r->iomem = true;
		return TOOL_CLEAN;
	case OPT_TRACE_DMA:
		r->board.trace_dma = !strcmp(optarg, "dma");
		return r->board.trace_dma ? TOOL_CLEAN :
		       tool_usage("run", "--trace=%s: dma", optarg);
	case OPT_TRACE:
		r->trace_hash = true;
		return TOOL_CLEAN;
	case OPT_QUIET:
		r->board.quiet = true;
		return TOOL_CLEAN;
	default:
		return TOOL_USAGE;	/* getopt has said why */
	}
}

static int parse(struct run *r, int argc, char **argv)
{
	int option, i;

	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
		if (option == OPT_HELP || option == 'h') {
			fputs(help, stdout);
			exit(TOOL_CLEAN);
		}
		if (parse_option(r, option))
			return TOOL_USAGE;
	}
	if (!r->tree)
		return tool_usage("run", "--board=FILE is needed");
	r->drivers = argv + optind;
	r->nr_drivers = argc - optind;
	for (i = 0; i < r->nr_drivers; i++)
		if (access(r->drivers[i], R_OK))
			return tool_usage("run", "%s: %s", r->drivers[i],
					  strerror(errno));
	if (r->script && access(r->script, R_OK))
		return tool_usage("run", "%s: %s", r->script, strerror(errno));
	if (strcmp(r->tree, "-") && access(r->tree, R_OK))
		return tool_usage("run", "%s: %s", r->tree, strerror(errno));
	return TOOL_CLEAN;
}

int run_main(int argc, char **argv)
{
	struct run r = { .board = { .seed = 1, .cache = BOARD_CACHE_HOSTILE } };
	int status = parse(&r, argc, argv);
	void *blob;

	if (status)
		return status;
	if (r.script && script_check(r.script))
		return TOOL_USAGE;
	blob = host_load_tree(r.tree, &r.board.dtb_size);
	if (!blob)
		return TOOL_FAILED;
	if (r.memory && host_tree_memory(r.memory, &blob, &r.board.dtb_size))
		return TOOL_USAGE;
	r.board.dtb = blob;
	catch_signals(&r);
	status = prepare_drivers(&r);
	if (!status)
		status = r.seeds ? run_seeds(&r) : run_alone(&r);
	remove_folder(&r);
	return status;
}
