package io.workrail.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of memory and disk. */
class ProcessChecksTest {
  private static final long MIB = 1024 * 1024;

  @TempDir Path folder;

  @Test
  void aFullDiskIsRedAndGreenAgainWhenThereIsRoom() {
    AtomicLong free = new AtomicLong(512 * MIB);
    DiskHealthCheck check =
        new DiskHealthCheck(List.of(folder), 1024 * MIB, anyFolder -> free.get());
    Result full = check.execute();
    assertThat(full.isHealthy()).isFalse();
    assertThat(full.getMessage())
        .contains("512 MiB free below " + folder, "at least 1 GiB", "delete old logs");
    free.set(1536 * MIB);
    assertThat(check.execute().isHealthy()).isTrue();
    assertThat(check.execute().getMessage()).isEqualTo("1.5 GiB free below " + folder);
  }

  @Test
  void aFolderThatIsNotThereYetIsJudgedByItsParent() {
    DiskHealthCheck check =
        new DiskHealthCheck(
            List.of(folder.resolve("a/b")), 1, DiskHealthCheck.FreeSpace.ofFileSystem());
    assertThat(check.execute().isHealthy()).isTrue();
  }

  @Test
  void aFolderThatWentAwayOrIsNoneIsRedAndGreenAgainWhenItIsBack() throws IOException {
    Path logs = Files.createDirectory(folder.resolve("logs"));
    WritingHealthCheck check =
        new WritingHealthCheck(
            List.of(folder, logs, folder.resolve("never made")),
            new DiskHealthCheck(List.of(folder, logs), 1, anyFolder -> 10 * MIB));
    assertThat(check.execute().isHealthy()).isTrue();

    Files.delete(logs);
    assertThat(check.execute().isHealthy()).isFalse();
    assertThat(check.execute().getMessage())
        .startsWith("the folder " + logs + " is gone: bring it back")
        .endsWith("mkdir, chown");
    Files.createFile(logs);
    assertThat(check.execute().isHealthy()).isFalse();

    Files.delete(logs);
    Files.createDirectory(logs);
    assertThat(check.execute().isHealthy()).isTrue();
    assertThat(check.execute().getMessage()).startsWith("10 MiB free below " + folder);
  }

  @Test
  void aDiskThatCannotBeAskedIsRed() {
    DiskHealthCheck check =
        new DiskHealthCheck(
            List.of(folder),
            1,
            anyFolder -> {
              throw new IOException("stale handle");
            });
    assertThat(check.execute().isHealthy()).isFalse();
    assertThat(check.execute().getMessage()).contains("is it mounted?");
  }

  @Test
  void aHeapFullOfGarbageIsGreen() {
    FakeHeap heap = new FakeHeap(95 * MIB, 40 * MIB);
    Result result = memory(heap).execute();
    assertThat(result.isHealthy()).isTrue();
    assertThat(result.getMessage()).isEqualTo("40 MiB of 100 MiB heap used");
    assertThat(heap.collections).isOne();
  }

  @Test
  void aHeapFullOfNeededThingsIsRedUntilTheyAreGone() {
    FakeHeap heap = new FakeHeap(95 * MIB, 92 * MIB);
    MemoryHealthCheck check = memory(heap);
    Result full = check.execute();
    assertThat(full.isHealthy()).isFalse();
    assertThat(full.getMessage()).contains("92 MiB of 100 MiB", "MEMORY_LIMIT");
    assertThat(check.execute().isHealthy()).isFalse();
    assertThat(heap.collections).as("not at every look").isOne();
    heap.used = 50 * MIB;
    assertThat(check.execute().isHealthy()).isTrue();
  }

  @Test
  void theLowerLimitCounts() {
    long own = Heap.ofVirtualMachine(Optional.empty()).limit();
    assertThat(own).isEqualTo(Runtime.getRuntime().maxMemory());
    assertThat(Heap.ofVirtualMachine(Optional.of(own * 2)).limit()).isEqualTo(own);
    assertThat(Heap.ofVirtualMachine(Optional.of(MIB)).limit()).isEqualTo(MIB);
  }

  @Test
  void aHeapOverItsLimitIsRed() {
    Heap real = Heap.ofVirtualMachine(Optional.of(MIB));
    assertThat(new MemoryHealthCheck(real, Clock.systemUTC()).execute().isHealthy()).isFalse();
  }

  private static MemoryHealthCheck memory(Heap heap) {
    return new MemoryHealthCheck(
        heap, Clock.fixed(Instant.parse("2026-11-24T03:00:00Z"), ZoneOffset.UTC));
  }

  private static final class FakeHeap implements Heap {
    private long used;
    private final long needed;
    private int collections;

    FakeHeap(long used, long needed) {
      this.used = used;
      this.needed = needed;
    }

    @Override
    public long used() {
      return used;
    }

    @Override
    public long usedAfterCollection() {
      return needed;
    }

    @Override
    public long limit() {
      return 100 * MIB;
    }

    @Override
    public void collect() {
      collections++;
    }
  }
}
