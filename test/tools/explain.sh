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
program='dma_mmap_coherent, _wc as allocated'
is 'a program sees a pool as its driver does' 0 "$program write-combine 0 1 no" \
	ask --device fb-pool $fb
is 'and CMA as it was allocated' 0 \
	'dma_mmap_coherent as allocated uncached 0 1 no dma_mmap_wc as allocated write-combine 0 1' \
	ask --device fb-cma $fb
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
is 'two pools: why they do' 0 \
	'Linux 6.1, 7.2 attaching a second pool is -EBUSY' \
	ask --device two-pools $dma
is 'one pool: not a word of two' 0 '^0$' \
	sh -c "dmaspace explain --device fb-pool $fb | grep -c 'second pool'; :"
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
is 'a restricted pool' 0 'dma_alloc_coherent the restricted pool' \
	ask --device uses-restricted $more
is 'an IOMMU' 0 'IOMMU /iommu@1000000 .*dma_alloc_coherent Linux: pages, at one IOVA uncached 0 1' \
	ask --device video $more
is 'its ID is the device'\''s' 0 'has iommus ID 0x7' ask --device video $more
is 'dma-ranges' 0 'by dma-ranges of /bus: phys 0x40000000..0x7fffffff is dma 0xc0000000..0xffffffff' \
	ask --device ctl $more
is 'RAM out of reach bounces' 0 'RAM from 0x80000000 on is out of reach.*SWIOTLB a mapping of memory out of reach is copied' \
	ask --device ctl $more
is 'a client of a controller' 0 '/bus/ctl@6000 moves the data of `dmas`' \
	ask --device client $more
is 'a disabled node' 0 'the node is disabled' ask --device asleep $more

# --- options ----------------------------------------------------------------------

is 'a block of a pool' 0 '1200 KiB take a block of 2 MiB' \
	ask --device fb-pool --size 1200K $fb
is 'never' 0 'never: NULL. 3 MiB need a block of 4 MiB' \
	ask --device small-pool --size 3M $dma
is 'more than a CMA area' 0 'never: NULL. 64 MiB are more than the area of 16 MiB holds, and' \
	ask --device cma --size 64M $dma
is 'all of a CMA area' 0 '16 MiB, at a multiple of 1 MiB counted' \
	ask --device cma --size 16M $dma
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
	ask --device ctl --memory 1G@0x40000000 $more

same() { dmaspace explain $fb | sed -n '/^.axi.dma@64020000/,$p' | head -n 2; }
is 'devices of the same answers share a screen' 0 'caches' same
is 'a tree without devices' 0 'No node says that it does DMA' \
	dmaspace explain test/dts/virt.dts

json() { dmaspace explain --json "$@" | python3 -m json.tool; }
is 'JSON' 0 '"path": "/axi/fb-pool@64000000"' json $fb
is 'JSON of the bits' 0 '"cached": false' json --device fb-pool $fb

# --- what cannot be had -----------------------------------------------------------

cat >"$work/never.dts" <<'DTS'
/dts-v1/;
/ {
	#address-cells = <2>;
	#size-cells = <2>;
	memory@40000000 {
		device_type = "memory";
		reg = <0 0x40000000 0 0x40000000>;
	};
	chosen { bootargs = "swiotlb=noforce coherent_pool=4M"; };
	reserved-memory {
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		tiny: tiny@50000000 {
			compatible = "shared-dma-pool";
			no-map;
			reg = <0 0x50000000 0 0x8000>;
		};
		odd: odd@52020000 {
			compatible = "restricted-dma-pool";
			reg = <0 0x52020000 0 0x100000>;
		};
		far: far@54000000 {
			compatible = "shared-dma-pool";
			reusable;
			reg = <0 0x54000000 0 0x1000000>;
		};
	};
	smmu: iommu@1000000 { reg = <0 0x1000000 0 0x1000>; #iommu-cells = <1>; };
	off: iommu@2000000 {
		reg = <0 0x2000000 0 0x1000>;
		#iommu-cells = <1>;
		status = "disabled";
	};
	plain { compatible = "t,d"; };
	confined { compatible = "t,d"; memory-region = <&odd>; };
	tiny { compatible = "t,d"; memory-region = <&tiny>; };
	io { compatible = "t,d"; iommus = <&smmu 1>; };
	io-pool { compatible = "t,d"; iommus = <&smmu 1>; memory-region = <&tiny>; };
	nowhere {
		compatible = "simple-bus";
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		dma-ranges = <0 0xc0000000 0 0 0 0x40000000>;
		lost { compatible = "t,d"; };
		lost-pool { compatible = "t,d"; memory-region = <&tiny>; };
	};
	shifted {
		compatible = "simple-bus";
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		dma-ranges = <0 0x80100000 0 0x40000000 0 0x200000>;
		io-shifted { compatible = "t,d"; iommus = <&smmu 1>; };
		io-shifted-pool {
			compatible = "t,d";
			iommus = <&smmu 1>;
			memory-region = <&tiny>;
		};
	};
	low {
		compatible = "simple-bus";
		#address-cells = <2>;
		#size-cells = <2>;
		ranges;
		dma-ranges = <0 0 0 0x40000000 0 0x200000>;
		half { compatible = "t,d"; memory-region = <&far>; };
		free { compatible = "t,d"; iommus = <&off 1>; };
	};
};
DTS
never=$work/never.dts

none='never: NULL - - - no'
is 'above a pool: each call of it, and no other' 0 \
	"dma_alloc_coherent $none dma_alloc_wc $none with GFP_ATOMIC $none dma_pool_alloc $none dma_alloc_pages, _noncoherent CMA reserved" \
	ask --device small-pool --size 3M $dma
is 'and nothing to give to a program' 0 \
	'dma_mmap_coherent, _wc nothing was allocated - - - no' \
	ask --device small-pool --size 3M $dma
is 'a pool of less than a page' 0 \
	'never: NULL. A pool of 32 KiB has not one page of 64 KiB' \
	ask --page-size 64k --device tiny $never
is 'whole pages of it are there' 0 'the largest is 32 KiB of 32 KiB' \
	ask --device tiny $never
is 'GFP_ATOMIC above 128 KiB' 0 \
	'with GFP_ATOMIC never: NULL and a WARN .*129 KiB are more than 128 KiB' \
	ask --device plain --size 129K $dma
is 'GFP_ATOMIC of 128 KiB' 0 'with GFP_ATOMIC atomic pool uncached' \
	ask --device plain --size 128K $dma
is 'coherent_pool= of bootargs' 0 \
	'with GFP_ATOMIC atomic pool .*here 4 MiB for each zone' \
	ask --device plain --size 1M $never
is 'coherent_pool= of the command line' 0 \
	'with GFP_ATOMIC never: NULL and a WARN .*1 MiB are more than 512 KiB' \
	ask --cmdline coherent_pool=300K --device plain --size 1M $never
is 'GFP_ATOMIC of a device that snoops' 0 'with GFP_ATOMIC ordinary pages' \
	ask --device fb-snoops --size 1M $fb
is 'GFP_ATOMIC of a device that snoops, above 4 MiB' 0 \
	'with GFP_ATOMIC never: NULL .*8 MiB need 8 MiB, and ordinary pages come 4 MiB' \
	ask --device fb-snoops --size 8M $fb
is 'the default area, beside the atomic pools' 0 \
	'63 MiB, at a multiple of 1 MiB counted' ask --device plain --size 63M $dma
is 'not all of it' 0 \
	'never: NULL. 64 MiB are more than the area of 64 MiB holds beside the' \
	ask --device plain --size 64M $dma
is 'a restricted pool: 256 KiB' 0 'dma_alloc_coherent the restricted pool' \
	ask --device uses-restricted --size 256K $more
is 'a restricted pool: not more' 0 \
	"dma_alloc_coherent $none.* 260 KiB are more than 256 KiB" \
	ask --device uses-restricted --size 260K $more
is 'nor for a mapping' 0 'dma_map_single, _page, _sg never: mapping error' \
	ask --device uses-restricted --size 260K $more
is 'a restricted pool, as it is' 0 \
	"dma_alloc_\* whole pages of the restricted pool, .* the device's address 0; 256 KiB" \
	ask --device uses-restricted $more
is 'one whose segments have no such place' 0 \
	'never: NULL. 256 KiB go to a multiple of 256 KiB, and no segment' \
	ask --device confined --size 256K $never
is '6.1 has one' 0 '256 KiB of the restricted pool, at any page' \
	ask --linux 6.1 --device confined --size 256K $never
is 'it takes an option of the kernel' 0 'CONFIG_DMA_RESTRICTED_POOL' \
	ask --device confined $never
is 'IOVAs of 20 bits: 1 MiB would begin at page 0' 0 \
	"dma_alloc_coherent $none.*the IOVAs from 0x1000 to 0xfffff" \
	ask --device io --mask 20 --size 1M $never
is 'IOVAs of 20 bits: 512 KiB' 0 'an IOVA that is a multiple of 512 KiB' \
	ask --device io --mask 20 --size 512K $never
is 'IOVAs end where dma-ranges do' 0 'IOVAs end at 0x802fffff' \
	ask --device io-shifted $never
is 'and begin at page 1' 0 'an IOVA that is a multiple of 2 MiB' \
	ask --device io-shifted --size 2M $never
is 'in 6.1 where dma-ranges begin' 0 'IOVAs from 0x80100000 to 0x802fffff' \
	ask --linux 6.1 --device io-shifted --size 2M $never
is 'more than all RAM' 0 '2 GiB are more than all RAM' \
	ask --device io --mask 64 --size 2G $never
is 'one piece behind an IOMMU: the default area has it' 0 \
	'dma_alloc_pages, _noncoherent Linux: one piece, at an IOVA' \
	ask --device io --size 48M $never
is 'one piece behind an IOMMU: nobody has it' 0 \
	"dma_alloc_coherent Linux: pages, at one IOVA .*dma_alloc_pages, _noncoherent $none" \
	ask --device io --size 128M $never
is 'no RAM in reach' 0 \
	"no RAM is in reach .*dma_alloc_coherent $none .*dma_map_single, _page, _sg never: mapping error .*no slot to copy through" \
	ask --device lost $never
is 'no RAM in reach: a pool is asked all the same' 0 \
	'dma_alloc_coherent pool tiny.*which is no address for the device' \
	ask --device lost-pool --size 4K $never
is 'an area out of reach, and little that is not' 0 \
	'never: NULL. 4 MiB need 4 MiB, and ordinary pages in the device.s reach come 2 MiB in one piece at most; its CMA area is out of reach' \
	ask --device half --size 4M $never
is 'less than that' 0 'ordinary pages .*2 MiB take 2 MiB of ordinary pages' \
	ask --device half --size 2M $never
is 'an attribute changes nothing of it' 0 "dma_alloc_attrs $none" \
	ask --device half --size 4M --attrs NO_KERNEL_MAPPING $never
is 'JSON tells what comes when there is no room' 0 \
	'"no_room": "NULL and a WARN"' json --device fb-cma $fb
is 'JSON has it' 0 '"never": true' json --device lost $never

# --- an IOMMU, SWIOTLB ------------------------------------------------------------

is 'behind an IOMMU an address is an IOVA' 0 \
	'device address an IOVA, by the IOMMU reach .*IOVAs end at 0xffffffff, RAM may be' \
	ask --device io $never
is 'but that of a pool' 0 'an IOVA, by the IOMMU; the pool.s: dma = phys' \
	ask --device io-pool $never
is 'which dma-ranges move' 0 \
	'the pool.s: by dma-ranges of /shifted: phys 0x40000000..0x401fffff is dma 0x80100000' \
	ask --device io-shifted-pool $never
is 'a disabled IOMMU changes nothing' 0 \
	'as if there were none device address by dma-ranges .*RAM from 0x40200000 on is out of reach' \
	ask --device free $never
is 'swiotlb=noforce: kmalloc() aligns' 0 \
	'SWIOTLB swiotlb=noforce: there is no pool, and nothing is copied' \
	ask --device plain $never
is 'swiotlb=noforce: what is out of reach fails' 0 \
	'SWIOTLB there is no pool .* is DMA_MAPPING_ERROR' ask --device free $never
is 'swiotlb=force' 0 \
	'dma_map_single, _page, _sg yours, copied .*SWIOTLB swiotlb=force: every' \
	ask --cmdline swiotlb=4096,force --device plain $never
is 'swiotlb=force: 256 KiB' 0 'dma_map_\* never: DMA_MAPPING_ERROR. 1 MiB are' \
	ask --cmdline swiotlb=force --device plain --size 1M $never
is 'swiotlb=SLOTS' 0 'SWIOTLB all RAM is in reach. kmalloc' \
	ask --cmdline swiotlb=4096 --device plain $never

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
