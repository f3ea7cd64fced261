#!/bin/sh
# SPDX-License-Identifier: MIT
# dmaspace explain: each kind of device, what options change, bad input, the
# examples of docs/explain.md.
. test/tools/tap.sh
PATH=$(dirname "$dmaspace"):$PATH

fb=test/boards/fb.dts
dma=test/boards/dma.dts

# ask OPTIONS...: the lines of all texts joined, so that words are found.
ask() { dmaspace explain "$@" | tr -s ' \n' ' '; }

# --- where memory comes from ---------------------------------------------------

pool='pool frames@b0000000 write-combine 0 1 no'
is 'a pool: coherent and wc are the same' 0 \
	"dma_alloc_coherent $pool dma_alloc_wc $pool with GFP_ATOMIC $pool" \
	ask --device fb-pool $fb
is 'pages never come from the pool' 0 \
	'dma_alloc_pages, _noncoherent CMA reserved cached 1 1 yes' \
	ask --device fb-pool $fb
is 'a sync on a pool is a bug' 0 'dma_sync_\* on it is a bug' \
	ask --device fb-pool $fb
is 'CMA: uncached and wc' 0 \
	'dma_alloc_coherent CMA area@b2000000 uncached 0 1 no dma_alloc_wc CMA area@b2000000 write-combine 0 1' \
	ask --device fb-cma $fb
is 'CMA never serves who must not sleep' 0 \
	'with GFP_ATOMIC atomic pool uncached 0 1 no' ask --device fb-cma $fb
is 'a device that snoops: cached' 0 \
	'dma_alloc_wc CMA reserved cached 1 1 no with GFP_ATOMIC ordinary pages cached' \
	ask --device fb-snoops $fb
is 'a device that snoops: syncs do nothing' 0 'any direction nothing nothing' \
	ask --device fb-snoops $fb
is 'a pool on a device that snoops stays write-combine' 0 \
	'write-combine 0 1 no with.*dma_mmap_coherent, _wc as allocated cached 1 1' \
	ask --device fb-pool-snoops $fb
is 'and programs have it cached: beware' 0 'beware: the device is dma-coherent' \
	ask --device fb-pool-snoops $fb
is 'the arm64 syncs' 0 'DMA_TO_DEVICE clean nothing DMA_FROM_DEVICE clean invalidate' \
	ask --device plain $dma

# --- regions --------------------------------------------------------------------

is 'a pool without no-map' 0 'attaching gives -EINVAL; it has no no-map' \
	ask --device mapped-pool $dma
is 'on 32-bit ARM it is none at all' 0 '32-bit ARM takes no pool without no-map' \
	ask --arch arm --device mapped-pool $dma
is 'two pools: 6.12 keeps the first' 0 'says yes, and the first stays in use' \
	ask --device two-pools $dma
is 'two pools: what 6.1 and 7.2 do' 0 \
	'Linux 6.1 memory-region 1 .*attaching: -EBUSY Linux 7.2 memory-region 1 .*attaching: -EBUSY' \
	ask --device two-pools $dma
is 'two pools as 7.2' 0 'attaching gives -EBUSY' \
	ask --linux 7.2 --device two-pools $dma

cat >"$work/more.dts" <<'DTS'
/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	aliases { video = &video; };
	memory@40000000 {
		device_type = "memory";
		reg = <0 0x40000000 0 0x80000000>;
	};
	reserved-memory {
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		off: off@50000000 {
			compatible = "shared-dma-pool";
			no-map;
			reg = <0 0x50000000 0 0x100000>;
			status = "disabled";
		};
		plain: plain@51000000 { reg = <0 0x51000000 0 0x100000>; };
		high: high@90000000 {
			compatible = "shared-dma-pool";
			no-map;
			reg = <0 0x90000000 0 0x100000>;
		};
		restricted: restricted@52000000 {
			compatible = "restricted-dma-pool";
			reg = <0 0x52000000 0 0x400000>;
		};
	};
	smmu: iommu@1000000 { reg = <0 0x1000000 0 0x1000>; #iommu-cells = <1>; };
	bus {
		compatible = "simple-bus";
		#address-cells = <1>;
		#size-cells = <1>;
		ranges = <0 0 0 0x10000000>;
		dma-ranges = <0xc0000000 0 0x40000000 0x40000000>;
		uses-off@1000 { compatible = "t,d"; reg = <0x1000 1>; memory-region = <&off>; };
		uses-plain@2000 { compatible = "t,d"; reg = <0x2000 1>; memory-region = <&plain>; };
		uses-high@3000 { compatible = "t,d"; reg = <0x3000 1>; memory-region = <&high>; };
		video: video@4000 { compatible = "t,d"; reg = <0x4000 1>; iommus = <&smmu 7>; };
		client@5000 { compatible = "t,d"; reg = <0x5000 1>; dmas = <&ctl 1>; };
		ctl: ctl@6000 { compatible = "t,d"; reg = <0x6000 1>; #dma-cells = <1>; };
		uses-restricted@7000 {
			compatible = "t,d";
			reg = <0x7000 1>;
			memory-region = <&restricted>;
		};
		asleep@8000 { compatible = "t,d"; reg = <0x8000 1>; status = "disabled"; };
	};
};
DTS
more=$work/more.dts
is 'a disabled region' 0 'attaching returns 0 and attaches nothing' \
	ask --device uses-off $more
is 'a plain region' 0 'plain region .*attaching gives -EINVAL; nothing attaches' \
	ask --device uses-plain $more
is 'a pool that no dma-ranges entry covers' 0 'no dma-ranges entry covers it' \
	ask --device uses-high $more
is 'a restricted pool' 0 'Linux: the restricted pool' \
	ask --device uses-restricted $more
is 'an IOMMU' 0 'IOMMU /iommu@1000000 .*dma_alloc_coherent Linux: pages, at one IOVA uncached 0 1' \
	ask --device video $more
is 'its ID is the device'\''s' 0 'has iommus ID 0x7' ask --device video $more
is 'dma-ranges' 0 'by dma-ranges of /bus: phys 0x40000000..0x7fffffff is dma 0xc0000000..0xffffffff' \
	ask --device ctl $more
is 'RAM out of reach bounces' 0 'RAM from 0x80000000 on is out of reach.*SWIOTLB Linux: a mapping of memory out of reach is copied' \
	ask --device ctl $more
is 'a client of a controller' 0 '/bus/ctl@6000 moves the data of `dmas`' \
	ask --device client $more
is 'a disabled node' 0 'the node is disabled' ask --device asleep $more

# --- options ----------------------------------------------------------------------

is 'a block of a pool' 0 '1200 KiB take a block of 2 MiB' \
	ask --device fb-pool --size 1200K $fb
is 'never' 0 'never: NULL. 3 MiB need a block of 4 MiB' \
	ask --device small-pool --size 3M $dma
is 'more than a CMA area' 0 'never: NULL. 64 MiB are more than the area of 16 MiB' \
	ask --device cma --size 64M $dma
is 'a page of the default area' 0 'a page or less is not worth' \
	ask --device plain --size 4K $dma
is 'alignment in CMA ends at 1 MiB' 0 '3 MiB, at a multiple of 1 MiB counted' \
	ask --device cma --size 3M $dma
is 'and at 4 MiB with pages of 16 KiB' 0 '8 MiB, at a multiple of 4 MiB counted' \
	ask --page-size 16k --device plain --size 8M $dma
is 'a mask that is too small' 0 'dma_set_mask_and_coherent\(\) says -EIO to 30' \
	ask --device plain --mask 30 $dma
is 'a mask behind an IOMMU' 0 'mask of 20 bits \(as the driver sets it\)' \
	ask --device video --mask 20 $more
is 'an attribute' 0 'dma_alloc_attrs CMA area@b4200000 a cookie, no address - -.*the pointer is a cookie' \
	ask --device cma --attrs NO_KERNEL_MAPPING $dma
is 'two, with their prefix' 0 'FORCE_CONTIGUOUS nothing' \
	ask --device cma --attrs DMA_ATTR_WRITE_COMBINE,DMA_ATTR_FORCE_CONTIGUOUS $dma
is 'a path, an alias, the end of a path' 0 '/bus/video@4000' \
	sh -c "dmaspace explain --device /bus/video@4000 $more &&
	       dmaspace explain --device video $more &&
	       dmaspace explain --device bus/video@4000 $more"
is 'memory by the boot loader' 0 'all RAM is in reach' \
	ask --device video --memory 1G@0x40000000 $more

same() { dmaspace explain $fb | sed -n '/^.axi.dma@64020000/,$p' | head -n 2; }
is 'devices of the same answers share a screen' 0 'caches' same
is 'a tree without devices' 0 'No node says that it does DMA' \
	dmaspace explain test/dts/virt.dts

json() { dmaspace explain --json "$@" | python3 -m json.tool; }
is 'JSON' 0 '"path": "/axi/fb-pool@64000000"' json $fb
is 'JSON of the bits' 0 '"cached": false' json --device fb-pool $fb

# --- bad input --------------------------------------------------------------------

one_line() { "$@" 2>&1 | wc -l; }
is 'an unknown device, and what is near' 2 'called vidoe; is it /bus/video@4000' \
	dmaspace explain --device vidoe $more
is 'an unknown device, nothing near' 2 'give a full path' \
	dmaspace explain --device qqqqqqqqqqqqqq $more
is 'one line' 0 '^1$' one_line dmaspace explain --device vidoe $more
is 'several of one name' 2 '2 nodes are called dma' \
	dmaspace explain --device dma $fb
is 'size 0' 2 '--size=0: expected a number' dmaspace explain --size 0 $fb
is 'a size that overflows' 2 '--size=99999999G: expected' \
	dmaspace explain --size 99999999G $fb
is 'a size that is none' 2 'expected a number' dmaspace explain --size x $fb
is 'mask 0' 2 '--mask=0: expected a number from 1 to 64' \
	dmaspace explain --mask 0 $fb
is 'mask 65' 2 'from 1 to 64' dmaspace explain --mask 65 $fb
is 'an attribute that there is not' 2 'FAST is none of WEAK_ORDERING' \
	dmaspace explain --attrs WRITE_COMBINE,FAST $fb
is 'an attribute of 7.2' 2 'MMIO is of Linux 7.2' dmaspace explain --attrs MMIO $fb
is 'that one in 7.2' 0 'registers, no cache work' \
	ask --attrs MMIO --linux 7.2 --device plain $dma
is 'two kernels' 2 'one version at a time' dmaspace explain --linux 6.1,7.2 $fb
is 'no file' 2 'one FILE is needed' dmaspace explain
is 'a file that is not there' 2 'No such file' dmaspace explain "$work/none.dts"

# --- docs/explain.md ----------------------------------------------------------------

# Its $ lines, and what stands below each up to the fence.
sed -n '/^```/,/^```/p' docs/explain.md | awk -v out="$work/shown" '
	/^\$ dmaspace / { n++; print substr($0, 3) >(out n ".sh"); next }
	/^```/ { shown = 0; if (n > done) done = n; next }
	n > done { print >(out n ".txt") }'

prints()
{
	CC=gcc sh "$work/shown$1.sh" >"$work/printed" 2>&1
	sed 's/[ \t]*$//' "$work/printed" | diff "$work/shown$1.txt" -
}

is 'docs/explain.md has examples' 0 '' test -f "$work/shown8.txt"
for script in "$work"/shown*.sh; do
	n=${script#"$work/shown"}
	is "docs/explain.md: $(cat "$script")" 0 '^$' prints "${n%.sh}"
done
finish
