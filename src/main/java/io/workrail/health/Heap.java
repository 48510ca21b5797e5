package io.workrail.health;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/** The heap of this process, in bytes. */
interface Heap {
  /** What is in use, garbage included. */
  long used();

  /** What was in use after each pool was collected last. */
  long usedAfterCollection();

  /** The most that may be used. */
  long limit();

  /** Asks for a collection; the virtual machine may decline. */
  void collect();

  /**
   * The heap of the virtual machine.
   *
   * @param limit the most that may be used; the virtual machine's own when it is lower or none is
   *     given
   */
  static Heap ofVirtualMachine(Optional<Long> limit) {
    long own = Runtime.getRuntime().maxMemory();
    long lower = Math.min(own, limit.orElse(own));
    return new Heap() {
      @Override
      public long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      }

      @Override
      public long usedAfterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getCollectionUsage)
            .filter(usage -> usage != null)
            .mapToLong(MemoryUsage::getUsed)
            .sum();
      }

      @Override
      public long limit() {
        return lower;
      }

      @Override
      public void collect() {
        System.gc();
      }
    };
  }
}
