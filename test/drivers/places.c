// SPDX-License-Identifier: MIT
/*
 * A fault of each kind in each place that a kernel calls a driver in.
 *
 * ioctl 0x100 + PLACE arms it with a kind of fault; the place then has it when
 * the kernel comes along.  ioctl 1 is a place itself, ioctl 2 starts those that
 * run by themselves and sleeps until they have run.  test/tools/places.sh.
 */
#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/interrupt.h>
#include <linux/io.h>
#include <linux/kthread.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/slab.h>
#include <linux/timer.h>
#include <linux/workqueue.h>

enum place {
	IN_PROBE, IN_REMOVE, IN_OPEN, IN_RELEASE, IN_READ, IN_WRITE, IN_IOCTL,
	IN_MMAP, IN_POLL, IN_LSEEK, IN_SHOW, IN_IRQ, IN_IRQ_THREAD, IN_TIMER,
	IN_WORK, IN_KTHREAD, IN_EXIT, NR_PLACES,
};

enum kind {
	NOTHING, NULL_POINTER, WILD, MMIO, DIVIDE, RECURSE, SLEEP, WAIT, SPIN,
	HELD, BUGGED, LOCK_AND_SLEEP, POLL_FOR_EVER, MUTEX_HELD,
	SLEEP_FOR_EVER, DELAY_FOR_EVER, ALLOCATE_FOR_EVER, READ_FOR_EVER,
};

static int armed[NR_PLACES];
static void __iomem *regs;
static struct device *engine;
static void *buffer;
static DEFINE_SPINLOCK(lock);
static DEFINE_MUTEX(mutex);
static DECLARE_COMPLETION(never);
static int *nowhere, zero, value = 7;

static noinline int deeper(int n)
{
	volatile char frame[200];

	frame[n % 200] = 1;
	return READ_ONCE(zero) ? 0 : deeper(n + 1) + frame[0];
}

/* What a loop in an interrupt or a thread may do for good. */
static noinline void spin(void)
{
	for (;;)
		barrier();
}

static noinline void fault(enum place place)
{
	switch (armed[place]) {
	case NULL_POINTER:
		value = *(volatile int *)READ_ONCE(nowhere);
		break;
	case WILD:
		value = *(volatile int *)0x123456789000ul;
		break;
	case MMIO:
		value = *(volatile int __force *)regs;
		break;
	case DIVIDE:
		value = READ_ONCE(value) / READ_ONCE(zero);
		break;
	case RECURSE:
		value = deeper(0);
		break;
	case SLEEP:
		msleep(1);
		break;
	case WAIT:
		wait_for_completion(&never);
		break;
	case SPIN:
		spin();
		break;
	case HELD:
		spin_lock(&lock);
		break;
	case BUGGED:
		BUG();
	case LOCK_AND_SLEEP:
		spin_lock(&lock);
		msleep(1);
		spin_unlock(&lock);
		break;
	case POLL_FOR_EVER:
		while (!(readl(regs + 4) & BIT(31)))
			cpu_relax();
		break;
	case MUTEX_HELD:
		mutex_lock(&mutex);
		break;
	case SLEEP_FOR_EVER:
		for (;;)
			msleep(10);
	case DELAY_FOR_EVER:
		for (;;)
			udelay(10);
	case ALLOCATE_FOR_EVER:
		for (;;)
			kfree(kmalloc(100, GFP_ATOMIC));
	case READ_FOR_EVER:
		while (!READ_ONCE(zero))
			;
	}
}

/* --- those that run by themselves ------------------------------------------ */

static irqreturn_t places_irq(int irq, void *data)
{
	writel(0x7000, regs + 4);
	fault(IN_IRQ);
	return IRQ_WAKE_THREAD;
}

static irqreturn_t places_irq_thread(int irq, void *data)
{
	fault(IN_IRQ_THREAD);
	return IRQ_HANDLED;
}

static void places_timer(struct timer_list *t)
{
	fault(IN_TIMER);
}

static void places_work(struct work_struct *work)
{
	fault(IN_WORK);
}

static int places_kthread(void *data)
{
	fault(IN_KTHREAD);
	while (!kthread_should_stop())
		msleep(1);
	return 0;
}

static DEFINE_TIMER(timer, places_timer);
static DECLARE_WORK(work, places_work);
static struct task_struct *thread;

static int start_engine(void)
{
	dma_addr_t dma = dma_map_single(engine, buffer, 4096,
					DMA_BIDIRECTIONAL);

	if (dma_mapping_error(engine, dma))
		return -ENOMEM;
	writel(0x5000, regs);		/* interrupts of completion, errors */
	writel(lower_32_bits(dma), regs + 0x18);
	writel(lower_32_bits(dma + 2048), regs + 0x20);
	writel(64, regs + 0x28);
	msleep(5);
	dma_unmap_single(engine, dma, 4096, DMA_BIDIRECTIONAL);
	return 0;
}

static int start_all(void)
{
	int err;

	thread = kthread_run(places_kthread, NULL, "places");
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	mod_timer(&timer, jiffies + 1);
	schedule_work(&work);
	err = start_engine();
	flush_work(&work);
	timer_delete_sync(&timer);
	kthread_stop(thread);
	return err;
}

/* --- the node --------------------------------------------------------------- */

static int places_open(struct inode *inode, struct file *file)
{
	fault(IN_OPEN);
	return 0;
}

static int places_release(struct inode *inode, struct file *file)
{
	fault(IN_RELEASE);
	return 0;
}

static ssize_t places_read(struct file *file, char __user *buf, size_t n,
			   loff_t *pos)
{
	fault(IN_READ);
	return n;
}

static ssize_t places_write(struct file *file, const char __user *buf, size_t n,
			    loff_t *pos)
{
	fault(IN_WRITE);
	return n;
}

static long places_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	if (cmd == 1)
		fault(IN_IOCTL);
	else if (cmd == 2)
		return start_all();
	else if (cmd - 0x100 < NR_PLACES)
		armed[cmd - 0x100] = arg;
	else
		return -ENOTTY;
	return 0;
}

static int places_mmap(struct file *file, struct vm_area_struct *vma)
{
	fault(IN_MMAP);
	return remap_pfn_range(vma, vma->vm_start,
			       PHYS_PFN(virt_to_phys(buffer)), PAGE_SIZE,
			       vma->vm_page_prot);
}

static __poll_t places_poll(struct file *file, poll_table *wait)
{
	fault(IN_POLL);
	return EPOLLIN;
}

static loff_t places_llseek(struct file *file, loff_t offset, int whence)
{
	fault(IN_LSEEK);
	return offset;
}

static const struct file_operations fops = {
	.owner = THIS_MODULE,
	.open = places_open,
	.release = places_release,
	.read = places_read,
	.write = places_write,
	.unlocked_ioctl = places_ioctl,
	.mmap = places_mmap,
	.poll = places_poll,
	.llseek = places_llseek,
};

static struct miscdevice misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "places",
	.fops = &fops,
};

/* --- the device ------------------------------------------------------------- */

static ssize_t places_show(struct device *dev, struct device_attribute *attr,
			   char *buf)
{
	fault(IN_SHOW);
	return sysfs_emit(buf, "1\n");
}
static DEVICE_ATTR(places, 0444, places_show, NULL);

static struct attribute *places_attrs[] = { &dev_attr_places.attr, NULL };
ATTRIBUTE_GROUPS(places);

static int places_probe(struct platform_device *pdev)
{
	int irq, err;

	if (of_property_read_bool(pdev->dev.of_node, "dma-coherent"))
		return -ENODEV;		/* one engine is enough */
	engine = &pdev->dev;
	regs = devm_platform_ioremap_resource(pdev, 0);
	if (IS_ERR(regs))
		return PTR_ERR(regs);
	fault(IN_PROBE);
	buffer = devm_kzalloc(engine, PAGE_SIZE, GFP_KERNEL);
	irq = platform_get_irq(pdev, 0);
	if (!buffer || irq < 0)
		return buffer ? irq : -ENOMEM;
	err = devm_request_threaded_irq(engine, irq, places_irq,
					places_irq_thread, 0, "places", &lock);
	return err ? err : misc_register(&misc);
}

static void places_remove(struct platform_device *pdev)
{
	misc_deregister(&misc);
	fault(IN_REMOVE);
}

static const struct of_device_id ids[] = {
	{ .compatible = "xlnx,axi-cdma-1.00.a" },
	{ }
};

static struct platform_driver places_driver = {
	.probe = places_probe,
	.remove_new = places_remove,
	.driver = {
		.name = "places",
		.of_match_table = ids,
		.dev_groups = places_groups,
	},
};

static int __init places_init(void)
{
	return platform_driver_register(&places_driver);
}
module_init(places_init);

static void __exit places_exit(void)
{
	platform_driver_unregister(&places_driver);
	fault(IN_EXIT);
}
module_exit(places_exit);

MODULE_LICENSE("Dual MIT/GPL");
