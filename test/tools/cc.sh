#!/bin/sh
# SPDX-License-Identifier: MIT
# dmaspace cc: what it makes, what it says, how it ends.
. test/tools/tap.sh

cat >"$work/good.c" <<'C'
#include <linux/module.h>
static int __init good_init(void)
{
	return 0;
}
module_init(good_init);
MODULE_LICENSE("GPL");
C
cat >"$work/absent.c" <<'C'
#include <linux/module.h>
int no_such_call(int);
static int __init absent_init(void)
{
	return no_such_call(
		1);
}
module_init(absent_init);
C
echo 'int x = ;' >"$work/wrong.c"
cat >"$work/version.c" <<'C'
#include <linux/version.h>
#if LINUX_VERSION_CODE != KERNEL_VERSION(6, 1, 0)
#error other version
#endif
C

# A driver of another decade: one removed name a file.
old() {
	printf '#include <linux/dma-mapping.h>\n%s\n' "$2" >"$work/$1.c"
}
old consistent 'void *f(struct device *d, dma_addr_t *h)
{
	return pci_alloc_consistent(d, 4096, h);
}'
old cache-sync 'void f(struct device *d, void *p)
{
	dma_cache_sync(d, p, 64, DMA_TO_DEVICE);
}'
old attr 'void *f(struct device *d, dma_addr_t *h)
{
	return dma_alloc_attrs(d, 64, h, GFP_KERNEL, DMA_ATTR_NON_CONSISTENT);
}'
old todevice 'int f(void) { return PCI_DMA_TODEVICE; }'
old noncoherent 'void *f(struct device *d, dma_addr_t *h)
{
	return dma_alloc_noncoherent(d, 64, h, GFP_KERNEL);
}'
old own '#define pci_map_single(p, a, s, d) \
	dma_map_single(&(p)->dev, a, s, (enum dma_data_direction)(d))
struct pci { struct device dev; };
dma_addr_t f(struct pci *p, void *a)
{
	return pci_map_single(p, a, 4, 1);
}'

version() { nm -D "$1" | grep dmaspace_linux_version; }
prefixed() { nm "$1" | grep -v -e ' k_' -e dmaspace_ -e ' _' -e '^ *[Uw]'; }

is 'a driver compiles' 0 '^$' $dmaspace cc "$work/good.c" -o "$work/good.so"
is 'it is there' 0 '' test -f "$work/good.so"
is 'no object is left behind' 1 '' test -e "$work/good.so.o"
is 'it has its Linux version' 0 060c00 version "$work/good.so"
is 'all its names have the prefix' 1 '^$' prefixed "$work/good.so"
is 'gcc compiles it' 0 '^$' \
	$dmaspace cc --compiler=gcc "$work/good.c" -o "$work/gcc.so"
is 'clang compiles it' 0 '^$' \
	$dmaspace cc --compiler=clang "$work/good.c" -o "$work/clang.so"
is '--linux=6.1 is seen by the source' 0 '^$' \
	$dmaspace cc --linux=6.1 "$work/version.c" -o "$work/61.so"
is '... and by the object' 0 060100 version "$work/61.so"
is 'without it, not' 1 'other version' $dmaspace cc "$work/version.c"
is 'a call that is not offered is named, with its line' 1 \
	'absent.c:[56]: not offered: no_such_call\(\)' \
	$dmaspace cc "$work/absent.c"
is 'nothing half-done is left' 1 '' test -e "$work/absent.so"
is 'the compiler says what is wrong' 1 'wrong.c:1:9: .*error' \
	$dmaspace cc "$work/wrong.c"
is '-D reaches the compiler' 1 'stray|error' \
	$dmaspace cc -Dgood_init=@ "$work/good.c"
for compiler in gcc clang; do
	is "$compiler: a removed call names its successor" 1 \
		'consistent.c:4:.*error:.*use dma_alloc_coherent\(\)' \
		$dmaspace cc --compiler=$compiler "$work/consistent.c"
	is "$compiler: so does dma_cache_sync()" 1 \
		'error:.*use dma_sync_single_for_device\(\)' \
		$dmaspace cc --compiler=$compiler "$work/cache-sync.c"
	is "$compiler: so does an attribute" 1 \
		'error:.*use dma_alloc_noncoherent\(\)' \
		$dmaspace cc --compiler=$compiler "$work/attr.c"
	is "$compiler: so does a constant" 1 'error:.*use DMA_TO_DEVICE' \
		$dmaspace cc --compiler=$compiler "$work/todevice.c"
	is "$compiler: a call of the old form is shown the new one" 1 \
		'too few arguments' \
		$dmaspace cc --compiler=$compiler "$work/noncoherent.c"
done
is 'a macro of the driver wins' 0 '' \
	$dmaspace cc "$work/own.c" -o "$work/own.so"
is 'no source' 2 'expected one C source' $dmaspace cc
is 'not a C source' 2 'expected one C source, not' $dmaspace cc README.md
is 'no such file' 2 'No such file' $dmaspace cc "$work/none.c"
is 'two sources' 2 'one source at a time' $dmaspace cc a.c b.c
is 'an unknown version' 2 '6.12 or 7.2' $dmaspace cc --linux=5.4 "$work/good.c"
is 'an unknown option' 2 'not known' $dmaspace cc --fast "$work/good.c"
is 'an option without its file' 2 'a FILE is needed' $dmaspace cc "$work/good.c" -o
is 'no compiler' 3 'false: no compiler' \
	$dmaspace cc --compiler=false "$work/good.c"
is 'an unknown compiler' 3 'nocc' $dmaspace cc --compiler=nocc "$work/good.c"
is 'an unknown command' 2 'no command is called "fly"' $dmaspace fly
is 'no command' 2 'usage' $dmaspace
is 'help' 0 'usage' $dmaspace --help
is 'version' 0 'dmaspace [0-9]' $dmaspace --version
finish
