package io.workrail.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessorTurnsTest {
  private static final Duration FOR_EVER = Duration.ofMinutes(5);
  private static final int BOUND_SECONDS = 30;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch held = new CountDownLatch(1);

  @AfterEach
  void end() {
    held.countDown();
    threads.shutdownNow();
  }

  @Test
  void noMoreThreadsComputeThanThereAreTurns() throws Exception {
    ProcessorTurns turns = new ProcessorTurns(2, FOR_EVER);
    AtomicInteger computing = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> all =
        IntStream.range(0, 200)
            .mapToObj(
                number ->
                    threads.submit(
                        () ->
                            turns.compute(
                                () -> {
                                  most.accumulateAndGet(computing.incrementAndGet(), Math::max);
                                  Thread.onSpinWait();
                                  computing.decrementAndGet();
                                  return number;
                                })))
            .toList();

    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo(i);
    }
    assertThat(most.get()).isBetween(1, 2);
  }

  @Test
  void whoWaitsForSomethingElseLetsOthersCompute() throws Exception {
    ProcessorTurns turns = new ProcessorTurns(1, FOR_EVER);
    CountDownLatch waiting = new CountDownLatch(1);
    Future<String> first =
        threads.submit(
            () ->
                turns.compute(
                    () ->
                        ProcessorTurns.await(
                            () -> {
                              waiting.countDown();
                              held.await();
                              return "waited";
                            })));
    waiting.await();

    Future<String> second = threads.submit(() -> turns.compute(() -> "computed"));
    assertThat(second.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("computed");
    held.countDown();
    assertThat(first.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("waited");
  }

  @Test
  void theTurnIsBackAfterAWait() throws Exception {
    ProcessorTurns turns = new ProcessorTurns(1, FOR_EVER);
    CountDownLatch computing = new CountDownLatch(1);
    Future<Boolean> first =
        threads.submit(
            () ->
                turns.compute(
                    () -> {
                      ProcessorTurns.await(() -> "waited");
                      computing.countDown();
                      return held.await(BOUND_SECONDS, TimeUnit.SECONDS);
                    }));
    computing.await();

    Future<String> second = threads.submit(() -> turns.compute(() -> "computed"));
    assertThatThrownBy(() -> second.get(50, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    held.countDown();
    assertThat(second.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("computed");
    assertThat(first.get(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void turnsAreTakenInTheOrderOfComing() throws Exception {
    ProcessorTurns turns = new ProcessorTurns(1, FOR_EVER);
    List<Integer> order = new CopyOnWriteArrayList<>();
    hold(turns);
    List<Future<Boolean>> all = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      all.add(threads.submit(() -> turns.compute(() -> order.add(number))));
      awaitQueue(turns, number + 1);
    }

    held.countDown();
    for (Future<Boolean> one : all) {
      one.get(BOUND_SECONDS, TimeUnit.SECONDS);
    }
    assertThat(order).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aTurnThatIsNeverGivenBackHoldsOthersUpForThePatienceOnly() throws Exception {
    ProcessorTurns turns = new ProcessorTurns(1, Duration.ofMillis(10));
    hold(turns);

    Future<String> second = threads.submit(() -> turns.compute(() -> "computed"));
    assertThat(second.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("computed");
    held.countDown();
    assertThat(free(turns)).isEqualTo(1);
  }

  @Test
  void whatTheWorkThrowsArrivesAndTheTurnIsFreeAgain() {
    ProcessorTurns turns = new ProcessorTurns(1, FOR_EVER);
    assertThatThrownBy(() -> turns.compute(ProcessorTurnsTest::fail)).hasMessage("failed");
    assertThatThrownBy(() -> turns.compute(() -> ProcessorTurns.await(ProcessorTurnsTest::fail)))
        .hasMessage("failed");
    assertThat(free(turns)).isEqualTo(1);
  }

  @Test
  void workInsideWorkNeedsNoSecondTurn() throws Exception {
    ProcessorTurns turns = new ProcessorTurns(1, FOR_EVER);
    Future<String> nested = threads.submit(() -> turns.compute(() -> turns.compute(() -> "done")));
    assertThat(nested.get(BOUND_SECONDS, TimeUnit.SECONDS)).isEqualTo("done");
    assertThat(free(turns)).isEqualTo(1);
  }

  @Test
  void anInterruptedThreadComputesWithoutATurnAndStaysInterrupted() throws Exception {
    ProcessorTurns turns = new ProcessorTurns(1, FOR_EVER);
    hold(turns);
    Future<Boolean> interrupted =
        threads.submit(
            () -> {
              Thread.currentThread().interrupt();
              return turns.compute(() -> Thread.currentThread().isInterrupted());
            });
    assertThat(interrupted.get(BOUND_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void outsideOfWorkAWaitIsJustAWait() {
    assertThat(ProcessorTurns.<String, RuntimeException>await(() -> "waited")).isEqualTo("waited");
  }

  private static String fail() throws IOException {
    throw new IOException("failed");
  }

  /** Takes a turn until the latch opens. */
  private void hold(ProcessorTurns turns) throws InterruptedException {
    CountDownLatch computing = new CountDownLatch(1);
    var unused =
        threads.submit(
            () ->
                turns.compute(
                    () -> {
                      computing.countDown();
                      return held.await(BOUND_SECONDS, TimeUnit.SECONDS);
                    }));
    computing.await();
  }

  private static void awaitQueue(ProcessorTurns turns, int length) {
    while (turns.waiting() < length) {
      Thread.onSpinWait();
    }
  }

  private static int free(ProcessorTurns turns) {
    while (turns.free() == 0) {
      Thread.onSpinWait();
    }
    return turns.free();
  }
}
